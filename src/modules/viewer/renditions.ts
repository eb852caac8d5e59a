import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isId, type TenantId } from "../../kernel/index.ts";
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

/** Where the renditions of a Dokument lie; undefined where none are kept. */
function placeOf(tenant: TenantId, dokumentId: string): string | undefined {
  const { folder } = viewerSettings();
  if (folder === undefined) return undefined;
  if (!isId(dokumentId)) throw new Error("not the id of a Dokument");
  return join(root(folder, tenant), dokumentId);
}

/** The renditions of one content of a Dokument. Whoever asks has to have seen that it may be read. */
export function renditionsOf(tenant: TenantId, dokumentId: string, sha256: string): Renditions {
  const place = placeOf(tenant, dokumentId);
  const fileOf = (name: string) => `${sha256}-${name}`;
  return {
    async find(name) {
      if (place === undefined) return undefined;
      try {
        return await readFile(join(place, fileOf(name)));
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
        await rename(unfinished, join(place, fileOf(name)));
        await utimes(place, new Date(), new Date());
      } catch {
        // A full disk or a folder that was emptied meanwhile: it is made anew next time.
      }
    },
  };
}

/** Removes what was made of Dokumente: they are to be gone. */
export async function forgetRenditions(tenant: TenantId, dokumentIds: readonly string[]): Promise<void> {
  for (const dokumentId of dokumentIds) {
    const place = placeOf(tenant, dokumentId);
    if (place !== undefined) await rm(place, { recursive: true, force: true });
  }
}

/**
 * Removes what nobody looked at for a week, and the oldest of what is more than a gigabyte.
 * @returns how many Dokumente have no renditions any more
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
