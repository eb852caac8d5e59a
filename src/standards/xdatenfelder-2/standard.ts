import type { Localized } from "../../kernel/index.ts";
import {
  type Datenschema,
  type SchemaMistake,
  SchemaRefused,
  type SchemaStandard,
  type UnknownContent,
} from "../../modules/designer/index.ts";
import {
  type Mistake,
  parseXml,
  readShape,
  type Shape,
  type Shaped,
  shapeMistakes,
  unsayable,
  writeShape,
  type XmlElement,
  XmlRefused,
} from "../../platform/xml/index.ts";
import { inLatin } from "./latin.ts";

/** What makes one version of XDatenfelder. */
export interface Xdatenfelder {
  readonly key: SchemaStandard["key"];
  readonly name: string;
  readonly namespace: string;
  readonly rootName: string;
  readonly message: Shape;
  /** A schema of another version in the words of this one. */
  convert(schema: Datenschema): Datenschema;
  /** Contents that `convert` had to change into something poorer. */
  impoverished(schema: Datenschema): readonly string[];
}

/** More places than any schema has; each becomes an element of a form. */
const mostPlaces = 5000;
const xsi = "http://www.w3.org/2001/XMLSchema-instance";

/** Messages of the standard that carry something else. */
const otherMessages: Readonly<Record<string, Localized>> = {
  dokumentsteckbrief: { de: "einen Dokumentsteckbrief", en: "a Dokumentsteckbrief" },
  datenfeldgruppe: { de: "eine einzelne Datenfeldgruppe", en: "a single Datenfeldgruppe" },
  datenfeld: { de: "ein einzelnes Datenfeld", en: "a single Datenfeld" },
  codeliste: { de: "eine Codeliste", en: "a code list" },
  uebersetzung: { de: "eine Übersetzung", en: "a translation" },
};

function requireRoot(root: XmlElement, { name, namespace, rootName }: Xdatenfelder): void {
  if (root.namespace !== namespace) {
    throw new SchemaRefused(root.line, {
      de: `Das ist kein ${name}: Der Namensraum ist „${root.namespace.slice(0, 120)}“ und nicht „${namespace}“.`,
      en: `This is no ${name}: the namespace is “${root.namespace.slice(0, 120)}”, not “${namespace}”.`,
    });
  }
  if (root.name === rootName) return;
  const other = otherMessages[/^xdatenfelder\.([a-z]+)\.\d+$/.exec(root.name)?.[1] ?? ""];
  throw new SchemaRefused(root.line, {
    de: `Die Datei enthält ${other?.de ?? `„${root.name.slice(0, 80)}“`} und kein Stammdatenschema.`,
    en: `The file contains ${other?.en ?? `“${root.name.slice(0, 80)}”`}, not a Stammdatenschema.`,
  });
}

function childText(element: XmlElement, ...names: readonly string[]): string {
  let at: XmlElement | undefined = element;
  for (const name of names) at = at?.children.find((child) => child.name === name);
  return at?.text.trim() ?? "";
}

/** A group that contains itself would never end; places are counted before anything is made of them. */
function requireEnding(element: XmlElement, around: readonly string[], count: { places: number }): void {
  for (const child of element.children) {
    const isGroup = child.name === "datenfeldgruppe";
    if (isGroup || child.name === "datenfeld") {
      count.places += 1;
      if (count.places > mostPlaces) {
        throw new SchemaRefused(child.line, {
          de: `Das Schema hat mehr als ${mostPlaces} Felder und Gruppen. So große Schemata lesen wir nicht.`,
          en: `The schema has more than ${mostPlaces} fields and groups. We do not read schemas that large.`,
        });
      }
    }
    if (!isGroup) {
      requireEnding(child, around, count);
      continue;
    }
    const id = childText(child, "identifikation", "id");
    if (id !== "" && around.includes(id)) {
      throw new SchemaRefused(child.line, {
        de: `Die Datenfeldgruppe ${id.slice(0, 40)} enthält sich selbst: ${[...around, id].slice(-6).join(" → ").slice(0, 200)}.`,
        en: `The group ${id.slice(0, 40)} contains itself: ${[...around, id].slice(-6).join(" → ").slice(0, 200)}.`,
      });
    }
    requireEnding(child, [...around, id], count);
  }
}

