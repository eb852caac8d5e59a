import { mkdir, readdir, readFile, rename, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import { Invalid, newId, Unavailable } from "../../../kernel/index.ts";
import { writeWhole } from "../../../platform/files/index.ts";
import type { ArchiveTransport, Fetched } from "./transport.ts";

/** Names of the folders that both sides see. */
export const folders = { out: "ausgang", in: "eingang", claimed: "in-arbeit" } as const;

const claimPattern = /^([0-9a-f-]{36})__(.+)$/;
const mostAtOnce = 100;

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

/** Says of every mishap of the disk that trying again is worth it. */
async function reaching<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    throw new Unavailable("disposal.archive-unreachable", { reason: code });
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ? found.size : undefined;
}

/** Names of packages in a folder in the order in which they came. */
async function packagesIn(folder: string): Promise<readonly string[]> {
  const found: { readonly name: string; readonly at: number }[] = [];
  for (const name of await readdir(folder)) {
    if (name.startsWith(".") || !/\.zip$/i.test(name)) continue;
    const file = await stat(join(folder, name)).catch(() => undefined);
    if (file?.isFile()) found.push({ name, at: file.mtimeMs });
  }
  return found.sort((a, b) => a.at - b.at || (a.name < b.name ? -1 : 1)).map(({ name }) => name);
}

/**
 * Packages in folders: `<folder>/ausgang` for what the archive collects, `<folder>/eingang` for what it brings. A file
 * appears whole or not at all; names that begin with a dot, or do not end with .zip, are not ours to read.
 */
export function folderTransport(folder: string): ArchiveTransport {
  const place = (name: keyof typeof folders): string => join(folder, folders[name]);
  const claimed = (claim: string): string => {
    const [, , name = ""] = claimPattern.exec(claim) ?? [];
    if (name === "" || /[/\\]/.test(claim)) throw new Invalid("disposal.bad-claim");
    return join(place("claimed"), claim);
  };
  const make = () =>
    Promise.all(Object.values(folders).map((name) => mkdir(join(folder, name), { recursive: true, mode: 0o700 })));
  return {
    send: (name, bytes) =>
      reaching(async () => {
        if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,180}$/.test(name)) throw new Invalid("disposal.bad-name");
        await make();
        const path = join(place("out"), name);
        const there = await readFile(path).catch(() => undefined);
        if (there === undefined || !there.equals(bytes)) await writeWhole(path, bytes);
      }),
    fetch: () =>
      reaching(async () => {
        await make();
        for (const name of (await packagesIn(place("in"))).slice(0, mostAtOnce)) {
          // One rename is the claim: from here on the file is known by an id that nobody else has.
          await rename(join(place("in"), name), join(place("claimed"), `${newId()}__${name.slice(-150)}`)).catch(
            (error) => {
              if (codeOf(error) !== "ENOENT") throw error;
            },
          );
        }
        const fetched: Fetched[] = [];
        for (const claim of (await readdir(place("claimed"))).sort()) {
          const [, , name] = claimPattern.exec(claim) ?? [];
          const sizeBytes = await sizeOf(join(place("claimed"), claim));
          if (name !== undefined && sizeBytes !== undefined) fetched.push({ claim, name, sizeBytes });
        }
        return fetched.slice(0, mostAtOnce);
      }),
    read: (claim) =>
      reaching(async () => {
        try {
          return await readFile(claimed(claim));
        } catch (error) {
          if (codeOf(error) === "ENOENT") return undefined;
          throw error;
        }
      }),
    putAway: (claim) =>
      reaching(async () => {
        await unlink(claimed(claim)).catch((error) => {
          if (codeOf(error) !== "ENOENT") throw error;
        });
      }),
  };
}
