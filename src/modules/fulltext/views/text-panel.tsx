import type { JSX } from "preact";
import { Alert, type ViewContext } from "../../../platform/ui/index.ts";
import { problemWords, wording } from "./wording.ts";

/** Says on the page of a Dokument that its text is not, or not wholly, searched. */
export function TextPanel(props: {
  readonly view: ViewContext;
  readonly state: "cut" | "failed";
  readonly problem: string | null;
}): JSX.Element {
  const { language } = props.view;
  const words = props.state === "cut" ? wording.cutText : wording.unreadText;
  const why = props.problem === null ? undefined : problemWords[props.problem]?.[language];
  return (
    <Alert tone="warning">
      <p>
        {words[language]} {why ?? ""}
      </p>
    </Alert>
  );
}
