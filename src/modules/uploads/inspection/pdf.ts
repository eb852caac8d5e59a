import { inflateSync } from "node:zlib";
import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  type PDFObject,
  PDFRef,
  PDFStream,
  PDFString,
} from "@cantoo/pdf-lib";
import { holdsTestVirus } from "./signatures.ts";
import { Refused } from "./verdict.ts";

/** Actions that only move within the document or open an address that a person clicks on. */
const harmlessActions = new Set(["GoTo", "URI", "Named", "Hide", "ResetForm", "SetOCGState", "Thread", "Trans"]);
const mostObjects = 400_000;
const mostUnpackedBytes = 192 * 1024 * 1024;
const mostStreamBytes = 48 * 1024 * 1024;

/**
 * Refuses a PDF that does something by itself, carries other files, or cannot be looked into. Looked at twice: as a
 * reader builds it, object streams unpacked, and as plain bytes, because what one reader passes over (objects that are
 * there twice, older versions) another may show.
 * @throws Refused
 */
export async function checkPdf(bytes: Uint8Array): Promise<void> {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (holdsTestVirus(raw)) throw new Refused("malware");
  scanRaw(raw);
  await walk(bytes);
}

/** `#4a` stands for `J` in names. */
const withoutEscapes = (text: string): string =>
  text.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Words long enough not to come about by chance in a picture's bytes; what is short has to have the look of a key. */
function refuseWords(text: string): void {
  if (/\/JavaScript\b|\/Launch\b|\/ImportData\b|\/SubmitForm\b|\/Rendition\b|\/GoToE\b|\/GoTo3DView\b/.test(text)) {
    throw new Refused("pdf-active");
  }
  if (/\/EmbeddedFiles?\b|\/FileAttachment\b|\/RichMedia\w*|\/Movie\b|\/Subtype\s*\/(?:Screen|Sound|3D)\b/.test(text)) {
    throw new Refused("pdf-attachments");
  }
  if (/\/XFA\s*(?:\[|\d+\s+\d+\s+R|<|\()/.test(text)) throw new Refused("pdf-xfa");
}

function scanRaw(raw: Buffer): void {
  const text = raw.toString("latin1");
  const plain = withoutEscapes(text);
  if (/\/Encrypt\s*(?:<<|\d+\s+\d+\s+R)/.test(plain)) throw new Refused("encrypted");
  refuseWords(plain);
  let left = mostUnpackedBytes;
  for (const match of text.matchAll(/stream(?:\r\n|\n|\r)/g)) {
    if (text.startsWith("end", match.index - 3)) continue;
    const dictionary = withoutEscapes(text.slice(Math.max(0, match.index - 1500), match.index));
    const own = dictionary.slice(dictionary.lastIndexOf(" obj") + 1);
    if (!/\/ObjStm\b/.test(own)) continue;
    const start = match.index + match[0].length;
    if (!/\/Filter\b/.test(own)) continue;
    if (!/\/Filter\s*(?:\[\s*)?\/Fl(?:ateDecode)?\b\s*(?:\]|\/|>|$)/.test(own)) throw new Refused("too-complex");
    const unpacked = inflatedStart(raw.subarray(start));
    left -= unpacked.length;
    if (left < 0) throw new Refused("explodes");
    refuseWords(withoutEscapes(unpacked.toString("latin1")));
  }
}

/** Unpacks to the end of the packed part; what follows it is no concern. */
function inflatedStart(packed: Buffer): Buffer {
  try {
    return inflateSync(packed, { maxOutputLength: mostStreamBytes });
  } catch (error) {
    if ((error as { code?: string }).code === "ERR_BUFFER_TOO_LARGE") throw new Refused("explodes");
    throw new Refused("damaged");
  }
}

async function walk(bytes: Uint8Array): Promise<void> {
  let document: PDFDocument;
  try {
    document = await PDFDocument.load(bytes, {
      updateMetadata: false,
      ignoreEncryption: true,
      throwOnInvalidObject: true,
      parseSpeed: Number.POSITIVE_INFINITY,
    });
  } catch {
    throw new Refused("damaged");
  }
  if (document.isEncrypted) throw new Refused("encrypted");
  const { context } = document;
  const objects = context.enumerateIndirectObjects();
  if (objects.length > mostObjects) throw new Refused("too-complex");
  const seen = new Set<PDFObject>();
  const open: PDFObject[] = objects.map(([, object]) => object);
  const { Info, Root } = context.trailerInfo;
  for (const object of [Info, Root]) if (object !== undefined) open.push(object);
  for (let object = open.pop(); object !== undefined; object = open.pop()) {
    if (seen.has(object) || object instanceof PDFRef) continue;
    seen.add(object);
    if (seen.size > mostObjects * 4) throw new Refused("too-complex");
    if (object instanceof PDFArray) open.push(...object.asArray());
    const dictionary = object instanceof PDFStream ? object.dict : object instanceof PDFDict ? object : undefined;
    if (dictionary === undefined) continue;
    checkDictionary(dictionary, (value) => context.lookup(value));
    open.push(...dictionary.values());
  }
  if (document.getPageCount() === 0) throw new Refused("damaged");
}

function checkDictionary(dictionary: PDFDict, look: (value: PDFObject | undefined) => PDFObject | undefined): void {
  const nameOf = (key: string): string => {
    const value = look(dictionary.get(PDFName.of(key)));
    return value instanceof PDFName ? value.decodeText() : "";
  };
  const has = (key: string): boolean => dictionary.has(PDFName.of(key));
  if (has("JS") || has("JavaScript")) throw new Refused("pdf-active");
  const additional = look(dictionary.get(PDFName.of("AA")));
  if (additional instanceof PDFDict && additional.keys().length > 0) throw new Refused("pdf-active");
  const first = look(dictionary.get(PDFName.of("OpenAction")));
  if (first instanceof PDFDict && actionOf(first, look) !== "GoTo") throw new Refused("pdf-active");
  if (first instanceof PDFString || first instanceof PDFHexString) throw new Refused("pdf-active");
  for (const key of ["A", "Next"]) {
    const action = look(dictionary.get(PDFName.of(key)));
    if (action instanceof PDFDict && !isHarmless(actionOf(action, look))) throw new Refused("pdf-active");
  }
  if (nameOf("Type") === "Action" && !isHarmless(nameOf("S"))) throw new Refused("pdf-active");
  if (has("EmbeddedFiles") || has("EF") || has("AF")) throw new Refused("pdf-attachments");
  if (nameOf("Type") === "EmbeddedFile") throw new Refused("pdf-attachments");
  if (has("XFA")) throw new Refused("pdf-xfa");
  if (["FileAttachment", "RichMedia", "Screen", "Movie", "Sound", "3D"].includes(nameOf("Subtype"))) {
    if (has("Rect") || has("RichMediaContent")) throw new Refused("pdf-attachments");
  }
}

function actionOf(action: PDFDict, look: (value: PDFObject | undefined) => PDFObject | undefined): string {
  const kind = look(action.get(PDFName.of("S")));
  return kind instanceof PDFName ? kind.decodeText() : "";
}

/** Dictionaries without a kind are no actions: keys called `A` and `Next` stand elsewhere too. */
const isHarmless = (kind: string): boolean => kind === "" || harmlessActions.has(kind);
