import {
  ParseOption,
  XmlCData,
  XmlDocument,
  type XmlElement as XmlElementNode,
  XmlElement as XmlElementOf,
  XmlError,
  type XmlLibError,
  XmlText,
} from "libxml2-wasm";
import type { Localized } from "../../kernel/index.ts";
import { decodeXml } from "./decode.ts";
import { XmlRefused } from "./refused.ts";
import type { XmlElement } from "./tree.ts";

/** What a file may cost before it is looked at. */
export interface XmlLimits {
  /** 10 MiB where absent. */
  readonly mostBytes?: number;
  /** Elements and other tags, counted as `<`; 300,000 where absent. */
  readonly mostTags?: number;
}

const mebibyte = 1024 * 1024;

/** How deep elements may lie in each other. The parser gives up at 256 by itself. */
const mostDepth = 250;

// Entities are not substituted, nothing is loaded; a DOCTYPE, where all of them come from, is refused before.
const options: number =
  ParseOption.XML_PARSE_NONET |
  ParseOption.XML_PARSE_NO_XXE |
  ParseOption.XML_PARSE_NO_SYS_CATALOG |
  ParseOption.XML_PARSE_BIG_LINES |
  ParseOption.XML_PARSE_NOCDATA;

/** Texts of the parser that people meet, in words. */
const explanations: readonly (readonly [RegExp, Localized])[] = [
  [/^Document is empty/, { de: "Die Datei ist leer.", en: "The file is empty." }],
  [/^Start tag expected/, { de: "Das ist keine XML-Datei.", en: "This is no XML file." }],
  [
    /^Excessive depth/,
    {
      de: "Elemente liegen zu tief ineinander. Mehr als 250 Ebenen lesen wir nicht.",
      en: "Elements are nested too deeply. We do not read more than 250 levels.",
    },
  ],
  [
    /^Premature end|^EndTag: '<\/' not found|^Couldn't find end of/,
    { de: "Die Datei hört mittendrin auf.", en: "The file ends in the middle." },
  ],
  [
    /^Opening and ending tag mismatch|^Unexpected end tag/,
    { de: "Ein Element wird falsch geschlossen.", en: "An element is closed wrongly." },
  ],
  [/^expected '>'|^Specification mandates|^AttValue/, { de: "Ein Tag ist unvollständig.", en: "A tag is incomplete." }],
  [/^Entity '.*' not defined/, { de: "Eine Entität ist nicht erklärt.", en: "An entity is not declared." }],
  [/redefined/, { de: "Ein Attribut steht zweimal da.", en: "An attribute stands there twice." }],
  [/^Namespace prefix/, { de: "Das Präfix eines Namensraums ist nicht erklärt.", en: "A prefix is not declared." }],
  [
    /invalid Char|invalid xmlChar|not allowed/i,
    {
      de: "Hier steht ein Zeichen, das in XML nicht erlaubt ist.",
      en: "There is a character that XML does not allow.",
    },
  ],
  [
    /^Extra content/,
    { de: "Nach dem Ende des Dokuments steht noch etwas.", en: "Something follows the end of the document." },
  ],
];

function notWellFormed(message: string): Localized {
  const plain = message.trim().replaceAll(/\s+/g, " ").slice(0, 200);
  const known = explanations.find(([pattern]) => pattern.test(plain))?.[1];
  return {
    de: `${known?.de ?? "Die Datei ist kein fehlerfreies XML."} (${plain})`,
    en: `${known?.en ?? "The file is not well-formed XML."} (${plain})`,
  };
}

function countOf(bytes: Uint8Array, sign: number): number {
  let count = 0;
  for (let at = bytes.indexOf(sign); at !== -1; at = bytes.indexOf(sign, at + 1)) count += 1;
  return count;
}

