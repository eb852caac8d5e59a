import { type Language, Unavailable } from "../../kernel/index.ts";
import type { Form } from "./form.ts";
import type { CodeList } from "./model/index.ts";
import { type LookUp, loadCodeLists } from "./registry.ts";

/**
 * Writes a form as JSON Schema 2020-12: what answers look like that nest as the form does. Implemented by
 * `standards/json-schema-2020-12`.
 * @param codeLists those that the form names, by address
 */
export type FormSchemaWriter = (form: Form, language: Language, codeLists: ReadonlyMap<string, CodeList>) => object;

let writer: FormSchemaWriter | undefined;

/** Sets who writes forms as JSON Schema. Called once at boot; again replaces. */
export function defineFormSchemaWriter(implementation: FormSchemaWriter): void {
  writer = implementation;
}

/** @throws Unavailable `forms.no-schema-writer` where none was set */
export async function writeFormSchema(
  ctx: LookUp,
  form: Form,
  language: Language,
  own: readonly CodeList[] = [],
): Promise<object> {
  if (writer === undefined) throw new Unavailable("forms.no-schema-writer");
  return writer(form, language, await loadCodeLists(ctx, form, own));
}
