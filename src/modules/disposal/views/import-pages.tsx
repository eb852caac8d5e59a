import type { JSX } from "preact";
import { formatInstant, type Localized } from "../../../kernel/index.ts";
import {
  Actions,
  Alert,
  Badge,
  Empty,
  ErrorSummary,
  Facts,
  FileField,
  Form,
  fieldId,
  Link,
  Section,
  Select,
  Stack,
  SubmitButton,
  Table,
  type Tone,
} from "../../../platform/ui/index.ts";
import type { PlanUnit } from "../../records/index.ts";
import type { Import, ImportedObject } from "../model/import.ts";
import type { PlannedAkte } from "../model/import-plan.ts";
import { type DisposalView, Frame, say } from "./frame.tsx";
import type { Mistake } from "./hold-pages.tsx";

const stateWords: Readonly<Record<Import["state"], { readonly words: Localized; readonly tone: Tone }>> = {
  preview: { words: { de: "wartet auf Sie", en: "waits for you" }, tone: "warning" },
  running: { words: { de: "läuft", en: "running" }, tone: "info" },
  done: { words: { de: "fertig", en: "done" }, tone: "success" },
  dropped: { words: { de: "verworfen", en: "dropped" }, tone: "neutral" },
};

const resultWords: Readonly<Record<ImportedObject["result"], { readonly words: Localized; readonly tone: Tone }>> = {
  taken: { words: { de: "übernommen", en: "taken" }, tone: "success" },
  "not-possible": { words: { de: "nicht möglich", en: "not possible" }, tone: "error" },
  "there-already": { words: { de: "war schon da", en: "was there already" }, tone: "neutral" },
};

const kindWords: Readonly<Record<ImportedObject["kind"], Localized>> = {
  akte: { de: "Akte", en: "File" },
  teilakte: { de: "Teilakte", en: "Part of a file" },
  vorgang: { de: "Vorgang", en: "Case" },
  dokument: { de: "Dokument", en: "Document" },
};

/** Packages from elsewhere, and a new one. */
export function ImportsPage(
  props: DisposalView & {
    readonly imports: readonly Import[];
    readonly refusal: Localized | undefined;
    readonly fileMissing: boolean;
  },
): JSX.Element {
  const { view, imports, refusal } = props;
  const { language } = view;
  return (
    <Frame
      {...props}
      tab="uebernahmen"
      title={say(view, "Übernahmen", "Imports")}
      hasErrors={props.fileMissing || refusal !== undefined}
    >
      {refusal === undefined ? null : (
        <Alert
          tone="error"
          role="alert"
          title={say(view, "Dieses Paket lässt sich nicht übernehmen", "This package cannot be imported")}
        >
          <p>{refusal[language]}</p>
        </Alert>
      )}
      <Section title={say(view, "Paket übernehmen", "Import a package")}>
        <Form view={view} action={view.href("/amt/aussonderung/uebernahmen")} enctype="multipart/form-data">
          <p>
            {say(
              view,
              "Akten aus einem anderen System, als Aussonderung (0503) von xdomea 3.0, 3.1 oder 4.0. Bevor etwas angelegt wird, sehen Sie, was entsteht.",
              "Files of another system, as a hand-over (0503) of xdomea 3.0, 3.1 or 4.0. Before anything is made you see what it will be.",
            )}
          </p>
          <FileField
            view={view}
            name="paket"
            label={say(view, "Paket", "Package")}
            allowed={say(view, "ZIP, höchstens 512 MB", "ZIP, 512 MB at most")}
            accept=".zip"
            {...(props.fileMissing ? { error: say(view, "Wählen Sie eine Datei aus.", "Choose a file.") } : {})}
          />
          <Actions>
            <SubmitButton icon="upload">{say(view, "Hochladen und ansehen", "Upload and look")}</SubmitButton>
          </Actions>
        </Form>
      </Section>
      <Section title={say(view, "Bisherige Übernahmen", "Imports so far")}>
        {imports.length === 0 ? (
          <Empty icon="inbox" title={say(view, "Noch nichts übernommen", "Nothing imported yet")} />
        ) : (
          <Table
            caption={say(view, "Übernahmen", "Imports")}
            captionHidden
            dense
            keyboard
            columns={[
              { key: "when", label: say(view, "Hochgeladen", "Uploaded"), rowHeader: true, narrow: true },
              { key: "source", label: say(view, "Von", "From") },
              { key: "version", label: "xdomea", narrow: true },
              { key: "state", label: say(view, "Stand", "State"), narrow: true },
            ]}
            rows={imports.map((one) => ({
              key: one.importId,
              cells: {
                when: (
                  <Link href={view.href(`/amt/aussonderung/uebernahme/${one.importId}`)}>
                    {formatInstant(one.begunAt, language)}
                  </Link>
                ),
                source: one.source === "" ? one.name : one.source,
                version: one.version,
                state: <Badge tone={stateWords[one.state].tone}>{stateWords[one.state].words[language]}</Badge>,
              },
            }))}
          />
        )}
      </Section>
    </Frame>
  );
}

