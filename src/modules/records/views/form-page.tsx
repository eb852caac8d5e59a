import type { ComponentChildren, JSX } from "preact";
import {
  Actions,
  ButtonLink,
  type DeskNavItem,
  DeskPage,
  ErrorSummary,
  Form,
  fieldId,
  Stack,
  SubmitButton,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import { words } from "./registry-wording.ts";

/** What was typed and what is wrong with it, by the names of the fields. */
export interface Typed {
  readonly values: Readonly<Record<string, string>>;
  readonly mistakes: Readonly<Record<string, string>>;
}

/** What a page gets that has one form. */
export interface PageProps {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
  readonly typed: Typed;
}

/** A form that nobody has sent yet. */
export const untouched = (values: Readonly<Record<string, string>> = {}): Typed => ({ values, mistakes: {} });

/** Value and error of a field. */
export function field(typed: Typed, name: string): { name: string; value: string; error?: string } {
  const error = typed.mistakes[name];
  return { name, value: typed.values[name] ?? "", ...(error === undefined ? {} : { error }) };
}

/** One form with one primary button, and a way back. */
export function FormPage(props: {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
  readonly title: string;
  readonly action: string;
  readonly submit: string;
  /** A step that cannot be taken back looks so. */
  readonly danger?: boolean;
  /** There is a more important button further down. */
  readonly secondary?: boolean;
  readonly back: { readonly href: string; readonly label: string };
  readonly typed?: Typed;
  readonly enctype?: "multipart/form-data";
  /** Stands above the form. */
  readonly lead?: ComponentChildren;
  /** Stands below the form. */
  readonly below?: ComponentChildren;
  readonly children?: ComponentChildren;
}): JSX.Element {
  const { view } = props;
  const mistakes = Object.entries(props.typed?.mistakes ?? {});
  return (
    <DeskPage view={view} title={props.title} nav={props.nav} hasErrors={mistakes.length > 0}>
      <Stack gap="l">
        <ErrorSummary view={view} errors={mistakes.map(([name, message]) => ({ id: fieldId(name), message }))} />
        {props.lead}
        <Form view={view} action={props.action} {...(props.enctype === undefined ? {} : { enctype: props.enctype })}>
          <Stack gap="l">
            {props.children}
            <Actions>
              <SubmitButton variant={props.danger ? "danger" : props.secondary ? "secondary" : "primary"}>
                {props.submit}
              </SubmitButton>
              <ButtonLink variant="tertiary" href={props.back.href}>
                {props.back.label}
              </ButtonLink>
            </Actions>
          </Stack>
        </Form>
        {props.below}
      </Stack>
    </DeskPage>
  );
}

/** The label of a way back that leaves everything as it is. */
export const cancelTo = (view: ViewContext, path: string) => ({
  href: view.href(path),
  label: words.cancel[view.language],
});
