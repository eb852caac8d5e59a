import { sha256 } from "../../../kernel/index.ts";
import type { Note } from "../form.ts";
import type { PageElement } from "./pages.ts";

type ShownField = Extract<PageElement, { kind: "field" }>;

/** The fields that a page shows, in its order, those of entries too. */
export function listShownFields(elements: readonly PageElement[]): readonly ShownField[] {
  return elements.flatMap((element) => {
    if (element.kind === "field") return [element];
    return element.kind === "group" ? element.entries.flatMap((entry) => listShownFields(entry.elements)) : [];
  });
}

/** Hidden field with the keys of the notes that a page shows, a space between. */
export const shownNotesField = "_hinweise";

/** A note that the answers have brought up. */
interface ShownNote {
  /** The same as long as it says the same at the same place; without spaces. */
  readonly key: string;
  readonly note: Note;
}

/** The notes of a page that stand there because of the answers, in its order, those of entries too. */
export function listShownNotes(elements: readonly PageElement[], base = ""): readonly ShownNote[] {
  return elements.flatMap((element) => {
    if (element.kind === "group") {
      return element.entries.flatMap((entry) => listShownNotes(entry.elements, entry.path));
    }
    if (element.kind === "field" || element.note.when === undefined) return [];
    return [{ key: sha256(`${base}\n${element.note.text.de}`).slice(0, 12), note: element.note }];
  });
}

/** Paths of the fields that a page shows. */
export function listShownPaths(elements: readonly PageElement[]): ReadonlySet<string> {
  return new Set(listShownFields(elements).map(({ path }) => path));
}
