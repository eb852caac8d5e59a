import type { Field, FieldType } from "../../forms/index.ts";
import type { Datenschema } from "./datenschema.ts";
import { definitionFrom } from "./definition-from.ts";
import type { KnownCodeList } from "./field-from.ts";
import { type Address, type DraftForm, pathOf, replace, walk } from "./tree.ts";

/** A field that is typed freely, and what it becomes with its list. */
export interface Connectable {
  readonly address: Address;
  readonly field: Field;
}

const typedFreely: readonly FieldType[] = ["text", "multiline", "name"];

/**
 * Fields whose code list was missing when the schema was read and is there now. What a person has made a choice
 * meanwhile stays as it is.
 */
export function listConnectable(
  form: DraftForm,
  origin: Datenschema,
  known: readonly KnownCodeList[],
): readonly Connectable[] {
  const now = new Map<string, Connectable>();
  for (const { address, element } of walk(form)) {
    if (element.kind === "field") now.set(pathOf(address).join("."), { address, field: element });
  }
  const connectable: Connectable[] = [];
  for (const { address, element } of walk(definitionFrom(origin, { codeLists: known }).definition.online.form)) {
    if (element.kind !== "field" || element.codeList === undefined) continue;
    const found = now.get(pathOf(address).join("."));
    if (found === undefined || !typedFreely.includes(found.field.type) || found.field.codeList !== undefined) continue;
    const { minLength: _least, maxLength: _most, pattern: _pattern, autocomplete: _fill, ...rest } = found.field;
    connectable.push({ address: found.address, field: { ...rest, type: element.type, codeList: element.codeList } });
  }
  return connectable;
}

/** The form with these fields in their places. */
export function withConnected(form: DraftForm, fields: readonly Connectable[]): DraftForm {
  return fields.reduce((made, { address, field }) => {
    const change = replace(made, address, field);
    return change.ok ? change.form : made;
  }, form);
}
