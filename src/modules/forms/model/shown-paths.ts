import type { Localized } from "../../../kernel/index.ts";
import type { PageElement } from "./pages.ts";

type ShownField = Extract<PageElement, { kind: "field" }>;

/** The fields that a page shows, in its order, those of entries too. */
export function listShownFields(elements: readonly PageElement[]): readonly ShownField[] {
  return elements.flatMap((element) => {
    if (element.kind === "field") return [element];
    return element.kind === "group" ? element.entries.flatMap((entry) => listShownFields(entry.elements)) : [];
  });
}

/** The warnings that a page shows, in its order, those of entries too: where each stands, and what it says. */
export function listShownWarnings(
  elements: readonly PageElement[],
  base = "",
): readonly { readonly place: string; readonly text: Localized }[] {
  return elements.flatMap((element) => {
    if (element.kind === "group") {
      return element.entries.flatMap((entry) => listShownWarnings(entry.elements, entry.path));
    }
    if (element.kind === "field" || element.note.tone !== "warning") return [];
    return [{ place: `${base}:${element.note.text.de}`, text: element.note.text }];
  });
}

/** Paths of the fields that a page shows. */
export function listShownPaths(elements: readonly PageElement[]): ReadonlySet<string> {
  return new Set(listShownFields(elements).map(({ path }) => path));
}
