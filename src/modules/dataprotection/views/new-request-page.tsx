import type { JSX } from "preact";
import {
  Actions,
  ButtonLink,
  DateField,
  type DeskNavItem,
  DeskPage,
  ErrorSummary,
  Form,
  fieldId,
  Stack,
  SubmitButton,
  TextArea,
  TextField,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import { wording } from "./wording.ts";

/** What somebody typed. */
export interface RequestDraft {
  readonly name: string;
  readonly birthday: string;
  readonly email: string;
  readonly identity: string;
  /** Day on which it came in, as typed. */
  readonly received: string;
}

export type RequestMistakes = { readonly [field in keyof RequestDraft]?: true };

const names = {
  name: "name",
  birthday: "geburtsdatum",
  email: "email",
  identity: "identitaet",
  received: "eingang",
} as const;

/** Takes up a request. */
export function NewRequestPage(props: {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
  readonly draft: RequestDraft;
  readonly mistakes: RequestMistakes;
}): JSX.Element {
  const { view, draft, mistakes } = props;
  const { language } = view;
  const error = (field: keyof RequestDraft) => (mistakes[field] ? { error: wording[`${field}Mistake`][language] } : {});
  const wrong = (Object.keys(names) as (keyof RequestDraft)[]).filter((field) => mistakes[field]);
  return (
    <DeskPage view={view} nav={props.nav} title={wording.newRequest[language]} hasErrors={wrong.length > 0}>
      <Stack>
        <ErrorSummary
          view={view}
          errors={wrong.map((field) => ({
            id: fieldId(names[field]),
            message: wording[`${field}Mistake`][language],
          }))}
        />
        <Form view={view} action={view.href("/amt/datenschutz/neu")}>
          <TextField
            view={view}
            name={names.name}
            label={wording.name[language]}
            hint={wording.nameHint[language]}
            value={draft.name}
            maxlength={200}
            autocomplete="off"
            {...error("name")}
          />
          <DateField
            view={view}
            name={names.birthday}
            label={wording.birthday[language]}
            hint={wording.birthdayHint[language]}
            value={draft.birthday}
            required={false}
            {...error("birthday")}
          />
          <TextField
            view={view}
            name={names.email}
            type="email"
            label={wording.email[language]}
            hint={wording.emailHint[language]}
            value={draft.email}
            maxlength={254}
            required={false}
            autocomplete="off"
            {...error("email")}
          />
          <TextArea
            view={view}
            name={names.identity}
            label={wording.identity[language]}
            hint={wording.identityHint[language]}
            value={draft.identity}
            rows={3}
            maxlength={500}
            {...error("identity")}
          />
          <DateField
            view={view}
            name={names.received}
            label={wording.receivedOn[language]}
            hint={wording.receivedHint[language]}
            value={draft.received}
            {...error("received")}
          />
          <Actions>
            <SubmitButton>{wording.search[language]}</SubmitButton>
            <ButtonLink href={view.href("/amt/datenschutz")} variant="secondary">
              {wording.title[language]}
            </ButtonLink>
          </Actions>
        </Form>
      </Stack>
    </DeskPage>
  );
}
