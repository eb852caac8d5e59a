/** Runs in a thread of its own for one file: what it reads may be aimed at it, and is read at one go. */
import { parentPort, workerData } from "node:worker_threads";
import { XmlRefused } from "../xml/index.ts";
import { decodeText } from "./decode-text.ts";
import type { ExtractAnswer, ExtractedText, ExtractWork } from "./extract-work.ts";
import { textOfHtml, textOfRtf } from "./markup-text.ts";
import { OfficeRefused, textOfOffice } from "./office-text.ts";

function read({ bytes, format }: ExtractWork): ExtractedText {
  if (format === "html") {
    const head = new TextDecoder("latin1").decode(bytes.subarray(0, 2000));
    const latin = /charset\s*=\s*["']?(?:iso-8859-1|windows-1252)/i.test(head);
    const html = latin ? new TextDecoder("windows-1252").decode(bytes) : decodeText(bytes);
    return { parts: [textOfHtml(html)], partKind: "text", complete: true };
  }
  if (format === "rtf") {
    const rtf = new TextDecoder("latin1").decode(bytes);
    if (!rtf.startsWith("{\\rtf")) throw new OfficeRefused("unreadable");
    return { parts: [textOfRtf(rtf)], partKind: "text", complete: true };
  }
  return textOfOffice(bytes, format);
}

function bounded(text: ExtractedText, mostLetters: number): ExtractedText {
  const parts: string[] = [];
  let left = mostLetters;
  for (const part of text.parts) {
    if (left <= 0) return { ...text, parts, complete: false };
    parts.push(part.slice(0, left));
    if (part.length > left) return { ...text, parts, complete: false };
    left -= part.length;
  }
  return text;
}

function answer(work: ExtractWork): ExtractAnswer {
  try {
    return { kind: "text", text: bounded(read(work), work.mostLetters) };
  } catch (error) {
    if (error instanceof OfficeRefused) return { kind: "refused", reason: error.reason };
    if (error instanceof XmlRefused) return { kind: "refused", reason: "unreadable" };
    throw error;
  }
}

parentPort?.postMessage(answer(workerData as ExtractWork));
