import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Invalid } from "../../../kernel/index.ts";
import type { RecognisedPage, RecognisedWord } from "./recognised.ts";

const require = createRequire(import.meta.url);
type Tesseract = typeof import("tesseract.js");
type Engine = Awaited<ReturnType<Tesseract["createWorker"]>>;
type Page = Awaited<ReturnType<Engine["recognize"]>>["data"];

/** Of the two models in the package the exact one with whole numbers: as right as the other, and a quarter faster. */
const model = "4.0.0_best_int";
/** After so long without work the engine and its 150 MB go. */
const idleMs = 30_000;
const timeoutMs = 120_000;

/**
 * Starts the engine in a thread of its own. Program and language come out of the installed packages: nothing is loaded
 * from outside, and nothing is written anywhere.
 */
async function start(): Promise<Engine> {
  const { createWorker } = require("tesseract.js") as Tesseract;
  const langPath = join(dirname(require.resolve("@tesseract.js-data/deu/package.json")), model);
  const engine = await createWorker("deu", 1, {
    langPath,
    gzip: true,
    cacheMethod: "none",
    // Otherwise a page that cannot be read ends the process.
    errorHandler: () => undefined,
  });
  (engine as unknown as { worker?: { unref?(): void } }).worker?.unref?.();
  return engine;
}

let engine: Promise<Engine> | undefined;
let idle: NodeJS.Timeout | undefined;
let turn: Promise<unknown> = Promise.resolve();

async function stop(): Promise<void> {
  const running = engine;
  engine = undefined;
  await (await running?.catch(() => undefined))?.terminate();
}

function wordsOf(page: Page): readonly RecognisedWord[] {
  const words: RecognisedWord[] = [];
  let lineNumber = 0;
  for (const block of page.blocks ?? []) {
    for (const paragraph of block.paragraphs) {
      for (const line of paragraph.lines) {
        lineNumber++;
        for (const word of line.words) {
          const text = word.text.normalize("NFC").trim();
          // Lines, stamps and dirt are taken for single letters, and the engine says that it does not believe it.
          const sign = !/[\p{L}\p{N}]{2}/u.test(text);
          if (text === "" || word.confidence < (sign ? 60 : 20)) continue;
          const { x0, y0, x1, y1 } = word.bbox;
          const { baseline } = line;
          const slope = (baseline.y1 - baseline.y0) / Math.max(1, baseline.x1 - baseline.x0);
          words.push({
            text,
            box: [x0, y0, x1, y1],
            baseline: Math.round(baseline.y0 + slope * (x0 - baseline.x0)),
            height: line.bbox.y1 - line.bbox.y0,
            confidence: Math.round(word.confidence),
            line: lineNumber,
          });
        }
      }
    }
  }
  return words;
}

async function recognise(picture: Uint8Array, size: { width: number; height: number; dpi: number }) {
  clearTimeout(idle);
  engine ??= start();
  let clock: NodeJS.Timeout | undefined;
  try {
    const running = await engine;
    await running.setParameters({ user_defined_dpi: String(size.dpi) });
    const started = performance.now();
    const { data } = await Promise.race([
      running.recognize(Buffer.from(picture), {}, { text: false, blocks: true }),
      new Promise<never>((_, reject) => {
        clock = setTimeout(() => reject(new Invalid("intake.recognition-too-long")), timeoutMs);
      }),
    ]);
    const words = wordsOf(data);
    const sum = words.reduce((total, { confidence }) => total + confidence, 0);
    return {
      width: size.width,
      height: size.height,
      words,
      confidence: words.length === 0 ? 0 : Math.round(sum / words.length),
      milliseconds: Math.round(performance.now() - started),
      engine: `Tesseract ${/^\d+(?:\.\d+)*/.exec(data.version)?.[0] ?? ""}, deu ${model}`,
    };
  } catch (error) {
    await stop();
    throw error instanceof Invalid ? error : new Invalid("intake.recognition-failed");
  } finally {
    clearTimeout(clock);
    idle = setTimeout(() => void stop(), idleMs);
    idle.unref();
  }
}

/**
 * Recognises the German text of one page. One page at a time in this process: others wait.
 * @param picture PNG or JPEG of the page
 * @throws Invalid `intake.recognition-failed`, `intake.recognition-too-long`
 */
export function recognisePage(
  picture: Uint8Array,
  size: { readonly width: number; readonly height: number; readonly dpi: number },
): Promise<RecognisedPage> {
  const own = turn.then(() => recognise(picture, size));
  turn = own.catch(() => undefined);
  return own;
}
