import { Invalid } from "../../../kernel/index.ts";
import { drawPdf } from "../../../platform/pdf-reading/index.ts";
import { runInThread, ThreadEnded, type ThreadProgram, threadAddress } from "../../../platform/threads/index.ts";
import type { RecognisedPage } from "./recognised.ts";
import type { LookedAtPage, ScanAnswer, ScanWork, SourceFile } from "./scan-work.ts";
import type { ScanPage } from "./searchable-pdf.ts";

export type { LookedAtPage, SourceFile } from "./scan-work.ts";

const program: ThreadProgram = {
  address: threadAddress("scan-thread", import.meta.url),
  atOnce: 1,
  mostWaiting: 100,
  heapMegabytes: 1024,
  mostGrowthBytes: 2_000 * 1024 * 1024,
};

async function ask(work: ScanWork, timeoutMs: number): Promise<Exclude<ScanAnswer, { kind: "unreadable" }>> {
  try {
    const answer = await runInThread<ScanAnswer>(program, work, timeoutMs);
    if (answer.kind === "unreadable") throw new Invalid("intake.scan-unreadable");
    return answer;
  } catch (error) {
    if (error instanceof ThreadEnded) throw new Invalid("intake.scan-too-complex");
    throw error;
  }
}

/** What a pile may be made of. */
export const scanTypes: readonly string[] = ["application/pdf", "image/tiff", "image/jpeg", "image/png"];

/**
 * Looks at some pages of a file of the scanner: separator sheets, empty pages, and a small picture of each.
 * @param from first page, from 1
 * @returns how many pages the file has, and what was seen of these
 * @throws Invalid `intake.scan-unreadable`, `intake.scan-too-complex`, `pdf.…`; Unavailable `threads.busy`
 */
export async function lookAtPages(
  file: SourceFile,
  from: number,
  most: number,
): Promise<{ readonly count: number; readonly pages: readonly LookedAtPage[] }> {
  if (file.mediaType === "application/pdf") {
    const numbers = Array.from({ length: most }, (_, index) => from + index);
    const { count, pictures } = await drawPdf(file.bytes, { pages: numbers, size: { dpi: 110 }, format: "png" });
    // What draws a PDF reads more of them than what puts letters together: said now, and not when a pile is sorted.
    const looked = await ask(
      { kind: "look", pictures: pictures.map(({ bytes }) => bytes), ...(from === 1 ? { from: file.bytes } : {}) },
      60_000,
    );
    if (looked.kind !== "looked") throw new Error("the thread answered another question");
    return { count, pages: looked.pages };
  }
  const looked = await ask({ kind: "look-into", bytes: file.bytes, from, most }, 60_000);
  if (looked.kind !== "looked") throw new Error("the thread answered another question");
  return looked;
}

/**
 * Puts pages of scans together to the PDF of one letter. Pictures go into it as they came.
 * @throws Invalid `intake.scan-unreadable`, `intake.scan-too-complex`; Unavailable `threads.busy`
 */
export async function makeScan(
  sources: readonly SourceFile[],
  pages: readonly ScanPage[],
  info: { readonly title: string; readonly now: Date },
): Promise<Uint8Array> {
  const made = await ask({ kind: "compose", sources, pages, ...info }, 120_000);
  if (made.kind !== "pdf") throw new Error("the thread answered another question");
  return made.bytes;
}

/**
 * Lays recognised text over a scan, invisible.
 * @throws Invalid `intake.scan-unreadable`, `intake.scan-too-complex`; Unavailable `threads.busy`
 */
export async function makeSearchable(
  scan: Uint8Array,
  pages: readonly RecognisedPage[],
  now: Date,
): Promise<Uint8Array> {
  const made = await ask({ kind: "text-layer", scan, pages, now }, 120_000);
  if (made.kind !== "pdf") throw new Error("the thread answered another question");
  return made.bytes;
}

/**
 * Turns pages of a scan, degrees clockwise by their number; pictures stay as they are.
 * @throws Invalid `intake.scan-unreadable`, `intake.scan-too-complex`; Unavailable `threads.busy`
 */
export async function makeTurned(
  scan: Uint8Array,
  turns: readonly { readonly number: number; readonly degrees: number }[],
  now: Date,
): Promise<Uint8Array> {
  const made = await ask({ kind: "turn", scan, turns, now }, 120_000);
  if (made.kind !== "pdf") throw new Error("the thread answered another question");
  return made.bytes;
}
