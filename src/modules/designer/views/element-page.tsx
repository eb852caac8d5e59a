import type { ComponentChildren, JSX } from "preact";
import {
  Actions,
  Alert,
  ButtonLink,
  Facts,
  Fieldset,
  Form,
  Radios,
  Select,
  SubmitButton,
  TextArea,
  TextField,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { FieldType } from "../../forms/index.ts";
import type { Nameable } from "../model/condition.ts";
import { choosing, fileKinds, type Mistakes, type Typed } from "../model/element-form.ts";
import type { Expression } from "../model/expressions.ts";
import type { Problem } from "../model/problems.ts";
import type { ProseRule } from "../model/prose-rule.ts";
import type { Step } from "../model/service.ts";
import type { Address } from "../model/tree.ts";
import { typeWords } from "../model/words.ts";
import { ConditionFields, FeelField } from "./condition-fields.tsx";
import { FeelMark, Seen, ServiceFrame, type Shown } from "./frame.tsx";
import { inView, say, servicePath } from "./say.ts";
import { UsesAlert } from "./tree-page.tsx";

export interface ElementPageProps {
  readonly view: ViewContext;
  readonly shown: Shown;
  readonly address: Address;
  readonly kind: "section" | "group" | "field" | "note";
  readonly label: string;
  readonly typed: Typed;
  readonly mistakes: Mistakes;
  readonly fields: readonly Nameable[];
  readonly uses: readonly Expression[];
  readonly rules: readonly { readonly rule: ProseRule; readonly index: number }[];
  /** Code lists that the region has. */
  readonly codeLists: readonly { readonly uri: string; readonly name: string }[];
  /** Fields for postcodes that stand beside it. */
  readonly postcodes: readonly { readonly key: string; readonly label: string }[];
  /** What is wrong with it as it is stored. */
  readonly problems: readonly Problem[];
  readonly done?: string;
  readonly conflict?: { readonly steps: readonly Step[]; readonly kept: boolean };
}

interface Inputs {
  readonly view: ViewContext;
  readonly typed: Typed;
  readonly mistakes: Mistakes;
}

function errorOf({ view, mistakes }: Inputs, name: string): { error?: string } {
  const message = mistakes[name];
  return message === undefined ? {} : { error: inView(view, message) };
}

/** One text in German and English, side by side. */
export function BothLanguages(
  props: Inputs & {
    readonly name: string;
    readonly label: string;
    readonly hint?: string;
    readonly long?: boolean;
    readonly required?: boolean;
  },
): JSX.Element {
  const { view, name, typed } = props;
  return (
    <div class="both">
      {(["de", "en"] as const).map((language) => {
        const common = {
          view,
          name: `${name}_${language}`,
          label: `${props.label} (${language === "de" ? say(view, "Deutsch", "German") : say(view, "Englisch", "English")})`,
          value: typed[`${name}_${language}`] ?? "",
          required: props.required ?? true,
          ...(props.hint === undefined ? {} : { hint: props.hint }),
          ...errorOf(props, `${name}_${language}`),
        };
        return props.long ? <TextArea key={language} {...common} rows={3} /> : <TextField key={language} {...common} />;
      })}
    </div>
  );
}

function Line(
  props: Inputs & {
    name: string;
    label: string;
    hint?: string;
    width?: "short" | "medium" | "full";
    required?: boolean;
  },
): JSX.Element {
  return (
    <TextField
      view={props.view}
      name={props.name}
      label={props.label}
      value={props.typed[props.name] ?? ""}
      required={props.required ?? false}
      spellcheck={false}
      {...(props.width === undefined ? {} : { width: props.width })}
      {...(props.hint === undefined ? {} : { hint: props.hint })}
      {...errorOf(props, props.name)}
    />
  );
}

function For(props: { types: readonly FieldType[]; children: ComponentChildren }): JSX.Element {
  return (
    <div class="stack stack--m" data-shown-by={`art=${props.types.join(",")}`}>
      {props.children}
    </div>
  );
}

function FieldInputs(props: ElementPageProps): JSX.Element {
  const { view, typed, mistakes, fields } = props;
  const inputs = { view, typed, mistakes };
  return (
    <>
      <BothLanguages {...inputs} name="beschriftung" label={say(view, "Beschriftung", "Label")} />
      <Select
        view={view}
        name="art"
        label={say(view, "Art", "Kind")}
        emptyLabel={null}
        options={Object.entries(typeWords).map(([value, word]) => ({ value, label: inView(view, word) }))}
        value={typed.art ?? "text"}
        {...errorOf(inputs, "art")}
      />
      <BothLanguages
        {...inputs}
        name="hinweis"
        label={say(view, "Hinweis, immer sichtbar", "Hint, always visible")}
        required={false}
      />
      <BothLanguages
        {...inputs}
        name="hilfe"
        label={say(view, "Hilfe zum Aufklappen", "Help that opens")}
        long
        required={false}
      />
      <Line
        {...inputs}
        name="quelle"
        label={say(view, "Rechtsgrundlage", "Legal source")}
        hint={say(view, "Zum Beispiel: § 14 Abs. 1 GewO", "For example: § 14 Abs. 1 GewO")}
      />
      <For types={choosing}>
        <TextArea
          view={view}
          name="auswahl"
          label={say(view, "Auswahlwerte", "Options")}
          hint={say(
            view,
            "Je Zeile einer: wert | Deutsch | Englisch. Leer lassen, wenn eine Codeliste gilt.",
            "One a line: value | German | English. Leave empty where a code list applies.",
          )}
          value={typed.auswahl ?? ""}
          rows={6}
          required={false}
          {...errorOf(inputs, "auswahl")}
        />
        <Select
          view={view}
          name="codeliste"
          label={say(view, "Codeliste", "Code list")}
          emptyLabel={say(view, "keine", "none")}
          options={[
            ...props.codeLists.map(({ uri, name }) => ({ value: uri, label: `${name} (${uri})` })),
            ...(typed.codeliste === undefined ||
            typed.codeliste === "" ||
            props.codeLists.some(({ uri }) => uri === typed.codeliste)
              ? []
              : [{ value: typed.codeliste, label: typed.codeliste }]),
          ]}
          value={typed.codeliste ?? ""}
          required={false}
        />
        <Line
          {...inputs}
          name="codeliste_version"
          label={say(view, "Fassung der Codeliste", "Version of the code list")}
          hint={say(view, "Leer: immer die neueste.", "Empty: always the newest.")}
          width="medium"
        />
      </For>
      <For types={["text", "multiline", "name", "url", "phone"]}>
        <Line
          {...inputs}
          name="laenge_von"
          label={say(view, "Mindestens Zeichen", "At least characters")}
          width="short"
        />
        <Line
          {...inputs}
          name="laenge_bis"
          label={say(view, "Höchstens Zeichen", "At most characters")}
          width="short"
        />
        <Line
          {...inputs}
          name="muster"
          label={say(view, "Muster (regulärer Ausdruck)", "Pattern (regular expression)")}
        />
        <BothLanguages
          {...inputs}
          name="muster_meldung"
          label={say(view, "Meldung, wenn es nicht passt", "Message where it does not fit")}
          required={false}
        />
      </For>
      {props.postcodes.length === 0 ? null : (
        <For types={["text"]}>
          <Select
            view={view}
            name="ort_zu"
            label={say(view, "Ort zur Postleitzahl", "Place of the postcode")}
            hint={say(
              view,
              "Der Ort wird ausgefüllt oder vorgeschlagen, sobald die Postleitzahl da ist.",
              "The place is filled in or suggested as soon as the postcode is there.",
            )}
            emptyLabel={say(view, "nein", "no")}
            options={props.postcodes.map(({ key, label }) => ({ value: key, label: `${label} (${key})` }))}
            value={typed.ort_zu ?? ""}
            required={false}
          />
        </For>
      )}
      <For types={["integer", "number", "currency", "date", "time"]}>
        <Line
          {...inputs}
          name="von"
          label={say(view, "Von", "From")}
          hint={say(
            view,
            "Zahl, Tag (31.12.2026), Uhrzeit (8:00) oder FEEL, zum Beispiel today()",
            "Number, day (31.12.2026), time (8:00) or FEEL, such as today()",
          )}
          width="medium"
        />
        <Line {...inputs} name="bis" label={say(view, "Bis", "To")} width="medium" />
      </For>
      <For types={["number"]}>
        <Line {...inputs} name="nachkomma" label={say(view, "Nachkommastellen", "Decimals")} width="short" />
      </For>
      <For types={["file"]}>
        <Line
          {...inputs}
          name="dateiarten"
          label={say(view, "Arten von Dateien", "Kinds of files")}
          hint={`${say(view, "Mit Leerzeichen getrennt", "Separated by spaces")}: ${fileKinds.join(" ")}`}
        />
        <Line {...inputs} name="dateien" label={say(view, "Höchstens Dateien", "At most files")} width="short" />
        <Line
          {...inputs}
          name="megabyte"
          label={say(view, "Höchstens MB je Datei", "At most MB a file")}
          hint={say(view, "Zum Beispiel 10 oder 0,5", "For example 10 or 0.5")}
          width="short"
        />
      </For>
      <Radios
        view={view}
        name="pflicht"
        legend={say(view, "Muss es ausgefüllt werden?", "Does it have to be answered?")}
        options={[
          { value: "ja", label: say(view, "Ja", "Yes") },
          { value: "nein", label: say(view, "Nein, freiwillig", "No, optional") },
          { value: "bedingt", label: say(view, "Nur unter einer Bedingung", "Only under a condition") },
        ]}
        value={typed.pflicht ?? "ja"}
      />
      <div data-shown-by="pflicht=bedingt">
        <ConditionFields
          {...inputs}
          name="pflicht_wenn"
          legend={say(view, "Pflicht unter dieser Bedingung", "Required under this condition")}
          always={say(view, "immer", "always")}
          fields={fields}
        />
      </div>
      <ConditionFields
        {...inputs}
        name="zeigen"
        legend={say(view, "Wann wird das Feld gezeigt?", "When is the field shown?")}
        always={say(view, "immer", "always")}
        fields={fields}
      />
      <details class="more">
        <summary>{say(view, "Berechnen, prüfen, Schlüssel", "Compute, check, key")}</summary>
        <div class="stack stack--m">
          <FeelField
            {...inputs}
            name="berechnet"
            label={say(view, "Wird berechnet (FEEL)", "Is computed (FEEL)")}
            hint={say(
              view,
              "Der Wert wird gezeigt, nicht eingegeben. Zum Beispiel: anzahl * 12",
              "The value is shown, not typed. For example: anzahl * 12",
            )}
          />
          <FeelField
            {...inputs}
            name="pruefung"
            label={say(view, "Richtig ist der Wert, wenn (FEEL)", "The value is right where (FEEL)")}
            hint={say(
              view,
              "value ist der eingegebene Wert, zum Beispiel: value > anzahl",
              "value is what was typed, for example: value > anzahl",
            )}
          />
          <BothLanguages
            {...inputs}
            name="pruefung_meldung"
            label={say(view, "Meldung, wenn er falsch ist", "Message where it is wrong")}
            required={false}
          />
          <BothLanguages
            {...inputs}
            name="im_satz"
            label={say(view, "Name im Satz: „das Geburtsdatum“", "Name in a sentence: “the date of birth”")}
            required={false}
          />
          <Line
            {...inputs}
            name="ausfuellen"
            label={say(view, "Ausfüllhilfe des Browsers", "Autofill of the browser")}
            hint="family-name, email, postal-code …"
            width="medium"
          />
          <Line
            {...inputs}
            name="schluessel"
            label={say(view, "Schlüssel", "Key")}
            hint={say(
              view,
              "So heißt das Feld in FEEL und in gespeicherten Anträgen.",
              "How FEEL and stored applications call the field.",
            )}
            width="medium"
            required
          />
        </div>
      </details>
    </>
  );
}

function GroupInputs(props: ElementPageProps): JSX.Element {
  const { view, typed, mistakes } = props;
  const inputs = { view, typed, mistakes };
  return (
    <>
      <BothLanguages {...inputs} name="titel" label={say(view, "Überschrift", "Heading")} required={false} />
      <BothLanguages
        {...inputs}
        name="einleitung"
        label={say(view, "Einleitung", "Introduction")}
        long
        required={false}
      />
      <Line
        {...inputs}
        name="mindestens"
        label={say(view, "Mindestens Einträge", "At least entries")}
        hint={say(view, "Zahl oder FEEL", "Number or FEEL")}
        width="medium"
      />
      <Line
        {...inputs}
        name="hoechstens"
        label={say(view, "Höchstens Einträge", "At most entries")}
        hint={say(view, "Mehr als 1: Die Gruppe kann wiederholt werden.", "More than 1: the group can be repeated.")}
        width="short"
      />
      <BothLanguages
        {...inputs}
        name="eintrag"
        label={say(view, "Name eines Eintrags", "Name of an entry")}
        required={false}
      />
      <ConditionFields
        {...inputs}
        name="zeigen"
        legend={say(view, "Wann wird die Gruppe gezeigt?", "When is the group shown?")}
        always={say(view, "immer", "always")}
        fields={props.fields}
      />
      <Line {...inputs} name="schluessel" label={say(view, "Schlüssel", "Key")} width="medium" required />
    </>
  );
}

function SectionInputs(props: ElementPageProps): JSX.Element {
  const { view, typed, mistakes } = props;
  const inputs = { view, typed, mistakes };
  return (
    <>
      <BothLanguages {...inputs} name="titel" label={say(view, "Überschrift der Seite", "Heading of the page")} />
      <BothLanguages
        {...inputs}
        name="einleitung"
        label={say(view, "Einleitung", "Introduction")}
        long
        required={false}
      />
      <ConditionFields
        {...inputs}
        name="zeigen"
        legend={say(view, "Wann wird die Seite gezeigt?", "When is the page shown?")}
        always={say(view, "immer", "always")}
        fields={props.fields}
      />
      <Line
        {...inputs}
        name="schluessel"
        label={say(view, "Schlüssel in der Adresse", "Key in the address")}
        width="medium"
        required
      />
    </>
  );
}

function NoteInputs(props: ElementPageProps): JSX.Element {
  const { view, typed, mistakes } = props;
  const inputs = { view, typed, mistakes };
  return (
    <>
      <BothLanguages {...inputs} name="text" label={say(view, "Text", "Text")} long />
      <Radios
        view={view}
        name="ton"
        legend={say(view, "Ton", "Tone")}
        inline
        options={[
          { value: "info", label: say(view, "Hinweis", "Note") },
          { value: "warning", label: say(view, "Warnung", "Warning") },
        ]}
        value={typed.ton ?? "info"}
      />
      <ConditionFields
        {...inputs}
        name="zeigen"
        legend={say(view, "Wann wird der Text gezeigt?", "When is the text shown?")}
        always={say(view, "immer", "always")}
        fields={props.fields}
      />
    </>
  );
}

const inputsOf = { field: FieldInputs, group: GroupInputs, section: SectionInputs, note: NoteInputs } as const;

/** One page, group, field or note of the form, with everything that can be said about it. */
export function ElementPage(props: ElementPageProps): JSX.Element {
  const { view, shown, address } = props;
  const { serviceId } = shown.version;
  const Inputs = inputsOf[props.kind];
  const target = `?ort=${encodeURIComponent(address)}`;
  const back = view.href(servicePath(serviceId, `/formular${target}`));
  return (
    <ServiceFrame
      view={view}
      shown={shown}
      tab="formular"
      title={props.label}
      mistakes={props.mistakes}
      preview={address.split("/")[0] as string}
      done={props.done}
      conflict={props.conflict}
    >
      {props.problems.length === 0 ? null : (
        <Alert
          tone="warning"
          title={say(
            view,
            "So lässt sich der Dienst nicht veröffentlichen",
            "The service cannot be published like this",
          )}
        >
          <ul>
            {props.problems.map((problem, index) => (
              <li key={`${index}`}>
                <strong>{inView(view, problem.where)}</strong>: {inView(view, problem.text)}
                {problem.feel === undefined ? null : <FeelMark view={view} fault={problem.feel} />}
              </li>
            ))}
          </ul>
        </Alert>
      )}
      {props.uses.length === 0 ? null : (
        <details class="more">
          <summary>
            {say(
              view,
              props.uses.length === 1
                ? "Wird an einer Stelle verwendet"
                : `Wird an ${props.uses.length} Stellen verwendet`,
              props.uses.length === 1 ? "Is used in one place" : `Is used in ${props.uses.length} places`,
            )}
          </summary>
          <UsesAlert view={view} serviceId={serviceId} uses={props.uses} />
        </details>
      )}
      {props.rules.length === 0 ? null : (
        <Fieldset legend={say(view, "Regeln aus dem Datenschema", "Rules of the data schema")}>
          <Facts
            rows={props.rules.map(({ rule, index }) => ({
              term: rule.name,
              value: rule.text,
              action: (
                <a href={view.href(servicePath(serviceId, `/regeln/${index}`))}>
                  {say(view, "Bearbeiten", "Edit")}
                  <span class="vh">: {rule.name}</span>
                </a>
              ),
            }))}
          />
        </Fieldset>
      )}
      {shown.editable ? (
        <div data-live={view.href(servicePath(serviceId, `/vorschau-waehrend${target}`))}>
          <Form view={view} action={view.href(servicePath(serviceId, `/element${target}`))} id="element">
            <Seen version={shown.version} />
            <Inputs {...props} />
            <Actions>
              <SubmitButton>{say(view, "Speichern", "Save")}</SubmitButton>
              <ButtonLink href={back} variant="tertiary">
                {say(view, "Zum Baum", "To the tree")}
              </ButtonLink>
            </Actions>
          </Form>
        </div>
      ) : (
        <fieldset class="fieldset" disabled>
          <legend class="vh">{props.label}</legend>
          <div class="stack stack--l">
            <Inputs {...props} />
          </div>
        </fieldset>
      )}
    </ServiceFrame>
  );
}
