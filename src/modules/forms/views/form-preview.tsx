import type { JSX } from "preact";
import type { ViewContext } from "../../../platform/ui/index.ts";
import type { FieldError, PageElement } from "../model/index.ts";
import { Elements } from "./elements.tsx";

/** Id of no draft: what a preview shows belongs to no application. */
const noDraft = "00000000-0000-7000-8000-000000000000";

/** The questions of a page exactly as citizens get them, for whoever designs the form. */
export function FormPreview(props: {
  readonly view: ViewContext;
  /** Heading of the page. */
  readonly title: string;
  readonly elements: readonly PageElement[];
  readonly errors: readonly FieldError[];
}): JSX.Element {
  const errors = new Map(props.errors.map(({ path, message }) => [path, message]));
  return (
    <Elements
      context={{
        view: props.view,
        pageTitle: props.title,
        errors,
        prefill: undefined,
        draftId: noDraft,
        uploads: [],
      }}
      elements={props.elements}
    />
  );
}
