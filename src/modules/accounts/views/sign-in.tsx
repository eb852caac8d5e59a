import type { JSX } from "preact";
import {
  Actions,
  Alert,
  Card,
  EmailAddress,
  ErrorSummary,
  Facts,
  Form,
  fieldId,
  PortalPage,
  Prose,
  Stack,
  SubmitButton,
  TextField,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { Staff } from "../store.ts";
import { dutyWords, wording } from "./wording.ts";

/** What was wrong with the form; `form` concerns all of it. */
export type SignInMistakes = Partial<Record<"email" | "password" | "form", string>>;

/** The sign-in page of a town's desk; in a demonstration with the accounts to try. */
export function SignInPage(props: {
  readonly view: ViewContext;
  readonly action: string;
  readonly email?: string;
  readonly mistakes?: SignInMistakes;
  readonly demoAccounts: readonly Staff[];
}): JSX.Element {
  const { view, mistakes = {} } = props;
  const say = wording[view.language];
  const errors = [
    ...(mistakes.form === undefined ? [] : [{ id: fieldId("email"), message: mistakes.form }]),
    ...(mistakes.email === undefined ? [] : [{ id: fieldId("email"), message: mistakes.email }]),
    ...(mistakes.password === undefined ? [] : [{ id: fieldId("passwort"), message: mistakes.password }]),
  ];
  return (
    <PortalPage
      view={view}
      title={say.signInTitle}
      lead={say.signInLead}
      back={{ href: view.href("/"), label: say.toTown(view.brand?.name ?? "Klickamt") }}
      hasErrors={errors.length > 0}
      above={<ErrorSummary view={view} errors={errors} />}
    >
      <Stack gap="l">
        <Form view={view} action={props.action}>
          <TextField
            view={view}
            name="email"
            label={say.email}
            type="email"
            autocomplete="username"
            value={props.email ?? ""}
            {...(mistakes.email === undefined ? {} : { error: mistakes.email })}
          />
          <TextField
            view={view}
            name="passwort"
            label={say.password}
            type="password"
            autocomplete="current-password"
            {...(mistakes.password === undefined ? {} : { error: mistakes.password })}
          />
          <Actions>
            <SubmitButton icon="lock">{say.signIn}</SubmitButton>
          </Actions>
        </Form>
        {props.demoAccounts.length === 0 ? (
          <Prose>
            <p>{say.forgotten}</p>
          </Prose>
        ) : (
          <Alert tone="info" title={say.demoTitle} level={2}>
            <p>{say.demoText}</p>
            <Stack gap="s">
              {props.demoAccounts.map((staff) => (
                <Card key={staff.staffId} title={staff.name} level={3}>
                  <Facts
                    look="plain"
                    rows={[
                      { term: say.email, value: <EmailAddress address={staff.email} /> },
                      { term: say.password, value: staff.demoPasswordHint },
                      {
                        term: say.mayDo,
                        value: staff.duties.map((duty) => dutyWords[duty].label[view.language]).join(", "),
                      },
                    ]}
                  />
                </Card>
              ))}
            </Stack>
          </Alert>
        )}
      </Stack>
    </PortalPage>
  );
}
