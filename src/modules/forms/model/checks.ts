import { inLanguage, type Language, type PlainDay, parsePlainDay } from "../../../kernel/index.ts";
import type { Answers, Field } from "../form.ts";
import type { CompiledField, CompiledForm, CompiledSection } from "./compiled-form.ts";
import { type Evaluation, evaluationOf, type Place, toFeel } from "./evaluation.ts";
import { displayValue, isNumeric } from "./field-value.ts";
import { eachField, fieldId, getSection } from "./pages.ts";
import * as wording from "./wording.ts";

/** A citizen's mistake: where, and how to put it right. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
  /** `id` of the input that the summary links to. */
  readonly id: string;
  readonly sectionKey: string;
}

export interface CheckOptions {
  readonly today: PlainDay;
  readonly language: Language;
}

/** What is wrong on one page, one sentence a field, in the order of the page. A page that is not asked has no mistakes. */
export function checkSection(
  form: CompiledForm,
  sectionKey: string,
  answers: Answers,
  options: CheckOptions,
): readonly FieldError[] {
  return checkCompiled(evaluationOf(form, answers, options.today), getSection(form, sectionKey), options.language);
}

/** What is wrong on any page: exactly what the pages themselves say. */
export function checkAll(form: CompiledForm, answers: Answers, options: CheckOptions): readonly FieldError[] {
  const evaluation = evaluationOf(form, answers, options.today);
  return form.sections.flatMap((section) => checkCompiled(evaluation, section, options.language));
}

function checkCompiled(evaluation: Evaluation, section: CompiledSection, language: Language): FieldError[] {
  const errors: FieldError[] = [];
  if (!evaluation.sectionVisible(section)) return errors;
  eachField(evaluation, section, (place, node) => {
    if (!evaluation.nodeVisible(place, node)) return;
    const path = place.base + node.field.key;
    const message = mistake(evaluation, place, node, path, language);
    if (message !== undefined) {
      errors.push({ path, message, id: fieldId(path), sectionKey: section.section.key });
    }
  });
  return errors;
}

function mistake(
  evaluation: Evaluation,
  place: Place,
  node: CompiledField,
  path: string,
  language: Language,
): string | undefined {
  const parsed = evaluation.parse(place, node, language);
  if (!parsed.ok) return parsed.message;
  const { field } = node;
  const agreed = field.type === "declaration" ? parsed.value === "ja" : parsed.value !== undefined;
  if (!agreed && evaluation.required(place, node)) return wording.missing(field, language);
  if (parsed.value !== undefined) {
    const own = toFeel(node, parsed.value);
    const beyond = outOfBounds(place, node, parsed.value, language);
    if (beyond !== undefined) return beyond;
    const failed = node.checks.find((check) => !evaluation.check(check.feel, place, own));
    if (failed !== undefined) return inLanguage(failed.check.message, language);
  }
  const across = evaluation.form.checksByPath
    .get(path)
    ?.find(
      ({ when, feel }) => evaluation.is(when, evaluation.root) && feel.evaluate(evaluation.root.context) === false,
    );
  return across === undefined ? undefined : inLanguage(across.check.message, language);
}

function outOfBounds(
  place: Place,
  node: CompiledField,
  value: string | readonly string[],
  language: Language,
): string | undefined {
  const { field } = node;
  const kind = boundKindOf(field);
  if (typeof value !== "string" || kind === undefined) return undefined;
  const [least, most] = [node.min, node.max].map((bound) =>
    typeof bound === "object" ? bound.evaluate(place.context) : bound,
  );
  const comparable = (bound: unknown): bound is string | number =>
    kind === "number"
      ? typeof bound === "number"
      : typeof bound === "string" &&
        (kind === "date" ? parsePlainDay(bound) !== undefined : /^\d{2}:\d{2}$/.test(bound));
  const own = kind === "number" ? Number(value) : value;
  if (comparable(least) && own < least) {
    return wording.tooSmall(field, boundText(field, least, language), language);
  }
  if (comparable(most) && own > most) {
    return wording.tooGreat(field, boundText(field, most, language), language);
  }
  return undefined;
}

function boundKindOf(field: Field): "number" | "date" | "time" | undefined {
  if (isNumeric(field)) return "number";
  return field.type === "date" || field.type === "time" ? field.type : undefined;
}

function boundText(field: Field, bound: string | number, language: Language): string {
  const text = typeof bound === "number" && field.type === "currency" ? bound.toFixed(2) : String(bound);
  return displayValue(field, text, language);
}
