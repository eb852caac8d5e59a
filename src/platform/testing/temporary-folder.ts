import { mkdtempSync, readdirSync, rmSync, statfsSync, statSync } from "node:fs";
import { freemem, tmpdir } from "node:os";
import { join } from "node:path";

const gibibyte = 2 ** 30;
const day = 24 * 60 * 60 * 1000;

/** A file system in memory, where this machine has one and memory to spare. */
export function memoryFolder(): string | undefined {
  const folder = "/dev/shm";
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize > 6 * gibibyte && freemem() > 8 * gibibyte ? folder : undefined;
  } catch {
    return undefined;
  }
}

/** Folders that runs which were killed have left behind: what lies in memory is missing there. */
function removeForgotten(base: string): void {
  for (const name of readdirSync(base)) {
    const path = join(base, name);
    try {
      if (/^klickamt-[a-z]+-\w{6}$/.test(name) && statSync(path).mtimeMs < Date.now() - day) {
        rmSync(path, { recursive: true, force: true });
      }
    } catch {
      // Somebody else's, or gone meanwhile.
    }
  }
}

let base: string | undefined;

/**
 * A folder for a test. Databases of tests are thousands of small files that are gone after seconds: in memory they cost
 * a fraction of what a disk's file system takes for them.
 * @param name what it is for: lower case
 */
export function temporaryFolder(name: string): string {
  if (base === undefined) {
    base = memoryFolder() ?? tmpdir();
    if (base !== tmpdir()) removeForgotten(base);
  }
  try {
    return mkdtempSync(join(base, `klickamt-${name}-`));
  } catch (error) {
    if (base === tmpdir()) throw error;
    base = tmpdir();
    return temporaryFolder(name);
  }
}
