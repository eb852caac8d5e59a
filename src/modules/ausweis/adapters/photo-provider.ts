import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { placeholderPhoto } from "./placeholder-photo.ts";

/** What became of a code. */
export type Redemption =
  | { readonly kind: "photo"; readonly bytes: Uint8Array; readonly mediaType: "image/png" | "image/jpeg" }
  | { readonly kind: "wrong" | "used" | "expired" };

/** Cloud of a registered photo service. Source: §§ 5a, 5b PAuswV. */
export interface PhotoProvider {
  /** Says on screen what it is where it is not the real one. */
  readonly simulated: boolean;
  /**
   * Fetches the photograph of a code, once; for the same case again and again.
   * @param code as typed
   * @throws Unavailable `ausweis.photo-provider-unreachable`
   */
  redeem(code: string, caseId: string): Promise<Redemption>;
}

/** A code as codes are compared. */
export const normalCode = (code: string): string => code.toUpperCase().replace(/[^A-Z0-9]/g, "");

/**
 * Plays a photo service. Codes that begin with `XX` are wrong, with `XU` used, with `XA` expired; all others of 8 to
 * 32 letters and digits are good for one case. The picture is a drawing.
 * @param folder where it remembers the hashes of used codes
 */
export function simulatedPhotoProvider(folder: string): PhotoProvider {
  return {
    simulated: true,
    async redeem(typed, caseId) {
      const code = normalCode(typed);
      if (code.length < 8 || code.length > 32 || code.startsWith("XX")) return { kind: "wrong" };
      if (code.startsWith("XU")) return { kind: "used" };
      if (code.startsWith("XA")) return { kind: "expired" };
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const path = join(folder, createHash("sha256").update(code).digest("hex"));
      try {
        await writeFile(path, caseId, { flag: "wx", mode: 0o600 });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
        if ((await readFile(path, "utf8")) !== caseId) return { kind: "used" };
      }
      return { kind: "photo", bytes: placeholderPhoto(), mediaType: "image/png" };
    },
  };
}
