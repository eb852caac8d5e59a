import type { JSX } from "preact";
import {
  Actions,
  ErrorSummary,
  Form,
  fieldId,
  PortalPage,
  SubmitButton,
  TextField,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { Mailbox } from "../model/mailbox.ts";
import { wording } from "./wording.ts";

/** View, change and remove the address for e-mails about new messages. */
export function NudgeAddressPage(props: {
  readonly view: ViewContext;
  readonly mailbox: Mailbox;
  readonly typed: string;
  readonly error: string | undefined;
}): JSX.Element {
  const { view, mailbox, error } = props;
  const { language } = view;
  const path = `/postfach/${mailbox.mailboxId}`;
  return (
    <PortalPage
      view={view}
      title={wording.nudges[language]}
      lead={wording.nudgeLead[language]}
      back={{ href: view.href(path), label: wording.backToMailbox[language] }}
      hasErrors={error !== undefined}
      above={
        error === undefined ? null : <ErrorSummary view={view} errors={[{ id: fieldId("email"), message: error }]} />
      }
    >
      <Form view={view} action={view.href(`${path}/benachrichtigung`)}>
        <TextField
          view={view}
          name="email"
          type="email"
          inputmode="email"
          autocomplete="email"
          label={wording.nudgeAddress[language]}
          hint={wording.emailHint[language]}
          value={props.typed}
          maxlength={254}
          spellcheck={false}
          {...(error === undefined ? {} : { error })}
        />
        <Actions>
          <SubmitButton name="aktion" value="speichern">
            {wording.save[language]}
          </SubmitButton>
          {mailbox.email === undefined ? null : (
            <SubmitButton name="aktion" value="entfernen" variant="secondary">
              {wording.remove[language]}
            </SubmitButton>
          )}
        </Actions>
      </Form>
    </PortalPage>
  );
}
