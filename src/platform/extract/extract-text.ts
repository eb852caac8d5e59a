import { Invalid } from "../../kernel/index.ts";
import { readPdf } from "../pdf-reading/index.ts";
import { runInThread, ThreadEnded, type ThreadProgram, threadAddress } from "../threads/index.ts";
import { decodeText } from "./decode-text.ts";
import type { ExtractAnswer, ExtractedText, ExtractWork, ThreadFormat } from "./extract-work.ts";

const mebibyte = 1024 * 1024;
/** A larger file is not read at all. */
const mostBytes = 300 * mebibyte;
const timeoutMs = 60_000;

const program: ThreadProgram = {
  address: threadAddress("extract-thread", import.meta.url),
  atOnce: 1,
  mostWaiting: 100,
  heapMegabytes: 768,
  mostGrowthBytes: 2_000 * mebibyte,
};

/** What is said in JSON, without its names and signs: answers of a form, for instance. Anything else stays as it is. */
function textOfJson(text: string): string {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return text;
  }
  const values: string[] = [];
  const waiting = [root];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value === "string" || typeof value === "number") values.push(String(value));
    else if (typeof value === "object" && value !== null) waiting.push(...Object.values(value).reverse());
  }
  return values.join("\n");
}

const xmlSigns: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** What stands between the tags, without comments and instructions: nobody searches for names of elements. */
function textOfXml(xml: string): string {
  return xml
    .replaceAll(/<!--.*?(?:-->|$)|<[?!/]?[^<>]*>/gs, "\n")
    .replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi, (whole, decimal, hex, name) => {
      if (name !== undefined) return xmlSigns[String(name).toLowerCase()] ?? whole;
      const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    })
    .replaceAll(/[^\S\n]+/g, " ")
    .replaceAll(/ ?\n[ \n]*/g, "\n")
    .trim();
}

/** Where a line of a PDF ends within a word PDFium gives signs of its own: U+0002 or U+FFFE. */
const withSoftHyphens = (text: string) => text.replaceAll("\u0002", "\u00ad").replaceAll("\ufffe", "\u00ad");

const openXml = "application/vnd.openxmlformats-officedocument.";
const openDocument = "application/vnd.oasis.opendocument.";
const threadFormats: ReadonlyMap<string, ThreadFormat> = new Map([
  ["text/html", "html"],
  ["application/xhtml+xml", "html"],
  ["application/rtf", "rtf"],
  ["text/rtf", "rtf"],
  [`${openXml}wordprocessingml.document`, "docx"],
  [`${openXml}spreadsheetml.sheet`, "xlsx"],
  [`${openXml}presentationml.presentation`, "pptx"],
  [`${openDocument}text`, "odt"],
  [`${openDocument}spreadsheet`, "ods"],
  [`${openDocument}presentation`, "odp"],
]);

/** Reads the text of one more kind of files: e-mails, for instance. */
export interface TextExtractor {
  readonly mediaTypes: readonly string[];
  /** @throws Invalid where the file cannot be read */
  extract(bytes: Uint8Array, limits: { readonly mostLetters: number }): Promise<ExtractedText>;
}

let extractors: readonly TextExtractor[] = [];

/** Sets what reads further kinds of files. Called once at boot; again replaces. */
export function defineTextExtractors(list: readonly TextExtractor[]): void {
  extractors = list;
}

async function inThread(bytes: Uint8Array, format: ThreadFormat, mostLetters: number): Promise<ExtractedText> {
  try {
    const work = { bytes, format, mostLetters } satisfies ExtractWork;
    const answer = await runInThread<ExtractAnswer>(program, work, timeoutMs);
    if (answer.kind === "refused") throw new Invalid(`extract.${answer.reason}`);
    return answer.text;
  } catch (error) {
    if (error instanceof ThreadEnded) throw new Invalid("extract.too-complex");
    throw error;
  }
}

/**
 * The text of a file, for searching: with the pages, sheets or slides in which it stands. What may be aimed at a
 * reader is read in a thread of its own.
 * @param limits.mostLetters of the text; what lies beyond is left out, and `complete` says so
 * @returns undefined for kinds of files that have no text, or none that we read
 * @throws Invalid `extract.unreadable`, `extract.locked` (password), `extract.too-complex`, `extract.too-large`, and
 * those of `readPdf`; Unavailable `threads.busy`
 */
export async function extractText(
  bytes: Uint8Array,
  mediaType: string,
  limits: { readonly mostLetters: number },
): Promise<ExtractedText | undefined> {
  const { mostLetters } = limits;
  const type = (mediaType.split(";", 1)[0] ?? "").trim().toLowerCase();
  const extractor = extractors.find(({ mediaTypes }) => mediaTypes.includes(type));
  const format = threadFormats.get(type);
  const isXml = type === "application/xml" || type === "text/xml";
  const isPlain = type.startsWith("text/") || isXml || type === "application/json";
  if (extractor === undefined && format === undefined && type !== "application/pdf" && !isPlain) return undefined;
  if (bytes.length > mostBytes) throw new Invalid("extract.too-large");
  if (extractor !== undefined) return extractor.extract(bytes, limits);
  if (type === "application/pdf") {
    const { count, pages } = await readPdf(bytes, { mostLetters, timeoutMs });
    const parts = pages.map(({ text }) => withSoftHyphens(text));
    const letters = parts.reduce((sum, part) => sum + part.length, 0);
    return { parts, partKind: "page", complete: pages.length === count && letters < mostLetters };
  }
  if (format !== undefined) return inThread(bytes, format, mostLetters);
  // A letter takes at most four bytes; the rest need not be decoded.
  const decoded = decodeText(bytes.subarray(0, mostLetters * 4));
  const text = type === "application/json" ? textOfJson(decoded) : isXml ? textOfXml(decoded) : decoded;
  return {
    parts: [text.slice(0, mostLetters).toWellFormed()],
    partKind: "text",
    complete: text.length <= mostLetters && bytes.length <= mostLetters * 4,
  };
}
