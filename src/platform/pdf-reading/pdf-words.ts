import type { PDFiumPage } from "@hyzyla/pdfium";
import type { PdfWord } from "./pdf-work.ts";

/** What PDFium tells beyond what the library's types name. */
interface TextModule {
  readonly HEAPU8: Uint8Array;
  readonly wasmExports: { malloc(size: number): number; free(address: number): void };
  _FPDFText_LoadPage(page: number): number;
  _FPDFText_ClosePage(text: number): void;
  _FPDFText_CountChars(text: number): number;
  _FPDFText_GetUnicode(text: number, index: number): number;
  /** Of a letter with all the room of its line; writes four floats: left, top, right, bottom. */
  _FPDFText_GetLooseCharBox(text: number, index: number, box: number): number;
  /** Of the ink alone; writes left, right, bottom, top as doubles. */
  _FPDFText_GetCharBox(text: number, index: number, left: number, right: number, bottom: number, top: number): number;
  _FPDF_PageToDevice(
    page: number,
    startX: number,
    startY: number,
    sizeX: number,
    sizeY: number,
    rotate: number,
    pageX: number,
    pageY: number,
    deviceX: number,
    deviceY: number,
  ): number;
}

/** PDFium answers in whole device points: a page this wide and high gives a hundred thousandth. */
const scale = 100_000;

interface Extent {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The library keeps PDFium and the address of the page to itself; both are plain members. */
function insideOf(page: PDFiumPage): { module: TextModule; address: number } {
  const { module, pageIdx } = page as unknown as { module?: TextModule; pageIdx?: number };
  if (module?._FPDFText_GetLooseCharBox === undefined || pageIdx === undefined) {
    throw new Error("the PDF library does not give what words are read with");
  }
  return { module, address: pageIdx };
}

/** @returns at most so many words, in the order of the file */
export function wordsOfPage(page: PDFiumPage, mostWords: number): readonly PdfWord[] {
  const { module, address } = insideOf(page);
  const text = module._FPDFText_LoadPage(address);
  // Four floats, four doubles, two integers.
  const memory = module.wasmExports.malloc(64);
  try {
    const view = () => new DataView(module.HEAPU8.buffer);
    const place = (x: number, y: number): readonly [number, number] => {
      module._FPDF_PageToDevice(address, 0, 0, scale, scale, 0, x, y, memory + 48, memory + 52);
      return [view().getInt32(memory + 48, true) / scale, view().getInt32(memory + 52, true) / scale];
    };
    const extentOf = (index: number): Extent => {
      const corners: (readonly [number, number])[] = [];
      if (module._FPDFText_GetLooseCharBox(text, index, memory) !== 0) {
        const [left, top, right, bottom] = [0, 4, 8, 12].map((at) => view().getFloat32(memory + at, true)) as [
          number,
          number,
          number,
          number,
        ];
        corners.push(place(left, top), place(right, bottom));
      }
      const ink = [16, 24, 32, 40].map((at) => memory + at) as [number, number, number, number];
      if (module._FPDFText_GetCharBox(text, index, ...ink) !== 0) {
        const [left, right, bottom, top] = ink.map((at) => view().getFloat64(at, true)) as [
          number,
          number,
          number,
          number,
        ];
        corners.push(place(left, top), place(right, bottom));
      }
      return {
        left: Math.min(...corners.map(([x]) => x)),
        right: Math.max(...corners.map(([x]) => x)),
        top: Math.min(...corners.map(([, y]) => y)),
        bottom: Math.max(...corners.map(([, y]) => y)),
      };
    };
    const words: PdfWord[] = [];
    let line = 0;
    let letters = "";
    let extent: Extent | undefined;
    const end = (): void => {
      if (letters !== "" && extent !== undefined) {
        words.push({
          text: letters,
          line,
          x: extent.left,
          y: extent.top,
          width: extent.right - extent.left,
          height: extent.bottom - extent.top,
        });
      }
      letters = "";
      extent = undefined;
    };
    const count = module._FPDFText_CountChars(text);
    for (let index = 0; index < count && words.length < mostWords; index++) {
      const code = module._FPDFText_GetUnicode(text, index);
      // PDFium says 2 for a hyphen at the end of a line.
      const letter =
        code === 2
          ? "-"
          : code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)
            ? "\ufffd"
            : String.fromCodePoint(code);
      if (code === 0 || /\s/.test(letter)) {
        end();
        if (letter === "\n") line++;
        continue;
      }
      const own = extentOf(index);
      if (!Object.values(own).every(Number.isFinite)) continue;
      letters += letter;
      extent =
        extent === undefined
          ? own
          : {
              left: Math.min(extent.left, own.left),
              top: Math.min(extent.top, own.top),
              right: Math.max(extent.right, own.right),
              bottom: Math.max(extent.bottom, own.bottom),
            };
    }
    end();
    return words.slice(0, mostWords);
  } finally {
    module.wasmExports.free(memory);
    module._FPDFText_ClosePage(text);
  }
}
