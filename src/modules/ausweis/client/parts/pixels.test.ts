import { describe, expect, test } from "vitest";
import type { Point } from "./judge-photo.ts";
import { laplacianVariance, lookAtPixels, type Pixels } from "./pixels.ts";

/** A picture whose grey is given for every pixel. */
function picture(width: number, height: number, grey: (x: number, y: number) => number): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) data.fill(grey(x, y), (y * width + x) * 4, (y * width + x) * 4 + 3);
  return { data, width, height };
}

/** Landmarks of a face that fills the middle of a picture of 350 by 450. */
const face: Point[] = [];
for (const [index, x, y] of [
  [10, 175, 90],
  [152, 175, 370],
  [70, 115, 180],
  [300, 235, 180],
  [61, 140, 300],
  [291, 210, 300],
  [33, 120, 200],
  [133, 155, 200],
  [159, 137, 194],
  [145, 137, 206],
  [362, 195, 200],
  [263, 230, 200],
  [386, 213, 194],
  [374, 213, 206],
  [117, 115, 230],
  [50, 130, 245],
  [205, 140, 260],
  [346, 235, 230],
  [280, 220, 245],
  [425, 210, 260],
] as const)
  face[index] = { x, y, z: 0 };

const noise = (x: number, y: number) => ((x * 7919 + y * 104729) % 97) / 97;
const small = picture(200, 280, (x, y) => 120 + 60 * noise(x, y));
const look = (grey: (x: number, y: number) => number, at200 = small) =>
  lookAtPixels(picture(350, 450, grey), face, at200, 2);

describe("the variance of the Laplacian", () => {
  test("is nothing on an even picture and on an even slope", () => {
    expect(laplacianVariance(picture(50, 50, () => 128))).toBe(0);
    expect(laplacianVariance(picture(50, 50, (x) => x * 2))).toBeLessThan(1);
  });

  test("falls when the picture is blurred", () => {
    const sharp = (x: number, y: number) => (((x >> 2) + (y >> 2)) % 2 === 0 ? 60 : 180);
    const soft = (x: number, y: number) => {
      let sum = 0;
      for (let j = -3; j <= 3; j++) for (let i = -3; i <= 3; i++) sum += sharp(x + i + 8, y + j + 8);
      return sum / 49;
    };
    expect(laplacianVariance(picture(80, 80, soft))).toBeLessThan(laplacianVariance(picture(80, 80, sharp)) / 10);
  });
});

describe("a look at the pixels", () => {
  test("takes the background beside the head only, not shoulders", () => {
    const { background } = look((_x, y) => (y > 300 ? 20 : 200));
    expect(background.mean).toBeCloseTo(200, 0);
    expect(background.deviation).toBeLessThan(1);
  });

  test("sees stripes behind the head", () => {
    expect(look((x) => (x % 20 < 10 ? 100 : 200)).background.deviation).toBeGreaterThan(40);
  });

  test("sees which half of the face is darker", () => {
    const { face: seen } = look((x) => (x < 175 ? 60 : 180));
    expect(seen.leftMean).toBeCloseTo(60, 0);
    expect(seen.rightMean).toBeCloseTo(180, 0);
  });

  test("measures what is burnt out, how dark and how bright the face is", () => {
    const { face: seen } = look((x, y) => (y < 192 && y >= 180 ? 255 : x < 130 ? 40 : 150));
    expect(seen.burnt).toBeCloseTo(0.1, 1);
    expect(seen.dark).toBe(40);
    expect(seen.bright).toBeGreaterThanOrEqual(150);
  });

  test("counts the pixels of the original, not of the scaled picture", () => {
    expect(look(() => 128).face.pixels).toBe(560);
  });

  test("calls the same face as sharp in soft light as in hard light", () => {
    const inLight = (contrast: number) =>
      look(
        (x, y) => 128 + contrast * (noise(x, y) - 0.5),
        picture(200, 280, (x, y) => 128 + contrast * (noise(x, y) - 0.5)),
      ).face.sharpness;
    expect(inLight(60) / inLight(180)).toBeCloseTo(1, 0);
  });

  test("tells dark glasses from eyes", () => {
    const glasses = look((_x, y) => (y > 185 && y < 215 ? 20 : 170)).eyes;
    expect(glasses.mean).toBeLessThan(glasses.cheeks * 0.2);
    expect(glasses.deviation).toBeLessThan(1);
    expect(look((x, y) => (y > 185 && y < 215 ? (x % 20 < 8 ? 20 : 230) : 170)).eyes.deviation).toBeGreaterThan(50);
  });
});
