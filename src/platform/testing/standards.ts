import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

const folder = process.env.KLICKAMT_STANDARDS ?? resolve(import.meta.dirname, "../../../../shared/standards");

/**
 * Laws, schemas and samples that tests read but the project does not contain: `KLICKAMT_STANDARDS`, or
 * the folder `../shared/standards` beside the project. Use with `describe.skipIf(!standards.present)`.
 */
export const standards = {
  present: existsSync(folder),
  folder,
  /** Text of one of its files. */
  read: (path: string): string => readFileSync(resolve(folder, path), "utf8"),
  /** Absolute path of one of its files. */
  path: (path: string): string => resolve(folder, path),
} as const;
