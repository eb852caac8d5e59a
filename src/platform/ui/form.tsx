import type { ComponentChildren, JSX } from "preact";
import { renderToString } from "preact-render-to-string";
import { Icon, type IconName } from "./icon.tsx";
import type { ButtonVariant } from "./link.tsx";
import type { ViewContext } from "./view.ts";
import { wording } from "./wording.ts";

/** The id of a field's (first) input: what an error summary links to. `vertreter.1.name` gives `vertreter-1-name`. */
export function fieldId(name: string): string {
  return name.replace(/[^A-Za-z0-9_]+/g, "-");
}

/** Help that opens in place and ends with the legal source. */
export interface Help {
  /** Words that open it; default "Was bedeutet das?", without a text "Rechtsgrundlage". */
  readonly summary?: string;
  readonly text?: ComponentChildren;
  /** `§ 14 Abs. 1 GewO`; empty where there is none, as in a service that a town has just begun to design. */
  readonly source: string;
}

/** What is wrong with what was typed, by the names of the fields. */
export type Mistakes = Readonly<Record<string, string>>;

/** The mistake of a field, as the properties that it takes. */
export const errorOf = (mistakes: Mistakes | undefined, name: string): { readonly error?: string } =>
  mistakes?.[name] === undefined ? {} : { error: mistakes[name] };

/** What every field takes. */
export interface FieldProps {
  readonly view: ViewContext;
  readonly name: string;
  /** Default: `fieldId(name)`. */
  readonly id?: string;
  readonly label: ComponentChildren;
  readonly hint?: ComponentChildren;
  readonly help?: Help;
  /** What is wrong and how to put it right. */
  readonly error?: string;
  /** Default true; false adds "(freiwillig)" to the label. */
  readonly required?: boolean;
  /** The label is the page's question: shows it as its h1 (only one a page). */
  readonly labelIsHeading?: boolean;
}

/** Something to choose from. */
export interface Choice {
  readonly value: string;
  readonly label: ComponentChildren;
  readonly hint?: ComponentChildren;
}

/** Attributes that are not given are left out. */
function given<T extends Record<string, unknown>>(attributes: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined)) as never;
}

function OptionalMark(props: { view: ViewContext; required: boolean | undefined }): JSX.Element | null {
  if (props.required !== false) return null;
  return <span class="field__optional"> {wording.optional[props.view.language]}</span>;
}

function FieldError(props: { view: ViewContext; id: string; error: string | undefined }): JSX.Element | null {
  if (props.error === undefined) return null;
  return (
    <p class="field__error" id={`${props.id}-error`}>
      <Icon name="error" size="s" />
      <span>
        <span class="vh">{wording.error[props.view.language]}: </span>
        {props.error}
      </span>
    </p>
  );
}

function FieldHelp(props: { view: ViewContext; help: Help | undefined; about: ComponentChildren }): JSX.Element | null {
  if (props.help === undefined) return null;
  const { language } = props.view;
  const { text, source } = props.help;
  // Nothing opens that has nothing in it.
  if (text === undefined && source.trim() === "") return null;
  return (
    <details class={text === undefined ? "help help--source" : "help"}>
      <summary>
        {props.help.summary ?? (text === undefined ? wording.legalSource : wording.help)[language]}
        <span class="vh"> ({props.about})</span>
      </summary>
      <div class="help__body">
        {typeof text === "string" ? <p>{text}</p> : text}
        {source.trim() === "" ? null : (
          <p class="help__source">
            {text === undefined ? null : `${wording.legalSource[language]}: `}
            {source}
          </p>
        )}
      </div>
    </details>
  );
}

function describedBy(id: string, props: { hint?: unknown; error?: unknown }, more?: string): string | undefined {
  const ids = [
    props.hint === undefined ? undefined : `${id}-hint`,
    props.error === undefined ? undefined : `${id}-error`,
    more,
  ].filter((part) => part !== undefined);
  return ids.length === 0 ? undefined : ids.join(" ");
}

