import jsQR from "jsqr";

/**
 * Reads a QR code out of pixels, for browsers that cannot do it themselves. Loaded only there.
 * @returns its text; undefined where there is none
 */
export function decodeQr(pixels: ImageData): string | undefined {
  const text = jsQR(pixels.data, pixels.width, pixels.height, { inversionAttempts: "dontInvert" })?.data;
  return text === "" ? undefined : text;
}
