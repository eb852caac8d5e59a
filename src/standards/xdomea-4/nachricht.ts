import { randomUUID } from "node:crypto";
import type { Localized } from "../../kernel/index.ts";
import {
  type LeftOver,
  type Mistake,
  parseXml,
  readShape,
  type Shape,
  type Shaped,
  shapeMistakes,
  writeShape,
  type XmlElement,
  type XmlLimits,
  XmlRefused,
} from "../../platform/xml/index.ts";
import type { Kontakt, Kopf, Nachricht, Nachrichtentyp } from "./model.ts";
import { XdomeaRefused } from "./refused.ts";
import { ruleMistakes } from "./rules.ts";
import { booleanKeys, numberKeys, rootNames, shapes } from "./shapes.ts";
import { asVersion4 } from "./version-3.ts";

const namespace = "urn:xoev-de:xdomea:schema:4.0.0";
const types = Object.keys(rootNames) as readonly Nachrichtentyp[];

/** A message as it came, and what of it we have no place for. */
export interface ReadNachricht {
  readonly nachricht: Nachricht;
  readonly version: "3.0.0" | "3.1.0" | "4.0.0";
  /** Content that is not kept, with its line. */
  readonly leftOver: readonly LeftOver[];
}

/** A head for a new message: a nachrichtenUuid that no other message has, and the moment of writing. */
export function newKopf(head: {
  readonly prozessId: string;
  readonly autor: Kontakt;
  readonly leser: Kontakt;
  readonly now: Date;
}): Kopf {
  return {
    nachrichtenUuid: randomUUID(),
    erstellungszeitpunkt: head.now.toISOString(),
    leser: head.leser,
    autor: head.autor,
    prozessId: head.prozessId,
  };
}

type Plain = string | Shaped | readonly (string | Shaped)[] | undefined;

/** Truth values and numbers as text: 1 and 0, since the schema fixes some to “1” and validators compare the letters. */
function asText(value: unknown): Plain {
  if (typeof value === "boolean") return value ? "1" : "0";
  if (Array.isArray(value)) return value.map((item) => asText(item) as string | Shaped);
  if (typeof value !== "object" || value === null) return value === undefined ? undefined : String(value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asText(inner)]));
}

/** The other way; empty lists are left out. */
function asTyped(value: Plain, key: string): unknown {
  if (typeof value === "string") {
    if (booleanKeys.has(key)) return /^(?:true|1)$/.test(value.trim());
    return numberKeys.has(key) ? Number(value.trim()) : value;
  }
  if (Array.isArray(value)) return value.map((item) => asTyped(item, key));
  const entries = Object.entries(value as Shaped).filter(([, inner]) => !Array.isArray(inner) || inner.length > 0);
  return Object.fromEntries(entries.map(([name, inner]) => [name, asTyped(inner, name)]));
}

function asShaped(nachricht: Nachricht): Shaped {
  const { typ, kopf, ...rest } = nachricht;
  const code = {
    code: typ,
    name: rootNames[typ].replace(/\.\d+$/, ""),
    listUri: "urn:xoev-de:xdomea:codeliste:nachrichtentyp",
    listVersion: "3.0",
  };
  return {
    ...(asText(rest) as Shaped),
    standard: "xdomea",
    version: "4.0.0",
    kopf: { ...(asText(kopf) as Shaped), nachrichtentyp: code },
    ...(typ === "0503" ? { importbestaetigung: "1" } : {}),
  };
}

function asNachricht(shaped: Shaped, typ: Nachrichtentyp): Nachricht {
  const { standard, version, importbestaetigung, kopf, ...rest } = asTyped(shaped, "") as Record<string, unknown>;
  const { nachrichtentyp, ...head } = kopf as Record<string, unknown>;
  return { typ, kopf: head, ...rest } as unknown as Nachricht;
}

const mistakeWords: Readonly<Record<Mistake["kind"], (path: string, found: string) => Localized>> = {
  missing: (path) => ({ de: `Es fehlt: ${path}.`, en: `This is missing: ${path}.` }),
  "too-many": (path) => ({ de: `Zu viele Angaben: ${path}.`, en: `Too many entries: ${path}.` }),
  value: (path, found) => ({
    de: `Das ist kein gültiger Wert für ${path}: „${found}“.`,
    en: `This is no valid value for ${path}: “${found}”.`,
  }),
  choice: (path) => ({
    de: `Genau eine der Angaben muss da sein: ${path}.`,
    en: `Exactly one must be there: ${path}.`,
  }),
};

function wordsOf({ kind, path, found = "" }: Mistake): Localized {
  return mistakeWords[kind](path, found.slice(0, 80));
}

/** Everything that keeps a message from being sent; empty where it may leave. */
export function nachrichtMistakes(nachricht: Nachricht): readonly Localized[] {
  const shape = shapeMistakes(asShaped(nachricht), shapes[nachricht.typ]);
  return shape.length > 0 ? shape.map(wordsOf) : ruleMistakes(nachricht);
}

/**
 * The message as XML of version 4.0.0, UTF-8, with the prefix that the specification asks for (section 4.2).
 * @throws XdomeaRefused with the first of its mistakes; a message that is not right never leaves
 */