function checkSize(bytes: Uint8Array, limits: XmlLimits): void {
  const mostBytes = limits.mostBytes ?? 10 * mebibyte;
  if (bytes.length > mostBytes) {
    const size = Math.ceil(bytes.length / mebibyte);
    throw new XmlRefused(1, {
      de: `Die Datei ist zu groß: ${size} MB. Wir lesen höchstens ${Math.floor(mostBytes / mebibyte)} MB.`,
      en: `The file is too large: ${size} MB. We read at most ${Math.floor(mostBytes / mebibyte)} MB.`,
    });
  }
  const mostTags = limits.mostTags ?? 300_000;
  if (countOf(bytes, 0x3c) > mostTags || countOf(bytes, 0x3d) > 2 * mostTags) {
    throw new XmlRefused(1, {
      de: `Die Datei hat zu viele Elemente oder Attribute. Wir lesen höchstens ${mostTags.toLocaleString("de-DE")}.`,
      en: `The file has too many elements or attributes. We read at most ${mostTags.toLocaleString("en-GB")}.`,
    });
  }
}

function lineAt(text: string, at: number): number {
  return text.slice(0, at).split("\n").length;
}

/** Where a DOCTYPE begins; it can only stand before the first element. */
function doctypeAt(text: string): number | undefined {
  let at = 0;
  for (;;) {
    while (/\s|\ufeff/.test(text.charAt(at)) && at < text.length) at += 1;
    const end = text.startsWith("<!--", at) ? "-->" : text.startsWith("<?", at) ? "?>" : undefined;
    if (end === undefined) return text.slice(at, at + 9).toUpperCase() === "<!DOCTYPE" ? at : undefined;
    const found = text.indexOf(end, at + 2);
    if (found === -1) return undefined;
    at = found + end.length;
  }
}

function treeOf(node: XmlElementNode, depth: number): XmlElement {
  const line = node.line;
  if (depth > mostDepth) {
    throw new XmlRefused(line, notWellFormed("Excessive depth"));
  }
  const attributes: Record<string, string> = Object.create(null);
  for (const attribute of node.attrs) {
    const space = attribute.namespaceUri;
    attributes[space === "" ? attribute.name : `{${space}}${attribute.name}`] = attribute.value;
  }
  const children: XmlElement[] = [];
  let text = "";
  for (let child = node.firstChild; child !== null; child = child.next) {
    if (child instanceof XmlElementOf) children.push(treeOf(child, depth + 1));
    else if (child instanceof XmlText || child instanceof XmlCData) text += child.content;
  }
  return { name: node.name, namespace: node.namespaceUri, attributes, children, text, line };
}

/**
 * Reads an XML file of a stranger. Size and number of elements are looked at before it is parsed; a DOCTYPE is
 * refused, so that there are no entities; nothing is fetched; memory of the parser is given back in any case.
 * @throws XmlRefused
 */
export function parseXml(bytes: Uint8Array, limits: XmlLimits = {}): XmlElement {
  checkSize(bytes, limits);
  const text = decodeXml(bytes);
  const doctype = doctypeAt(text);
  if (doctype !== undefined) {
    throw new XmlRefused(lineAt(text, doctype), {
      de: "Die Datei enthält eine DOCTYPE-Angabe. Damit lassen sich fremde Inhalte einschleusen, deshalb lesen wir sie nicht.",
      en: "The file contains a DOCTYPE. It can be used to smuggle in other content, so we do not read it.",
    });
  }
  if (text.trim() === "") throw new XmlRefused(1, notWellFormed("Document is empty"));
  const nul = text.indexOf("\u0000");
  if (nul !== -1) throw new XmlRefused(lineAt(text, nul), notWellFormed("invalid Char 0"));
  let document: XmlDocument;
  try {
    document = XmlDocument.fromString(text, { option: options as ParseOption });
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    const detail = (error as XmlLibError).details?.[0];
    throw new XmlRefused(Math.max(1, detail?.line ?? 1), notWellFormed(detail?.message ?? error.message));
  }
  try {
    return treeOf(document.root, 1);
  } finally {
    document.dispose();
  }
}
