/** Runs in a thread of its own: looking for codes and putting PDFs together is synchronous, and files may be aimed at it. */
import { parentPort, workerData } from "node:worker_threads";
import jsqr from "jsqr";
import sharp from "sharp";
import { parseSeparatorCode } from "../model/separator.ts";
import type { LookedAtPage, ScanAnswer, ScanWork, SourceFile } from "./scan-work.ts";
import { addTextLayer, composeScan, openSource, type ScanPage, type ScanSource, turnPages } from "./searchable-pdf.ts";

const decode = (jsqr as unknown as { default?: typeof jsqr }).default ?? jsqr;

/** Width in which codes are looked for; a code on our sheet is then 240 wide. */
const lookWidth = 850;
/** Of the page, at each edge: shadows of the scanner are no writing. */
const margin = 0.04;
/** An empty page has less of its area dark. */
const blankShare = 0.0004;
const dark = 170;
/** Pictures with more are refused before they are unpacked. */
const limitInputPixels = 120_000_000;

const open = (bytes: Uint8Array, page = 0) => sharp(bytes, { page, limitInputPixels, failOn: "error" });

function isBlank(grey: Uint8Array, width: number, height: number): boolean {
  const left = Math.round(width * margin);
  const top = Math.round(height * margin);
  let count = 0;
  for (let y = top; y < height - top; y++) {
    for (let x = left; x < width - left; x++) if ((grey[y * width + x] as number) < dark) count++;
  }
  return count / ((width - 2 * left) * (height - 2 * top)) < blankShare;
}

async function lookAt(bytes: Uint8Array, page: number): Promise<LookedAtPage> {
  const picture = open(bytes, page).flatten({ background: "#ffffff" }).rotate();
  const { data, info } = await picture
    .clone()
    .resize({ width: lookWidth })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const thumbnail = await picture
    .clone()
    .resize({ width: 280, height: 400, fit: "inside" })
    .jpeg({ quality: 60 })
    .toBuffer();
  const blank = isBlank(data, info.width, info.height);
  const rgba = new Uint8ClampedArray(info.width * info.height * 4);
  for (let at = 0; at < data.length; at += info.channels) {
    const to = (at / info.channels) * 4;
    rgba[to] = rgba[to + 1] = rgba[to + 2] = data[at] as number;
    rgba[to + 3] = 255;
  }
  const code = blank ? null : decode(rgba, info.width, info.height, { inversionAttempts: "dontInvert" });
  const target = code === null ? undefined : parseSeparatorCode(code.data);
  const seen = { thumbnail: new Uint8Array(thumbnail) };
  if (target !== undefined) return { ...seen, found: "separator", ...(target === "" ? {} : { target }) };
  return { ...seen, found: blank ? "blank" : "page" };
}

/** Pages of pictures as they go into a PDF: JPEG as it came, everything else without loss. */
async function sourceOf(file: SourceFile, pages: readonly ScanPage[]): Promise<ScanSource> {
  if (file.mediaType === "application/pdf") return { kind: "pdf", bytes: file.bytes };
  const pictures = new Map<number, { type: "jpeg" | "png"; bytes: Uint8Array; dpi: number | undefined }>();
  for (const { page } of pages) {
    const { density, orientation = 1 } = await open(file.bytes, page - 1).metadata();
    // A JPEG that a telephone has turned would lie on its side: only then it is written anew.
    if (file.mediaType === "image/jpeg" && orientation === 1) {
      pictures.set(page, { type: "jpeg", bytes: file.bytes, dpi: density });
    } else {
      const png = await open(file.bytes, page - 1)
        .rotate()
        .png()
        .toBuffer();
      pictures.set(page, { type: "png", bytes: new Uint8Array(png), dpi: density });
    }
  }
  return { kind: "pictures", pictures };
}

async function answer(work: ScanWork): Promise<ScanAnswer> {
  switch (work.kind) {
    case "look": {
      if (work.from !== undefined) (await openSource(work.from)).getPageCount();
      const pages = [];
      for (const picture of work.pictures) pages.push(await lookAt(picture, 0));
      return { kind: "looked", count: pages.length, pages };
    }
    case "look-into": {
      const { pages: count = 1 } = await open(work.bytes).metadata();
      const pages = [];
      for (let page = work.from; page <= Math.min(count, work.from + work.most - 1); page++) {
        pages.push(await lookAt(work.bytes, page - 1));
      }
      return { kind: "looked", count, pages };
    }
    case "compose": {
      const sources: ScanSource[] = [];
      for (const [index, source] of work.sources.entries()) {
        sources.push(
          await sourceOf(
            source,
            work.pages.filter((page) => page.source === index),
          ),
        );
      }
      return { kind: "pdf", bytes: await composeScan(sources, work.pages, work) };
    }
    case "turn":
      return { kind: "pdf", bytes: await turnPages(work.scan, work.turns, work.now) };
    case "text-layer":
      return { kind: "pdf", bytes: await addTextLayer(work.scan, work.pages, work.now) };
  }
}

parentPort?.postMessage(await answer(workerData as ScanWork).catch((): ScanAnswer => ({ kind: "unreadable" })));
