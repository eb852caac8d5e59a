import { inLanguage, type Language, type PlainDay } from "../../../kernel/index.ts";
import type { Answers, Field } from "../form.ts";
import type { CompiledForm } from "./compiled-form.ts";
import { type CanonicalValue, displayValue, parseFieldValue, type Raw } from "./field-value.ts";
import { findField, type PageBody, pageFields, storedFrom } from "./pages.ts";

/**
 * What a page knows that may be stored, by the names of its inputs, the oldest first: what it showed when it was made,
 * and what it has sent itself since. It tells what was changed elsewhere meanwhile.
 */
export type Basis = Readonly<Record<string, readonly (readonly string[])[]>>;

/** One answer that was changed in two places. */
export interface ChangedTwice {
  readonly path: string;
  readonly label: string;
  /** As people read them; empty where nothing is. */
  readonly here: string;
  readonly there: string;
}

const longestBasis = 200_000;

/** @returns undefined where there is none, or it is not what a page of ours sends */
export function parseBasis(text: unknown): Basis | undefined {
  if (typeof text !== "string" || text === "" || text.length > longestBasis) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return undefined;
    const isList = (value: unknown): value is string[] =>
      Array.isArray(value) && value.every((one) => typeof one === "string");
    const entries = Object.entries(parsed).filter(
      (entry): entry is [string, string[][]] => Array.isArray(entry[1]) && entry[1].every(isList),
    );
    return Object.fromEntries(entries);
  } catch {
    return undefined;
  }
}

/** The same for values that say the same: `1.1.1990` and `1990-01-01`, nothing and a box that is not ticked. */
function meaning(field: Field, value: Raw, language: Language, options: NonNullable<Field["options"]>): string {
  const raw = value === undefined ? undefined : storedFrom(field, value);
  const parsed = parseFieldValue(field, raw, language, options);
  const canonical: Raw = parsed.ok ? parsed.value : raw;
  if (canonical === undefined || (field.type === "declaration" && canonical === "nein")) return "";
  return typeof canonical === "string" ? canonical.trim() : [...canonical].sort().join("\n");
}

function readable(field: Field, value: Raw, language: Language, options: NonNullable<Field["options"]>): string {
  const raw = value === undefined ? undefined : storedFrom(field, value);
  const parsed = parseFieldValue(field, raw, language, options);
  if (parsed.ok) return parsed.value === undefined ? "" : displayValue(field, parsed.value as CanonicalValue, language);
  return typeof raw === "string" ? raw : (raw ?? []).join(", ");
}

/**
 * Lays a page that was filled in for some time without knowing the newest answers beside them: what only one side
 * has changed is taken over from that side, what both have changed differently is left to the person.
 * @param body as the page was sent
 * @param basis what that page knows
 * @param answers as they are stored now
 */
export function reconcile(
  form: CompiledForm,
  sectionKey: string,
  given: { readonly body: PageBody; readonly basis: Basis; readonly answers: Answers },
  options: { readonly today: PlainDay; readonly language: Language },
): { readonly body: PageBody; readonly changedTwice: readonly ChangedTwice[] } {
  const { language, today } = options;
  const body: Record<string, PageBody[string]> = { ...given.body };
  const changedTwice: ChangedTwice[] = [];
  for (const shown of pageFields(form, sectionKey, given.answers, today)) {
    const { path, field } = shown;
    const basis = Object.hasOwn(given.basis, path) ? given.basis[path] : undefined;
    if (basis === undefined || !shown.visible || field.computed !== undefined || field.type === "file") continue;
    // A place follows from its postcode without anybody having typed it.
    if (field.placeOf !== undefined) continue;
    const choices = shown.options.length > 0 ? shown.options : (field.options ?? []);
    const typed = meaning(field, given.body[path], language, choices);
    const stored = meaning(field, given.answers[path], language, choices);
    const known = basis.map((values) => meaning(field, values, language, choices));
    if (known.includes(stored) || stored === typed) continue;
    if (typed === known[0]) {
      body[path] = given.answers[path];
      continue;
    }
    changedTwice.push({
      path,
      label: inLanguage(field.label, language),
      here: readable(field, given.body[path], language, choices),
      there: readable(field, given.answers[path], language, choices),
    });
  }
  return { body, changedTwice };
}

/**
 * What a page says that comes too late: its answers that are filled in and are not what is stored, as people read them.
 * @param answers as they are stored, or as they were sent
 */
export function listNotTaken(
  form: CompiledForm,
  given: { readonly body: PageBody; readonly answers: Answers },
  language: Language,
): readonly { readonly label: string; readonly typed: string }[] {
  return Object.entries(given.body).flatMap(([path, value]) => {
    const field = path.startsWith("_") || value === undefined ? undefined : findField(form, path)?.field;
    if (field === undefined || field.type === "file" || field.computed !== undefined) return [];
    const options = field.options ?? [];
    const typed = meaning(field, value, language, options);
    if (typed === "" || typed === meaning(field, given.answers[path], language, options)) return [];
    return [{ label: inLanguage(field.label, language), typed: readable(field, value, language, options) }];
  });
}
