import { randomBytes } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { isId, Unavailable } from "../../kernel/index.ts";
import { writeWhole } from "../../platform/files/index.ts";
import { uploadSettings } from "./settings.ts";

/** `part`: as it comes. `file`: as it is kept. `preview`: a small JPEG of it. */
export type StoredPart = "part" | "file" | "preview";

const defaultKeepFreeBytes = 512 * 1024 * 1024;

function folderOf(tenant: number): string {
  return join(uploadSettings().folder, String(tenant));
}

/** Address of one of its files. The id comes from our own tables, and is checked all the same. */
export function pathOf(tenant: number, uploadId: string, part: StoredPart | "lock" | "lock.wanted"): string {
  if (!isId(uploadId)) throw new Error("not an id");
  return join(folderOf(tenant), `${uploadId}.${part}`);
}

/** What the disk says where nothing more fits. */
function translated(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  return code === "ENOSPC" || code === "EDQUOT" || code === "EROFS" || code === "EACCES" || code === "EIO"
    ? new Unavailable("uploads.disk", { code })
    : error;
}

/** @throws Unavailable `uploads.disk` where the disk is nearly full: letters and the file must not suffer */
export async function requireSpace(tenant: number, bytes: number): Promise<void> {
  try {
    await mkdir(folderOf(tenant), { recursive: true, mode: 0o700 });
    const { bavail, bsize } = await statfs(folderOf(tenant));
    if (bavail * bsize - bytes < (uploadSettings().keepFreeBytes ?? defaultKeepFreeBytes)) {
      throw new Unavailable("uploads.disk", { code: "LOW" });
    }
  } catch (error) {
    throw translated(error);
  }
}

/** Makes the empty file that bytes are received into. */
export async function createPart(tenant: number, uploadId: string): Promise<void> {
  try {
    await mkdir(folderOf(tenant), { recursive: true, mode: 0o700 });
    await writeFile(pathOf(tenant, uploadId, "part"), "", { flag: "wx", mode: 0o600 });
  } catch (error) {
    throw translated(error);
  }
}

/** How many bytes have been received; undefined where the file is gone. */
export async function receivedBytes(tenant: number, uploadId: string): Promise<number | undefined> {
  try {
    return (await stat(pathOf(tenant, uploadId, "part"))).size;
  } catch {
    return undefined;
  }
}

/**
 * Writes what comes behind what is there. What arrived before a connection broke stays.
 * @returns how many bytes are there now
 */
export async function appendPart(tenant: number, uploadId: string, offset: number, bytes: Readable): Promise<number> {
  let at = offset;
  try {
    const file = await open(pathOf(tenant, uploadId, "part"), "r+");
    try {
      for await (const chunk of bytes) {
        const buffer = chunk as Buffer;
        await file.write(buffer, 0, buffer.length, at);
        at += buffer.length;
      }
    } finally {
      await file.close();
    }
    return at;
  } catch (error) {
    throw translated(error);
  }
}

/** Stores bytes durably, whole or not at all. */
export async function storePart(tenant: number, uploadId: string, part: StoredPart, bytes: Uint8Array): Promise<void> {
  try {
    await mkdir(folderOf(tenant), { recursive: true, mode: 0o700 });
    await writeWhole(pathOf(tenant, uploadId, part), bytes);
  } catch (error) {
    throw translated(error);
  }
}

/** @returns undefined where there is none */
export async function readPart(tenant: number, uploadId: string, part: StoredPart): Promise<Uint8Array | undefined> {
  try {
    return await readFile(pathOf(tenant, uploadId, part));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw translated(error);
  }
}

/** Erases some or all files of an upload; what is gone already is fine. */
export async function erase(
  tenant: number,
  uploadId: string,
  parts: readonly (StoredPart | "lock" | "lock.wanted")[] = ["part", "file", "preview", "lock", "lock.wanted"],
): Promise<void> {
  for (const part of parts) await rm(pathOf(tenant, uploadId, part), { force: true });
}

/** Ids that have files in the folder, none of them younger than `before`. */
export async function listStoredIds(tenant: number, before: Date): Promise<readonly string[]> {
  const names = await readdir(folderOf(tenant)).catch(() => []);
  const old = new Set<string>();
  for (const name of names) {
    const id = name.split(".")[0] ?? "";
    const facts = await stat(join(folderOf(tenant), name)).catch(() => undefined);
    if (facts === undefined || facts.mtime >= before) continue;
    if (isId(id)) old.add(id);
    // What a crash left beside while it was being written.
    else await rm(join(folderOf(tenant), name), { force: true });
  }
  return [...old];
}

/** Takes a file's place atomically: for locks that were left behind. @returns false where another was faster */
export async function takeAway(path: string): Promise<boolean> {
  const beside = `${path}.${randomBytes(6).toString("hex")}`;
  try {
    await rename(path, beside);
    await rm(beside, { force: true });
    return true;
  } catch {
    return false;
  }
}