/** One import: what it will make, or what it has made. */
export function ImportPage(
  props: DisposalView & {
    readonly one: Import;
    /** Before it begins. */
    readonly preview:
      | { readonly akten: readonly PlannedAkte[]; readonly known: ReadonlyMap<string, unknown> }
      | undefined;
    readonly objects: readonly ImportedObject[];
    readonly units: readonly PlanUnit[];
    readonly mistakes: readonly Mistake[];
  },
): JSX.Element {
  const { view, one, preview, objects, mistakes } = props;
  const { language } = view;
  const path = `/amt/aussonderung/uebernahme/${one.importId}`;
  const [mistake] = mistakes;
  const count = (result: ImportedObject["result"]) => objects.filter((object) => object.result === result).length;
  return (
    <Frame
      {...props}
      tab="uebernahmen"
      title={say(view, `Übernahme: ${one.source || one.name}`, `Import: ${one.source || one.name}`)}
      hasErrors={mistakes.length > 0}
    >
      <ErrorSummary view={view} errors={mistakes.map(({ field, message }) => ({ id: fieldId(field), message }))} />
      <Facts
        rows={[
          {
            term: say(view, "Stand", "State"),
            value: <Badge tone={stateWords[one.state].tone}>{stateWords[one.state].words[language]}</Badge>,
          },
          { term: say(view, "Paket", "Package"), value: one.name },
          { term: "xdomea", value: one.version },
          {
            term: say(view, "Hochgeladen", "Uploaded"),
            value: `${formatInstant(one.begunAt, language)}, ${one.begunBy}`,
          },
          ...(one.planUnit === undefined ? [] : [{ term: say(view, "Einheit", "Unit"), value: one.planUnit }]),
        ]}
      />
      {preview === undefined ? null : (
        <Section title={say(view, "Was entsteht", "What will be made")}>
          <Stack gap="m">
            <Table
              caption={say(view, "Akten des Pakets", "Files of the package")}
              captionHidden
              dense
              columns={[
                { key: "title", label: say(view, "Akte", "File"), rowHeader: true },
                { key: "reference", label: say(view, "Zeichen dort", "Reference there"), narrow: true },
                { key: "vorgaenge", label: say(view, "Vorgänge", "Cases"), numeric: true, narrow: true },
                { key: "dokumente", label: say(view, "Dokumente", "Documents"), numeric: true, narrow: true },
                { key: "formats", label: say(view, "Dateien", "Contents"), numeric: true, narrow: true },
                { key: "history", label: say(view, "Historie", "History"), numeric: true, narrow: true },
                { key: "without", label: say(view, "ohne Datei", "without a file"), numeric: true, narrow: true },
                { key: "note", label: say(view, "Hinweis", "Note") },
              ]}
              rows={preview.akten.map((akte) => {
                const dokumente = akte.vorgaenge.flatMap((vorgang) => vorgang.dokumente);
                return {
                  key: akte.sourceUuid,
                  cells: {
                    title: akte.title,
                    reference: akte.kennzeichen,
                    vorgaenge: akte.vorgaenge.length,
                    dokumente: dokumente.length,
                    formats: dokumente.reduce((sum, one) => sum + one.versionen.flat().length, 0),
                    history: akte.vorgaenge.reduce(
                      (sum, one) => sum + one.historie.reduce((inner, { entries }) => inner + entries.length, 0),
                      0,
                    ),
                    without: dokumente.filter(({ fault }) => fault !== undefined).length,
                    note: preview.known.has(akte.sourceUuid)
                      ? say(view, "schon da, wird übergangen", "there already, passed over")
                      : "",
                  },
                };
              })}
            />
            <Form view={view} action={view.href(`${path}/beginnen`)}>
              <Select
                view={view}
                name="einheit"
                label={say(view, "In welche Einheit des Aktenplans?", "Into which unit of the filing plan?")}
                options={props.units.map((unit) => ({ value: unit.planUnit, label: `${unit.planUnit} ${unit.title}` }))}
                {...(mistake === undefined ? {} : { error: mistake.message })}
              />
              <Actions>
                <SubmitButton>{say(view, "Jetzt übernehmen", "Import now")}</SubmitButton>
              </Actions>
            </Form>
            <Form view={view} action={view.href(`${path}/verwerfen`)}>
              <Actions>
                <SubmitButton variant="secondary">{say(view, "Paket verwerfen", "Drop the package")}</SubmitButton>
              </Actions>
            </Form>
          </Stack>
        </Section>
      )}
      {objects.length === 0 ? null : (
        <Section title={say(view, "Bericht", "Report")}>
          <Stack gap="m">
            <p>
              {say(
                view,
                `${count("taken")} übernommen, ${count("there-already")} waren schon da, ${count("not-possible")} nicht möglich.`,
                `${count("taken")} taken, ${count("there-already")} there already, ${count("not-possible")} not possible.`,
              )}
            </p>
            <Table
              caption={say(view, "Objekte", "Objects")}
              captionHidden
              dense
              columns={[
                { key: "title", label: say(view, "Titel", "Title"), rowHeader: true },
                { key: "kind", label: say(view, "Art", "Kind"), narrow: true },
                { key: "result", label: say(view, "Ergebnis", "Result"), narrow: true },
                { key: "remark", label: say(view, "Bemerkung", "Remark") },
              ]}
              rows={objects.slice(0, 500).map((object) => ({
                key: `${object.kind}-${object.sourceUuid}`,
                cells: {
                  title:
                    object.akteId === undefined ? (
                      object.title
                    ) : (
                      <Link href={view.href(`/amt/akte/${object.akteId}`)}>{object.title}</Link>
                    ),
                  kind: kindWords[object.kind][language],
                  result: (
                    <Badge tone={resultWords[object.result].tone}>{resultWords[object.result].words[language]}</Badge>
                  ),
                  remark: object.remark ?? "",
                },
              }))}
            />
          </Stack>
        </Section>
      )}
      {one.leftOver.length === 0 ? null : (
        <Section title={say(view, "Wofür hier kein Platz ist", "What there is no place for")}>
          <Stack gap="s">
            <p>
              {say(
                view,
                "Diese Angaben der Nachricht übernehmen wir nicht (mit Zeile):",
                "These parts of the message are not taken over (with line):",
              )}
            </p>
            <ul>
              {one.leftOver.slice(0, 100).map((path) => (
                <li key={path}>
                  <code translate={false}>{path}</code>
                </li>
              ))}
            </ul>
          </Stack>
        </Section>
      )}
    </Frame>
  );
}
