import convert from "heic-convert";
import { Refused } from "./verdict.ts";

const mostPixels = 64_000_000;

/**
 * Largest picture that a HEIF file announces, read from its boxes without decoding. Source: ISO/IEC 23008-12, `ispe`.
 */
function announcedPixels(bytes: Uint8Array): number {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let most = 0;
  const walk = (from: number, to: number, depth: number): void => {
    for (let at = from; at + 8 <= to; ) {
      const size = file.readUInt32BE(at);
      const type = file.toString("latin1", at + 4, at + 8);
      // Zero means to the end, one that the size follows in eight bytes: neither inside the boxes that are read here.
      const end = size < 8 ? to : Math.min(at + size, to);
      if (type === "ispe" && at + 20 <= end) {
        most = Math.max(most, file.readUInt32BE(at + 12) * file.readUInt32BE(at + 16));
      }
      if (depth < 4) {
        if (type === "meta") walk(at + 12, end, depth + 1);
        if (type === "iprp" || type === "ipco") walk(at + 8, end, depth + 1);
      }
      at = end;
    }
  };
  walk(0, file.length, 0);
  return most;
}

/**
 * Makes a JPEG of a phone's picture. It is made of the bare pixels: nothing else of the file comes along.
 * Synchronous and heavy, so only in a worker.
 * @throws Refused
 */
export async function jpegOfHeic(bytes: Uint8Array): Promise<Uint8Array> {
  const pixels = announcedPixels(bytes);
  if (pixels === 0) throw new Refused("damaged");
  if (pixels > mostPixels) throw new Refused("too-many-pixels");
  try {
    return new Uint8Array(await convert({ buffer: bytes, format: "JPEG", quality: 0.9 }));
  } catch {
    throw new Refused("damaged");
  }
}
