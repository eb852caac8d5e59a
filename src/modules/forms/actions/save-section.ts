import { dayInBerlin, type Language } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Draft } from "../draft.ts";
import type { Answers } from "../form.ts";
import {
  checkSection,
  type FieldError,
  fillPlaces,
  laidOver,
  type PageBody,
  readBody,
  visibleElements,
} from "../model/index.ts";
import { listShownPaths } from "../model/shown-paths.ts";
import { placesOfPostcode } from "../places.ts";
import { getOnlineLeistung } from "../registry.ts";
import { saveAnswers } from "../store.ts";

/** What a page that was sent says of itself. */
export interface SavedSection {
  /** The answers as they are now, mistakes and all. */
  readonly answers: Answers;
  readonly errors: readonly FieldError[];
  /** Mistakes are only questions that the answers on this page have brought up and nobody has seen yet. */
  readonly onlyNewQuestions: boolean;
}

/** Stores what was typed on a page, right or wrong, and says what is wrong with it. */
export async function saveSection(
  ctx: Ctx,
  draft: Draft,
  input: { readonly sectionKey: string; readonly body: PageBody; readonly language: Language },
): Promise<SavedSection> {
  const { online } = await getOnlineLeistung(ctx, draft.leistungId, draft.formVersion);
  const today = dayInBerlin(ctx.now);
  const read = readBody(online.compiled, input.sectionKey, input.body, draft.answers, today);
  const filled = fillPlaces(online.compiled, input.sectionKey, draft.answers, read.seen, placesOfPostcode, today);
  const changes = { ...read.changes, ...filled };
  const seen = Object.keys(filled).length === 0 ? read.seen : laidOver(draft.answers, changes);
  const errors = checkSection(online.compiled, input.sectionKey, seen, { today, language: input.language });
  saveAnswers(ctx, draft.draftId, changes, { key: input.sectionKey, done: errors.length === 0 });
  let onlyNewQuestions = false;
  if (errors.length > 0) {
    const before = listShownPaths(visibleElements(online.compiled, input.sectionKey, draft.answers, today));
    onlyNewQuestions = errors.every(({ path }) => !before.has(path) && input.body[path] === undefined);
  }
  return { answers: seen, errors, onlyNewQuestions };
}
