import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Invalid, Unavailable } from "../../../kernel/index.ts";
import { writeWhole } from "../../../platform/files/index.ts";
import { isTarget } from "../model/delivery.ts";
import type { RecipientAdapter } from "./recipient-adapter.ts";

async function holds(path: string, bytes: Uint8Array): Promise<boolean> {
  try {
    return (await readFile(path)).equals(bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

/**
 * Puts messages into a folder that a system of the town collects: `<folder>/<target>/<filename>`. A file appears whole
 * or not at all; sending it again changes nothing.
 */
export function folderAdapter(folder: string): RecipientAdapter {
  return {
    async send(target, { filename, bytes }) {
      if (!isTarget("folder", target) || !/^[A-Za-z0-9][A-Za-z0-9.-]{0,180}$/.test(filename)) {
        throw new Invalid("gewerbe.bad-target");
      }
      const place = join(folder, target);
      const path = join(place, filename);
      try {
        await mkdir(place, { recursive: true, mode: 0o700 });
        if (await holds(path, bytes)) return;
        await writeWhole(path, bytes);
      } catch (error) {
        throw new Unavailable("gewerbe.recipient-unreachable", {
          reason: (error as NodeJS.ErrnoException).code ?? "io",
        });
      }
    },
  };
}
