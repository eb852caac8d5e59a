import { escapeXml, type XmlElement } from "./tree.ts";

/**
 * One element, or attribute, of a shape: where it stands in the file and under which key its content is kept.
 * The order of the parts is the order in which they are written.
 */
export interface Part {
  readonly element: string;
  /** Absent for an element whose parts belong to the object around it (`within`). */
  readonly key?: string;
  /** What is in it; a plain text where absent. */
  readonly shape?: Shape;
  /** Elements in between that the object does not show: their parts are kept as if they stood here. */
  readonly within?: Shape;
  /** Has no namespace, as the parts of XÖV codes. */
  readonly unqualified?: boolean;
  /** May be left out. */
  readonly optional?: boolean;
  /** Kept as a list. More than `most` are against the standard. */
  readonly list?: boolean;
  readonly most?: number;
  /** Without it the file cannot be understood. */
  readonly essential?: boolean;
  /** How its text has to look. */
  readonly pattern?: RegExp;
  readonly values?: readonly string[];
}

/** What may stand in an element, as data: the same table reads, writes and checks. */
export interface Shape {
  readonly parts: readonly Part[];
  readonly attributes?: readonly {
    readonly name: string;
    readonly key: string;
    readonly optional?: boolean;
    readonly pattern?: RegExp;
  }[];
  /** The element's own text is kept under this key. */
  readonly text?: string;
  readonly textPattern?: RegExp;
  /** Exactly one of the parts. */
  readonly choice?: boolean;
}

/** An object as a shape reads it. */
export type Shaped = { [key: string]: string | Shaped | readonly (string | Shaped)[] | undefined };

/** Content of a file that a shape has no place for. Nothing is dropped without one of these. */
export interface LeftOver {
  readonly line: number;
  /** Names from the root: `/stammdatenschema/struktur/farbe`. */
  readonly path: string;
  readonly text: string;
}

/** Something that the standard does not allow. */
export interface Mistake {
  /** Keys from the root: `struktur[2].feld.name`. */
  readonly path: string;
  readonly kind: "missing" | "too-many" | "value" | "choice";
  readonly found?: string;
}

const anyText = /^/;

function attributeName(name: string): string {
  return name.replace(/^\{[^}]*\}/, "");
}

/** All that an element holds, as text: for telling what was left over. */
function contentOf(element: XmlElement): string {
  const own = [...Object.values(element.attributes), element.text.trim()].filter((text) => text !== "");
  return [...own, ...element.children.map(contentOf)].join(" ").slice(0, 2000);
}

/**
 * Reads an element by a shape. Text is kept as it stands, blanks too; what is absent stays absent. Elements in another
 * order are read all the same.
 * @param leftOver takes what the shape has no place for
 * @param missing called where an essential part is not there; has to throw
 */
export function readShape(
  element: XmlElement,
  shape: Shape,
  options: {
    readonly leftOver: LeftOver[];
    missing(line: number, name: string): never;
  },
): Shaped {
  return read(element, shape, `/${element.name}`, options, {});
}

function read(
  element: XmlElement,
  shape: Shape,
  path: string,
  options: Parameters<typeof readShape>[2],
  into: Shaped,
): Shaped {
  const { leftOver } = options;
  for (const { name, key } of shape.attributes ?? []) {
    if (element.attributes[name] !== undefined) into[key] = element.attributes[name];
  }
  for (const [name, text] of Object.entries(element.attributes)) {
    if (shape.attributes?.some((attribute) => attribute.name === name) !== true) {
      leftOver.push({ line: element.line, path: `${path}/@${attributeName(name)}`, text });
    }
  }
  if (shape.text !== undefined) into[shape.text] = element.text;
  else if (element.text.trim() !== "") leftOver.push({ line: element.line, path, text: element.text.trim() });
  for (const part of shape.parts) {
    if (part.list === true && part.key !== undefined) into[part.key] = [];
  }
  for (const child of element.children) {
    const part = shape.parts.find((one) => one.element === child.name);
    const inside = `${path}/${child.name}`;
    const strange = part !== undefined && child.namespace !== element.namespace && part.unqualified !== true;
    if (part === undefined || strange) {
      leftOver.push({ line: child.line, path: inside, text: contentOf(child) });
    } else if (part.within !== undefined) {
      read(child, part.within, inside, options, into);
    } else {
      take(child, part, inside, options, into);
    }
  }
  for (const part of shape.parts) {
    if (part.essential === true && part.key !== undefined && into[part.key] === undefined) {
      options.missing(element.line, part.element);
    }
  }
  return into;
}

function take(
  child: XmlElement,
  part: Part,
  path: string,
  options: Parameters<typeof readShape>[2],
  into: Shaped,
): void {
  const key = part.key as string;
  const value = part.shape === undefined ? leaf(child, path, options) : read(child, part.shape, path, options, {});
  const before = into[key];
  if (part.list === true) into[key] = [...((before as (string | Shaped)[] | undefined) ?? []), value];
  else if (before === undefined) into[key] = value;
  else options.leftOver.push({ line: child.line, path, text: contentOf(child) });
}

function leaf(element: XmlElement, path: string, { leftOver }: Parameters<typeof readShape>[2]): string {
  for (const [name, text] of Object.entries(element.attributes)) {
    leftOver.push({ line: element.line, path: `${path}/@${attributeName(name)}`, text });
  }
  for (const child of element.children) {
    leftOver.push({ line: child.line, path: `${path}/${child.name}`, text: contentOf(child) });
  }
  return element.text;
}

