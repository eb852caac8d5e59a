import { type Language, Unavailable } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import { type CodeList, findCodeList } from "../codelists/index.ts";
import { type Form, listCodeListRefs } from "../forms/index.ts";

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

/** @throws Unavailable `api.no-schema-writer` where none was set */
export async function writeFormSchema(ctx: Ctx, form: Form, language: Language): Promise<object> {
  if (writer === undefined) throw new Unavailable("api.no-schema-writer");
  const codeLists = new Map<string, CodeList>();
  for (const ref of listCodeListRefs(form)) {
    const list = await findCodeList(ctx, ref);
    if (list !== undefined) codeLists.set(ref.uri, list);
  }
  return writer(form, language, codeLists);
}
