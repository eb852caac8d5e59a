import type { JSX } from "preact";
import {
  Actions,
  Alert,
  ErrorSummary,
  Form,
  fieldId,
  PortalPage,
  SubmitButton,
  TextField,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import { wording } from "./wording.ts";

/** Asks for the one code that opens drafts and mailboxes. */
export function ResumePage(props: {
  readonly view: ViewContext;
  readonly typed: string;
  readonly goal: string | undefined;
  readonly error: string | undefined;
  readonly forgotten: boolean;
}): JSX.Element {
  const { view, error } = props;
  const { language } = view;
  return (
    <PortalPage
      view={view}
      title={wording.resumeTitle[language]}
      lead={props.goal === undefined ? wording.resumeLead[language] : wording.resumeAsked[language]}
      hasErrors={error !== undefined}
      above={
        error === undefined ? null : <ErrorSummary view={view} errors={[{ id: fieldId("code"), message: error }]} />
      }
    >
      {props.forgotten ? <Alert tone="success" role="status" title={wording.forgotten[language]} /> : null}
      <Form view={view} action={view.href("/fortsetzen")}>
        <TextField
          view={view}
          name="code"
          label={wording.code[language]}
          hint={wording.codeHint[language]}
          help={{
            summary: wording.codeHelp[language],
            text: wording.codeHelpText[language],
            source: wording.codeSource[language],
          }}
          value={props.typed}
          autocomplete="off"
          spellcheck={false}
          maxlength={40}
          width="medium"
          {...(error === undefined ? {} : { error })}
        />
        {props.goal === undefined ? null : <input type="hidden" name="ziel" value={props.goal} />}
        <Actions>
          <SubmitButton>{wording.resume[language]}</SubmitButton>
        </Actions>
      </Form>
    </PortalPage>
  );
}
