/** Runs in a thread of its own for one PDF: PDFium is synchronous, and a file may be aimed at it. */
import { parentPort, workerData } from "node:worker_threads";
import { PDFiumLibrary } from "@hyzyla/pdfium";
import { wordsOfPage } from "./pdf-words.ts";
import type { PdfAnswer, PdfWork } from "./pdf-work.ts";

/** Of a page's picture; beyond, it is drawn smaller. */
const mostPixels = 40_000_000;

type Instantiate = NonNullable<NonNullable<Parameters<typeof PDFiumLibrary.init>[0]>["instantiateWasm"]>;

async function answer({ bytes, pdfium, ask }: PdfWork): Promise<PdfAnswer> {
  const instantiateWasm = ((imports, done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void) => {
    const instance = new WebAssembly.Instance(pdfium, imports);
    done(instance, pdfium);
    return instance.exports;
  }) as Instantiate;
  const library = await PDFiumLibrary.init({ instantiateWasm });
  let document: Awaited<ReturnType<typeof library.loadDocument>>;
  try {
    document = await library.loadDocument(bytes);
  } catch (error) {
    return { kind: "refused", reason: /password/i.test(String(error)) ? "locked" : "unreadable" };
  }
  const count = document.getPageCount();
  if (ask.kind === "text") {
    const pages = [];
    let letters = 0;
    for (let index = 0; index < Math.min(count, ask.mostPages) && letters < ask.mostLetters; index++) {
      const page = document.getPage(index);
      const { originalWidth, originalHeight } = page.getOriginalSize();
      const text = page.getText().slice(0, ask.mostLetters - letters);
      letters += text.length;
      pages.push({ widthPoints: originalWidth, heightPoints: originalHeight, text });
    }
    return { kind: "text", count, pages };
  }
  if (ask.kind === "words") {
    const pages = [];
    let left = ask.mostWords;
    for (const number of ask.pages) {
      if (number < 1 || number > count) continue;
      const page = document.getPage(number - 1);
      const { originalWidth, originalHeight } = page.getOriginalSize();
      const words = wordsOfPage(page, left);
      left -= words.length;
      pages.push({ number, widthPoints: originalWidth, heightPoints: originalHeight, words });
    }
    return { kind: "words", count, pages };
  }
  // Only pictures need it, and a thread would load it anew each time.
  const { default: sharp } = await import("sharp");
  const pictures = [];
  for (const number of ask.pages) {
    if (number < 1 || number > count) continue;
    const page = document.getPage(number - 1);
    const { originalWidth, originalHeight } = page.getOriginalSize();
    const wanted = "dpi" in ask.size ? ask.size.dpi / 72 : ask.size.widthPixels / originalWidth;
    const scale = Math.min(wanted, Math.sqrt(mostPixels / (originalWidth * originalHeight)));
    const drawn = await page.render({ scale, renderFormFields: true, render: "bitmap" });
    // PDFium says blue, green, red; the library swaps them for pictures only where it is asked for RGBA.
    const picture = sharp(drawn.data, { raw: { width: drawn.width, height: drawn.height, channels: 4 } }).flatten({
      background: "#ffffff",
    });
    const encoded = await (ask.format === "png" ? picture.png() : picture.jpeg({ quality: 85 })).toBuffer();
    pictures.push({ number, width: drawn.width, height: drawn.height, bytes: new Uint8Array(encoded) });
  }
  return { kind: "pictures", count, pictures };
}

parentPort?.postMessage(await answer(workerData as PdfWork));
