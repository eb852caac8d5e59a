import type { JSX } from "preact";
import { dayInBerlin, formatDayShort } from "../../../kernel/index.ts";
import {
  Actions,
  Alert,
  Checkbox,
  Checkboxes,
  ErrorSummary,
  Facts,
  Form,
  fieldId,
  Link,
  Radios,
  Section,
  Select,
  SubmitButton,
  Table,
  TextArea,
  TextField,
} from "../../../platform/ui/index.ts";
import type { PlanUnit } from "../../records/index.ts";
import type { ArchiveFormat } from "../model/archive-format.ts";
import type { RetentionChange } from "../model/retention-change.ts";
import type { DisposalSettings } from "../model/settings.ts";
import { type DisposalView, Frame, say } from "./frame.tsx";
import type { Mistake } from "./hold-pages.tsx";

/** How the town disposes. */
export function SettingsPage(
  props: DisposalView & {
    readonly settings: DisposalSettings;
    readonly units: readonly PlanUnit[];
    readonly simulatorAllowed: boolean;
    readonly format: Pick<ArchiveFormat, "name" | "asksSchema">;
    readonly saved: boolean;
    readonly mistakes: readonly Mistake[];
  },
): JSX.Element {
  const { view, settings, units, mistakes } = props;
  const wrong = mistakes.find(({ field }) => field === "archiv");
  return (
    <Frame
      {...props}
      tab="einstellungen"
      title={say(view, "Einstellungen der Aussonderung", "Settings of disposal")}
      hasErrors={mistakes.length > 0}
    >
      {props.saved ? (
        <Alert tone="success" role="status">
          <p>{say(view, "Gespeichert.", "Saved.")}</p>
        </Alert>
      ) : null}
      <ErrorSummary view={view} errors={mistakes.map(({ field, message }) => ({ id: fieldId(field), message }))} />
      <Facts
        rows={[
          { term: say(view, "Format der Nachrichten", "Format of the messages"), value: props.format.name },
          {
            term: say(view, "Prüfung vor dem Versand", "Check before sending"),
            value: props.format.asksSchema
              ? say(view, "eigene Regeln und Schema des Standards", "own rules and the schema of the standard")
              : say(view, "nur eigene Regeln", "own rules only"),
            ...(props.format.asksSchema
              ? {}
              : {
                  hint: say(
                    view,
                    "Das Schema des Standards ist auf diesem Server nicht eingerichtet. Das macht, wer ihn betreibt (KLICKAMT_STANDARDS).",
                    "The schema of the standard is not set up on this server. Whoever runs it can do that (KLICKAMT_STANDARDS).",
                  ),
                }),
          },
        ]}
      />
      <Form view={view} action={view.href("/amt/aussonderung/einstellungen")}>
        <TextField
          view={view}
          name="archiv"
          label={say(view, "Name des Archivs", "Name of the archive")}
          value={settings.archiveName}
          maxlength={200}
          {...(wrong === undefined ? {} : { error: wrong.message })}
        />
        <Radios
          view={view}
          name="weg"
          legend={say(view, "Weg der Nachrichten", "Way of the messages")}
          value={settings.way}
          options={[
            {
              value: "folder",
              label: say(view, "Ordner, den das Archiv leert und füllt", "Folder that the archive empties and fills"),
            },
            ...(props.simulatorAllowed
              ? [
                  {
                    value: "simulator",
                    label: say(view, "Simuliertes Archiv (nur in der Demo)", "Simulated archive (demo only)"),
                  },
                ]
              : []),
          ]}
        />
        <Checkboxes
          view={view}
          name="einstufig"
          legend={say(
            view,
            "Einheiten, die ohne Angebot abgegeben werden",
            "Units that are handed over without an offer",
          )}
          hint={say(
            view,
            "Nur, was mit dem Archiv schriftlich vereinbart ist.",
            "Only what was agreed with the archive in writing.",
          )}
          required={false}
          values={settings.oneStepUnits}
          options={units
            .filter(({ aussonderungsart }) => aussonderungsart === "A")
            .map((unit) => ({ value: unit.planUnit, label: `${unit.planUnit} ${unit.title}` }))}
        />
        <Checkbox
          view={view}
          name="direkt"
          label={say(
            view,
            "Löschen, sobald das Archiv die Übernahme bestätigt hat (0506), ohne zweite Person",
            "Delete as soon as the archive has confirmed the import (0506), without a second person",
          )}
          hint={say(
            view,
            "Was das Archiv nicht will, vernichten immer zwei Personen.",
            "What the archive does not want always takes two people.",
          )}
          required={false}
          checked={settings.directAfterImport}
        />
        <Select
          view={view}
          name="protokoll"
          label={say(view, "Einheit für die Protokolle", "Unit for the protocols")}
          value={settings.protocolUnit}
          emptyLabel={null}
          options={units.map((unit) => ({ value: unit.planUnit, label: `${unit.planUnit} ${unit.title}` }))}
        />
        <Actions>
          <SubmitButton>{say(view, "Speichern", "Save")}</SubmitButton>
        </Actions>
      </Form>
    </Frame>
  );
}

function ruleWords(view: DisposalView["view"], change: RetentionChange): string {
  if (change.rule === "unlimited") return say(view, "unbefristet", "for ever");
  if (change.rule === "standard") return say(view, "wie die Akte sagt", "as the file says");
  return say(view, `${change.years} Jahre`, `${change.years} years`);
}

