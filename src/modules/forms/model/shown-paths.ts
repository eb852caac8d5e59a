import type { PageElement } from "./pages.ts";

type ShownField = Extract<PageElement, { kind: "field" }>;

/** The fields that a page shows, in its order, those of entries too. */
export function listShownFields(elements: readonly PageElement[]): readonly ShownField[] {
  return elements.flatMap((element) => {
    if (element.kind === "field") return [element];
    return element.kind === "group" ? element.entries.flatMap((entry) => listShownFields(entry.elements)) : [];
  });
}

/** Paths of the fields that a page shows. */
export function listShownPaths(elements: readonly PageElement[]): ReadonlySet<string> {
  return new Set(listShownFields(elements).map(({ path }) => path));
}
