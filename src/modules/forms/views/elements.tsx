import type { ComponentChild, JSX } from "preact";
import { formatDayShort, inLanguage, parsePlainDay } from "../../../kernel/index.ts";
import {
  Alert,
  Checkbox,
  Checkboxes,
  DateField,
  Facts,
  Fieldset,
  Heading,
  QrScan,
  Radios,
  Select,
  Stack,
  SubmitButton,
  TextArea,
  TextField,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { Prefill } from "../draft.ts";
import { displayValue, type PageElement, type PageField, type PageGroup, parseFieldValue } from "../model/index.ts";
import { prefillMark } from "../model/prefilled.ts";
import { UploadField } from "./upload-field.tsx";
import { wording } from "./wording.ts";

/** What all elements of a page need besides themselves. */
export interface ElementContext {
  readonly view: ViewContext;
  /** Message by path. */
  readonly errors: ReadonlyMap<string, string>;
  readonly prefill: Prefill | undefined;
  readonly draftId: string;
}

const text = (value: PageField["value"]): string => (typeof value === "string" ? value : (value?.[0] ?? ""));
const list = (value: PageField["value"]): readonly string[] =>
  value === undefined ? [] : typeof value === "string" ? [value] : value;

/** A day as people write it, where a register gave it as it is stored; what was typed stays as it is. */
function dayAsTyped(typed: string): string {
  const day = parsePlainDay(typed);
  return day === undefined ? typed : formatDayShort(day, "de");
}

const inputs = {
  name: { spellcheck: false },
  text: {},
  email: { type: "email", spellcheck: false },
  phone: { type: "tel" },
  url: { inputmode: "url", spellcheck: false },
  postcode: { inputmode: "numeric", width: "short" },
  integer: { inputmode: "numeric", width: "short" },
  time: { inputmode: "numeric", width: "short" },
  number: { inputmode: "decimal", width: "medium" },
  currency: { inputmode: "decimal", width: "medium", suffix: "€" },
  iban: { spellcheck: false },
  "map-point": { spellcheck: false },
} as const;

/** What stands below the label: the form's hint, and where a prefilled value comes from. */
function hintOf(context: ElementContext, shown: PageField): ComponentChild | undefined {
  const { language } = context.view;
  const hint = shown.field.hint === undefined ? undefined : inLanguage(shown.field.hint, language);
  // A register knows values as they are stored; the page shows and sends them as people write them.
  const parsed = parseFieldValue(shown.field, shown.value, language, shown.options);
  const value = parsed.ok && parsed.value !== undefined ? parsed.value : shown.value;
  const mark = prefillMark(context.prefill, shown.path, value);
  if (mark === undefined || context.prefill === undefined) return hint;
  const origin = `${(mark === "changed" ? wording.prefilledChanged : wording.prefilled)[language]} ${context.prefill.label}`;
  return hint === undefined ? (
    origin
  ) : (
    <>
      {hint} <span>({origin})</span>
    </>
  );
}

function FieldElement({ context, shown }: { context: ElementContext; shown: PageField }): JSX.Element {
  const { view } = context;
  const { field } = shown;
  const label = inLanguage(field.label, view.language);
  const hint = hintOf(context, shown);
  const error = context.errors.get(shown.path);
  const common = {
    view,
    name: shown.path,
    id: shown.id,
    ...(hint === undefined ? {} : { hint }),
    help: {
      source: field.source,
      ...(field.help === undefined ? {} : { text: inLanguage(field.help, view.language) }),
    },
    ...(error === undefined ? {} : { error }),
    required: shown.required,
  };
  const options = shown.options.map((option) => ({
    value: option.value,
    label: inLanguage(option.label, view.language),
    ...(option.hint === undefined ? {} : { hint: inLanguage(option.hint, view.language) }),
  }));
  const autocomplete = field.autocomplete === undefined ? {} : { autocomplete: field.autocomplete };
  if (field.computed !== undefined) {
    const value = shown.computed === undefined ? "–" : displayValue(field, shown.computed, view.language);
    return <Facts rows={[{ term: label, value }]} />;
  }
  switch (field.type) {
    case "multiline":
      return <TextArea {...common} label={label} value={text(shown.value)} maxlength={shown.maxLength} />;
    case "date":
      return <DateField {...common} label={label} value={dayAsTyped(text(shown.value))} {...autocomplete} />;
    case "select":
      return <Select {...common} label={label} options={options} value={text(shown.value)} {...autocomplete} />;
    case "yes-no":
      return (
        <Radios
          {...common}
          legend={label}
          options={[
            { value: "ja", label: wording.yes[view.language] },
            { value: "nein", label: wording.no[view.language] },
          ]}
          value={text(shown.value)}
          inline
        />
      );
    case "choice":
      return <Radios {...common} legend={label} options={options} value={text(shown.value)} />;
    case "choices":
      return <Checkboxes {...common} legend={label} options={options} values={list(shown.value)} />;
    case "declaration":
      return <Checkbox {...common} label={label} checked={text(shown.value) === "ja"} />;
    case "file":
      return (
        <UploadField view={view} draftId={context.draftId} field={shown} {...(error === undefined ? {} : { error })} />
      );
    default: {
      const width = field.width === undefined ? {} : { width: field.width };
      const input = (
        <TextField
          {...common}
          label={label}
          value={text(shown.value)}
          maxlength={shown.maxLength}
          {...inputs[field.type]}
          {...width}
          {...autocomplete}
        />
      );
      if (field.scan === undefined) return input;
      return (
        <Stack gap="s">
          {input}
          <QrScan view={view} inputId={shown.id} pattern={field.pattern?.regex} />
        </Stack>
      );
    }
  }
}

function GroupElement({ context, shown }: { context: ElementContext; shown: PageGroup }): JSX.Element {
  const { view } = context;
  const { group } = shown;
  const title = group.title === undefined ? undefined : inLanguage(group.title, view.language);
  const intro = group.intro === undefined ? undefined : inLanguage(group.intro, view.language);
  if (!shown.repeatable) {
    const elements = shown.entries[0]?.elements ?? [];
    if (title === undefined) return <Elements context={context} elements={elements} />;
    return (
      <Fieldset legend={title} id={shown.id} {...(intro === undefined ? {} : { hint: intro })}>
        <Elements context={context} elements={elements} />
      </Fieldset>
    );
  }
  const entryName = inLanguage(group.entryName ?? group.title ?? { de: "Eintrag", en: "Entry" }, view.language);
  return (
    <Stack gap="l">
      {title === undefined ? null : <Heading level={2}>{title}</Heading>}
      {intro === undefined ? null : <p>{intro}</p>}
      {shown.entries.map((entry) => (
        <Fieldset key={entry.path} legend={`${entryName} ${entry.index + 1}`} framed>
          <Elements context={context} elements={entry.elements} />
          {shown.canRemove ? (
            <SubmitButton
              variant="tertiary"
              icon="trash"
              name="_aktion"
              value={`entfernen:${shown.path}:${entry.index}`}
            >
              {`${entryName} ${entry.index + 1} ${wording.remove[view.language]}`}
            </SubmitButton>
          ) : null}
        </Fieldset>
      ))}
      {shown.canAdd ? (
        <SubmitButton variant="secondary" icon="plus" name="_aktion" value={`hinzufuegen:${shown.path}`}>
          {`${entryName} ${wording.add[view.language]}`}
        </SubmitButton>
      ) : null}
    </Stack>
  );
}

/** What stands on a page of a form, in order. */
export function Elements(props: { context: ElementContext; elements: readonly PageElement[] }): JSX.Element {
  const { context } = props;
  return (
    <>
      {props.elements.map((element) => {
        if (element.kind === "field") return <FieldElement key={element.path} context={context} shown={element} />;
        if (element.kind === "group") return <GroupElement key={element.path} context={context} shown={element} />;
        const note = inLanguage(element.note.text, context.view.language);
        return (
          <Alert key={note} tone={element.note.tone ?? "info"}>
            <p>{note}</p>
          </Alert>
        );
      })}
    </>
  );
}
