import sharp, { type Metadata } from "sharp";
import type { FileType } from "../model/kind.ts";
import { Refused } from "./verdict.ts";

const mostPixels = 64_000_000;
const seconds = 20;
const previewEdge = 320;

// Threads of the pool are shared with everything else the process does.
sharp.cache(false);
sharp.concurrency(1);

const open = (bytes: Uint8Array) =>
  sharp(bytes, { limitInputPixels: mostPixels, failOn: "error", sequentialRead: true }).timeout({ seconds });

/** A picture as it is kept. */
export interface KeptPicture {
  readonly bytes: Uint8Array;
  /** JPEG of at most 320 by 320. */
  readonly preview: Uint8Array;
}

/**
 * Writes a picture anew from its pixels, turned the right way up: place and time of taking, the device, comments and
 * whatever hides behind the picture's end do not come along.
 * @throws Refused `too-many-pixels`, `damaged`
 */
export async function keepPicture(bytes: Uint8Array, type: "jpeg" | "png" | "webp"): Promise<KeptPicture> {
  let facts: Metadata;
  try {
    // Reads the header alone: what a picture claims is known before a pixel of it is made.
    facts = await sharp(bytes, { limitInputPixels: false }).metadata();
  } catch {
    throw new Refused("damaged");
  }
  if (facts.format !== (type satisfies FileType)) throw new Refused("damaged");
  if (facts.width * facts.height * (facts.pages ?? 1) > mostPixels) throw new Refused("too-many-pixels");
  if ((facts.pages ?? 1) > 1) throw new Refused("picture-kind");
  try {
    const upright = open(bytes).autoOrient();
    const written =
      type === "jpeg" ? upright.jpeg({ quality: 90 }) : type === "png" ? upright.png() : upright.webp({ quality: 90 });
    return { bytes: await written.toBuffer(), preview: await previewOf(bytes) };
  } catch (error) {
    if (/timeout/i.test((error as Error).message)) throw new Refused("too-complex");
    throw new Refused(/pixel limit/i.test((error as Error).message) ? "too-many-pixels" : "damaged");
  }
}

/** A small JPEG of it, on white. */
export async function previewOf(bytes: Uint8Array): Promise<Uint8Array> {
  return open(bytes)
    .autoOrient()
    .resize(previewEdge, previewEdge, { fit: "inside", withoutEnlargement: true })
    .flatten({ background: "#ffffff" })
    .jpeg({ quality: 72 })
    .toBuffer();
}