function itemsOf(value: Shaped, part: Part): readonly (string | Shaped)[] {
  const found = value[part.key as string];
  if (found === undefined) return [];
  return Array.isArray(found) ? (found as readonly (string | Shaped)[]) : [found as string | Shaped];
}

function speaksOf(value: Shaped, shape: Shape): boolean {
  return (
    shape.parts.some((part) =>
      part.within === undefined ? itemsOf(value, part).length > 0 : speaksOf(value, part.within),
    ) || (shape.attributes ?? []).some(({ key }) => value[key] !== undefined)
  );
}

/**
 * Writes an object by a shape, with two blanks for each level.
 * @param prefix of the namespace, declared by the caller at the root
 */
export function writeShape(name: string, value: Shaped, shape: Shape, prefix: string, level = 0): string {
  const attributes = (shape.attributes ?? [])
    .filter(({ key }) => typeof value[key] === "string")
    .map(({ name: attribute, key }) => ` ${attribute}="${escapeXml(value[key] as string, "attribute")}"`)
    .join("");
  const margin = "  ".repeat(level);
  const open = `${margin}<${name}${attributes}>`;
  if (shape.text !== undefined) return `${open}${escapeXml((value[shape.text] as string | undefined) ?? "")}</${name}>`;
  const lines = shape.parts.flatMap((part): string[] => {
    const element = part.unqualified === true ? part.element : `${prefix}${part.element}`;
    if (part.within !== undefined) {
      if (part.optional === true && !speaksOf(value, part.within)) return [];
      return [writeShape(element, value, part.within, prefix, level + 1)];
    }
    return itemsOf(value, part).map((item) =>
      part.shape === undefined
        ? `${margin}  <${element}>${escapeXml(item as string)}</${element}>`
        : writeShape(element, item as Shaped, part.shape, prefix, level + 1),
    );
  });
  return lines.length === 0 ? `${open}</${name}>` : `${open}\n${lines.join("\n")}\n${margin}</${name}>`;
}

/** What is against the shape, in the order of the file. */
export function shapeMistakes(value: Shaped, shape: Shape, path = ""): readonly Mistake[] {
  const at = (key: string): string => (path === "" ? key : `${path}.${key}`);
  const mistakes: Mistake[] = [];
  for (const { key, optional, pattern } of shape.attributes ?? []) {
    const found = value[key];
    if (found === undefined && optional !== true) mistakes.push({ path: at(key), kind: "missing" });
    if (typeof found === "string" && !(pattern ?? anyText).test(found)) {
      mistakes.push({ path: at(key), kind: "value", found });
    }
  }
  if (shape.text !== undefined) {
    const found = (value[shape.text] as string | undefined) ?? "";
    if (!(shape.textPattern ?? anyText).test(found)) mistakes.push({ path: at(shape.text), kind: "value", found });
  }
  if (shape.choice === true) {
    const chosen = shape.parts.filter((part) => itemsOf(value, part).length > 0);
    if (chosen.length !== 1) mistakes.push({ path: path === "" ? "." : path, kind: "choice" });
  }
  for (const part of shape.parts) {
    if (part.within !== undefined) {
      const needed = part.optional !== true || speaksOf(value, part.within);
      if (needed) mistakes.push(...shapeMistakes(value, part.within, path));
      continue;
    }
    const key = part.key as string;
    const items = itemsOf(value, part);
    if (items.length === 0 && part.optional !== true && shape.choice !== true) {
      mistakes.push({ path: at(key), kind: "missing" });
    }
    if (part.most !== undefined && items.length > part.most) mistakes.push({ path: at(key), kind: "too-many" });
    items.forEach((item, index) => {
      const where = items.length > 1 ? `${at(key)}[${index}]` : at(key);
      if (typeof item !== "string") {
        if (part.shape !== undefined) mistakes.push(...shapeMistakes(item, part.shape, where));
        return;
      }
      const token = item.trim();
      const right = part.values === undefined ? (part.pattern ?? anyText).test(item) : part.values.includes(token);
      if (!right) mistakes.push({ path: where, kind: "value", found: item });
    });
  }
  return mistakes;
}

function keysOf(shape: Shape): ReadonlyMap<string, Part | undefined> {
  const keys = new Map<string, Part | undefined>();
  for (const { key } of shape.attributes ?? []) keys.set(key, undefined);
  if (shape.text !== undefined) keys.set(shape.text, undefined);
  for (const part of shape.parts) {
    if (part.within !== undefined) for (const [key, inner] of keysOf(part.within)) keys.set(key, inner);
    else keys.set(part.key as string, part);
  }
  return keys;
}

const isShaped = (value: unknown): value is Shaped => typeof value === "object" && value !== null;

/** Contents of an object that a shape cannot say: what is lost when it is written so. Paths as in `Mistake`. */
export function unsayable(value: Shaped, shape: Shape, path = ""): readonly string[] {
  const known = keysOf(shape);
  return Object.entries(value).flatMap(([key, found]): readonly string[] => {
    if (found === undefined || (Array.isArray(found) && found.length === 0)) return [];
    const at = path === "" ? key : `${path}.${key}`;
    if (!known.has(key)) return [at];
    const inner = known.get(key)?.shape;
    if (inner === undefined) return [];
    const items = Array.isArray(found) ? found : [found];
    return items.flatMap((item, index) =>
      isShaped(item) ? unsayable(item, inner, items.length > 1 ? `${at}[${index}]` : at) : [],
    );
  });
}
