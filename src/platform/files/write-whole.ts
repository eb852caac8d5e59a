import { randomBytes } from "node:crypto";
import { open, rename, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Brings the names in a folder to the disk: a file whose folder is not there is lost with the power. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch((error: NodeJS.ErrnoException) => {
    // Windows opens no folders, and keeps names by itself.
    if (error.code === "EISDIR" || error.code === "EPERM") return undefined;
    throw error;
  });
  try {
    await handle?.sync();
  } finally {
    await handle?.close();
  }
}

/**
 * Puts a file into a folder that is there, whole or not at all, also when the power fails: written beside, flushed
 * to the disk, then renamed. A file of that name is replaced. Only the program's own user may read it.
 */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const beside = join(dirname(path), `.${randomBytes(8).toString("hex")}`);
  // Where it cannot be opened there is nothing to take away.
  const file = await open(beside, "wx", 0o600);
  try {
    try {
      await file.writeFile(bytes);
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await unlink(beside).catch(() => undefined);
    throw error;
  }
  await syncFolder(dirname(path));
}
