import type { PageElement } from "./pages.ts";

/** Paths of the fields that a page shows. */
export function listShownPaths(elements: readonly PageElement[]): ReadonlySet<string> {
  const paths = new Set<string>();
  const walk = (list: readonly PageElement[]): void => {
    for (const element of list) {
      if (element.kind === "field") paths.add(element.path);
      else if (element.kind === "group") for (const entry of element.entries) walk(entry.elements);
    }
  };
  walk(elements);
  return paths;
}
