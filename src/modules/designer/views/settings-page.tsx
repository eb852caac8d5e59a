import type { JSX } from "preact";
import {
  Actions,
  Checkboxes,
  Fieldset,
  Form,
  Radios,
  Select,
  SubmitButton,
  TextArea,
  TextField,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { Procedure } from "../../forms/index.ts";
import type { Mistakes, Typed } from "../model/element-form.ts";
import type { Step } from "../model/service.ts";
import { pageParts, rowsOf } from "../model/settings-form.ts";
import { iconWords, lebenslageNames, trustWords } from "../model/words.ts";
import { FeelField } from "./condition-fields.tsx";
import { BothLanguages } from "./element-page.tsx";
import { Seen, ServiceFrame, type Shown } from "./frame.tsx";
import { inView, say, servicePath } from "./say.ts";

export interface SettingsPageProps {
  readonly view: ViewContext;
  readonly shown: Shown;
  readonly typed: Typed;
  readonly mistakes: Mistakes;
  readonly procedures: readonly Procedure[];
  readonly planUnits: readonly { readonly planUnit: string; readonly title: string }[];
  readonly done?: string;
  readonly conflict?: { readonly steps: readonly Step[]; readonly kept: boolean };
}

function Inputs(props: SettingsPageProps): JSX.Element {
  const { view, typed, mistakes } = props;
  const inputs = { view, typed, mistakes };
  const of = (name: string) => typed[name] ?? "";
  const error = (name: string) => {
    const message = mistakes[name];
    return message === undefined ? {} : { error: inView(view, message) };
  };
  const line = (
    name: string,
    label: string,
    more: { hint?: string; width?: "short" | "medium" | "full"; required?: boolean } = {},
  ) => (
    <TextField
      view={view}
      name={name}
      label={label}
      value={of(name)}
      required={more.required ?? false}
      {...more}
      {...error(name)}
    />
  );
  const parts: Readonly<Record<string, readonly [string, string]>> = {
    was: ["Worum es geht", "What it is"],
    fuer_wen: ["Für wen", "For whom"],
    kosten: ["Kosten", "Cost"],
    dauer: ["Dauer", "Time"],
    noetig: ["Was man braucht", "What is needed"],
    datenschutz: ["Datenschutz", "Data protection"],
  };
  const paragraphs = say(view, "Absätze mit einer leeren Zeile trennen.", "Separate paragraphs by an empty line.");
  return (
    <>
      <Fieldset legend={say(view, "Name und Einordnung", "Name and place")} framed>
        <BothLanguages {...inputs} name="titel" label={say(view, "Titel", "Title")} />
        <BothLanguages
          {...inputs}
          name="zusammenfassung"
          label={say(view, "Ein Satz für Listen", "One sentence for lists")}
        />
        <Checkboxes
          view={view}
          name="lebenslagen"
          legend={say(view, "Lebenslagen", "Situations in life")}
          options={Object.entries(lebenslageNames).map(([value, word]) => ({ value, label: inView(view, word) }))}
          values={of("lebenslagen").split(/\s+/)}
          required={false}
        />
        {line("stichwoerter_de", say(view, "Suchwörter auf Deutsch", "Search words in German"), {
          hint: say(view, "Mit Komma getrennt.", "Separated by commas."),
        })}
        {line("stichwoerter_en", say(view, "Suchwörter auf Englisch", "Search words in English"))}
        <Select
          view={view}
          name="symbol"
          label={say(view, "Symbol", "Icon")}
          emptyLabel={null}
          options={[
            ...[...iconWords].map(([value, words]) => ({ value, label: inView(view, words) })),
            // One that a service has already stays, whatever it is.
            ...(iconWords.has(of("symbol")) ? [] : [{ value: of("symbol"), label: of("symbol") }]),
          ]}
          value={of("symbol")}
          width="medium"
        />
        {line("leika", say(view, "Leistungsschlüssel (LeiKa)", "LeiKa key"), {
          hint: say(view, "14 Ziffern, wenn bekannt.", "14 digits, if known."),
          width: "medium",
        })}
      </Fieldset>
      <Fieldset legend={say(view, "Ablauf und Frist", "Procedure and deadline")} framed>
        <Radios
          view={view}
          name="ablauf"
          legend={say(view, "Ablauf", "Procedure")}
          options={props.procedures.map(({ key, name, summary }) => ({
            value: key,
            label: inView(view, name),
            hint: inView(view, summary),
          }))}
          value={of("ablauf")}
        />
        {line("frist_tage", say(view, "Frist in Tagen", "Deadline in days"), {
          hint: say(view, "Leer: keine gesetzliche Frist.", "Empty: no statutory deadline."),
          width: "short",
        })}
        <Radios
          view={view}
          name="frist_art"
          legend={say(view, "Gezählt in", "Counted in")}
          inline
          options={[
            { value: "calendar-days", label: say(view, "Kalendertagen", "calendar days") },
            { value: "working-days", label: say(view, "Arbeitstagen", "working days") },
          ]}
          value={of("frist_art")}
        />
        {line("frist_quelle", say(view, "Rechtsgrundlage der Frist", "Legal source of the deadline"))}
        <Radios
          view={view}
          name="vertrauen"
          legend={say(view, "Vertrauensniveau", "Trust level")}
          options={Object.entries(trustWords).map(([value, word]) => ({ value, label: inView(view, word) }))}
          value={of("vertrauen")}
        />
        {line("minuten", say(view, "Minuten zum Ausfüllen", "Minutes to fill in"), { width: "short", required: true })}
      </Fieldset>
      <Fieldset
        legend={say(view, "Gebühren", "Fees")}
        hint={say(
          view,
          "Leere Zeilen zählen nicht. Ihre Stadt kann Beträge auch in ihren Einstellungen setzen.",
          "Empty rows do not count.",
        )}
        id="gebuehren"
        framed
      >
        {Array.from({ length: rowsOf(typed, "gebuehr") }, (_, index) => (
          <Fieldset key={`${index}`} legend={say(view, `Gebühr ${index + 1}`, `Fee ${index + 1}`)}>
            <BothLanguages
              {...inputs}
              name={`gebuehr_${index}_name`}
              label={say(view, "Name", "Name")}
              required={false}
            />
            {line(`gebuehr_${index}_betrag`, say(view, "Betrag in Euro", "Amount in euros"), { width: "short" })}
            {line(`gebuehr_${index}_schluessel`, say(view, "Schlüssel", "Key"), { width: "medium" })}
            {line(`gebuehr_${index}_quelle`, say(view, "Rechtsgrundlage", "Legal source"))}
            <FeelField
              {...inputs}
              name={`gebuehr_${index}_wenn`}
              label={say(view, "Nur wenn (FEEL)", "Only where (FEEL)")}
            />
          </Fieldset>
        ))}
      </Fieldset>
      <Fieldset legend={say(view, "Akte und Vorgang", "File and case")} framed>
        <Select
          view={view}
          name="einheit"
          label={say(view, "Einheit des Aktenplans", "Unit of the filing plan")}
          options={[
            ...props.planUnits.map(({ planUnit, title }) => ({ value: planUnit, label: `${planUnit} ${title}` })),
            ...(of("einheit") === "" || props.planUnits.some(({ planUnit }) => planUnit === of("einheit"))
              ? []
              : [{ value: of("einheit"), label: of("einheit") }]),
          ]}
          value={of("einheit")}
          {...error("einheit")}
        />
        {line("aufbewahrung", say(view, "Aufbewahrung in Jahren", "Retention in years"), {
          width: "short",
          required: true,
        })}
        {line("aufbewahrung_quelle", say(view, "Rechtsgrundlage der Aufbewahrung", "Legal source of the retention"))}
        <FeelField
          {...inputs}
          name="aktentitel"
          label={say(view, "Titel der Akte (FEEL)", "Title of the file (FEEL)")}
          hint={say(view, 'Zum Beispiel: "Hund von " + name', 'For example: "Hund von " + name')}
          required
        />
        <FeelField
          {...inputs}
          name="vorgangsname"
          label={say(view, "Name des Vorgangs in Listen (FEEL)", "Name of the case in lists (FEEL)")}
          required
        />
      </Fieldset>
      <Fieldset legend={say(view, "Erklärungen beim Senden", "Declarations when sending")} framed>
        {Array.from({ length: rowsOf(typed, "erklaerung") }, (_, index) => (
          <Fieldset key={`${index}`} legend={say(view, `Erklärung ${index + 1}`, `Declaration ${index + 1}`)}>
            <BothLanguages
              {...inputs}
              name={`erklaerung_${index}_text`}
              label={say(view, "Text", "Text")}
              long
              required={false}
            />
            {line(`erklaerung_${index}_schluessel`, say(view, "Schlüssel", "Key"), { width: "medium" })}
            {line(`erklaerung_${index}_quelle`, say(view, "Rechtsgrundlage", "Legal source"))}
          </Fieldset>
        ))}
        <BothLanguages
          {...inputs}
          name="gesendet"
          label={say(view, "Überschrift nach dem Senden", "Heading after sending")}
          required={false}
        />
      </Fieldset>
      <Fieldset
        legend={say(view, "Seite der Leistung auf dem Portal", "Page of the service on the portal")}
        hint={paragraphs}
        id="seite"
        framed
      >
        {pageParts.map(([name]) => (
          <BothLanguages
            key={name}
            {...inputs}
            name={name}
            label={say(view, ...(parts[name] as [string, string]))}
            long
            required={false}
          />
        ))}
        <TextArea
          view={view}
          name="recht"
          label={say(view, "Rechtsgrundlagen", "Legal basis")}
          hint={say(view, "Je Zeile eine: § 1 Hundegesetz | https://…", "One a line: § 1 Hundegesetz | https://…")}
          value={of("recht")}
          rows={4}
          required={false}
          {...error("recht")}
        />
        <BothLanguages
          {...inputs}
          name="offline"
          label={say(view, "So geht es ohne Internet", "How to do it without internet")}
          long
          required={false}
        />
      </Fieldset>
    </>
  );
}

/** Everything about a service besides its form: name, procedure, fees, filing, and its page on the portal. */
export function SettingsPage(props: SettingsPageProps): JSX.Element {
  const { view, shown } = props;
  return (
    <ServiceFrame
      view={view}
      shown={shown}
      tab="angaben"
      mistakes={props.mistakes}
      done={props.done}
      conflict={props.conflict}
    >
      {shown.editable ? (
        <Form view={view} action={view.href(servicePath(shown.version.serviceId, "/angaben"))}>
          <Seen version={shown.version} />
          <Inputs {...props} />
          <Actions>
            <SubmitButton>{say(view, "Speichern", "Save")}</SubmitButton>
          </Actions>
        </Form>
      ) : (
        <fieldset class="fieldset" disabled>
          <legend class="vh">{say(view, "Angaben", "Settings")}</legend>
          <div class="stack stack--l">
            <Inputs {...props} />
          </div>
        </fieldset>
      )}
    </ServiceFrame>
  );
}
