import { inflateRawSync } from "node:zlib";
import { parseXml, type XmlElement } from "../xml/index.ts";
import type { ExtractedText, ThreadFormat } from "./extract-work.ts";

/** Of one file in the package, unpacked. */
const mostEntryBytes = 64 * 1024 * 1024;
const mostEntries = 20_000;
/** Of all that is read of a package. */
const mostBytes = 128 * 1024 * 1024;

/** A package that cannot be read. */
export class OfficeRefused extends Error {
  readonly reason: "unreadable" | "locked" | "too-complex";

  constructor(reason: "unreadable" | "locked" | "too-complex") {
    super(reason);
    this.reason = reason;
  }
}

interface Entry {
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly local: number;
}

/**
 * The files of a ZIP, unpacked only when they are asked for and never beyond the size that they announce. Source:
 * PKWARE APPNOTE 6.3.10.
 */
class Package {
  readonly #bytes: Buffer;
  readonly #entries = new Map<string, Entry>();
  #left = mostBytes;

  constructor(content: Uint8Array) {
    this.#bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
    const bytes = this.#bytes;
    // An encrypted office file of Microsoft is no ZIP at all, but lies in a container of its own.
    if (bytes.length > 8 && bytes.readUInt32BE(0) === 0xd0cf11e0) throw new OfficeRefused("locked");
    let end = -1;
    for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 22 - 0xffff) && end === -1; at--) {
      if (bytes.readUInt32LE(at) === 0x06054b50) end = at;
    }
    if (end === -1) throw new OfficeRefused("unreadable");
    const count = bytes.readUInt16LE(end + 10);
    if (count > mostEntries) throw new OfficeRefused("too-complex");
    let at = bytes.readUInt32LE(end + 16);
    for (let index = 0; index < count; index++) {
      if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw new OfficeRefused("unreadable");
      const nameLength = bytes.readUInt16LE(at + 28);
      if ((bytes.readUInt16LE(at + 8) & 1) !== 0) throw new OfficeRefused("locked");
      this.#entries.set(bytes.toString("utf8", at + 46, at + 46 + nameLength), {
        method: bytes.readUInt16LE(at + 10),
        packed: bytes.readUInt32LE(at + 20),
        size: bytes.readUInt32LE(at + 24),
        local: bytes.readUInt32LE(at + 42),
      });
      at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    }
  }

  names(shape: RegExp): readonly string[] {
    const numberIn = (name: string) => Number(/(\d+)\.xml$/.exec(name)?.[1] ?? 0);
    return [...this.#entries.keys()].filter((name) => shape.test(name)).sort((a, b) => numberIn(a) - numberIn(b));
  }

  xml(name: string): XmlElement | undefined {
    const entry = this.#entries.get(name);
    if (entry === undefined) return undefined;
    const bytes = this.#bytes;
    if (entry.size > mostEntryBytes || entry.size > this.#left) throw new OfficeRefused("too-complex");
    this.#left -= entry.size;
    if (entry.local + 30 > bytes.length) throw new OfficeRefused("unreadable");
    const from = entry.local + 30 + bytes.readUInt16LE(entry.local + 26) + bytes.readUInt16LE(entry.local + 28);
    const packed = bytes.subarray(from, from + entry.packed);
    let content: Uint8Array;
    try {
      content = entry.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size) });
    } catch {
      throw new OfficeRefused("unreadable");
    }
    return parseXml(content, { mostBytes: mostEntryBytes, mostTags: 3_000_000 });
  }
}

const breaks: ReadonlySet<string> = new Set(["p", "h", "tr", "row", "table-row", "list-item", "note", "comment"]);
const spaces: ReadonlySet<string> = new Set(["tab", "br", "cr", "line-break", "s", "tc", "table-cell"]);

/** Text of elements that carry it, in their order. Mixed content of ODF loses the order of text and elements: both stay. */
function collect(element: XmlElement, isText: (element: XmlElement) => boolean, put: (text: string) => void): void {
  if (isText(element) && element.text !== "") put(element.text);
  for (const child of element.children) collect(child, isText, put);
  if (breaks.has(element.name)) put("\n");
  else if (spaces.has(element.name)) put(" ");
}

function textIn(root: XmlElement | undefined, isText: (element: XmlElement) => boolean): string {
  if (root === undefined) return "";
  const pieces: string[] = [];
  collect(root, isText, (text) => pieces.push(text));
  return pieces
    .join("")
    .replace(/[ \t]+/g, " ")
    .replace(/\n\s*\n+/g, "\n")
    .trim();
}

const isRun = (element: XmlElement) => element.name === "t" || element.name === "delText";

function textOfSheets(pack: Package): readonly string[] {
  const shared = (pack.xml("xl/sharedStrings.xml")?.children ?? []).map((item) => textIn(item, isRun));
  return pack.names(/^xl\/worksheets\/sheet\d+\.xml$/).map((name) => {
    const lines: string[] = [];
    const data = pack.xml(name)?.children.find((child) => child.name === "sheetData");
    for (const row of data?.children ?? []) {
      const cells = row.children.map((cell) => {
        const value = cell.children.find((child) => child.name === "v")?.text ?? "";
        if (cell.attributes.t === "s") return shared[Number(value)] ?? "";
        return cell.attributes.t === "inlineStr" ? textIn(cell, isRun) : value;
      });
      lines.push(cells.filter((cell) => cell !== "").join(" "));
    }
    return lines.filter((line) => line !== "").join("\n");
  });
}

/** Elements of ODF that are written about the text and not in it. */
const odfText = (element: XmlElement) =>
  element.namespace.startsWith("urn:oasis:names:tc:opendocument:xmlns:text") ||
  element.namespace === "http://purl.org/dc/elements/1.1/";

function textOfOdf(pack: Package, format: "odt" | "ods" | "odp"): ExtractedText {
  const root = pack.xml("content.xml");
  const body = root?.children.find((child) => child.name === "body")?.children[0];
  if (body === undefined) throw new OfficeRefused("unreadable");
  if (format === "odt") return { parts: [textIn(body, odfText)], partKind: "text", complete: true };
  const [name, partKind] = format === "ods" ? (["table", "sheet"] as const) : (["page", "slide"] as const);
  const parts = body.children.filter((child) => child.name === name).map((part) => textIn(part, odfText));
  return { parts, partKind, complete: true };
}

/** @throws OfficeRefused, XmlRefused */
export function textOfOffice(bytes: Uint8Array, format: Exclude<ThreadFormat, "html" | "rtf">): ExtractedText {
  const pack = new Package(bytes);
  if (format === "odt" || format === "ods" || format === "odp") return textOfOdf(pack, format);
  if (format === "xlsx") return { parts: textOfSheets(pack), partKind: "sheet", complete: true };
  if (format === "pptx") {
    const slides = pack.names(/^ppt\/slides\/slide\d+\.xml$/);
    const notes = pack.names(/^ppt\/notesSlides\/notesSlide\d+\.xml$/).map((name) => textIn(pack.xml(name), isRun));
    const parts = slides.map((name) => textIn(pack.xml(name), isRun));
    return { parts: [...parts, ...notes], partKind: "slide", complete: true };
  }
  const main = textIn(pack.xml("word/document.xml"), isRun);
  const beside = pack
    .names(/^word\/(?:header\d+|footer\d+|footnotes|endnotes|comments)\.xml$/)
    .map((name) => textIn(pack.xml(name), isRun));
  if (main === "" && pack.names(/^word\/document\.xml$/).length === 0) throw new OfficeRefused("unreadable");
  return { parts: [[main, ...beside].filter((text) => text !== "").join("\n")], partKind: "text", complete: true };
}
