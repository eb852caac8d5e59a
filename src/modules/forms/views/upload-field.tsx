import type { JSX } from "preact";
import { inLanguage } from "../../../kernel/index.ts";
import { Facts, type ViewContext } from "../../../platform/ui/index.ts";
import { displayValue, type PageField } from "../model/index.ts";

/** The files of a field. */
export function UploadField(props: {
  readonly view: ViewContext;
  readonly draftId: string;
  readonly field: PageField;
  readonly error?: string;
}): JSX.Element {
  const { field, value } = props.field;
  const { language } = props.view;
  const files = value === undefined || value === "" ? "–" : displayValue(field, value, language);
  return <Facts rows={[{ term: inLanguage(field.label, language), value: files }]} />;
}
