import type { ComponentChild, JSX, VNode } from "preact";
import { inLanguage } from "../../../kernel/index.ts";
import {
  Alert,
  Checkbox,
  Checkboxes,
  DateField,
  Facts,
  Fieldset,
  Heading,
  kept,
  QrScan,
  Radios,
  Select,
  Stack,
  SubmitButton,
  TextArea,
  TextField,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { Upload } from "../../uploads/index.ts";
import type { Prefill } from "../draft.ts";
import {
  displayValue,
  inOrder,
  inputText,
  mostShownOptions,
  type PageElement,
  type PageField,
  type PageGroup,
  parseFieldValue,
} from "../model/index.ts";
import { prefillMark } from "../model/prefilled.ts";
import { placesOfPostcode } from "../places.ts";
import { CodeListField } from "./code-list-field.tsx";
import { MapPointField } from "./map-point-field.tsx";
import { UploadField } from "./upload-field.tsx";
import { wording } from "./wording.ts";

/** What all elements of a page need besides themselves. */
export interface ElementContext {
  readonly view: ViewContext;
  /** Message by path. */
  readonly errors: ReadonlyMap<string, string>;
  readonly prefill: Prefill | undefined;
  readonly draftId: string;
  /** Heading of the page that the elements stand on. */
  readonly pageTitle?: string;
  /** Entry of a repeatable group that the elements stand in, `Haus 2`: tells buttons with the same words apart. */
  readonly within?: string;
  /** Files of the whole draft. */
  readonly uploads: readonly Upload[];
}

const text = (value: PageField["value"]): string => (typeof value === "string" ? value : (value?.[0] ?? ""));
const list = (value: PageField["value"]): readonly string[] =>
  value === undefined ? [] : typeof value === "string" ? [value] : value;

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
} as const;

/** What stands below the label: the form's hint, and where a prefilled value comes from. */
function hintOf(context: ElementContext, shown: PageField): ComponentChild | undefined {
  const { language } = context.view;
  const hint = shown.field.hint === undefined ? undefined : inLanguage(shown.field.hint, language);
  const parsed = parseFieldValue(shown.field, shown.value, language, shown.options);
  const mark = prefillMark(context.prefill, shown.path, parsed.ok ? (parsed.value ?? shown.value) : shown.value);
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

/** Places that belong to the postcode beside: one is filled in by the server, several are suggested. */
function fillsPlace(shown: PageField): Pick<Parameters<typeof TextField>[0], "data" | "suggestions"> {
  if (shown.fillsPlace) return { data: { "data-postcode": "" } };
  if (shown.field.placeOf === undefined) return {};
  const suggestions = shown.postcode === undefined ? [] : placesOfPostcode(shown.postcode);
  return { data: { "data-place": "" }, ...(suggestions.length > 1 ? { suggestions } : {}) };
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
  const long = shown.options.length > mostShownOptions && field.codeList !== undefined;
  if (long && field.computed === undefined) {
    return <CodeListField common={common} label={label} shown={shown} draftId={context.draftId} />;
  }
  const options = inOrder(shown.options, view.language).map((option) => ({
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
      return (
        <DateField {...common} label={label} value={inputText(field, shown.value, view.language)} {...autocomplete} />
      );
    case "map-point":
      return <MapPointField common={common} label={label} value={text(shown.value)} />;
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
        <UploadField
          view={view}
          draftId={context.draftId}
          field={shown}
          uploads={context.uploads}
          {...(error === undefined ? {} : { error })}
        />
      );
    default: {
      const width = field.width === undefined ? {} : { width: field.width };
      const input = (
        <TextField
          {...common}
          label={label}
          value={inputText(field, shown.value, view.language)}
          maxlength={shown.maxLength}
          {...inputs[field.type]}
          {...fillsPlace(shown)}
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

/** Whether a field carries something of the draft or of other answers: the address of its suggestions, a place. */
const ofItsDraft = ({ type, codeList, placeOf, scan, computed }: PageField["field"]): boolean =>
  type === "file" ||
  type === "map-point" ||
  codeList !== undefined ||
  placeOf !== undefined ||
  scan !== undefined ||
  computed !== undefined;

/** Most pages are opened to be filled in: a field that nobody has typed into looks the same for everybody. */
function fieldOf(context: ElementContext, shown: PageField): VNode {
  const { field, path } = shown;
  const render = () => <FieldElement key={path} context={context} shown={shown} />;
  const untouched = (shown.value === undefined || shown.value === "") && !context.errors.has(path);
  if (!untouched || context.prefill !== undefined || ofItsDraft(field)) return render();
  const options = shown.options === field.options ? "" : shown.options.map(({ value }) => value).join(" ");
  return kept(field, `${context.view.language} ${path} ${shown.required} ${options}`, render);
}

function GroupElement({ context, shown }: { context: ElementContext; shown: PageGroup }): JSX.Element {
  const { view } = context;
  const { group } = shown;
  const title = group.title === undefined ? undefined : inLanguage(group.title, view.language);
  const intro = group.intro === undefined ? undefined : inLanguage(group.intro, view.language);
  // The heading of the page says it already.
  const saidAbove = title !== undefined && title === context.pageTitle && context.within === undefined;
  if (!shown.repeatable) {
    const elements = shown.entries[0]?.elements ?? [];
    if (title === undefined) {
      return (
        <>
          {intro === undefined ? null : <p>{intro}</p>}
          <Elements context={context} elements={elements} />
        </>
      );
    }
    return (
      <Fieldset
        legend={saidAbove ? <span class="vh">{title}</span> : title}
        id={shown.id}
        {...(intro === undefined ? {} : { hint: intro })}
      >
        <Elements context={context} elements={elements} />
      </Fieldset>
    );
  }
  const entryName = inLanguage(group.entryName ?? group.title ?? { de: "Eintrag", en: "Entry" }, view.language);
  const nested = context.within !== undefined;
  const where = nested ? <span class="vh"> ({context.within})</span> : null;
  return (
    <Stack gap="l">
      {title === undefined || saidAbove ? null : (
        <Heading level={nested ? 3 : 2}>
          {title}
          {where}
        </Heading>
      )}
      {intro === undefined ? null : <p>{intro}</p>}
      {shown.entries.map((entry) => (
        <Fieldset
          key={entry.path}
          legend={
            <>
              {`${entryName} ${entry.index + 1}`}
              {where}
            </>
          }
          framed
        >
          <Elements
            context={{
              ...context,
              within: `${entryName} ${entry.index + 1}${nested ? `, ${context.within}` : ""}`,
            }}
            elements={entry.elements}
          />
          {shown.canRemove ? (
            <SubmitButton
              variant="tertiary"
              icon="trash"
              name="_aktion"
              value={`entfernen:${shown.path}:${entry.index}`}
            >
              {`${entryName} ${entry.index + 1} ${wording.remove[view.language]}`}
              {where}
            </SubmitButton>
          ) : null}
        </Fieldset>
      ))}
      {shown.canAdd ? (
        <SubmitButton variant="secondary" icon="plus" name="_aktion" value={`hinzufuegen:${shown.path}`}>
          {`${entryName} ${wording.add[view.language]}`}
          {where}
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
        if (element.kind === "field") return fieldOf(context, element);
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
