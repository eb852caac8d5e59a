import { randomUUID } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { placeholderPhoto } from "./placeholder-photo.ts";

/** A photograph as the device hands it over. */
export interface PhotoCapture {
  /** By which the device knows it until it is erased. */
  readonly captureId: string;
  readonly bytes: Uint8Array;
  readonly mediaType: "image/png" | "image/jpeg";
}

/** The office's own certified device for photographs. Source: § 9 Abs. 3 Satz 3 Nr. 2 PAuswG; § 6a PAuswV. */
export interface PhotoDevice {
  readonly simulated: boolean;
  /** Takes a photograph; the device keeps it until it is erased. @throws Unavailable `ausweis.device-unreachable` */
  capture(): Promise<PhotoCapture>;
  /** Takes it off the device; again does no harm. Source: § 6a Abs. 3 Satz 1 PAuswV. */
  erase(captureId: string): Promise<void>;
}

/**
 * Plays a device: what it takes is a drawing of nobody, kept in a folder until it is erased.
 * @param folder stands for the memory of the device
 */
export function simulatedPhotoDevice(folder: string): PhotoDevice {
  return {
    simulated: true,
    async capture() {
      const [captureId, bytes] = [randomUUID(), placeholderPhoto()];
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(join(folder, `${captureId}.png`), bytes, { mode: 0o600 });
      return { captureId, bytes, mediaType: "image/png" };
    },
    erase: (captureId) => rm(join(folder, `${captureId}.png`), { force: true }),
  };
}