/** Label, hint, error, input and help of a field with one input, in the order in which they are read. */
function Field(
  props: FieldProps & { children: (wiring: Record<string, string | boolean>) => JSX.Element },
): JSX.Element {
  const id = props.id ?? fieldId(props.name);
  const label = (
    <label class="field__label" for={id}>
      {props.label}
      <OptionalMark view={props.view} required={props.required} />
    </label>
  );
  const describes = describedBy(id, props);
  return (
    <div class={`field${props.error === undefined ? "" : " field--error"}`}>
      {props.labelIsHeading ? <h1 class="field__heading">{label}</h1> : label}
      {props.hint === undefined ? null : (
        <p class="field__hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
      <FieldError view={props.view} id={id} error={props.error} />
      {props.children({
        id,
        name: props.name,
        ...(describes === undefined ? {} : { "aria-describedby": describes }),
        ...(props.error === undefined ? {} : { "aria-invalid": "true" }),
      })}
      <FieldHelp view={props.view} help={props.help} about={props.label} />
    </div>
  );
}

/** How wide an input is: as wide as what is to be typed. `short` for a postcode, `medium` for a date or a phone number. */
export type Width = "short" | "medium" | "full";

/** One line of text. */
export function TextField(
  props: FieldProps & {
    readonly value?: string;
    readonly type?: "text" | "email" | "tel" | "url" | "password" | "search";
    readonly inputmode?: "text" | "numeric" | "decimal" | "tel" | "email" | "url" | "search";
    readonly autocomplete?: string;
    readonly maxlength?: number;
    readonly width?: Width;
    readonly spellcheck?: boolean;
    readonly readonly?: boolean;
    /** Stands after the input: a unit such as "Euro". */
    readonly suffix?: string;
    /** Stands beside the input: a button that belongs to it alone. */
    readonly after?: ComponentChildren;
    /** Words that the browser suggests while typing. */
    readonly suggestions?: readonly string[];
    /** For scripts. */
    readonly data?: Readonly<Record<`data-${string}`, string>>;
  },
): JSX.Element {
  return (
    <Field {...props}>
      {(wiring) => {
        const input = (
          <input
            class={`input input--${props.width ?? "full"}`}
            // Preact types every type of input apart; which one it is, is known only here.
            type={(props.type ?? "text") as "text"}
            value={props.value ?? ""}
            {...given({
              inputmode: props.inputmode,
              autocomplete: props.autocomplete,
              maxlength: props.maxlength,
              spellcheck: props.spellcheck,
              readonly: props.readonly,
              list: props.suggestions === undefined ? undefined : `${wiring.id}-list`,
            })}
            {...props.data}
            {...wiring}
          />
        );
        if (props.suggestions !== undefined) {
          return (
            <>
              {input}
              <datalist id={`${wiring.id}-list`}>
                {props.suggestions.map((words) => (
                  <option key={words} value={words} />
                ))}
              </datalist>
            </>
          );
        }
        if (props.after !== undefined) {
          return (
            <span class="field__row">
              {input}
              {props.after}
            </span>
          );
        }
        return props.suffix === undefined ? (
          input
        ) : (
          <span class="field__affix">
            {input}
            <span>{props.suffix}</span>
          </span>
        );
      }}
    </Field>
  );
}

/** Several lines of text. */
export function TextArea(
  props: FieldProps & { readonly value?: string; readonly rows?: number; readonly maxlength?: number },
): JSX.Element {
  return (
    <Field {...props}>
      {(wiring) => (
        <textarea
          class="input input--full"
          rows={props.rows ?? 5}
          {...given({ maxlength: props.maxlength })}
          {...wiring}
        >
          {props.value ?? ""}
        </textarea>
      )}
    </Field>
  );
}

/**
 * A date as people write it, in one input: a date picker is slow for a birthday, and three inputs are read as three
 * questions.
 * @param props.value as typed, or `31.12.2026`
 */
export function DateField(
  props: FieldProps & { readonly value?: string; readonly autocomplete?: string },
): JSX.Element {
  return (
    <TextField
      {...props}
      hint={props.hint ?? wording.dateHint[props.view.language]}
      inputmode="numeric"
      maxlength={20}
      width="medium"
      autocomplete={props.autocomplete ?? "off"}
    />
  );
}

/** Rendered lists by their words: a list of all countries is on several pages, and in several places of one. */
const renderedOptions = new Map<string, string>();
const mostRenderedOptions = 500;

/** The options of a select as Preact escapes them, with the chosen one marked. */
function optionsAsHtml(
  options: readonly { readonly value: string; readonly label: string }[],
  empty: string | undefined,
  chosen: string,
): string {
  const long = options.length >= 20;
  const key = long
    ? `${empty ?? ""}\n${chosen}\n${options.map(({ value, label }) => `${value}\t${label}`).join("\n")}`
    : "";
  let html = long ? renderedOptions.get(key) : undefined;
  if (html === undefined) {
    html = renderToString(
      <>
        {empty === undefined ? null : (
          <option value="" selected={chosen === ""}>
            {empty}
          </option>
        )}
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === chosen}>
            {option.label}
          </option>
        ))}
      </>,
    );
    if (long && renderedOptions.size < mostRenderedOptions) renderedOptions.set(key, html);
  }
  return html;
}

