import type { JSX } from "preact";
import {
  Actions,
  ButtonLink,
  DateField,
  errorOf,
  Form,
  type Mistakes,
  Select,
  SubmitButton,
  TextArea,
} from "../../../platform/ui/index.ts";
import type { Addressee } from "../model/umlauf.ts";
import { type Frame, optionsOf, Page, type Typed } from "./frame.tsx";
import { wording } from "./wording.ts";

/** Form for a Wiedervorlage. */
export function PlanPage(
  props: Frame & {
    readonly akte: { readonly akteId: string; readonly aktenzeichen: string };
    readonly addressees: readonly Addressee[];
    readonly typed: Typed;
    readonly mistakes?: Mistakes;
  },
): JSX.Element {
  const { view, nav, akte, typed, mistakes } = props;
  const say = wording[view.language];
  return (
    <Page view={view} nav={nav} title={say.planTitle(akte.aktenzeichen)} mistakes={mistakes}>
      <Form view={view} action={view.href(`/amt/wiedervorlage/neu/${akte.akteId}`)}>
        <DateField view={view} name="tag" label={say.day} value={typed.tag ?? ""} {...errorOf(mistakes, "tag")} />
        <Select
          view={view}
          name="an"
          label={say.forWhom}
          value={typed.an ?? ""}
          options={optionsOf(props.addressees)}
          {...errorOf(mistakes, "an")}
        />
        <TextArea
          view={view}
          name="notiz"
          label={say.planNote}
          value={typed.notiz ?? ""}
          rows={3}
          maxlength={500}
          {...errorOf(mistakes, "notiz")}
        />
        <Actions>
          <SubmitButton>{say.plan}</SubmitButton>
          <ButtonLink href={view.href(`/amt/akte/${akte.akteId}`)} variant="tertiary">
            {say.cancel}
          </ButtonLink>
        </Actions>
      </Form>
    </Page>
  );
}
