import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

let root: string | undefined;

/** A file of the package by its path from the package's root, wherever the running code was built to. */
export function pdfFile(path: string): string {
  if (root === undefined) {
    let folder = dirname(fileURLToPath(import.meta.url));
    while (!existsSync(join(folder, "package.json"))) {
      const parent = dirname(folder);
      if (parent === folder) throw new Error("package.json not found above the running code");
      folder = parent;
    }
    root = folder;
  }
  return join(root, path);
}
