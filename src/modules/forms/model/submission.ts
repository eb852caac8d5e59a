import { Invalid, inLanguage, type Language, type PlainDay } from "../../../kernel/index.ts";
import type { Answers, OfficialField } from "../form.ts";
import type { CompiledElement, CompiledField, CompiledForm, CompiledGroup, CompiledSection } from "./compiled-form.ts";
import { type Evaluation, evaluationOf, type Place } from "./evaluation.ts";
import { type CanonicalValue, displayValue } from "./field-value.ts";
import { eachField, fieldId } from "./pages.ts";
import { entry } from "./wording.ts";

/** Answers as they are sent: canonical, without hidden and empty ones, keys sorted. */
export interface Submission {
  readonly formId: string;
  readonly formVersion: number;
  /** SHA-256 (hex) of the form that was asked. */
  readonly formHash: string;
  readonly answers: Readonly<Record<string, CanonicalValue>>;
}

/**
 * What these answers say on this day. Freezing frozen answers changes nothing.
 * @throws Invalid `forms.answers-not-right` where `checkAll` would have found a value that cannot be read
 */
export function freezeAnswers(form: CompiledForm, answers: Answers, today: PlainDay): Submission {
  const evaluation = evaluationOf(form, answers, today);
  const frozen: [string, CanonicalValue][] = [];
  for (const section of form.sections) {
    if (!evaluation.sectionVisible(section)) continue;
    eachField(evaluation, section, (place, node) => {
      if (!evaluation.nodeVisible(place, node)) return;
      const parsed = evaluation.parse(place, node, "de");
      if (!parsed.ok) throw new Invalid("forms.answers-not-right", { path: place.base + node.field.key });
      if (parsed.value !== undefined) frozen.push([place.base + node.field.key, parsed.value]);
    });
  }
  frozen.sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    formId: form.form.id,
    formVersion: form.form.version,
    formHash: form.hash,
    answers: Object.fromEntries(frozen),
  };
}

/**
 * What these answers say on this day while some may still be wrong: canonical, without hidden, empty and
 * unreadable ones. Where all can be read it is what `freezeAnswers` gives.
 */
export function readAnswers(form: CompiledForm, answers: Answers, today: PlainDay): Answers {
  const evaluation = evaluationOf(form, answers, today);
  const read: Record<string, CanonicalValue> = {};
  for (const section of form.sections) {
    if (!evaluation.sectionVisible(section)) continue;
    eachField(evaluation, section, (place, node) => {
      const value = evaluation.value(place, node);
      if (value !== undefined) read[place.base + node.field.key] = value;
    });
  }
  return read;
}

/** One answer as people read it. */
export interface SheetRow {
  readonly path: string;
  readonly id: string;
  readonly sectionKey: string;
  readonly label: string;
  /** Empty where nothing was answered. What cannot be read stands as it was typed. */
  readonly display: string;
  /** Canonical; undefined where there is none. */
  readonly value: CanonicalValue | undefined;
  readonly computed: boolean;
  /** Places on the printed forms. */
  readonly official: readonly OfficialField[] | undefined;
  /** Statute or standard that asks for it. */
  readonly source: string;
}

/** Rows that belong together: of the page itself, of a group, or of one entry (`Geschäftsführer 2`). */
export interface SheetBlock {
  /** Path of the group or entry; empty for the page itself. */
  readonly path: string;
  readonly heading: string | undefined;
  readonly rows: readonly SheetRow[];
}

export interface SheetSection {
  readonly key: string;
  readonly title: string;
  readonly blocks: readonly SheetBlock[];
  /** The rows of all blocks. */
  readonly rows: readonly SheetRow[];
}

/** What was answered, for the review page, the case and the PDF: visible fields only. */
export function answerSheet(
  form: CompiledForm,
  answers: Answers,
  language: Language,
  today: PlainDay,
): readonly SheetSection[] {
  const evaluation = evaluationOf(form, answers, today);
  return form.sections
    .filter((section) => evaluation.sectionVisible(section))
    .map((section) => sheetSection(evaluation, section, language))
    .filter((section) => section.rows.length > 0);
}

function sheetSection(evaluation: Evaluation, section: CompiledSection, language: Language): SheetSection {
  const blocks: SheetBlock[] = [];
  const walk = (
    place: Place,
    elements: readonly CompiledElement[],
    path: string,
    heading: string | undefined,
  ): void => {
    let rows: SheetRow[] = [];
    // A group interrupts the rows around it, so that the sheet reads in the order of the page.
    const close = (): void => {
      if (rows.length > 0) blocks.push({ path, heading, rows });
      rows = [];
    };
    for (const element of elements) {
      if (element.kind === "note" || !evaluation.nodeVisible(place, element)) continue;
      if (element.kind === "field") {
        rows.push(sheetRow(evaluation, place, element, language));
        continue;
      }
      close();
      for (let index = 0; index < evaluation.count(place, element); index++) {
        const inner = evaluation.place(place, element, index);
        walk(inner, element.elements, inner.base.slice(0, -1), headingOf(element, index, language) ?? heading);
      }
    }
    close();
  };
  walk(evaluation.root, section.elements, "", undefined);
  return {
    key: section.section.key,
    title: inLanguage(section.section.title, language),
    blocks,
    rows: blocks.flatMap((block) => block.rows),
  };
}

function headingOf({ group, repeatable }: CompiledGroup, index: number, language: Language): string | undefined {
  if (!repeatable) return group.title && inLanguage(group.title, language);
  return `${inLanguage(group.entryName ?? group.title ?? entry, language)} ${index + 1}`;
}

function sheetRow(evaluation: Evaluation, place: Place, node: CompiledField, language: Language): SheetRow {
  const { field } = node;
  const path = place.base + field.key;
  const value = evaluation.value(place, node);
  const raw = evaluation.raw(place, node);
  const typed = typeof raw === "string" ? raw : (raw ?? []).join(", ");
  return {
    path,
    id: fieldId(path),
    sectionKey: node.section.section.key,
    label: inLanguage(field.label, language),
    display:
      value === undefined ? (node.computed === undefined ? typed.trim() : "") : displayValue(field, value, language),
    value,
    computed: node.computed !== undefined,
    official: field.official,
    source: field.source,
  };
}