/** How long Akten are kept, for whole units and single Akten. */
export function RetentionPage(
  props: DisposalView & {
    readonly units: readonly PlanUnit[];
    readonly changes: readonly RetentionChange[];
    /** Reference of each Akte that a change is about. */
    readonly references: ReadonlyMap<string, string>;
    readonly typed: Readonly<Record<"wofuer" | "einheit" | "aktenzeichen" | "regel" | "jahre" | "grund", string>>;
    readonly mistakes: readonly Mistake[];
  },
): JSX.Element {
  const { view, units, changes, typed, mistakes } = props;
  const { language } = view;
  const error = (field: string) => {
    const found = mistakes.find((one) => one.field === field);
    return found === undefined ? {} : { error: found.message };
  };
  return (
    <Frame {...props} tab="fristen" title={say(view, "Aufbewahrung", "Retention")} hasErrors={mistakes.length > 0}>
      <ErrorSummary view={view} errors={mistakes.map(({ field, message }) => ({ id: fieldId(field), message }))} />
      <p>
        {say(
          view,
          "Eine Akte wird so lange aufbewahrt, wie sie es beim Anlegen gesagt bekam. Hier legen Sie etwas anderes fest: für alle Akten einer Einheit oder für eine einzelne Akte. Die Frist läuft ab dem Ende des Jahres, in dem die Akte zu den Akten kam.",
          "A file is kept as long as it was told when it was opened. Here you say something else: for all files of a unit, or for one file. The period runs from the end of the year in which the file was closed.",
        )}
      </p>
      {changes.length === 0 ? null : (
        <Section title={say(view, "Festgelegt", "Set")}>
          <Table
            caption={say(view, "Festgelegte Aufbewahrung", "Retention that was set")}
            captionHidden
            dense
            columns={[
              { key: "what", label: say(view, "Für", "For"), rowHeader: true },
              { key: "rule", label: say(view, "Aufbewahrung", "Retention"), narrow: true },
              { key: "reason", label: say(view, "Grund", "Reason") },
              { key: "who", label: say(view, "Von", "By"), narrow: true },
              { key: "when", label: say(view, "Am", "On"), narrow: true },
            ]}
            rows={changes.flatMap((change) => {
              const { planUnit, akteId } = change;
              const reference = akteId === undefined ? undefined : props.references.get(akteId);
              if (akteId !== undefined && reference === undefined) return [];
              const unit = units.find((one) => one.planUnit === planUnit);
              return [
                {
                  key: planUnit ?? akteId ?? "",
                  cells: {
                    what:
                      akteId === undefined ? (
                        `${planUnit} ${unit?.title ?? ""}`
                      ) : (
                        <Link href={view.href(`/amt/akte/${akteId}`)}>{reference}</Link>
                      ),
                    rule: ruleWords(view, change),
                    reason: change.reason,
                    who: change.setBy,
                    when: formatDayShort(dayInBerlin(change.setAt), language),
                  },
                },
              ];
            })}
          />
        </Section>
      )}
      <Section title={say(view, "Neu festlegen", "Set anew")}>
        <Form view={view} action={view.href("/amt/aussonderung/aufbewahrung")}>
          <Radios
            view={view}
            name="wofuer"
            legend={say(view, "Wofür?", "For what?")}
            value={typed.wofuer}
            options={[
              { value: "einheit", label: say(view, "alle Akten einer Einheit", "all files of a unit") },
              { value: "akte", label: say(view, "eine Akte", "one file") },
            ]}
            {...error("wofuer")}
          />
          <Select
            view={view}
            name="einheit"
            label={say(view, "Einheit", "Unit")}
            required={false}
            value={typed.einheit}
            options={units.map((unit) => ({ value: unit.planUnit, label: `${unit.planUnit} ${unit.title}` }))}
            {...error("einheit")}
          />
          <TextField
            view={view}
            name="aktenzeichen"
            label={say(view, "Oder Aktenzeichen", "Or reference")}
            required={false}
            width="medium"
            maxlength={100}
            value={typed.aktenzeichen}
            {...error("aktenzeichen")}
          />
          <Radios
            view={view}
            name="regel"
            legend={say(view, "Wie lange?", "How long?")}
            value={typed.regel}
            options={[
              { value: "years", label: say(view, "so viele Jahre", "so many years") },
              { value: "unlimited", label: say(view, "unbefristet", "for ever") },
              { value: "standard", label: say(view, "wie die Akte sagt", "as the file says") },
            ]}
            {...error("regel")}
          />
          <TextField
            view={view}
            name="jahre"
            label={say(view, "Jahre", "Years")}
            required={false}
            inputmode="numeric"
            width="short"
            maxlength={3}
            value={typed.jahre}
            {...error("jahre")}
          />
          <TextArea
            view={view}
            name="grund"
            label={say(view, "Grund", "Reason")}
            rows={3}
            maxlength={2000}
            value={typed.grund}
            {...error("grund")}
          />
          <Actions>
            <SubmitButton>{say(view, "Festlegen", "Set")}</SubmitButton>
          </Actions>
        </Form>
      </Section>
    </Frame>
  );
}
