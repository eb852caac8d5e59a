import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pdfFile } from "./place.ts";

/** The cuts of Fira Sans that letters use. The typesetter reads TrueType, KERN ships WOFF2. */
const cuts = ["Regular", "Italic", "SemiBold", "Bold"] as const;

/** Fonts for the typesetter, and which code points they can show. */
export interface PdfFonts {
  readonly blobs: readonly Buffer[];
  readonly covered: ReadonlySet<number>;
}

let loaded: Promise<PdfFonts> | undefined;

/** The fonts of `dist/fonts`; converts them first where no build has done so. Loaded once per process. */
export function loadFonts(): Promise<PdfFonts> {
  loaded ??= readFonts();
  return loaded;
}

async function readFonts(): Promise<PdfFonts> {
  const folder = pdfFile("dist/fonts");
  const read = () => Promise.all(cuts.map((cut) => readFile(join(folder, `FiraSans-${cut}.ttf`))));
  const blobs = await read().catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    await buildPdfFonts(folder);
    return read();
  });
  const maps = blobs.map(coveredBy);
  return { blobs, covered: new Set([...(maps[0] ?? [])].filter((code) => maps.every((map) => map.has(code)))) };
}

/**
 * Converts KERN's Fira Sans to TrueType for the typesetter, all glyphs kept. Part of the build; needs
 * the development packages. Safe to run in several processes at once.
 * @param folder where the fonts go, `dist/fonts`
 */
export async function buildPdfFonts(folder: string = pdfFile("dist/fonts")): Promise<void> {
  // Untyped CommonJS package of the build.
  const subsetFont = createRequire(import.meta.url)("subset-font") as (
    font: Buffer,
    text: string,
    options: { keepAllGlyphs: boolean; targetFormat: "truetype" },
  ) => Promise<Buffer>;
  const kern = pdfFile("node_modules/@kern-ux/native/dist/fonts/fira-sans");
  await mkdir(folder, { recursive: true });
  for (const cut of cuts) {
    const woff2 = await readFile(join(kern, `FiraSans-${cut}.woff2`));
    const ttf = await subsetFont(woff2, "", { keepAllGlyphs: true, targetFormat: "truetype" });
    const target = join(folder, `FiraSans-${cut}.ttf`);
    await writeFile(`${target}.${process.pid}`, ttf);
    await rename(`${target}.${process.pid}`, target);
  }
}

/**
 * Code points of a font's character map, formats 4 and 12.
 * Source: OpenType 1.9, table `cmap`.
 */
function coveredBy(font: Buffer): Set<number> {
  const covered = new Set<number>();
  const tables = font.readUInt16BE(4);
  for (let table = 0; table < tables; table++) {
    const record = 12 + 16 * table;
    if (font.toString("latin1", record, record + 4) !== "cmap") continue;
    const cmap = font.readUInt32BE(record + 8);
    const maps = font.readUInt16BE(cmap + 2);
    for (let map = 0; map < maps; map++) readMap(font, cmap + font.readUInt32BE(cmap + 4 + 8 * map + 4), covered);
  }
  return covered;
}

function readMap(font: Buffer, map: number, covered: Set<number>): void {
  const format = font.readUInt16BE(map);
  if (format === 12) {
    const groups = font.readUInt32BE(map + 12);
    for (let group = 0; group < groups; group++) {
      const at = map + 16 + 12 * group;
      for (let code = font.readUInt32BE(at); code <= font.readUInt32BE(at + 4); code++) covered.add(code);
    }
  }
  if (format === 4) {
    const segments = font.readUInt16BE(map + 6) / 2;
    for (let segment = 0; segment < segments; segment++) {
      const last = font.readUInt16BE(map + 14 + 2 * segment);
      const starts = map + 16 + 2 * segments + 2 * segment;
      const first = font.readUInt16BE(starts);
      const delta = font.readUInt16BE(starts + 2 * segments);
      const rangeAt = starts + 4 * segments;
      const range = font.readUInt16BE(rangeAt);
      for (let code = first; code <= last && code !== 0xffff; code++) {
        const glyph = range === 0 ? (code + delta) & 0xffff : font.readUInt16BE(rangeAt + range + 2 * (code - first));
        if (glyph !== 0) covered.add(code);
      }
    }
  }
}