/** One of many. The empty choice comes first. */
export function Select(
  props: FieldProps & {
    readonly options: readonly { readonly value: string; readonly label: string }[];
    readonly value?: string;
    readonly autocomplete?: string;
    readonly width?: Width;
    /** Words of the empty choice; null for a list without one. */
    readonly emptyLabel?: string | null;
  },
): JSX.Element {
  const empty = props.emptyLabel === null ? undefined : (props.emptyLabel ?? wording.choose[props.view.language]);
  return (
    <Field {...props}>
      {(wiring) => (
        <span class={`select input--${props.width ?? "full"}`}>
          <select
            class="input input--full"
            // Made and escaped by Preact, see `optionsAsHtml`.
            dangerouslySetInnerHTML={{ __html: optionsAsHtml(props.options, empty, props.value ?? "") }}
            {...given({ autocomplete: props.autocomplete })}
            {...wiring}
          />
          <Icon name="chevron-down" size="s" />
        </span>
      )}
    </Field>
  );
}

/** Fields that belong together, under a legend. */
export function Fieldset(props: {
  readonly legend: ComponentChildren;
  readonly hint?: ComponentChildren;
  readonly id?: string;
  /** The legend is the page's question: shows it as its h1 (only one a page). */
  readonly legendIsHeading?: boolean;
  /** With a line around it: one of several that are alike, such as persons. */
  readonly framed?: boolean;
  readonly children?: ComponentChildren;
}): JSX.Element {
  return (
    <fieldset
      class={props.framed ? "fieldset fieldset--framed" : "fieldset"}
      {...given({
        id: props.id,
        "aria-describedby": props.hint !== undefined && props.id !== undefined ? `${props.id}-hint` : undefined,
      })}
    >
      <legend class="fieldset__legend">
        {props.legendIsHeading ? <h1 class="h1">{props.legend}</h1> : props.legend}
      </legend>
      {props.hint === undefined ? null : (
        <p class="field__hint" {...given({ id: props.id === undefined ? undefined : `${props.id}-hint` })}>
          {props.hint}
        </p>
      )}
      <div class="stack stack--l">{props.children}</div>
    </fieldset>
  );
}

/**
 * Radios and checkboxes announce their error three times over, because screen readers differ in what they read:
 * on the group, on every input as invalid, and on the first input (where the error summary leads) as its description.
 */
