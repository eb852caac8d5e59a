import type { JSX } from "preact";
import { formatInstant, type Language } from "../../../kernel/index.ts";
import {
  Alert,
  Badge,
  ButtonLink,
  Checkbox,
  Cluster,
  type DeskNavItem,
  DeskPage,
  Empty,
  FileField,
  Form,
  Link,
  Pager,
  Radios,
  Section,
  Select,
  Stack,
  SubmitButton,
  Table,
  TextField,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { PlanPreview } from "../actions/change-aktenplan.ts";
import { differencesOfUnits, type PlanUnit } from "../model/aktenplan.ts";
import { aktenzeichenOf, isAktenzeichenRule } from "../model/aktenzeichen.ts";
import type { PlanEntry } from "../store/index.ts";
import { cancelTo, FormPage, field, type Typed } from "./form-page.tsx";
import { csvMistakeWords, planFieldWords, words } from "./registry-wording.ts";
import { aussonderungWords, wording } from "./wording.ts";

type CountedUnit = PlanUnit & { readonly akten: number };

interface PageProps {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
}

const yes = (value: boolean, language: Language): string =>
  language === "de" ? (value ? "ja" : "nein") : value ? "yes" : "no";

/** A value of a unit in words. */
function valueWords(unit: PlanUnit, name: keyof typeof planFieldWords, language: Language): string {
  const value = unit[name];
  if (typeof value === "boolean") return yes(value, language);
  if (name === "aussonderungsart") return aussonderungWords[unit.aussonderungsart][language];
  return String(value);
}

const unitPath = (planUnit: string) => `/amt/akten/plan/einheit?nummer=${encodeURIComponent(planUnit)}`;

/** The whole Aktenplan, to be changed. */
export function PlanPage(
  props: PageProps & { readonly plan: readonly CountedUnit[]; readonly saved: boolean },
): JSX.Element {
  const { view, plan } = props;
  const { language } = view;
  return (
    <DeskPage
      view={view}
      title={wording.plan[language]}
      nav={props.nav}
      tools={
        <Cluster gap="s">
          <ButtonLink variant="tertiary" href={view.href("/amt/akten/plan/verlauf")}>
            {wording.history[language]}
          </ButtonLink>
          <ButtonLink variant="secondary" icon="download" href={view.href("/amt/akten/plan/datei")}>
            {language === "de" ? "Als CSV sichern" : "Save as CSV"}
          </ButtonLink>
          <ButtonLink variant="secondary" icon="upload" href={view.href("/amt/akten/plan/einlesen")}>
            {language === "de" ? "CSV einlesen" : "Read a CSV"}
          </ButtonLink>
          <ButtonLink icon="plus" href={view.href("/amt/akten/plan/neu")}>
            {language === "de" ? "Einheit anlegen" : "Make a unit"}
          </ButtonLink>
        </Cluster>
      }
    >
      <Stack gap="l">
        {props.saved ? (
          <Alert tone="success" role="status">
            <p>{language === "de" ? "Der Aktenplan ist gespeichert." : "The filing plan was saved."}</p>
          </Alert>
        ) : null}
        <Table
          caption={wording.plan[language]}
          captionHidden
          dense
          keyboard
          columns={[
            { key: "planUnit", label: planFieldWords.planUnit[language], narrow: true, rowHeader: true },
            { key: "title", label: planFieldWords.title[language] },
            { key: "retention", label: wording.retention[language], numeric: true, narrow: true },
            { key: "after", label: wording.aussonderung[language] },
            { key: "rule", label: wording.aktenzeichen[language], narrow: true },
            { key: "akten", label: wording.akten[language], numeric: true, narrow: true },
            { key: "state", label: wording.state[language], narrow: true },
          ]}
          rows={plan.map((unit) => ({
            key: unit.planUnit,
            cells: {
              planUnit: <Link href={view.href(unitPath(unit.planUnit))}>{unit.planUnit}</Link>,
              title: unit.takesAkten ? unit.title : <strong>{unit.title}</strong>,
              retention: unit.takesAkten ? unit.retentionYears : "",
              after: unit.takesAkten ? aussonderungWords[unit.aussonderungsart][language] : "",
              rule: unit.takesAkten ? <code translate={false}>{exampleOf(unit)}</code> : "",
              akten: unit.takesAkten ? unit.akten : "",
              state: unit.takesAkten ? (
                unit.closed ? (
                  <Badge>{language === "de" ? "geschlossen" : "closed"}</Badge>
                ) : (
                  ""
                )
              ) : (
                <Badge tone="neutral">{language === "de" ? "Gruppe" : "group"}</Badge>
              ),
            },
          }))}
        />
        <p>
          <Link href={view.href("/amt/akten")}>{words.toAkten[language]}</Link>
        </p>
      </Stack>
    </DeskPage>
  );
}

/** How the first Aktenzeichen of a year would look. */
function exampleOf(unit: Pick<PlanUnit, "planUnit" | "rule">): string {
  return isAktenzeichenRule(unit.rule) ? aktenzeichenOf(unit.planUnit, 2026, 1, unit.rule) : unit.rule;
}

/** A unit that is new or being changed. */
export function PlanUnitPage(
  props: PageProps & {
    readonly typed: Typed;
    /** Undefined where it is new. */
    readonly unit: PlanUnit | undefined;
    readonly removable: boolean;
  },
): JSX.Element {
  const { view, typed, unit } = props;
  const { language } = view;
  const title =
    unit === undefined ? (language === "de" ? "Einheit anlegen" : "Make a unit") : `${unit.planUnit} ${unit.title}`;
  return (
    <FormPage
      {...props}
      title={title}
      action={view.href(unit === undefined ? "/amt/akten/plan/neu" : unitPath(unit.planUnit))}
      submit={words.save[language]}
      back={{ href: view.href("/amt/akten/plan"), label: words.toPlan[language] }}
      below={
        unit === undefined ? null : (
          <Cluster gap="m">
            <Link href={view.href(`/amt/akten/plan/verlauf?nummer=${encodeURIComponent(unit.planUnit)}`)}>
              {language === "de" ? "Verlauf dieser Einheit" : "History of this unit"}
            </Link>
            {props.removable ? (
              <Link href={view.href(`/amt/akten/plan/entfernen?nummer=${encodeURIComponent(unit.planUnit)}`)}>
                {language === "de" ? "Einheit entfernen" : "Remove the unit"}
              </Link>
            ) : (
              <span class="muted">
                {language === "de"
                  ? "Nicht zu entfernen: In ihr oder unter ihr gab es Akten, oder sie gruppiert andere."
                  : "Cannot be removed: there were files in it or below it, or it groups others."}
              </span>
            )}
          </Cluster>
        )
      }
    >
      {unit === undefined ? (
        <TextField
          view={view}
          {...field(typed, "planUnit")}
          label={planFieldWords.planUnit[language]}
          width="medium"
          spellcheck={false}
          autocomplete="off"
          maxlength={80}
          hint={
            language === "de"
              ? "Ebenen durch Punkte getrennt: 32 ist eine Gruppe, 32.40 liegt darunter, 32.40.10 unter dieser."
              : "Levels parted by dots: 32 is a group, 32.40 lies below it, 32.40.10 below that."
          }
        />
      ) : null}
      <TextField view={view} {...field(typed, "title")} label={planFieldWords.title[language]} maxlength={300} />
      <Radios
        view={view}
        {...field(typed, "takesAkten")}
        legend={language === "de" ? "Was ist sie?" : "What is it?"}
        inline
        options={[
          { value: "ja", label: language === "de" ? "nimmt Akten auf" : "takes files" },
          { value: "nein", label: language === "de" ? "gruppiert andere" : "groups others" },
        ]}
      />
      <TextField
        view={view}
        {...field(typed, "retentionYears")}
        label={planFieldWords.retentionYears[language]}
        hint={wording.retentionHint[language]}
        inputmode="numeric"
        width="short"
      />
      <Select
        view={view}
        {...field(typed, "aussonderungsart")}
        label={planFieldWords.aussonderungsart[language]}
        emptyLabel={null}
        width="medium"
        options={Object.entries(aussonderungWords).map(([value, label]) => ({
          value,
          label: `${value}: ${label[language]}`,
        }))}
      />
      <TextField
        view={view}
        {...field(typed, "source")}
        label={planFieldWords.source[language]}
        maxlength={500}
        hint={language === "de" ? "Gesetz, Satzung oder Dienstanweisung." : "A law, by-law or instruction."}
      />
      <TextField
        view={view}
        {...field(typed, "rule")}
        label={planFieldWords.rule[language]}
        maxlength={80}
        spellcheck={false}
        autocomplete="off"
        hint={
          language === "de"
            ? "{einheit}, {jahr}, {nummer:5} in dieser Folge, dazwischen -, _ oder Leerzeichen; am Ende darf ein Zusatz stehen: {einheit}-{jahr}-{nummer:3}-MARKT. Gilt für neue Akten."
            : "{einheit}, {jahr}, {nummer:5} in this order, parted by -, _ or a space; a suffix may follow: {einheit}-{jahr}-{nummer:3}-MARKT. Holds for new files."
        }
      />
      <Checkbox
        view={view}
        name="closed"
        label={planFieldWords.closed[language]}
        checked={typed.values.closed === "ja"}
        hint={
          language === "de"
            ? "Niemand legt hier mehr eine Akte an. Online-Anträge, die diese Einheit nennen, kommen weiter an."
            : "Nobody opens a file here any more. Online applications that name this unit still arrive."
        }
      />
    </FormPage>
  );
}

export function RemovePlanUnitPage(props: PageProps & { readonly unit: PlanUnit }): JSX.Element {
  const { view, unit } = props;
  const { language } = view;
  return (
    <FormPage
      {...props}
      title={language === "de" ? `Einheit ${unit.planUnit} entfernen` : `Remove unit ${unit.planUnit}`}
      action={view.href(`/amt/akten/plan/entfernen?nummer=${encodeURIComponent(unit.planUnit)}`)}
      submit={language === "de" ? "Einheit entfernen" : "Remove the unit"}
      danger
      back={cancelTo(view, unitPath(unit.planUnit))}
      lead={
        <p>
          {unit.title}.{" "}
          {language === "de"
            ? "In ihr gab es nie eine Akte. Der Verlauf des Aktenplans behält, dass es sie gab."
            : "There never was a file in it. The history of the plan keeps that it existed."}
        </p>
      }
    />
  );
}

export function ReadPlanPage(props: PageProps & { readonly mistake?: string }): JSX.Element {
  const { view } = props;
  const { language } = view;
  return (
    <FormPage
      {...props}
      title={language === "de" ? "Aktenplan aus einer CSV-Datei" : "Filing plan from a CSV file"}
      action={view.href("/amt/akten/plan/einlesen")}
      enctype="multipart/form-data"
      submit={words.preview[language]}
      typed={{ values: {}, mistakes: props.mistake === undefined ? {} : { datei: props.mistake } }}
      back={{ href: view.href("/amt/akten/plan"), label: words.toPlan[language] }}
      lead={
        <p>
          {language === "de"
            ? "Sie sehen zuerst, was sich ändert. Am besten sichern Sie den Plan als CSV, ändern ihn und lesen ihn wieder ein."
            : "You see first what would change. Best save the plan as CSV, change it and read it again."}
        </p>
      }
    >
      <FileField
        view={view}
        name="datei"
        label={language === "de" ? "CSV-Datei" : "CSV file"}
        accept=".csv,text/csv"
        allowed={language === "de" ? "CSV in UTF-8, höchstens 256 kB" : "CSV in UTF-8, at most 256 kB"}
        {...(props.mistake === undefined ? {} : { error: props.mistake })}
      />
    </FormPage>
  );
}

function ChangedUnits(props: { readonly view: ViewContext; readonly preview: PlanPreview }): JSX.Element {
  const { view, preview } = props;
  const { language } = view;
  const { added, changed, missing } = preview.changes;
  const rows = [
    ...added.map((unit) => ({ unit, what: language === "de" ? "kommt hinzu" : "is added", tone: "success" as const })),
    ...changed.map(({ before, after }) => ({
      unit: after,
      what: differencesOfUnits(before, after)
        .map(
          (name) =>
            `${planFieldWords[name][language]}: ${valueWords(before, name, language)} → ${valueWords(after, name, language)}`,
        )
        .join("; "),
      tone: undefined,
    })),
    ...missing.map((unit) => ({
      unit,
      what: language === "de" ? "wird entfernt" : "is removed",
      tone: "warning" as const,
    })),
  ];
  return (
    <Table
      caption={language === "de" ? "Was sich ändert" : "What changes"}
      captionHidden
      dense
      keyboard
      columns={[
        { key: "planUnit", label: planFieldWords.planUnit[language], narrow: true },
        { key: "title", label: planFieldWords.title[language], rowHeader: true },
        { key: "what", label: wording.what[language] },
      ]}
      rows={rows.map(({ unit, what, tone }) => ({
        key: unit.planUnit,
        cells: {
          planUnit: unit.planUnit,
          title: unit.title,
          what: tone === undefined ? what : <Badge tone={tone}>{what}</Badge>,
        },
      }))}
    />
  );
}

/** What a file would change, or what is wrong with it by line. */
export function PlanPreviewPage(
  props: PageProps & {
    readonly csv: string;
    readonly preview: PlanPreview;
    /** How many are not in the file, and how many of these stay in any case. */
    readonly removeMissing: boolean;
  },
): JSX.Element {
  const { view, csv, preview } = props;
  const { language } = view;
  const { added, changed, missing } = preview.changes;
  const count = added.length + changed.length + missing.length;
  if (preview.mistakes.length > 0) {
    return (
      <DeskPage
        view={view}
        title={language === "de" ? "So lässt sich der Aktenplan nicht einlesen" : "The plan cannot be read like this"}
        nav={props.nav}
        hasErrors
      >
        <Stack gap="l">
          <Alert tone="error" role="alert">
            <p>
              {language === "de"
                ? `Fehler in der Datei: ${preview.mistakes.length}. Es wurde nichts geändert.`
                : `Mistakes in the file: ${preview.mistakes.length}. Nothing was changed.`}
            </p>
          </Alert>
          <Table
            caption={language === "de" ? "Fehler nach Zeilen" : "Mistakes by line"}
            captionHidden
            dense
            columns={[
              { key: "line", label: language === "de" ? "Zeile" : "Line", numeric: true, narrow: true },
              { key: "about", label: language === "de" ? "Wo" : "Where", narrow: true },
              {
                key: "what",
                label: language === "de" ? "Was zu berichtigen ist" : "What has to be put right",
                rowHeader: true,
              },
            ]}
            rows={preview.mistakes.slice(0, 200).map((mistake, index) => ({
              key: String(index),
              cells: { line: mistake.line, about: mistake.about, what: csvMistakeWords[mistake.what][language] },
            }))}
          />
          <p>
            <ButtonLink href={view.href("/amt/akten/plan/einlesen")}>
              {language === "de" ? "Andere Datei wählen" : "Choose another file"}
            </ButtonLink>
          </p>
        </Stack>
      </DeskPage>
    );
  }
  const hidden = <input type="hidden" name="csv" value={csv} />;
  return (
    <DeskPage
      view={view}
      title={language === "de" ? "Was sich am Aktenplan ändert" : "What changes in the filing plan"}
      nav={props.nav}
    >
      <Stack gap="l">
        <p>
          {language === "de"
            ? `Neu: ${added.length}, geändert: ${changed.length}, entfernt: ${missing.length}. Noch ist nichts geschehen.`
            : `New: ${added.length}, changed: ${changed.length}, removed: ${missing.length}. Nothing has happened yet.`}
        </p>
        {count === 0 ? (
          <Alert tone="info">
            <p>{language === "de" ? "Die Datei ändert nichts." : "The file changes nothing."}</p>
          </Alert>
        ) : (
          <ChangedUnits view={view} preview={preview} />
        )}
        <Section
          title={language === "de" ? "Einheiten, die nicht in der Datei stehen" : "Units that are not in the file"}
        >
          <Form view={view} action={view.href("/amt/akten/plan/einlesen")}>
            {hidden}
            <Stack gap="m">
              <Checkbox
                view={view}
                name="entfernen"
                label={
                  language === "de" ? "Entfernen, wo es nie Akten gab" : "Remove them where there never were files"
                }
                checked={props.removeMissing}
                required={false}
              />
              <SubmitButton variant="secondary">
                {language === "de" ? "Vorschau erneuern" : "Renew the preview"}
              </SubmitButton>
            </Stack>
          </Form>
        </Section>
        <Form view={view} action={view.href("/amt/akten/plan/uebernehmen")}>
          {hidden}
          <input type="hidden" name="entfernen" value={props.removeMissing ? "ja" : ""} />
          <Cluster gap="s">
            {count === 0 ? null : (
              <SubmitButton>
                {language === "de" ? `Jetzt übernehmen (${count})` : `Take over now (${count})`}
              </SubmitButton>
            )}
            <ButtonLink variant="tertiary" href={view.href("/amt/akten/plan")}>
              {words.cancel[language]}
            </ButtonLink>
          </Cluster>
        </Form>
      </Stack>
    </DeskPage>
  );
}

const planActionWords = {
  angelegt: { de: "angelegt", en: "made" },
  geaendert: { de: "geändert", en: "changed" },
  entfernt: { de: "entfernt", en: "removed" },
} as const;

export function PlanHistoryPage(
  props: PageProps & {
    readonly planUnit: string | undefined;
    readonly entries: readonly PlanEntry[];
    readonly firstHref: string | undefined;
    readonly nextHref: string | undefined;
  },
): JSX.Element {
  const { view, entries, planUnit } = props;
  const { language } = view;
  const title = language === "de" ? "Verlauf des Aktenplans" : "History of the filing plan";
  return (
    <DeskPage view={view} title={planUnit === undefined ? title : `${title}: ${planUnit}`} nav={props.nav}>
      <Stack gap="l">
        {entries.length === 0 ? (
          <Empty title={language === "de" ? "Noch nichts geändert" : "Nothing changed yet"} icon="clock">
            <p>
              {language === "de"
                ? "Jede Änderung am Aktenplan steht hier, mit dem, was vorher galt."
                : "Every change of the plan stands here, with what was before."}
            </p>
          </Empty>
        ) : (
          <Table
            caption={title}
            captionHidden
            dense
            columns={[
              { key: "planUnit", label: planFieldWords.planUnit[language], narrow: true, rowHeader: true },
              { key: "what", label: wording.what[language] },
              { key: "when", label: wording.when[language], narrow: true },
              { key: "who", label: wording.who[language], narrow: true },
            ]}
            rows={entries.map((entry) => ({
              key: entry.entryId,
              cells: {
                planUnit: entry.planUnit,
                what: entryWords(entry, language),
                when: formatInstant(entry.recordedAt, language),
                who: entry.who ?? wording.program[language],
              },
            }))}
          />
        )}
        <Pager
          view={view}
          {...(props.firstHref === undefined ? {} : { previousHref: props.firstHref })}
          {...(props.nextHref === undefined ? {} : { nextHref: props.nextHref })}
        />
        <p>
          <Link href={view.href("/amt/akten/plan")}>{words.toPlan[language]}</Link>
        </p>
      </Stack>
    </DeskPage>
  );
}

function entryWords(entry: PlanEntry, language: Language): string {
  const { before, after } = entry;
  const action = planActionWords[entry.action][language];
  if (before === null || after === null) return `${(after ?? before)?.title ?? ""} ${action}`;
  const changes = differencesOfUnits(before, after).map(
    (name) =>
      `${planFieldWords[name][language]}: ${valueWords(before, name, language)} → ${valueWords(after, name, language)}`,
  );
  return changes.join("; ");
}
