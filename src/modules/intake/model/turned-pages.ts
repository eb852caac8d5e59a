import type { Rotation } from "./collection.ts";

/** Who turned a page. Stored for ever. */
export type TurnedBy = "program" | "person";

/** A page of a letter that was turned, degrees clockwise. */
export interface TurnedPage {
  readonly number: number;
  readonly degrees: Exclude<Rotation, 0>;
  readonly by: TurnedBy;
}

/** Two turns one after the other. */
export function turnedFurther(first: number, second: number): Rotation {
  return ((((first + second) % 360) + 360) % 360) as Rotation;
}

/** `Seite 2 gedreht um 90° (vom Programm)`, for the protocol, in German as the file is. */
export function turnedWords({ number, degrees, by }: TurnedPage): string {
  return `Seite ${number} gedreht um ${degrees}° (${by === "program" ? "vom Programm" : "von Hand"})`;
}

/** What recognition says of one way to hold a page. */
export interface Reading {
  readonly words: readonly { readonly text: string; readonly confidence: number }[];
  readonly confidence: number;
}

/** Below, a page is tried the other ways round: upright letters are above 90, those on their side or head below 65. */
const poorConfidence = 75;

/** Whether a page was read so badly that it may lie the wrong way. */
export const isPoor = (reading: Reading): boolean => reading.words.length === 0 || reading.confidence < poorConfidence;

/** How much of a page was read with some certainty, in letters: dirt and lines make no words of three. */
export function lettersRead({ words }: Reading): number {
  return words
    .filter(({ text, confidence }) => confidence >= 70 && /\p{L}{3}/u.test(text))
    .reduce((sum, { text }) => sum + text.length, 0);
}

/**
 * By how much a page is turned, of the ways it was tried: only where one of them reads far more than upright. A table
 * with a few lines on their side, a photograph or handwriting stays as it is.
 */
export function chooseTurn(tried: ReadonlyMap<Rotation, Reading>): Rotation {
  const upright = tried.get(0);
  let best: Rotation = 0;
  let most = Math.max(24, 2 * (upright === undefined ? 0 : lettersRead(upright)));
  for (const [turn, reading] of tried) {
    const letters = turn === 0 ? 0 : lettersRead(reading);
    if (letters > most) {
      best = turn;
      most = letters;
    }
  }
  return best;
}
