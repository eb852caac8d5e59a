import { degrees, PDFDocument, rgb, StandardFonts } from "@cantoo/pdf-lib";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { drawPdf, readPdf, readWords } from "./index.ts";

async function sample(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  const first = pdf.addPage([200, 100]);
  first.drawText("Bescheid für Änne Müller", { x: 10, y: 50, font, size: 12 });
  const second = pdf.addPage([100, 200]);
  second.drawRectangle({ x: 0, y: 100, width: 100, height: 100, color: rgb(1, 0, 0) });
  return pdf.save();
}

describe("a PDF", () => {
  test("tells its pages, their sizes in points and their text", async () => {
    const { count, pages } = await readPdf(await sample());
    expect(count).toBe(2);
    expect(pages.map(({ widthPoints, heightPoints }) => [widthPoints, heightPoints])).toEqual([
      [200, 100],
      [100, 200],
    ]);
    expect(pages[0]?.text).toContain("Bescheid für Änne Müller");
    expect((await readPdf(await sample(), { mostPages: 1 })).pages).toHaveLength(1);
  });

  test("is drawn in its colours, on white", async () => {
    const { pictures } = await drawPdf(await sample(), { pages: [2, 7], size: { widthPixels: 50 }, format: "png" });
    expect(pictures.map(({ number, width, height }) => [number, width, height])).toEqual([[2, 50, 100]]);
    const { data, info } = await sharp(pictures[0]?.bytes).raw().toBuffer({ resolveWithObject: true });
    const at = (x: number, y: number) => [
      ...data.subarray((y * 50 + x) * info.channels, (y * 50 + x) * info.channels + 3),
    ];
    expect(at(25, 25)).toEqual([255, 0, 0]);
    expect(at(25, 75)).toEqual([255, 255, 255]);
  });

  test("tells where its words stand, also on a page that is turned and cut", async () => {
    const pdf = await PDFDocument.create();
    const font = await pdf.embedFont(StandardFonts.Helvetica);
    for (const turned of [false, true]) {
      const page = pdf.addPage([400, 200]);
      page.drawText("Anna Müller", { x: 220, y: 50, font, size: 10 });
      page.drawText("wohnt hier", { x: 220, y: 20, font, size: 10 });
      if (turned) {
        page.setCropBox(200, 0, 200, 200);
        page.setRotation(degrees(90));
      }
    }
    const bytes = await pdf.save();
    const { count, pages } = await readWords(bytes, { pages: [1, 2, 3] });
    expect(count).toBe(2);
    expect(pages[0]?.words.map(({ text, line }) => [text, line])).toEqual([
      ["Anna", 0],
      ["Müller", 0],
      ["wohnt", 1],
      ["hier", 1],
    ]);
    expect(pages[1]?.words.map(({ text }) => text).sort()).toEqual(["Anna", "Müller", "hier", "wohnt"]);
    // Where a word is said to stand there is ink, and where none is said to stand there is none.
    const { pictures } = await drawPdf(bytes, { pages: [1, 2], size: { dpi: 144 }, format: "png" });
    for (const [index, picture] of pictures.entries()) {
      const { data, info } = await sharp(picture.bytes).greyscale().raw().toBuffer({ resolveWithObject: true });
      const words = pages[index]?.words ?? [];
      const within = (x: number, y: number) =>
        words.some(
          (word) =>
            x >= word.x * info.width - 1 &&
            x <= (word.x + word.width) * info.width + 1 &&
            y >= word.y * info.height - 1 &&
            y <= (word.y + word.height) * info.height + 1,
        );
      let inside = 0;
      let outside = 0;
      for (let at = 0; at < data.length; at++) {
        if ((data[at] as number) > 200) continue;
        if (within(at % info.width, Math.floor(at / info.width))) inside++;
        else outside++;
      }
      expect(inside).toBeGreaterThan(200);
      expect(outside).toBe(0);
      expect(words.reduce((sum, word) => sum + word.width * word.height, 0)).toBeLessThan(0.1);
    }
    expect((await readWords(bytes, { pages: [1, 2], mostWords: 3 })).pages.flatMap(({ words }) => words)).toHaveLength(
      3,
    );
  });

  test("that is none, or takes too long, is refused with its reason", async () => {
    await expect(readPdf(new TextEncoder().encode("no PDF at all"))).rejects.toThrow("pdf.unreadable");
    await expect(readPdf(await sample(), { timeoutMs: 1 })).rejects.toThrow("pdf.too-complex");
  });
});
