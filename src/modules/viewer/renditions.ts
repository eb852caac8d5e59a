import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TenantId } from "../../kernel/index.ts";
import { viewerSettings } from "./settings.ts";

/** What can be made anew from a content: pages drawn, their text. Kept in a folder that may be emptied at any time. */
export interface Renditions {
  find(name: string): Promise<Uint8Array | undefined>;
  keep(name: string, bytes: Uint8Array): Promise<void>;
}

const dayMs = 86_400_000;
/** Of one municipality on one machine. */
const bounds = { bytes: 1_000_000_000, ageMs: 7 * dayMs };

const root = (folder: string, tenant: TenantId): string => join(folder, String(tenant));

/** Where the renditions of one content lie; undefined where none are kept. */
function placeOf(tenant: TenantId, sha256: string): string | undefined {
  const { folder } = viewerSettings();
  if (folder === undefined) return undefined;
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error("not an address of a content");
  return join(root(folder, tenant), sha256);
}

/** The renditions of one content. Whoever asks has to have seen that it may be read. */
export function renditionsOf(tenant: TenantId, sha256: string): Renditions {
  const place = placeOf(tenant, sha256);
  return {
    async find(name) {
      if (place === undefined) return undefined;
      try {
        return await readFile(join(place, name));
      } catch {
        return undefined;
      }
    },
    async keep(name, bytes) {
      if (place === undefined) return;
      try {
        await mkdir(place, { recursive: true, mode: 0o700 });
        const unfinished = join(place, `${randomUUID()}.part`);
        await writeFile(unfinished, bytes, { mode: 0o600 });
        await rename(unfinished, join(place, name));
        await utimes(place, new Date(), new Date());
      } catch {
        // A full disk or a folder that was emptied meanwhile: it is made anew next time.
      }
    },
  };
}

/** Removes what was made of contents: they are to be gone. */
export async function forgetRenditions(tenant: TenantId, sha256s: readonly string[]): Promise<void> {
  for (const sha256 of sha256s) {
    const place = placeOf(tenant, sha256);
    if (place !== undefined) await rm(place, { recursive: true, force: true });
  }
}

/**
 * Removes what nobody looked at for a week, and the oldest of what is more than a gigabyte.
 * @returns how many contents have no renditions any more
 */
export async function sweepRenditions(tenant: TenantId, limits: typeof bounds = bounds): Promise<number> {
  const { folder } = viewerSettings();
  if (folder === undefined) return 0;
  const names = await readdir(root(folder, tenant)).catch(() => []);
  const kept: { readonly place: string; readonly at: number; readonly bytes: number }[] = [];
  for (const name of names) {
    const place = join(root(folder, tenant), name);
    try {
      let bytes = 0;
      for (const file of await readdir(place)) bytes += (await stat(join(place, file))).size;
      kept.push({ place, at: (await stat(place)).mtimeMs, bytes });
    } catch {
      // Somebody else has just removed it.
    }
  }
  kept.sort((a, b) => b.at - a.at);
  let sum = 0;
  let removed = 0;
  for (const { place, at, bytes } of kept) {
    sum += bytes;
    if (sum <= limits.bytes && Date.now() - at <= limits.ageMs) continue;
    await rm(place, { recursive: true, force: true });
    removed++;
  }
  return removed;
}

const running = new Map<string, Promise<unknown>>();

/** What several ask for at once is made once. */
export function once<T>(key: string, make: () => Promise<T>): Promise<T> {
  const now = running.get(key);
  if (now !== undefined) return now as Promise<T>;
  const made = make().finally(() => running.delete(key));
  running.set(key, made);
  return made;
}
