import { type Language, Unavailable } from "../../kernel/index.ts";
import type { Form } from "../forms/index.ts";

/**
 * Writes a form as JSON Schema 2020-12: what answers look like that nest as the form does. Implemented by
 * `standards/json-schema-2020-12`.
 */
export type FormSchemaWriter = (form: Form, language: Language) => object;

let writer: FormSchemaWriter | undefined;

/** Sets who writes forms as JSON Schema. Called once at boot; again replaces. */
export function defineFormSchemaWriter(implementation: FormSchemaWriter): void {
  writer = implementation;
}

/** @throws Unavailable `api.no-schema-writer` where none was set */
export function writeFormSchema(form: Form, language: Language): object {
  if (writer === undefined) throw new Unavailable("api.no-schema-writer");
  return writer(form, language);
}