function read(bytes: Uint8Array, format: Xdatenfelder): Datenschema {
  const root = parseXml(bytes);
  requireRoot(root, format);
  requireEnding(root, [], { places: 0 });
  const leftOver: UnknownContent[] = [];
  const shaped = readShape(root, format.message, {
    leftOver,
    missing(line, name): never {
      throw new SchemaRefused(line, {
        de: `Hier fehlt das Element „${name}“. Ohne es ist das Schema nicht zu verstehen.`,
        en: `The element “${name}” is missing here. Without it the schema cannot be understood.`,
      });
    },
  });
  return { ...(shaped as unknown as Datenschema), standard: format.key, origin: "file", leftOver };
}

function refused(error: unknown): never {
  if (error instanceof XmlRefused) throw new SchemaRefused(error.line, error.reason);
  throw error;
}

/** Not limited to letters of String.Latin, or only harmed by changing them. */
const anyLetters: ReadonlySet<string> = new Set(["skript", "pattern", "nachrichtId", "link", "uri", "listUri"]);

function cleaned<T>(value: T, key = ""): T {
  if (typeof value === "string") return (anyLetters.has(key) ? value : inLatin(value)) as T;
  if (Array.isArray(value)) return value.map((item) => cleaned(item, key)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, cleaned(item, name)])) as T;
}

/** What stands in the file: as it was read where it came from here, else in the words and letters of this version. */
function messageOf(schema: Datenschema, format: Xdatenfelder): Shaped {
  const said = schema.standard === format.key ? schema : format.convert(schema);
  const { header, stammdatenschema, schemaLocation } =
    schema.origin === "file" && schema.standard === format.key ? said : cleaned(said);
  const own = schema.standard === format.key && schemaLocation !== undefined ? { schemaLocation } : {};
  return { header, stammdatenschema, ...own } as unknown as Shaped;
}

function write(schema: Datenschema, format: Xdatenfelder): Uint8Array {
  const { schemaLocation, ...message } = messageOf(schema, format);
  const name = `xdf:${format.rootName}`;
  const location =
    typeof schemaLocation === "string"
      ? ` xmlns:xsi="${xsi}" xsi:schemaLocation="${schemaLocation.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;")}"`
      : "";
  const body = writeShape(name, message, { ...format.message, attributes: [] }, "xdf:");
  const head = `<${name} xmlns:xdf="${format.namespace}"${location}>`;
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${head}${body.slice(`<${name}>`.length)}\n`;
  return new TextEncoder().encode(text);
}

function worded({ path, kind, found }: Mistake): SchemaMistake {
  const value = (found ?? "").trim().slice(0, 80);
  const texts: Readonly<Record<Mistake["kind"], Localized>> = {
    missing: { de: "Die Angabe fehlt.", en: "It is missing." },
    "too-many": { de: "Die Angabe steht zu oft da.", en: "It stands there too often." },
    value: { de: `„${value}“ ist hier nicht erlaubt.`, en: `“${value}” is not allowed here.` },
    choice: {
      de: "Hier muss genau ein Datenfeld oder eine Datenfeldgruppe stehen.",
      en: "There has to be exactly one field or one group here.",
    },
  };
  return { path, text: texts[kind] };
}

/** A version of XDatenfelder from its table of elements. */
export function xdatenfelderStandard(format: Xdatenfelder): SchemaStandard {
  return {
    key: format.key,
    name: format.name,
    sniff(bytes) {
      const head = new TextDecoder("latin1").decode(bytes.subarray(0, 8192)).replaceAll("\u0000", "");
      // XML takes either quotation mark.
      return head.includes(`"${format.namespace}"`) || head.includes(`'${format.namespace}'`);
    },
    read(bytes) {
      try {
        return read(bytes, format);
      } catch (error) {
        return refused(error);
      }
    },
    write: (schema) => write(schema, format),
    validate: (schema) => shapeMistakes(messageOf(schema, format), format.message).map(worded),
    losses(schema) {
      if (schema.standard === format.key) return [];
      const said = format.convert(schema);
      const message = { header: said.header, stammdatenschema: said.stammdatenschema };
      return [...unsayable(message as unknown as Shaped, format.message), ...format.impoverished(schema)];
    },
  };
}