export function writeNachricht(nachricht: Nachricht): Uint8Array {
  const [mistake] = nachrichtMistakes(nachricht);
  if (mistake !== undefined) throw new XdomeaRefused("content", mistake);
  const root = `xdomea:${rootNames[nachricht.typ]}`;
  const body = writeShape(root, asShaped(nachricht), shapes[nachricht.typ], "xdomea:");
  const text = body.replace(`<${root}`, `<${root} xmlns:xdomea="${namespace}"`);
  return new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>\n${text}\n`);
}

/** Line of the element that a path of keys leads to, or of the last one on the way that is there. */
function lineOf(root: XmlElement, shape: Shape, path: string): number {
  let at = root;
  let known: Shape | undefined = shape;
  for (const step of path.split(".")) {
    const [, key = "", index = "0"] = /^([^[]*)(?:\[(\d+)\])?$/.exec(step) ?? [];
    const found: Step | undefined = known === undefined ? undefined : stepInto(at, known, key, Number(index));
    if (found === undefined) break;
    [at, known] = found;
  }
  return at.line;
}

type Step = readonly [XmlElement, Shape | undefined];

function stepInto(element: XmlElement, shape: Shape, key: string, index: number): Step | undefined {
  for (const part of shape.parts) {
    const children = element.children.filter((child) => child.name === part.element);
    if (part.key === key && children[index] !== undefined) return [children[index], part.shape];
    if (part.within === undefined || children[0] === undefined) continue;
    const inner = stepInto(children[0], part.within, key, index);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function versionOf(root: XmlElement): ReadNachricht["version"] {
  const found = /^urn:xoev-de:xdomea:schema:(\d+\.\d+\.\d+)$/.exec(root.namespace)?.[1];
  if (found === "3.0.0" || found === "3.1.0" || found === "4.0.0") return found;
  if (found !== undefined) {
    throw new XdomeaRefused(
      "version",
      {
        de: `Die Nachricht ist von xdomea ${found}. Wir lesen 4.0.0, und 0501 und 0503 von 3.0.0 und 3.1.0.`,
        en: `The message is of xdomea ${found}. We read 4.0.0, and 0501 and 0503 of 3.0.0 and 3.1.0.`,
      },
      root.line,
    );
  }
  throw new XdomeaRefused(
    "version",
    {
      de: `Das ist keine xdomea-Nachricht: Der Namensraum ist „${root.namespace.slice(0, 120)}“.`,
      en: `This is no xdomea message: the namespace is “${root.namespace.slice(0, 120)}”.`,
    },
    root.line,
  );
}

function typeOf(root: XmlElement): Nachrichtentyp {
  const typ = types.find((one) => rootNames[one] === root.name);
  if (typ !== undefined) return typ;
  throw new XdomeaRefused(
    "message",
    {
      de: `„${root.name.slice(0, 80)}“ ist keine Nachricht der Aussonderung, die wir lesen (0501 bis 0507).`,
      en: `“${root.name.slice(0, 80)}” is none of the disposal messages that we read (0501 to 0507).`,
    },
    root.line,
  );
}

/**
 * Reads a message of a stranger: 4.0.0, all seven; of 3.0.0 and 3.1.0 offer (0501) and Aussonderung (0503).
 * @throws XdomeaRefused with line and reason
 */
export function readNachricht(bytes: Uint8Array, limits?: XmlLimits): ReadNachricht {
  let root: XmlElement;
  try {
    root = parseXml(bytes, limits);
  } catch (error) {
    if (!(error instanceof XmlRefused)) throw error;
    throw new XdomeaRefused("xml", error.reason, error.line);
  }
  const version = versionOf(root);
  const typ = typeOf(root);
  const tree = version === "4.0.0" ? root : asVersion4(root, version);
  const shape = shapes[typ];
  const leftOver: LeftOver[] = [];
  const shaped = readShape(tree, shape, {
    leftOver,
    missing(line, name) {
      throw new XdomeaRefused("content", { de: `Hier fehlt ${name}.`, en: `${name} is missing here.` }, line);
    },
  });
  const [mistake] = shapeMistakes(shaped, shape);
  if (mistake !== undefined) throw new XdomeaRefused("content", wordsOf(mistake), lineOf(tree, shape, mistake.path));
  const said = ((shaped.kopf as Shaped).nachrichtentyp as Shaped).code as string;
  if (said.trim() !== typ) {
    throw new XdomeaRefused(
      "content",
      {
        de: `Der Nachrichtenkopf nennt ${said.trim()}, die Nachricht ist aber ${typ}.`,
        en: `The head says ${said.trim()}, but the message is ${typ}.`,
      },
      lineOf(tree, shape, "kopf.nachrichtentyp"),
    );
  }
  const nachricht = asNachricht(shaped, typ);
  const [broken] = ruleMistakes(nachricht);
  if (broken !== undefined) throw new XdomeaRefused("content", broken, root.line);
  return { nachricht, version, leftOver: leftOver.filter(({ path }) => !path.endsWith("/@schemaLocation")) };
}
