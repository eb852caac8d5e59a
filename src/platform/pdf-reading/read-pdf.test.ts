import { PDFDocument, rgb, StandardFonts } from "@cantoo/pdf-lib";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { drawPdf, readPdf } from "./index.ts";

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

  test("that is none, or takes too long, is refused with its reason", async () => {
    await expect(readPdf(new TextEncoder().encode("no PDF at all"))).rejects.toThrow("pdf.unreadable");
    await expect(readPdf(await sample(), { timeoutMs: 1 })).rejects.toThrow("pdf.too-complex");
  });
});
