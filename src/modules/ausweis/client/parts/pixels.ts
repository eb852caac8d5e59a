import type { PixelStatistics, Point } from "./judge-photo.ts";

/** Pixels as a canvas gives them: red, green, blue, opacity. */
export interface Pixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Perceived brightness, 0 to 255 (Rec. 601). */
function brightness(pixels: Pixels, x: number, y: number): number {
  const i = (y * pixels.width + x) * 4;
  const { data } = pixels;
  return 0.299 * (data[i] ?? 0) + 0.587 * (data[i + 1] ?? 0) + 0.114 * (data[i + 2] ?? 0);
}

function boxOf(points: readonly Point[], pixels: Pixels): Box {
  const inside = (value: number, end: number) => Math.max(0, Math.min(end, Math.round(value)));
  return {
    x0: inside(Math.min(...points.map(({ x }) => x)), pixels.width),
    y0: inside(Math.min(...points.map(({ y }) => y)), pixels.height),
    x1: inside(Math.max(...points.map(({ x }) => x)), pixels.width),
    y1: inside(Math.max(...points.map(({ y }) => y)), pixels.height),
  };
}

function brightnessIn(pixels: Pixels, { x0, y0, x1, y1 }: Box): number[] {
  const values: number[] = [];
  for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) values.push(brightness(pixels, x, y));
  return values;
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function varianceOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return meanOf(values.map((value) => (value - mean) ** 2));
}

/** The value below which the share of the values lies. */
function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/**
 * Variance of the Laplacian: how much the brightness of a pixel differs from its neighbours'. On pictures of one size
 * blur makes it small.
 */
export function laplacianVariance(pixels: Pixels): number {
  const { width, height } = pixels;
  const grey = new Float32Array(width * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) grey[y * width + x] = brightness(pixels, x, y);
  const values: number[] = [];
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x;
      values.push(
        4 * (grey[i] ?? 0) - (grey[i - 1] ?? 0) - (grey[i + 1] ?? 0) - (grey[i - width] ?? 0) - (grey[i + width] ?? 0),
      );
    }
  }
  return varianceOf(values);
}

/** Both sides beside the head, above the eyes: the shoulders and most hair are not there. */
function backgroundBoxes(pixels: Pixels, eyesY: number): readonly Box[] {
  const { width, height } = pixels;
  const top = Math.round(height * 0.02);
  const bottom = Math.max(top + 1, Math.min(height, Math.round(eyesY)));
  const corner = Math.round(height * 0.1);
  const edge = Math.round(width * 0.08);
  return [
    { x0: 0, y0: top, x1: edge, y1: bottom },
    { x0: width - edge, y0: top, x1: width, y1: bottom },
    { x0: edge, y0: top, x1: Math.round(width * 0.18), y1: corner },
    { x0: Math.round(width * 0.82), y0: top, x1: width - edge, y1: corner },
  ];
}

/** The middle of the face without hair and beard: from the eyebrows to the upper lip, between the outer corners of the eyes. */
function innerFace(face: readonly Point[], pixels: Pixels): Box {
  return boxOf(
    [70, 300, 61, 291].flatMap((index) => face[index] ?? []),
    pixels,
  );
}

/** Landmarks of what can be boxed: the rims of the eyes, the face's oval, the cheeks. */
const leftEye = [33, 133, 159, 145];
const rightEye = [362, 263, 386, 374];
const leftCheek = [117, 50, 205];
const rightCheek = [346, 280, 425];

/**
 * Looks at the pixels of a face and of what is behind it.
 * @param face landmarks in pixels of `picture`
 * @param faceAt200 the face alone, scaled to a width of 200 pixels
 * @param scale pixels of the original for one of `picture`
 */
export function lookAtPixels(
  picture: Pixels,
  face: readonly Point[],
  faceAt200: Pixels,
  scale: number,
): PixelStatistics {
  const points = (indices: readonly number[]) => indices.flatMap((index) => face[index] ?? []);
  const inner = innerFace(face, picture);
  const values = brightnessIn(picture, inner);
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.round((inner.x0 + inner.x1) / 2);
  const dark = percentile(sorted, 0.05);
  const bright = percentile(sorted, 0.95);
  const eyes = [leftEye, rightEye].flatMap((eye) => brightnessIn(picture, boxOf(points(eye), picture)));
  const cheeks = [leftCheek, rightCheek].flatMap((cheek) => brightnessIn(picture, boxOf(points(cheek), picture)));
  const eyesY = meanOf(points([33, 263]).map(({ y }) => y));
  const background = backgroundBoxes(picture, eyesY);
  const backgroundValues = background.flatMap((box) => brightnessIn(picture, box));
  const channels = [0, 1, 2].map((channel) =>
    background.flatMap(({ x0, y0, x1, y1 }) => {
      const found: number[] = [];
      for (let y = y0; y < y1; y++)
        for (let x = x0; x < x1; x++) found.push(picture.data[(y * picture.width + x) * 4 + channel] ?? 0);
      return found;
    }),
  );
  const forehead = face[10];
  const chin = face[152];
  return {
    face: {
      dark,
      bright,
      burnt: values.filter((value) => value >= 250).length / Math.max(1, values.length),
      leftMean: meanOf(brightnessIn(picture, { ...inner, x1: middle })),
      rightMean: meanOf(brightnessIn(picture, { ...inner, x0: middle })),
      pixels: forehead === undefined || chin === undefined ? 0 : (chin.y - forehead.y) * scale,
      // By the contrast: else dark skin and soft light would count as blur.
      sharpness: (laplacianVariance(faceAt200) / Math.max(400, (bright - dark) ** 2)) * 1000,
    },
    eyes: { mean: meanOf(eyes), deviation: Math.sqrt(varianceOf(eyes)), cheeks: meanOf(cheeks) },
    background: {
      mean: meanOf(backgroundValues),
      deviation: Math.max(...channels.map((channel) => Math.sqrt(varianceOf(channel)))),
    },
  };
}
