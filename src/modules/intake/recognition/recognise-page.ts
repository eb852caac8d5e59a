import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import sharp from "sharp";
import { Invalid } from "../../../kernel/index.ts";
import type { Rotation } from "../model/collection.ts";
import { chooseTurn, isPoor, type Reading } from "../model/turned-pages.ts";
import { likelyTurns } from "./likely-turns.ts";
import type { PictureSize, RecognisedPage, RecognisedWord } from "./recognised.ts";

const require = createRequire(import.meta.url);
type Tesseract = typeof import("tesseract.js");
type Engine = Awaited<ReturnType<Tesseract["createWorker"]>>;
type Page = Awaited<ReturnType<Engine["recognize"]>>["data"];

/** Of the two models in the package the exact one with whole numbers: as right as the other, and a quarter faster. */
const model = "4.0.0_best_int";
/** An engine keeps warm from page to page of a pile; after so long without work it goes, with its 150 MB. */
const idleMs = 60_000;
/** One core stays for the people at their desks. Each engine works on one page with one thread. */
const mostEngines = Math.max(1, Math.min(4, availableParallelism() - 1));
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

interface Seat {
  engine: Promise<Engine> | undefined;
  idle: NodeJS.Timeout | undefined;
}

/** Engines that nobody uses now, the one used last on top: it is the one that is warm. */
const free: Seat[] = Array.from({ length: mostEngines }, () => ({ engine: undefined, idle: undefined }));
const waiting: ((seat: Seat) => void)[] = [];

async function take(): Promise<Seat> {
  const seat = free.pop() ?? (await new Promise<Seat>((resolve) => waiting.push(resolve)));
  clearTimeout(seat.idle);
  return seat;
}

function giveBack(seat: Seat): void {
  seat.idle = setTimeout(() => void stop(seat), idleMs);
  seat.idle.unref();
  const next = waiting.shift();
  if (next === undefined) free.push(seat);
  else next(seat);
}

async function stop(seat: Seat): Promise<void> {
  const running = seat.engine;
  seat.engine = undefined;
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

async function recognise(seat: Seat, picture: Uint8Array, size: PictureSize): Promise<RecognisedPage> {
  seat.engine ??= start();
  let clock: NodeJS.Timeout | undefined;
  try {
    const running = await seat.engine;
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
    await stop(seat);
    throw error instanceof Invalid ? error : new Invalid("intake.recognition-failed");
  } finally {
    clearTimeout(clock);
  }
}

/**
 * Recognises the German text of one page, held as it is. As many pages at once as there are cores to spare: others wait.
 * @param picture PNG or JPEG of the page
 * @throws Invalid `intake.recognition-failed`, `intake.recognition-too-long`
 */
export async function recognisePage(picture: Uint8Array, size: PictureSize): Promise<RecognisedPage> {
  const seat = await take();
  try {
    return await recognise(seat, picture, size);
  } finally {
    giveBack(seat);
  }
}

/** Enough to tell words from none, at a third of the work. */
const turnDpi = 120;

const rotated = (picture: Uint8Array, degrees: Rotation) =>
  sharp(picture).rotate(degrees).png({ compressionLevel: 1 }).toBuffer({ resolveWithObject: true });

function shrunk(picture: Uint8Array, size: PictureSize): Promise<Uint8Array> {
  const width = Math.max(1, Math.round((size.width * turnDpi) / size.dpi));
  return sharp(picture).resize({ width }).greyscale().png({ compressionLevel: 1 }).toBuffer();
}

/**
 * Recognises a page whichever way it lies. Where its lines say that it lies another way, or where it reads poorly as it
 * is, it is tried the other ways round, small. The language data that are installed have no model for it.
 * @returns what was recognised, in the page as it is held then, and by how many degrees clockwise it has to be turned
 * @throws as `recognisePage`
 */
export async function recogniseAnyWay(
  picture: Uint8Array,
  size: PictureSize,
): Promise<{ readonly recognised: RecognisedPage; readonly turn: Rotation }> {
  const seat = await take();
  const tried = new Map<Rotation, Reading>();
  let small: Promise<Uint8Array> | undefined;

  async function tryOut(turns: readonly Rotation[]): Promise<Rotation> {
    for (const turn of turns) {
      if (tried.has(turn)) continue;
      small ??= shrunk(picture, size);
      const { data, info } = await rotated(await small, turn);
      const reading = await recognise(seat, data, { ...info, dpi: turnDpi });
      tried.set(turn, reading);
      if (!isPoor(reading) && chooseTurn(tried) === turn) return turn;
    }
    return chooseTurn(tried);
  }

  async function readTurned(turn: Rotation): Promise<RecognisedPage> {
    const { data, info } = await rotated(picture, turn);
    return recognise(seat, data, { width: info.width, height: info.height, dpi: size.dpi });
  }

  try {
    // Reading a page that lies on its side takes twice as long as one that does not, and is in vain.
    const likely = await tryOut(await likelyTurns(picture, size));
    if (likely !== 0) {
      const recognised = await readTurned(likely);
      if (!isPoor(recognised) && chooseTurn(new Map([[likely, recognised]])) === likely)
        return { recognised, turn: likely };
    }
    const upright = await recognise(seat, picture, size);
    tried.set(0, upright);
    const turn = isPoor(upright) ? await tryOut([180, 90, 270]) : 0;
    if (turn === 0) return { recognised: upright, turn };
    const turned = await readTurned(turn);
    // At full size it has to hold: otherwise the page stays as the scanner saw it.
    const both = new Map<Rotation, Reading>([
      [0, upright],
      [turn, turned],
    ]);
    return chooseTurn(both) === turn ? { recognised: turned, turn } : { recognised: upright, turn: 0 };
  } finally {
    giveBack(seat);
  }
}
