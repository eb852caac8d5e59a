import { dayInBerlin, inLanguage, type Language } from "../../kernel/index.ts";
import { isUnfinished, type Upload } from "../uploads/index.ts";
import type { Answers } from "./form.ts";
import {
  type CompiledForm,
  type FieldError,
  type PageElement,
  type PageField,
  type SheetSection,
  visibleElements,
  visibleSections,
} from "./model/index.ts";

function* fieldsOf(elements: readonly PageElement[]): Generator<PageField> {
  for (const element of elements) {
    if (element.kind === "field") yield element;
    if (element.kind === "group") for (const entry of element.entries) yield* fieldsOf(entry.elements);
  }
}

/** Whether a page asks for files. */
export function asksForFiles(elements: readonly PageElement[]): boolean {
  for (const { field } of fieldsOf(elements)) if (field.type === "file") return true;
  return false;
}

/** A field for files, and the page that it is on. */
export type AskedFiles = PageField & { readonly sectionKey: string };

/** Fields for files that these answers bring up, by path. */
export function fileFields(form: CompiledForm, answers: Answers, now: Date): ReadonlyMap<string, AskedFiles> {
  const found = new Map<string, AskedFiles>();
  if (!form.fields.some(({ field }) => field.type === "file")) return found;
  const today = dayInBerlin(now);
  for (const { key } of visibleSections(form, answers, today)) {
    for (const shown of fieldsOf(visibleElements(form, key, answers, today))) {
      if (shown.field.type === "file") found.set(shown.path, { ...shown, sectionKey: key });
    }
  }
  return found;
}

/** What keeps files from being sent: still on their way, or not yet seen by the virus scanner. By field. */
export function fileProblems(
  fields: ReadonlyMap<string, AskedFiles>,
  uploads: readonly Upload[],
  language: Language,
): readonly FieldError[] {
  const problems = new Map<string, FieldError>();
  for (const upload of uploads) {
    const field = fields.get(upload.fieldPath);
    if (field === undefined || problems.has(field.path)) continue;
    const text = problemOf(upload, language);
    if (text !== undefined) {
      problems.set(field.path, errorAt(field, `${upload.filename}: ${text}`));
    }
  }
  return [...problems.values()];
}

/** What is wrong, for the summary and at the field. */
export function errorAt({ path, id, sectionKey }: AskedFiles, message: string): FieldError {
  return { path, id, sectionKey, message };
}

/** A file is not the one that was handed in: whoever sends is told, and nothing is sent. */
export function spoiltFile(field: AskedFiles, language: Language): FieldError {
  return errorAt(
    field,
    language === "de"
      ? `„${inLanguage(field.field.label, "de")}“: Eine Datei ist nicht mehr so da, wie Sie sie hochgeladen haben. Entfernen Sie sie und laden Sie sie noch einmal hoch.`
      : `“${inLanguage(field.field.label, "en")}”: A file is no longer as you uploaded it. Remove it and upload it again.`,
  );
}

function problemOf(upload: Upload, language: Language): string | undefined {
  const de = language === "de";
  if (isUnfinished(upload)) {
    return de
      ? "Die Datei ist noch nicht vollständig bei uns. Wählen Sie sie noch einmal aus oder entfernen Sie sie."
      : "The file has not fully arrived. Choose it again or remove it.";
  }
  if (upload.state !== "quarantined") return undefined;
  return de
    ? "Der Virenscanner prüft die Datei noch. Warten Sie einen Moment und versuchen Sie es noch einmal. Ihre Angaben sind gespeichert."
    : "The virus scanner is still checking the file. Wait a moment and try again. Your details are saved.";
}

/** All that is wrong: a file that was refused says more than a field that is empty because of it. */
export function withFileErrors(typed: readonly FieldError[], files: readonly FieldError[]): readonly FieldError[] {
  const paths = new Set(files.map(({ path }) => path));
  return [...files, ...typed.filter(({ path }) => !paths.has(path))];
}

/** The sheet with the names of files in place of their number. */
export function withFileNames(
  sheet: readonly SheetSection[],
  uploads: readonly Pick<Upload, "uploadId" | "filename">[],
): readonly SheetSection[] {
  const names = new Map(uploads.map(({ uploadId, filename }) => [uploadId, filename]));
  if (names.size === 0) return sheet;
  return sheet.map((section) => {
    const blocks = section.blocks.map((block) => ({
      ...block,
      rows: block.rows.map((row) => {
        if (typeof row.value === "string" || row.value === undefined) return row;
        const files = row.value.map((id) => names.get(id));
        return files.length > 0 && files.every((name) => name !== undefined)
          ? { ...row, display: files.join(", ") }
          : row;
      }),
    }));
    return { ...section, blocks, rows: blocks.flatMap(({ rows }) => rows) };
  });
}
