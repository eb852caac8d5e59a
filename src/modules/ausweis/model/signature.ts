import type { Localized } from "../../../kernel/index.ts";

/** A point on the pad, whole units from the upper left corner. */
export type StrokePoint = readonly [x: number, y: number];
/** What the finger draws without leaving the screen. */
export type Stroke = readonly StrokePoint[];

/** Size of the pad in units: every screen draws on the same. */
export const signaturePad = { width: 1000, height: 400 } as const;

/** Longest text of a signature: some 4,000 points. */
export const maxSignatureLength = 30_000;
/** A dot or a tick is no signature: the strokes together are at least this long, in units. */
const shortestSignature = 200;

/**
 * Strokes as the path data of an SVG: `M120 80l3 -2 5 1M300 90`. Whole numbers, every point after the first relative
 * to the one before.
 */
export function encodeStrokes(strokes: readonly Stroke[]): string {
  return strokes
    .filter((stroke) => stroke.length > 0)
    .map((stroke) => {
      const [first, ...rest] = stroke.map(([x, y]) => [Math.round(x), Math.round(y)] as const);
      let [x, y] = first ?? [0, 0];
      const steps = rest.map(([nextX, nextY]) => {
        const step = `${nextX - x} ${nextY - y}`;
        [x, y] = [nextX, nextY];
        return step;
      });
      return `M${first?.[0]} ${first?.[1]}${steps.length === 0 ? "" : `l${steps.join(" ")}`}`;
    })
    .join("");
}

/**
 * Strokes from path data as `encodeStrokes` writes it.
 * @returns undefined for every other text, for one that is too long and for points beside the pad
 */
export function decodeStrokes(path: string): readonly Stroke[] | undefined {
  if (path.length > maxSignatureLength) return undefined;
  if (!/^(?:M\d{1,4} \d{1,3}(?:l-?\d{1,4} -?\d{1,4}(?: -?\d{1,4} -?\d{1,4})*)?)*$/.test(path)) return undefined;
  const strokes = path
    .split("M")
    .slice(1)
    .map((one): Stroke => {
      const [start = "", steps = ""] = one.split("l");
      const [x = 0, y = 0] = start.split(" ").map(Number);
      const stroke: [number, number][] = [[x, y]];
      const numbers = steps === "" ? [] : steps.split(" ").map(Number);
      for (let i = 0; i < numbers.length; i += 2) {
        const [lastX, lastY] = stroke.at(-1) ?? [0, 0];
        stroke.push([lastX + (numbers[i] ?? 0), lastY + (numbers[i + 1] ?? 0)]);
      }
      return stroke;
    });
  const inside = strokes.every((stroke) =>
    stroke.every(([x, y]) => x >= 0 && y >= 0 && x <= signaturePad.width && y <= signaturePad.height),
  );
  return inside ? strokes : undefined;
}

function lengthOf(strokes: readonly Stroke[]): number {
  let length = 0;
  for (const stroke of strokes) {
    for (let i = 1; i < stroke.length; i++) {
      const [x0, y0] = stroke[i - 1] ?? [0, 0];
      const [x1, y1] = stroke[i] ?? [0, 0];
      length += Math.hypot(x1 - x0, y1 - y0);
    }
  }
  return length;
}

/** Path data that is long enough to be a signature. */
export function isSignature(path: string): boolean {
  const strokes = decodeStrokes(path);
  return strokes !== undefined && lengthOf(strokes) >= shortestSignature;
}

/** Names of the fields, in the form and in `readSignature`. */
export const signatureFields = {
  strokes: "unterschrift",
  name: "unterschrift-name",
  declared: "unterschrift-erklaerung",
} as const;

/** Drawn on the screen; or a name with the declaration to sign by hand at the appointment. */
export type Signature =
  | { readonly kind: "drawn"; readonly path: string }
  | { readonly kind: "declared"; readonly name: string };

/** A mistake, with the field it belongs to. */
export interface SignatureError {
  readonly field: (typeof signatureFields)[keyof typeof signatureFields];
  readonly message: Localized;
}

/**
 * Reads what `SignatureFields` sends. A drawing counts before a name: who has drawn, has signed.
 * @param fields as sent; untrusted
 */
export function readSignature(
  fields: Readonly<Record<string, string | readonly string[] | undefined>>,
): { readonly ok: Signature } | { readonly errors: readonly SignatureError[] } {
  const text = (name: string): string => {
    const value = fields[name];
    return typeof value === "string" ? value.trim() : "";
  };
  const path = text(signatureFields.strokes);
  const name = text(signatureFields.name).replace(/\s+/g, " ");
  if (path !== "") {
    if (isSignature(path)) return { ok: { kind: "drawn", path } };
    if (name === "") {
      return {
        errors: [
          {
            field: signatureFields.strokes,
            message: {
              de: "Das ist zu kurz für eine Unterschrift. Schreiben Sie Ihren Namen aus.",
              en: "This is too short for a signature. Write out your name.",
            },
          },
        ],
      };
    }
  }
  const errors: SignatureError[] = [];
  if (name === "" || name.length > 200) {
    errors.push({
      field: signatureFields.name,
      message:
        name === ""
          ? {
              de: "Unterschreiben Sie auf dem Bildschirm, oder tragen Sie Ihren Namen ein.",
              en: "Sign on the screen, or enter your name.",
            }
          : { de: "Der Name hat höchstens 200 Zeichen.", en: "The name has at most 200 characters." },
    });
  }
  if (name !== "" && text(signatureFields.declared) !== "ja") {
    errors.push({
      field: signatureFields.declared,
      message: {
        de: "Bestätigen Sie, dass Sie beim Termin von Hand unterschreiben.",
        en: "Confirm that you will sign by hand at the appointment.",
      },
    });
  }
  return errors.length > 0 ? { errors } : { ok: { kind: "declared", name } };
}
