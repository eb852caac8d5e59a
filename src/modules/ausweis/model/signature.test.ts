import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  decodeStrokes,
  encodeStrokes,
  maxSignatureLength,
  readSignature,
  type StrokePoint,
  signaturePad,
} from "./signature.ts";

const drawn = encodeStrokes([
  [
    [100, 200],
    [300, 120],
    [400, 260],
  ],
  [
    [500, 300],
    [620, 300],
  ],
]);
const errorsOf = (fields: Record<string, string>) => {
  const read = readSignature(fields);
  return "errors" in read ? read.errors.map(({ field }) => field) : [];
};

describe("strokes", () => {
  test("are the path data of an SVG", () => {
    expect(drawn).toBe("M100 200l200 -80 100 140M500 300l120 0");
  });

  test("come back as they were drawn", () => {
    const point: fc.Arbitrary<StrokePoint> = fc.tuple(
      fc.integer({ min: 0, max: signaturePad.width }),
      fc.integer({ min: 0, max: signaturePad.height }),
    );
    const strokes = fc.array(fc.array(point, { minLength: 1, maxLength: 40 }), { maxLength: 12 });
    fc.assert(
      fc.property(strokes, (some) => {
        expect(decodeStrokes(encodeStrokes(some))).toEqual(some);
      }),
    );
  });

  test.each([
    ["another command", "M1 1C3 3 4 4 5 5"],
    ["markup", 'M1 1"/><script>'],
    ["a point beside the pad", "M990 10l20 0"],
    ["a point above it", "M10 10l0 -20"],
    ["half a point", "M10 10l5"],
    ["decimals", "M10.5 10l5 5"],
    ["something endless", `M0 0l${"1 0 -1 0 ".repeat(maxSignatureLength / 8)}1 0`],
  ])("with %s are none", (_what, path) => {
    expect(decodeStrokes(path)).toBeUndefined();
  });
});

describe("a signature", () => {
  test("that was drawn counts, whatever else was sent", () => {
    expect(readSignature({ unterschrift: drawn, "unterschrift-name": "Mia" })).toEqual({
      ok: { kind: "drawn", path: drawn },
    });
  });

  test("by name counts with the declaration", () => {
    expect(
      readSignature({ unterschrift: "", "unterschrift-name": " Mia  Muster ", "unterschrift-erklaerung": "ja" }),
    ).toEqual({ ok: { kind: "declared", name: "Mia Muster" } });
    expect(errorsOf({ "unterschrift-name": "Mia Muster" })).toEqual(["unterschrift-erklaerung"]);
  });

  test("that is missing, a dot or forged is refused at its field", () => {
    expect(errorsOf({})).toEqual(["unterschrift-name"]);
    expect(errorsOf({ "unterschrift-erklaerung": "ja" })).toEqual(["unterschrift-name"]);
    expect(errorsOf({ unterschrift: "M10 10" })).toEqual(["unterschrift"]);
    expect(errorsOf({ unterschrift: "M10 10l5 5" })).toEqual(["unterschrift"]);
    expect(errorsOf({ unterschrift: "<svg>" })).toEqual(["unterschrift"]);
    expect(errorsOf({ "unterschrift-name": "x".repeat(201), "unterschrift-erklaerung": "ja" })).toEqual([
      "unterschrift-name",
    ]);
  });

  test("by name still counts after a dot was drawn by accident", () => {
    expect(
      readSignature({ unterschrift: "M10 10", "unterschrift-name": "Mia Muster", "unterschrift-erklaerung": "ja" }),
    ).toEqual({ ok: { kind: "declared", name: "Mia Muster" } });
  });
});
