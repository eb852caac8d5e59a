import { createReadStream } from "node:fs";
import { mkdir, readdir, readFile, rename, stat, unlink, utimes } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type BlobStore, NotFound, sha256 } from "../../kernel/index.ts";
import { placeOf, requireAddress } from "./address.ts";
import { syncFolder, writeWhole } from "./write-whole.ts";

const pageSize = 1000;

/** Up to here looking for what is there already costs more than writing it once more. */
const smallBytes = 32_768;

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === "ENOENT";

/** Names of so many hexadecimal digits, sorted, from one on. */
async function listNames(folder: string, digits: number, from: string): Promise<readonly string[]> {
  try {
    const names = await readdir(folder);
    return names.filter((name) => name.length === digits && /^[0-9a-f]+$/.test(name) && name >= from).sort();
  } catch (error) {
    if (isMissing(error) || (error as NodeJS.ErrnoException).code === "ENOTDIR") return [];
    throw error;
  }
}

/** Documents in a folder, each under its SHA-256. A blob appears whole or not at all. */
export function openFolderStore(folder: string): BlobStore {
  const pathOf = (address: string) => join(folder, placeOf(address));

  /** @returns the folders whose names have yet to come to the disk */
  async function makeParent(path: string): Promise<readonly string[]> {
    const parent = dirname(path);
    const first = await mkdir(parent, { recursive: true, mode: 0o700 });
    return first === undefined ? [] : [dirname(parent), folder];
  }

  async function write(path: string, bytes: Uint8Array): Promise<void> {
    try {
      // With some hundred thousand documents every folder is there.
      return await writeWhole(path, bytes);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
    const fresh = await makeParent(path);
    await writeWhole(path, bytes);
    // Last: then a file system that writes its names together has little left to do.
    await Promise.all(fresh.map(syncFolder));
  }

  /** @returns false where there is nothing of that size: a file that was cut short is written anew */
  async function touch(path: string, bytes: number): Promise<boolean> {
    try {
      if ((await stat(path)).size !== bytes) return false;
      const now = new Date();
      await utimes(path, now, now);
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  return {
    async put(bytes) {
      const address = sha256(bytes);
      const path = pathOf(address);
      if (bytes.length > smallBytes && (await touch(path, bytes.length))) return address;
      await write(path, bytes);
      return address;
    },
    async get(address) {
      try {
        return await readFile(pathOf(address));
      } catch (error) {
        throw isMissing(error) ? new NotFound("files.missing") : error;
      }
    },
    async *stream(address) {
      try {
        yield* createReadStream(pathOf(address), { highWaterMark: 2 ** 18 });
      } catch (error) {
        throw isMissing(error) ? new NotFound("files.missing") : error;
      }
    },
    async has(address) {
      try {
        await stat(pathOf(address));
        return true;
      } catch (error) {
        if (isMissing(error)) return false;
        throw error;
      }
    },
    async list(after) {
      const from = after === undefined ? "" : requireAddress(after);
      const found: string[] = [];
      for (const first of await listNames(folder, 2, from.slice(0, 2))) {
        const second = first === from.slice(0, 2) ? from.slice(2, 4) : "";
        for (const inner of await listNames(join(folder, first), 2, second)) {
          for (const address of await listNames(join(folder, first, inner), 64, from)) {
            if (address > from && address.startsWith(first + inner)) found.push(address);
          }
          if (found.length >= pageSize) return found.slice(0, pageSize);
        }
      }
      return found;
    },
    async delete(address, unlessStoredSince) {
      const path = pathOf(address);
      // Always the same name: what a crash leaves there goes with the next try.
      const aside = join(dirname(path), `.${address}`);
      const isKept = async (at: string) =>
        unlessStoredSince !== undefined && (await stat(at)).mtime >= unlessStoredSince;
      try {
        if (await isKept(path)) return false;
        // Out of the way first: whoever stores the same bytes now either finds nothing and writes them, or was seen.
        await rename(path, aside);
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
      try {
        if (await isKept(aside)) {
          await rename(aside, path);
          return false;
        }
        await unlink(aside);
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
      return true;
    },
  };
}
