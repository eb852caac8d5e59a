import { dayInBerlin, inLanguage, type Language } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Draft } from "../draft.ts";
import type { Answers } from "../form.ts";
import {
  answerLayout,
  type FieldError,
  fillPlaces,
  laidOver,
  type PageBody,
  readBody,
  visibleElements,
} from "../model/index.ts";
import { listShownFields, listShownNotes, listShownPaths, shownNotesField } from "../model/shown.ts";
import { placesOfPostcode } from "../places.ts";
import { getOnlineLeistung } from "../registry.ts";
import { saveAnswers } from "../store.ts";
import { checkAnswers } from "./check-answers.ts";
import { keepByLayout } from "./keep-by-layout.ts";

/** A question for the citizen to look at: the `id` of its input, and what is asked. */
export interface NewQuestion {
  readonly id: string;
  readonly text: string;
}

/** What a page that was sent says of itself. */
export interface SavedSection {
  /** The answers as they are now, mistakes and all. */
  readonly answers: Answers;
  readonly errors: readonly FieldError[];
  /**
   * Questions that the answers on this page have brought up and nobody has seen yet, also those that need no answer.
   * Empty where something else is wrong: the mistakes come first, and the page with them shows the new questions too.
   */
  readonly newQuestions: readonly NewQuestion[];
  /** Warnings that the answers on this page have brought up and nobody has seen yet; empty where something is wrong. */
  readonly newWarnings: readonly string[];
}

/**
 * Stores what was typed on a page, right or wrong, and says what is wrong with it.
 * @param draft opened whole or with this page
 */
export async function saveSection(
  ctx: Ctx,
  draft: Draft,
  input: { readonly sectionKey: string; readonly body: PageBody; readonly language: Language },
): Promise<SavedSection> {
  const ready = await getOnlineLeistung(ctx, draft.leistungId, draft.formVersion);
  const { online } = ready;
  const today = dayInBerlin(ctx.now);
  const read = readBody(online.compiled, input.sectionKey, input.body, draft.answers, today);
  const filled = fillPlaces(online.compiled, input.sectionKey, draft.answers, read.seen, placesOfPostcode, today);
  const changes = { ...read.changes, ...filled };
  const seen = Object.keys(filled).length === 0 ? read.seen : laidOver(online.compiled, draft.answers, changes);
  const errors = await checkAnswers(ctx, ready, seen, input.language, input.sectionKey);
  const layout = answerLayout(online.compiled);
  await keepByLayout(ctx, draft, layout);
  saveAnswers(ctx, draft.draftId, changes, layout, { key: input.sectionKey, done: errors.length === 0 });
  return { answers: seen, errors, ...broughtUp() };

  function broughtUp(): Pick<SavedSection, "newQuestions" | "newWarnings"> {
    const messages = new Map(errors.map(({ path, message }) => [path, message]));
    // Compared with the answers stored before: what is stored now has been shown when the page is sent again.
    const before = listShownPaths(visibleElements(online.compiled, input.sectionKey, draft.answers, today));
    const now = visibleElements(online.compiled, input.sectionKey, seen, today);
    const unseen = listShownFields(now).filter(
      ({ path, field }) =>
        // What is computed asks nothing.
        field.computed === undefined &&
        !before.has(path) &&
        input.body[path] === undefined &&
        (seen[path] === undefined || messages.has(path)),
    );
    const unseenPaths = new Set(unseen.map(({ path }) => path));
    if (errors.some(({ path }) => !unseenPaths.has(path))) return { newQuestions: [], newWarnings: [] };
    // What has been stored while typing was not shown: the page says which notes it had.
    const { [shownNotesField]: noted } = input.body;
    const seenNotes = new Set(typeof noted === "string" ? noted.split(" ") : []);
    return {
      newQuestions: unseen.map(({ path, id, field }) => ({
        id,
        text: messages.get(path) ?? inLanguage(field.label, input.language),
      })),
      newWarnings: listShownNotes(now)
        .filter(({ key, note }) => note.tone === "warning" && !seenNotes.has(key))
        .map(({ note }) => inLanguage(note.text, input.language)),
    };
  }
}
