import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { Invalid } from "../../kernel/index.ts";
import { runInThread, ThreadEnded, type ThreadProgram, threadAddress } from "../threads/index.ts";
import type { PdfAnswer, PdfPage, PdfPicture, PdfWordsOfPage, PdfWork, PictureSize } from "./pdf-work.ts";

const program: ThreadProgram = {
  address: threadAddress("pdf-thread", import.meta.url),
  atOnce: 2,
  mostWaiting: 100,
  heapMegabytes: 512,
  mostGrowthBytes: 2_000 * 1024 * 1024,
};

let compiled: Promise<WebAssembly.Module> | undefined;

/** To compile it takes ten times as long as to read a letter with it. */
function compilePdfium(): Promise<WebAssembly.Module> {
  const path = createRequire(import.meta.url).resolve("@hyzyla/pdfium/pdfium.wasm");
  compiled ??= readFile(path).then((bytes) => WebAssembly.compile(new Uint8Array(bytes)));
  return compiled;
}

async function ask(bytes: Uint8Array, work: PdfWork["ask"], timeoutMs: number): Promise<PdfAnswer> {
  const pdfium = await compilePdfium();
  try {
    const answer = await runInThread<PdfAnswer>(program, { bytes, pdfium, ask: work } satisfies PdfWork, timeoutMs);
    if (answer.kind === "refused") throw new Invalid(`pdf.${answer.reason}`);
    return answer;
  } catch (error) {
    if (error instanceof ThreadEnded) throw new Invalid("pdf.too-complex");
    throw error;
  }
}

/**
 * How many pages a PDF has, how large they are, and their text in reading order as far as the file tells it.
 * @param limits pages and letters beyond are left out; `count` still says all pages
 * @throws Invalid `pdf.locked` (password), `pdf.unreadable`, `pdf.too-complex`; Unavailable `threads.busy`
 */
export async function readPdf(
  bytes: Uint8Array,
  limits: { readonly mostPages?: number; readonly mostLetters?: number; readonly timeoutMs?: number } = {},
): Promise<{ readonly count: number; readonly pages: readonly PdfPage[] }> {
  const { mostPages = 10_000, mostLetters = 20_000_000, timeoutMs = 60_000 } = limits;
  const answer = await ask(bytes, { kind: "text", mostPages, mostLetters }, timeoutMs);
  if (answer.kind !== "text") throw new Error("the thread answered another question");
  return { count: answer.count, pages: answer.pages };
}

/**
 * Draws pages of a PDF on white; at most 40 million pixels each.
 * @param order.pages numbers from 1; those that do not exist are left out
 * @throws Invalid `pdf.locked`, `pdf.unreadable`, `pdf.too-complex`; Unavailable `threads.busy`
 */
export async function drawPdf(
  bytes: Uint8Array,
  order: {
    readonly pages: readonly number[];
    readonly size: PictureSize;
    readonly format: "png" | "jpeg";
    readonly timeoutMs?: number;
  },
): Promise<{ readonly count: number; readonly pictures: readonly PdfPicture[] }> {
  const { pages, size, format, timeoutMs = 60_000 } = order;
  const answer = await ask(bytes, { kind: "pictures", pages, size, format }, timeoutMs);
  if (answer.kind !== "pictures") throw new Error("the thread answered another question");
  return { count: answer.count, pictures: answer.pictures };
}

/**
 * The words of pages of a PDF and where they stand on them.
 * @param order.pages numbers from 1; those that do not exist are left out
 * @param order.mostWords of all pages together; words beyond are left out
 * @throws Invalid `pdf.locked`, `pdf.unreadable`, `pdf.too-complex`; Unavailable `threads.busy`
 */
export async function readWords(
  bytes: Uint8Array,
  order: { readonly pages: readonly number[]; readonly mostWords?: number; readonly timeoutMs?: number },
): Promise<{ readonly count: number; readonly pages: readonly PdfWordsOfPage[] }> {
  const { pages, mostWords = 1_000_000, timeoutMs = 60_000 } = order;
  const answer = await ask(bytes, { kind: "words", pages, mostWords }, timeoutMs);
  if (answer.kind !== "words") throw new Error("the thread answered another question");
  return { count: answer.count, pages: answer.pages };
}