function ChoiceGroup(
  props: Omit<FieldProps, "label"> & {
    readonly legend: ComponentChildren;
    readonly options: readonly Choice[];
    readonly selected: readonly string[];
    readonly kind: "radio" | "checkbox";
    readonly inline?: boolean;
  },
): JSX.Element {
  const id = props.id ?? fieldId(props.name);
  const legend = (
    <>
      {props.legend}
      <OptionalMark view={props.view} required={props.required} />
    </>
  );
  const invalid = props.error === undefined ? undefined : ("true" as const);
  return (
    <fieldset
      class={`field choices${props.error === undefined ? "" : " field--error"}`}
      id={`${id}-group`}
      {...given({
        role: props.kind === "radio" ? ("radiogroup" as const) : undefined,
        "aria-invalid": props.kind === "radio" ? invalid : undefined,
        "aria-describedby": describedBy(id, props),
      })}
    >
      <legend class={props.labelIsHeading ? "field__heading" : "field__label"}>
        {props.labelIsHeading ? <h1>{legend}</h1> : legend}
      </legend>
      {props.hint === undefined ? null : (
        <p class="field__hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
      <FieldError view={props.view} id={id} error={props.error} />
      <div class={`choices__list${props.inline ? " choices__list--inline" : ""}`}>
        {props.options.map((option, index) => {
          const optionId = index === 0 ? id : `${id}-${index + 1}`;
          const describes = [
            index === 0 && props.error !== undefined ? `${id}-error` : undefined,
            option.hint === undefined ? undefined : `${optionId}-note`,
          ].filter((part) => part !== undefined);
          return (
            <div class="choice" key={option.value}>
              <input
                class={`choice__input choice__input--${props.kind}`}
                type={props.kind}
                id={optionId}
                name={props.name}
                value={option.value}
                checked={props.selected.includes(option.value)}
                {...given({
                  "aria-invalid": invalid,
                  "aria-describedby": describes.length === 0 ? undefined : describes.join(" "),
                })}
              />
              <label class="choice__label" for={optionId}>
                {option.label}
              </label>
              {option.hint === undefined ? null : (
                <p class="choice__hint" id={`${optionId}-note`}>
                  {option.hint}
                </p>
              )}
            </div>
          );
        })}
      </div>
      <FieldHelp view={props.view} help={props.help} about={props.legend} />
    </fieldset>
  );
}

/** One of few. */
export function Radios(
  props: Omit<FieldProps, "label"> & {
    readonly legend: ComponentChildren;
    readonly options: readonly Choice[];
    readonly value?: string;
    /** Beside each other where there is room: for "Ja" and "Nein". */
    readonly inline?: boolean;
  },
): JSX.Element {
  return (
    <ChoiceGroup
      {...props}
      kind="radio"
      selected={props.value === undefined || props.value === "" ? [] : [props.value]}
    />
  );
}

/** Some of few. */
export function Checkboxes(
  props: Omit<FieldProps, "label"> & {
    readonly legend: ComponentChildren;
    readonly options: readonly Choice[];
    readonly values?: readonly string[];
  },
): JSX.Element {
  return <ChoiceGroup {...props} kind="checkbox" selected={props.values ?? []} />;
}

/** A statement to agree with: one checkbox. */
export function Checkbox(props: FieldProps & { readonly value?: string; readonly checked?: boolean }): JSX.Element {
  const id = props.id ?? fieldId(props.name);
  return (
    <div class={`field${props.error === undefined ? "" : " field--error"}`}>
      <FieldError view={props.view} id={id} error={props.error} />
      <div class="choice">
        <input
          class="choice__input choice__input--checkbox"
          type="checkbox"
          id={id}
          name={props.name}
          value={props.value ?? "ja"}
          checked={props.checked ?? false}
          {...given({
            "aria-invalid": props.error === undefined ? undefined : ("true" as const),
            "aria-describedby": describedBy(id, props),
          })}
        />
        <label class="choice__label" for={id}>
          {props.label}
          <OptionalMark view={props.view} required={props.required} />
        </label>
        {props.hint === undefined ? null : (
          <p class="choice__hint" id={`${id}-hint`}>
            {props.hint}
          </p>
        )}
      </div>
      <FieldHelp view={props.view} help={props.help} about={props.label} />
    </div>
  );
}

/** A file from the device. The form needs `enctype="multipart/form-data"`. */
export function FileField(
  props: FieldProps & {
    /** `.pdf,image/jpeg`. */
    readonly accept?: string;
    readonly multiple?: boolean;
    /** Told below the label: "PDF, JPG oder PNG, höchstens 10 MB". */
    readonly allowed?: string;
  },
): JSX.Element {
  const allowed = props.allowed === undefined ? undefined : `${wording.files[props.view.language]} ${props.allowed}.`;
  const hint = [props.hint, allowed].filter((part) => part !== undefined);
  return (
    <Field
      {...props}
      {...(hint.length === 0
        ? {}
        : {
            hint:
              hint.length === 1 ? (
                hint[0]
              ) : (
                <>
                  {hint[0]} {hint[1]}
                </>
              ),
          })}
    >
      {(wiring) => (
        <input
          class="input input--file"
          type="file"
          {...given({ accept: props.accept, multiple: props.multiple })}
          {...wiring}
        />
      )}
    </Field>
  );
}

/** A form that changes something: POST, with the token against forged requests and the key against double ones. */
export function Form(props: {
  readonly view: ViewContext;
  readonly action: string;
  readonly id?: string;
  readonly enctype?: "multipart/form-data";
  /** Default: a fresh one. The same key again where the page comes back with mistakes. */
  readonly submissionKey?: string;
  readonly class?: string;
  readonly children?: ComponentChildren;
}): JSX.Element {
  return (
    <form
      class={props.class ?? "form"}
      method="post"
      action={props.action}
      novalidate
      data-form
      data-sending={wording.sending[props.view.language]}
      {...given({ enctype: props.enctype, id: props.id })}
    >
      <input type="hidden" name="_csrf" value={props.view.csrf} />
      <input type="hidden" name="_submission" value={props.submissionKey ?? props.view.newSubmissionKey()} />
      {props.children}
    </form>
  );
}

/** A form that only asks: GET, nothing hidden in it. */
export function SearchForm(props: {
  readonly view: ViewContext;
  readonly action: string;
  readonly name: string;
  readonly label: ComponentChildren;
  /** Label for screen readers only: where the place says what is searched, as in the head of the desk. */
  readonly labelHidden?: boolean;
  readonly value?: string;
  readonly hint?: ComponentChildren;
  readonly button: string;
  /** `search` looks for words; `open` takes a code and opens what it stands for. Default `search`. */
  readonly kind?: "search" | "open";
  /** The one large field of a start page. */
  readonly large?: boolean;
  readonly autocomplete?: string;
  /** Default: `fieldId(name)`. */
  readonly id?: string;
  /** More fields, below the row. */
  readonly children?: ComponentChildren;
}): JSX.Element {
  const id = props.id ?? fieldId(props.name);
  const search = props.kind !== "open";
  return (
    <form
      class={`search${props.large ? " search--large" : ""}`}
      method="get"
      action={props.action}
      aria-labelledby={`${id}-label`}
      {...given({ role: search ? ("search" as const) : undefined })}
    >
      <label class={props.labelHidden ? "vh" : "search__label"} for={id} id={`${id}-label`}>
        {props.label}
      </label>
      {props.hint === undefined ? null : (
        <p class="field__hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
      <div class="search__row">
        <input
          class="input input--full"
          type={(search ? "search" : "text") as "search"}
          id={id}
          name={props.name}
          value={props.value ?? ""}
          autocomplete={props.autocomplete ?? "off"}
          {...given({
            "data-search": search ? "" : undefined,
            spellcheck: search ? undefined : false,
            "aria-describedby": props.hint === undefined ? undefined : `${id}-hint`,
          })}
        />
        <button class={`btn btn--${search ? "primary" : "secondary"}`} type="submit">
          {search ? <Icon name="search" /> : null}
          <span class={search ? "search__word" : ""}>{props.button}</span>
        </button>
      </div>
      {props.children}
    </form>
  );
}

/** Sends the form it stands in. */
export function SubmitButton(props: {
  readonly children?: ComponentChildren;
  readonly variant?: ButtonVariant;
  readonly name?: string;
  readonly value?: string;
  readonly icon?: IconName;
  /** Sends to another address than the form's. */
  readonly formaction?: string;
}): JSX.Element {
  return (
    <button
      class={`btn btn--${props.variant ?? "primary"}`}
      type="submit"
      {...given({ name: props.name, value: props.value, formaction: props.formaction })}
    >
      {props.icon ? <Icon name={props.icon} /> : null}
      <span>{props.children}</span>
    </button>
  );
}

/** Buttons at the end of a form: the first is the primary one. */
export function Actions(props: { readonly children?: ComponentChildren }): JSX.Element {
  return <div class="actions">{props.children}</div>;
}

/**
 * What has to be put right, linked to the fields, above the page's heading. Takes the focus when the page loads, with
 * and without script. Give the page `hasErrors` too, so that its title says so.
 */
export function ErrorSummary(props: {
  readonly view: ViewContext;
  /** `id` is the field's, see `fieldId`. */
  readonly errors: readonly { readonly id: string; readonly message: string }[];
  readonly title?: string;
}): JSX.Element | null {
  if (props.errors.length === 0) return null;
  return (
    <section class="errors" id="fehler" tabindex={-1} autofocus data-errors aria-labelledby="fehler-titel">
      <div role="alert">
        <h2 class="errors__title" id="fehler-titel">
          <Icon name="error" />
          {props.title ?? wording.errorSummary[props.view.language]}
        </h2>
        <ul>
          {props.errors.map((error) => (
            <li key={error.id}>
              <a href={`#${error.id}`}>{error.message}</a>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

/**
 * Where the script puts the button that fills an input from a QR code in front of the camera; nothing without script.
 * The script whose address stands in `data-qr-scanner` has to be loaded, and the page has to be allowed the camera.
 * @param props.pattern what the whole code has to look like
 */
export function QrScan(props: {
  readonly view: ViewContext;
  readonly inputId: string;
  readonly pattern: string | undefined;
}): JSX.Element {
  const { view, pattern } = props;
  return (
    <div
      data-qr-for={props.inputId}
      data-qr-scanner={view.asset("qr-scan.js")}
      data-qr-decoder={view.asset("qr-decode.js")}
      {...(pattern === undefined ? {} : { "data-qr-pattern": pattern })}
    />
  );
}
