import { mkdir, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type BlobStore, Invalid, NotFound, sha256 } from "../../kernel/index.ts";
import { writeWhole } from "./write-whole.ts";

function pathOf(folder: string, address: string): string {
  if (!/^[0-9a-f]{64}$/.test(address)) throw new Invalid("files.bad-address");
  return join(folder, address.slice(0, 2), address.slice(2, 4), address);
}

/** Documents in a folder, each under its SHA-256. A blob appears whole or not at all. */
export function openFolderStore(folder: string): BlobStore {
  const made = new Set<string>();

  async function exists(path: string): Promise<boolean> {
    try {
      await stat(path);
      return true;
    } catch {
      return false;
    }
  }

  return {
    async put(bytes) {
      const address = sha256(bytes);
      const path = pathOf(folder, address);
      if (await exists(path)) return address;
      const parent = dirname(path);
      if (!made.has(parent)) {
        await mkdir(parent, { recursive: true, mode: 0o700 });
        made.add(parent);
      }
      await writeWhole(path, bytes);
      return address;
    },
    async get(address) {
      try {
        return await readFile(pathOf(folder, address));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") throw new NotFound("files.missing");
        throw error;
      }
    },
    has: (address) => exists(pathOf(folder, address)),
  };
}
