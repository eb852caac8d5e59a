import type { JSX } from "preact";
import {
  Actions,
  ButtonLink,
  Checkboxes,
  DateField,
  type DeskNavItem,
  DeskPage,
  ErrorSummary,
  Facts,
  Form,
  fieldId,
  Select,
  SubmitButton,
  TextArea,
  TextField,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { EditableField } from "../contracts.ts";
import type { Case } from "../model/case.ts";
import { wording } from "./wording.ts";

function ValueField(props: {
  view: ViewContext;
  field: EditableField;
  typed: string | readonly string[];
  error: string | undefined;
}): JSX.Element {
  const { view, field, typed } = props;
  const given = {
    view,
    name: "wert",
    help: { source: field.source },
    ...(field.hint === undefined ? {} : { hint: field.hint }),
    ...(props.error === undefined ? {} : { error: props.error }),
  };
  const text = typeof typed === "string" ? typed : (typed[0] ?? "");
  const options = field.options ?? [];
  switch (field.type) {
    case "text":
      return <TextField {...given} label={field.label} value={text} autocomplete="off" />;
    case "multiline":
      return <TextArea {...given} label={field.label} value={text} />;
    case "date":
      return <DateField {...given} label={field.label} value={text} />;
    case "one-of":
      return <Select {...given} label={field.label} options={options} value={text} />;
    case "some-of":
      return (
        <Checkboxes
          {...given}
          legend={field.label}
          options={options}
          values={typeof typed === "string" ? [typed] : typed}
        />
      );
  }
}

/** One value of a case, to be corrected with a reason. */
export function CorrectPage(props: {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
  readonly subject: Case;
  readonly field: EditableField;
  readonly seenVersion: number;
  /** As people read it. */
  readonly display: string;
  readonly typed: string | readonly string[];
  readonly reason: string;
  readonly mistake: { readonly field: "wert" | "grund"; readonly message: string } | undefined;
}): JSX.Element {
  const { view, subject, field, mistake } = props;
  const { language } = view;
  const w = (key: keyof typeof wording) => wording[key][language];
  const back = `${view.href(`/amt/vorgang/${subject.caseId}`)}?ansicht=antrag`;
  return (
    <DeskPage view={view} title={w("correctTitle")} nav={props.nav} hasErrors={mistake !== undefined}>
      <ErrorSummary
        view={view}
        errors={mistake === undefined ? [] : [{ id: fieldId(mistake.field), message: mistake.message }]}
      />
      <Facts
        rows={[
          { term: w("reference"), value: `${subject.aktenzeichen}, ${subject.subjectName}` },
          { term: w("correctNow"), value: props.display === "" ? w("nothing") : props.display, hint: field.source },
        ]}
      />
      <Form view={view} action={view.href(`/amt/vorgang/${subject.caseId}/angabe`)}>
        <input type="hidden" name="pfad" value={field.path} />
        <input type="hidden" name="gesehen" value={String(props.seenVersion)} />
        <ValueField
          view={view}
          field={field}
          typed={props.typed}
          error={mistake?.field === "wert" ? mistake.message : undefined}
        />
        <TextField
          view={view}
          name="grund"
          label={w("correctReason")}
          hint={w("correctReasonHint")}
          value={props.reason}
          maxlength={500}
          autocomplete="off"
          {...(mistake?.field === "grund" ? { error: mistake.message } : {})}
        />
        <Actions>
          <SubmitButton>{w("save")}</SubmitButton>
          <ButtonLink variant="tertiary" href={back}>
            {w("cancel")}
          </ButtonLink>
        </Actions>
      </Form>
    </DeskPage>
  );
}
