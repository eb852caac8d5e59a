import type { PlainDay } from "../../../kernel/index.ts";
import type { Answers } from "../form.ts";
import type { CompiledForm } from "./compiled-form.ts";
import { evaluationOf } from "./evaluation.ts";
import { parseFieldValue } from "./field-value.ts";
import { eachField, getSection } from "./pages.ts";

/** Names of the municipalities that a postcode belongs to; empty where it is not known. */
export type PlacesOfPostcode = (postcode: string) => readonly string[];

/**
 * Places that follow from the postcodes of a page (`Field.placeOf`): where nothing was typed, and where an earlier
 * postcode had filled the place and another one was typed since. What somebody typed stays.
 * @param before answers as they were stored
 * @param after the same with what the page sent
 * @returns what is to be stored besides
 */
export function fillPlaces(
  form: CompiledForm,
  sectionKey: string,
  before: Answers,
  after: Answers,
  places: PlacesOfPostcode,
  today: PlainDay,
): Answers {
  const filled: Record<string, string> = {};
  const section = getSection(form, sectionKey);
  const evaluation = evaluationOf(form, after, today);
  eachField(evaluation, section, (place, node) => {
    const source = node.field.placeOf === undefined ? undefined : place.scope.names.get(node.field.placeOf);
    if (source?.kind !== "field" || !evaluation.nodeVisible(place, node)) return;
    const only = (answers: Answers): string | undefined => {
      const parsed = parseFieldValue(source.field, answers[place.base + source.field.key], "de");
      const names = parsed.ok && typeof parsed.value === "string" ? places(parsed.value) : [];
      return names.length === 1 ? names[0] : undefined;
    };
    const path = place.base + node.field.key;
    const typed = after[path];
    const name = only(after);
    if (name === undefined || name === typed) return;
    const nothing = typed === undefined || (typeof typed === "string" && typed.trim() === "");
    if (nothing || (typed === before[path] && typed === only(before))) filled[path] = name;
  });
  return filled;
}
