import type { JSX } from "preact";
import {
  Actions,
  DeskPage,
  ErrorSummary,
  Form,
  fieldId,
  Prose,
  Stack,
  SubmitButton,
  TextField,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { PasswordMistakes } from "../actions/change-password.ts";
import { deskNav } from "./desk-nav.ts";
import { wording } from "./wording.ts";

/** Where staff change their own password, and have to when the one they have is a first one. */
export function PasswordPage(props: {
  readonly view: ViewContext;
  readonly first: boolean;
  readonly mistakes?: PasswordMistakes;
}): JSX.Element {
  const { view, mistakes = {} } = props;
  const say = wording[view.language];
  const errors = [
    ...(mistakes.current === undefined ? [] : [{ id: fieldId("jetziges"), message: mistakes.current }]),
    ...(mistakes.wanted === undefined ? [] : [{ id: fieldId("neues"), message: mistakes.wanted }]),
  ];
  return (
    <DeskPage
      view={view}
      title={props.first ? say.firstPassword : say.newPassword}
      nav={deskNav(view)}
      hasErrors={errors.length > 0}
    >
      <Stack gap="l">
        <ErrorSummary view={view} errors={errors} />
        {props.first ? (
          <Prose>
            <p>{say.firstPasswordText}</p>
          </Prose>
        ) : null}
        <Form view={view} action={view.href("/amt/passwort")}>
          <TextField
            view={view}
            name="jetziges"
            label={say.currentPassword}
            type="password"
            autocomplete="current-password"
            {...(mistakes.current === undefined ? {} : { error: mistakes.current })}
          />
          <TextField
            view={view}
            name="neues"
            label={say.wantedPassword}
            hint={say.wantedPasswordHint}
            type="password"
            autocomplete="new-password"
            {...(mistakes.wanted === undefined ? {} : { error: mistakes.wanted })}
          />
          <Actions>
            <SubmitButton>{say.savePassword}</SubmitButton>
          </Actions>
        </Form>
      </Stack>
    </DeskPage>
  );
}
