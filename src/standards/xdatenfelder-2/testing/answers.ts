import type { PlainDay } from "../../../kernel/index.ts";
import { type Answers, type CompiledForm, checkAll, type Field, findField } from "../../../modules/forms/index.ts";

/** Something that the field takes. */
function exampleOf(field: Field): string | readonly string[] {
  const short = field.maxLength === undefined ? "Beispiel" : "Beispiel".slice(0, field.maxLength);
  switch (field.type) {
    case "text":
    case "name":
    case "multiline":
      return short.padEnd(field.minLength ?? 0, "a");
    case "integer":
    case "number":
      return String(typeof field.min === "number" ? field.min : 1);
    case "currency":
      return "12.50";
    case "date":
      return "2020-02-29";
    case "time":
      return "08:30";
    case "yes-no":
    case "declaration":
      return "ja";
    case "choice":
    case "select":
      return field.options?.[0]?.value ?? "";
    case "choices":
      return field.options?.slice(0, 1).map(({ value }) => value) ?? [];
    case "email":
      return "post@stadt.example";
    case "phone":
      return "05251 880";
    case "url":
      return "https://stadt.example";
    case "postcode":
      return "33098";
    case "iban":
      return "DE02120300000000202051";
    case "map-point":
      return "51.718900,8.754200";
    case "file":
      return ["0197f3a0-0000-7000-8000-000000000000"];
  }
}

/** Answers that leave nothing to be put right, made by answering what the form complains about until it is content. */
export function fillIn(
  form: CompiledForm,
  options: { readonly codes?: Readonly<Record<string, string>> } = {},
): Answers {
  const answers: Record<string, string | readonly string[]> = {};
  for (let round = 0; round < 40; round++) {
    const errors = checkAll(form, { ...answers }, { today: "2026-11-23" as PlainDay, language: "de" });
    if (errors.length === 0) return answers;
    for (const { path, message } of errors) {
      const field = findField(form, path)?.field;
      if (field === undefined || answers[path] !== undefined) throw new Error(`${path}: ${message}`);
      const code = field.codeList === undefined ? undefined : options.codes?.[field.codeList.uri];
      answers[path] = code ?? exampleOf(field);
    }
  }
  throw new Error("the form is never content");
}
