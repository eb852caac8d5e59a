import type { JSX } from "preact";
import {
  Actions,
  Alert,
  Badge,
  ButtonLink,
  Checkbox,
  Cluster,
  DeskPage,
  Empty,
  Facts,
  Form,
  Link,
  Prose,
  Section,
  Stack,
  SubmitButton,
  Table,
  Timeline,
  type Tone,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import { deskNav } from "../../accounts/index.ts";
import type { BegunDrafts, Readiness } from "../actions/publish.ts";
import type { CopyNote } from "../model/blank.ts";
import type { Difference } from "../model/difference.ts";
import type { ImportReport } from "../model/import-report.ts";
import type { ServiceVersion, Step } from "../model/service.ts";
import { Seen, ServiceFrame, type Shown, StateBadge } from "./frame.tsx";
import { SampleOutcome } from "./samples-page.tsx";
import { counted, deedText, deedTextWithTime, inView, say, servicePath } from "./say.ts";
import { ProblemList, UndoButton } from "./tree-page.tsx";

const kindWords: Readonly<Record<Difference["kind"], { de: string; en: string; tone: Tone }>> = {
  added: { de: "neu", en: "added", tone: "success" },
  removed: { de: "entfallen", en: "removed", tone: "error" },
  changed: { de: "geändert", en: "changed", tone: "info" },
};

/** What was added, removed and changed, in words. */
export function DifferenceList(props: { view: ViewContext; differences: readonly Difference[] }): JSX.Element {
  const { view, differences } = props;
  if (differences.length === 0) return <p>{say(view, "Kein Unterschied.", "No difference.")}</p>;
  return (
    <ul class="differences">
      {differences.map((difference, index) => (
        <li key={`${index}`}>
          <Badge tone={kindWords[difference.kind].tone}>{kindWords[difference.kind][view.language]}</Badge>{" "}
          <strong>{inView(view, difference.where)}</strong>
          {difference.details.length === 0 ? null : (
            <ul>
              {difference.details.map((detail) => (
                <li key={detail.what.de}>
                  {inView(view, detail.what)}: <del>{inView(view, detail.before)}</del> →{" "}
                  <ins>{inView(view, detail.after)}</ins>
                  {view.language === "de" && detail.before.de === detail.after.de ? (
                    <span>
                      {" "}
                      (Englisch: <del lang="en">{detail.before.en}</del> → <ins lang="en">{detail.after.en}</ins>)
                    </span>
                  ) : null}
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}

const noteWords: Readonly<Record<CopyNote["what"], { de: string; en: string }>> = {
  fees: {
    de: "Gebühren: Das Vorbild rechnet sie im Programm aus. Legen Sie fest, wann welche anfällt: Bei mehreren fällt bis dahin keine an.",
    en: "Fees: the pattern computes them in its program. Say when which is charged: where there are several, none is until then.",
  },
  "akte-title": { de: "Titel der Akte: Prüfen Sie die FEEL-Formel.", en: "Title of the file: check the FEEL formula." },
  "subject-name": {
    de: "Name des Vorgangs: Prüfen Sie die FEEL-Formel.",
    en: "Name of the case: check the FEEL formula.",
  },
  process: {
    de: "Ablauf: Das Vorbild hat einen eigenen. Der Entwurf nimmt „Antrag mit Bescheid“.",
    en: "Procedure: the pattern has one of its own. The draft takes “application with a decision”.",
  },
  prefill: {
    de: "Vorausfüllen aus einem Register geht nur im Vorbild.",
    en: "Prefilling from a register is possible in the pattern only.",
  },
};

/** What came over from the schema, counted, and what was decided without being said there. */
function CameOver(props: { readonly view: ViewContext; readonly report: ImportReport }): JSX.Element {
  const { view } = props;
  const { schema, cameOver, fields, groups, codeLists, assumed } = props.report;
  const of = (came: number, all: number): string => say(view, `${came} von ${all}`, `${came} of ${all}`);
  return (
    <details class="more">
      <summary>
        {say(
          view,
          `Aus dem Schema ${schema.id}: ${of(cameOver.fields, fields)} Feldern und ${of(cameOver.groups, groups)} Gruppen`,
          `From schema ${schema.id}: ${of(cameOver.fields, fields)} fields and ${of(cameOver.groups, groups)} groups`,
        )}
      </summary>
      <Facts
        rows={[
          { term: say(view, "Häufigkeiten", "Cardinalities"), value: cameOver.cardinalities },
          { term: say(view, "Datentypen", "Datatypes"), value: cameOver.datatypes },
          { term: say(view, "Längen, Grenzen, Muster", "Lengths, bounds, patterns"), value: cameOver.precisions },
          { term: say(view, "Hilfetexte", "Help texts"), value: cameOver.helpTexts },
          { term: say(view, "Rechtsgrundlagen", "Legal sources"), value: cameOver.sources },
          { term: say(view, "Feste Texte", "Static texts"), value: cameOver.staticTexts },
          { term: say(view, "Codelisten", "Code lists"), value: of(cameOver.codeLists, codeLists) },
        ]}
      />
      {assumed.length === 0 ? null : (
        <>
          <p>{say(view, "Das steht nicht im Schema, wir haben es angenommen:", "Not in the schema, but assumed:")}</p>
          <ul>
            {assumed.slice(0, 200).map(({ path, text }) => (
              <li key={`${path}-${inView(view, text)}`}>{inView(view, text)}</li>
            ))}
          </ul>
        </>
      )}
    </details>
  );
}

/** One service at a glance: its state, what is in the way, what was done, and what can be done next. */
export function OverviewPage(props: {
  readonly view: ViewContext;
  readonly shown: Shown;
  readonly versions: readonly ServiceVersion[];
  readonly readiness: Readiness | undefined;
  readonly steps: readonly Step[];
  readonly begun: readonly BegunDrafts[];
  readonly origin: { readonly town: string; readonly version: number; readonly newest: number | undefined } | undefined;
  readonly copyNotes: readonly CopyNote[];
  /** Where the service came from a schema. */
  readonly report: ImportReport | undefined;
  /** What of it still needs a person. */
  readonly openPlaces: number;
  /** Fields whose code list has come since it was read. */
  readonly connectable: number;
  readonly done?: string;
  readonly conflict?: { readonly steps: readonly Step[]; readonly kept: boolean };
}): JSX.Element {
  const { view, shown, readiness, origin } = props;
  const { version } = shown;
  const { serviceId } = version;
  const isDraft = version.state === "draft";
  const undo = props.steps.find(({ revocable }) => revocable);
  const published = props.versions.find(({ state }) => state === "published");
  const begunCount = props.begun.reduce((sum, { count }) => sum + count, 0);
  return (
    <ServiceFrame view={view} shown={shown} tab="uebersicht" done={props.done} conflict={props.conflict}>
      {origin?.newest !== undefined && origin.newest > origin.version ? (
        <Alert
          tone="info"
          title={say(view, `${origin.town} hat eine neue Fassung`, `${origin.town} has a new version`)}
        >
          <p>
            {say(
              view,
              `Sie haben Fassung ${origin.version} übernommen, dort gilt jetzt Fassung ${origin.newest}.`,
              `You took over version ${origin.version}; version ${origin.newest} applies there now.`,
            )}{" "}
            <Link href={view.href(servicePath(serviceId, "/neues-der-herkunft"))}>
              {say(view, "Unterschied ansehen und übernehmen", "See the difference and take it over")}
            </Link>
          </p>
        </Alert>
      ) : null}
      {props.copyNotes.length === 0 ? null : (
        <Alert tone="info" title={say(view, "Das müssen Sie nach dem Kopieren prüfen", "Check this after copying")}>
          <ul>
            {props.copyNotes.map(({ what }) => (
              <li key={what}>{noteWords[what][view.language]}</li>
            ))}
          </ul>
        </Alert>
      )}
      {props.report === undefined ? null : <CameOver view={view} report={props.report} />}
      {props.report === undefined ? null : (
        <p>
          <Link href={view.href(servicePath(serviceId, "/offene-stellen"))}>
            {props.openPlaces === 0
              ? say(view, "Alle Stellen aus dem Einlesen sind erledigt", "All places of the import are done")
              : say(
                  view,
                  props.openPlaces === 1
                    ? "Eine Stelle aus dem Einlesen braucht eine Person"
                    : `${props.openPlaces} Stellen aus dem Einlesen brauchen eine Person`,
                  props.openPlaces === 1
                    ? "One place of the import needs a person"
                    : `${props.openPlaces} places of the import need a person`,
                )}
          </Link>
          {props.connectable === 0
            ? null
            : say(view, ". Codelisten, die fehlten, sind jetzt da.", ". Code lists that were missing are there now.")}
        </p>
      )}
      <Facts
        rows={[
          { term: say(view, "Adresse", "Address"), value: <code>{serviceId}</code> },
          {
            term: say(view, "Auf dem Portal", "On the portal"),
            value:
              published === undefined ? (
                say(view, "nein", "no")
              ) : (
                <Link href={view.href(`/leistungen/${serviceId}`)}>
                  {say(view, `Fassung ${published.version}`, `version ${published.version}`)}
                </Link>
              ),
          },
          ...(origin === undefined
            ? []
            : [
                {
                  term: say(view, "Herkunft", "Origin"),
                  value: `${origin.town}, ${say(view, "Fassung", "version")} ${origin.version}`,
                },
              ]),
          { term: say(view, "Zuletzt geändert", "Last changed"), value: deedText(view, version.changed) },
          ...(version.submitted === undefined
            ? []
            : [{ term: say(view, "Vorgelegt", "Submitted"), value: deedText(view, version.submitted) }]),
        ]}
      />
      {isDraft && readiness !== undefined ? (
        <NextStep view={view} shown={shown} readiness={readiness} openPlaces={props.openPlaces} />
      ) : null}
      {!isDraft && shown.mayDesign ? (
        <Form view={view} action={view.href(servicePath(serviceId, "/neue-fassung"))}>
          <Actions>
            <SubmitButton icon="edit">{say(view, "Neue Fassung beginnen", "Begin a new version")}</SubmitButton>
          </Actions>
        </Form>
      ) : null}
      {begunCount === 0 ? null : (
        <Section title={say(view, "Begonnene Anträge", "Begun applications")}>
          <p>
            {say(
              view,
              begunCount === 1
                ? "Ein Antrag wurde auf einer älteren Fassung begonnen und darf dort bleiben."
                : `${begunCount} Anträge wurden auf einer älteren Fassung begonnen und dürfen dort bleiben.`,
              begunCount === 1
                ? "One application was begun on an earlier version and may stay there."
                : `${begunCount} applications were begun on an earlier version and may stay there.`,
            )}{" "}
            {shown.mayPublish ? (
              <Link href={view.href(servicePath(serviceId, "/begonnene"))}>
                {say(view, "Ansehen und umstellen", "See and move")}
              </Link>
            ) : null}
          </p>
        </Section>
      )}
      <Section title={say(view, "Letzte Schritte", "Latest steps")}>
        <UndoButton view={view} shown={shown} undo={undo} />
        {props.steps.length === 0 ? (
          <Empty title={say(view, "Noch keine Änderung", "No change yet")} icon="list">
            <p>
              {say(
                view,
                "Jede Änderung steht hier mit Namen und Zeit und lässt sich zurücknehmen.",
                "Each change stands here with name and time, and can be taken back.",
              )}
            </p>
          </Empty>
        ) : (
          <Timeline
            view={view}
            items={props.steps.map((step) => ({
              title: inView(view, step.what),
              when: deedTextWithTime(view, step),
              state: "done" as const,
            }))}
          />
        )}
      </Section>
      {isDraft && shown.mayDesign ? (
        <p>
          <Link href={view.href(servicePath(serviceId, "/verwerfen"))}>
            {say(view, "Entwurf verwerfen …", "Discard draft …")}
          </Link>
        </p>
      ) : null}
      {published !== undefined && shown.mayPublish ? (
        <p>
          <Link href={view.href(servicePath(serviceId, "/zurueckziehen"))}>
            {say(view, "Vom Portal nehmen …", "Take off the portal …")}
          </Link>
        </p>
      ) : null}
    </ServiceFrame>
  );
}

function NextStep(props: { view: ViewContext; shown: Shown; readiness: Readiness; openPlaces: number }): JSX.Element {
  const { view, shown, readiness } = props;
  const leftOpen = props.openPlaces + shown.openRules > 0;
  const { serviceId, samples } = shown.version;
  const failed = readiness.samples.filter(({ passed }) => !passed);
  return (
    <Section title={say(view, "Bis zum Veröffentlichen", "Until publishing")}>
      <Stack gap="m">
        {readiness.problems.length > 0 ? (
          <Alert
            tone="warning"
            title={say(
              view,
              readiness.problems.length === 1
                ? "Eine Stelle ist noch nicht in Ordnung"
                : `${readiness.problems.length} Stellen sind noch nicht in Ordnung`,
              readiness.problems.length === 1
                ? "One place is not right yet"
                : `${readiness.problems.length} places are not right yet`,
            )}
          >
            <ProblemList view={view} serviceId={serviceId} problems={readiness.problems} />
          </Alert>
        ) : failed.length > 0 ? (
          <Alert
            tone="warning"
            title={say(
              view,
              failed.length === 1
                ? "Eine Probe kommt anders heraus als erwartet"
                : `${failed.length} Proben kommen anders heraus als erwartet`,
              failed.length === 1
                ? "One sample comes out other than expected"
                : `${failed.length} samples come out other than expected`,
            )}
          >
            <ul>
              {failed.map(({ sample }) => (
                <li key={sample.sampleId}>{sample.name}</li>
              ))}
            </ul>
          </Alert>
        ) : (
          <Alert
            tone={leftOpen ? "info" : "success"}
            title={
              leftOpen
                ? say(view, "Nichts hindert am Veröffentlichen", "Nothing keeps it from being published")
                : say(view, "Alles in Ordnung", "Everything is right")
            }
          >
            {leftOpen ? (
              <p>
                {say(
                  view,
                  "Sehen Sie vorher durch, was das Schema offen lässt.",
                  "First look through what the schema leaves open.",
                )}
              </p>
            ) : null}
            <p>
              {samples.length === 0
                ? say(view, "Eine Probe gibt es noch nicht.", "There is no sample yet.")
                : samples.length === 1
                  ? say(view, "Die Probe kommt wie erwartet heraus.", "The sample comes out as expected.")
                  : say(
                      view,
                      `${samples.length} Proben kommen wie erwartet heraus.`,
                      `${samples.length} samples come out as expected.`,
                    )}
            </p>
          </Alert>
        )}
        {shown.openRules === 0 ? null : (
          <p>
            <Link href={view.href(servicePath(serviceId, "/regeln"))}>
              {say(
                view,
                shown.openRules === 1
                  ? "Eine Regel aus dem Schema ist noch offen."
                  : `${shown.openRules} Regeln aus dem Schema sind noch offen.`,
                shown.openRules === 1
                  ? "One rule of the schema is still open."
                  : `${shown.openRules} rules of the schema are still open.`,
              )}
            </Link>
          </p>
        )}
        <Cluster>
          {shown.mayPublish && readiness.problems.length === 0 ? (
            <ButtonLink href={view.href(servicePath(serviceId, "/veroeffentlichen"))}>
              {say(view, "Veröffentlichen …", "Publish …")}
            </ButtonLink>
          ) : null}
          {readiness.fourEyes && shown.editable ? (
            <Form view={view} action={view.href(servicePath(serviceId, "/vorlegen"))} class="inline">
              <Seen version={shown.version} />
              <SubmitButton
                variant="secondary"
                name="fertig"
                value={shown.version.submitted === undefined ? "ja" : "nein"}
              >
                {shown.version.submitted === undefined
                  ? say(view, "Einer zweiten Person vorlegen", "Put before a second person")
                  : say(view, "Doch noch weiter bearbeiten", "Go on editing after all")}
              </SubmitButton>
            </Form>
          ) : null}
        </Cluster>
      </Stack>
    </Section>
  );
}

/** The last look before citizens get it. */
export function PublishPage(props: {
  readonly view: ViewContext;
  readonly shown: Shown;
  readonly readiness: Readiness;
  readonly differences: readonly Difference[] | undefined;
  /** Why this person may not. */
  readonly obstacle?: string;
  readonly refused: boolean;
}): JSX.Element {
  const { view, shown, readiness } = props;
  const { serviceId, version } = shown.version;
  const failed = readiness.samples.filter(({ passed }) => !passed);
  const ready = readiness.problems.length === 0 && failed.length === 0 && props.obstacle === undefined;
  return (
    <ServiceFrame
      view={view}
      shown={shown}
      tab="uebersicht"
      title={say(view, `Fassung ${version} veröffentlichen?`, `Publish version ${version}?`)}
    >
      {props.refused ? (
        <Alert tone="error" role="alert" title={say(view, "Noch nicht veröffentlicht", "Not published yet")} />
      ) : null}
      {props.obstacle === undefined ? null : <Alert tone="warning" title={props.obstacle} />}
      {readiness.problems.length === 0 ? null : (
        <ProblemList view={view} serviceId={serviceId} problems={readiness.problems} />
      )}
      {readiness.samples.length === 0 ? null : (
        <Table
          caption={say(view, "Proben", "Samples")}
          columns={[
            { key: "name", label: say(view, "Probe", "Sample"), rowHeader: true },
            { key: "result", label: say(view, "Ergebnis", "Result") },
          ]}
          rows={readiness.samples.map((result) => ({
            key: result.sample.sampleId,
            cells: { name: result.sample.name, result: <SampleOutcome view={view} result={result} /> },
          }))}
        />
      )}
      <Section title={say(view, "Was sich ändert", "What changes")}>
        {props.differences === undefined ? (
          <p>
            {say(
              view,
              "Das ist die erste Fassung. Sie kommt neu auf das Portal.",
              "This is the first version. It is new on the portal.",
            )}
          </p>
        ) : (
          <DifferenceList view={view} differences={props.differences} />
        )}
      </Section>
      <Prose>
        <p>
          {say(
            view,
            "Die Fassung ist danach fest. Begonnene Anträge bleiben auf ihrer Fassung, bis Sie sie umstellen. Andere Städte der Region können den Dienst übernehmen.",
            "After this the version is fixed. Begun applications stay on their version until you move them. Other towns of the region can take the service over.",
          )}
        </p>
      </Prose>
      <Form view={view} action={view.href(servicePath(serviceId, "/veroeffentlichen"))}>
        <Seen version={shown.version} />
        <Actions>
          {ready ? <SubmitButton>{say(view, "Jetzt veröffentlichen", "Publish now")}</SubmitButton> : null}
          <ButtonLink href={view.href(servicePath(serviceId))} variant="tertiary">
            {say(view, "Abbrechen", "Cancel")}
          </ButtonLink>
        </Actions>
      </Form>
    </ServiceFrame>
  );
}

/** Asks before something is done that citizens or colleagues notice. */
export function ConfirmPage(props: {
  readonly view: ViewContext;
  readonly shown: Shown;
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly button: string;
}): JSX.Element {
  const { view, shown } = props;
  const { serviceId } = shown.version;
  return (
    <ServiceFrame view={view} shown={shown} tab="uebersicht" title={props.title}>
      <Prose>
        <p>{props.text}</p>
      </Prose>
      <Form view={view} action={view.href(servicePath(serviceId, props.action))}>
        <Seen version={shown.version} />
        <Actions>
          <SubmitButton variant="danger">{props.button}</SubmitButton>
          <ButtonLink href={view.href(servicePath(serviceId))} variant="tertiary">
            {say(view, "Abbrechen", "Cancel")}
          </ButtonLink>
        </Actions>
      </Form>
    </ServiceFrame>
  );
}

/** More of one kind nobody reads. */
const mostTold = 50;

/** All versions of a service. */
export function VersionsPage(props: {
  readonly view: ViewContext;
  readonly shown: Shown;
  readonly versions: readonly ServiceVersion[];
  /** Formats in which the form can be taken away. */
  readonly standards: readonly {
    readonly key: string;
    readonly name: string;
    /** Contents that it cannot say. */
    readonly losses: readonly string[];
    /** What is against it all the same. */
    readonly mistakes: readonly {
      readonly path: string;
      readonly text: { readonly de: string; readonly en: string };
    }[];
  }[];
}): JSX.Element {
  const { view, shown, versions } = props;
  const { serviceId } = shown.version;
  return (
    <ServiceFrame view={view} shown={shown} tab="fassungen">
      <Table
        caption={say(view, "Fassungen", "Versions")}
        captionHidden
        columns={[
          { key: "state", label: say(view, "Fassung", "Version"), rowHeader: true },
          { key: "when", label: say(view, "Seit", "Since") },
          { key: "difference", label: say(view, "Unterschied", "Difference") },
        ]}
        rows={versions.map((version, index) => {
          const before = versions[index + 1];
          return {
            key: String(version.version),
            cells: {
              state: <StateBadge view={view} version={version} />,
              when: deedText(view, version.withdrawn ?? version.published ?? version.changed),
              difference:
                before === undefined ? (
                  "–"
                ) : (
                  <Link
                    href={view.href(
                      servicePath(serviceId, `/unterschied?von=${before.version}&bis=${version.version}`),
                    )}
                  >
                    {say(view, `zu Fassung ${before.version}`, `to version ${before.version}`)}
                  </Link>
                ),
            },
          };
        })}
      />
      {props.standards.length === 0 || !shown.mayDesign ? null : (
        <Section title={say(view, "Als Datenschema herunterladen", "Download as a data schema")}>
          <Stack gap="s">
            <Cluster>
              {[...props.standards, { key: "json-schema", name: "JSON Schema 2020-12" }].map(({ key, name }) => (
                <ButtonLink
                  key={key}
                  href={view.href(servicePath(serviceId, `/schema/${key}`))}
                  variant="secondary"
                  icon="download"
                >
                  {name}
                </ButtonLink>
              ))}
            </Cluster>
            {props.standards.map(({ key, name, losses, mistakes }) =>
              losses.length + mistakes.length === 0 ? null : (
                <details key={key} class="more">
                  <summary>
                    {`${name}: ${counted(view, losses.length + mistakes.length, ["Angabe passt", "Angaben passen"], ["content does", "contents do"])} ${say(view, "nicht hinein", "not fit")}`}
                  </summary>
                  <ul>
                    {losses.slice(0, mostTold).map((path) => (
                      <li key={path}>
                        <code>{path}</code>: {say(view, "kennt dieser Standard nicht", "is unknown to this standard")}
                      </li>
                    ))}
                    {mistakes.slice(0, mostTold).map(({ path, text }) => (
                      <li key={`${path}-${text.en}`}>
                        <code>{path}</code>: {inView(view, text)}
                      </li>
                    ))}
                  </ul>
                </details>
              ),
            )}
          </Stack>
        </Section>
      )}
    </ServiceFrame>
  );
}

export function DifferencePage(props: {
  readonly view: ViewContext;
  readonly shown: Shown;
  readonly title: string;
  readonly differences: readonly Difference[];
  /** Takes the newer one over, where it is another town's. */
  readonly takeOver?: string;
}): JSX.Element {
  const { view, shown } = props;
  const { serviceId } = shown.version;
  return (
    <ServiceFrame view={view} shown={shown} tab="fassungen" title={props.title}>
      <DifferenceList view={view} differences={props.differences} />
      {props.takeOver === undefined ? null : (
        <Form view={view} action={view.href(servicePath(serviceId, props.takeOver))}>
          <Seen version={shown.version} />
          <Prose>
            <p>
              {say(
                view,
                "Form und Texte kommen in Ihren Entwurf. Gebühren, Ablauf, Frist und Akte bleiben Ihre. Den Schritt können Sie zurücknehmen.",
                "Form and texts go into your draft. Fees, procedure, deadline and filing stay yours. You can take the step back.",
              )}
            </p>
          </Prose>
          <Actions>
            <SubmitButton>{say(view, "In den Entwurf übernehmen", "Take over into the draft")}</SubmitButton>
          </Actions>
        </Form>
      )}
    </ServiceFrame>
  );
}

/** Applications begun on earlier versions. */
export function BegunPage(props: {
  readonly view: ViewContext;
  readonly shown: Shown;
  readonly begun: readonly BegunDrafts[];
  readonly done?: string;
}): JSX.Element {
  const { view, shown, begun } = props;
  const { serviceId } = shown.version;
  return (
    <ServiceFrame
      view={view}
      shown={shown}
      tab="fassungen"
      title={say(view, "Begonnene Anträge", "Begun applications")}
      done={props.done}
    >
      {begun.length === 0 ? (
        <Empty
          title={say(view, "Keine Anträge auf älteren Fassungen", "No applications on earlier versions")}
          icon="inbox"
        >
          <p>
            {say(
              view,
              "Wer vor einer neuen Fassung begonnen und noch nicht gesendet hat, steht hier.",
              "Whoever began before a new version and has not sent yet stands here.",
            )}
          </p>
        </Empty>
      ) : (
        begun.map(({ version, count, differences }) => (
          <Section key={version} title={say(view, `${count} auf Fassung ${version}`, `${count} on version ${version}`)}>
            <DifferenceList
              view={view}
              differences={differences.filter(({ part }) => part === "form" || part === "check")}
            />
            <Form view={view} action={view.href(servicePath(serviceId, "/begonnene"))}>
              <input type="hidden" name="von" value={String(version)} />
              <Prose>
                <p>
                  {say(
                    view,
                    "Was eingegeben wurde, bleibt. Die Bürgerinnen und Bürger sehen beim nächsten Öffnen, was sich geändert hat.",
                    "What was typed stays. Citizens see what has changed when they open it next.",
                  )}
                </p>
              </Prose>
              <Actions>
                <SubmitButton>{say(view, "Auf die neue Fassung umstellen", "Move to the new version")}</SubmitButton>
              </Actions>
            </Form>
          </Section>
        ))
      )}
    </ServiceFrame>
  );
}

/** Whether publishing takes a second person. */
export function FourEyesPage(props: {
  readonly view: ViewContext;
  readonly fourEyes: boolean;
  readonly done?: string;
}): JSX.Element {
  const { view } = props;
  return (
    <DeskPage
      view={view}
      title={say(view, "Dienste veröffentlichen", "Publishing services")}
      nav={deskNav(view, "verwaltung")}
    >
      <Stack gap="l">
        <Link class="back" href={view.href("/amt/verwaltung")}>
          {say(view, "Verwaltung", "Administration")}
        </Link>
        {props.done === undefined ? null : <Alert tone="success" role="status" title={props.done} />}
        <Form view={view} action={view.href("/amt/verwaltung/vier-augen")}>
          <Checkbox
            view={view}
            name="vier_augen"
            label={say(
              view,
              "Vier Augen: Wer einen Entwurf geändert hat, darf ihn nicht selbst veröffentlichen",
              "Four eyes: whoever has changed a draft may not publish it",
            )}
            checked={props.fourEyes}
            required={false}
          />
          <Actions>
            <SubmitButton>{say(view, "Speichern", "Save")}</SubmitButton>
          </Actions>
        </Form>
      </Stack>
    </DeskPage>
  );
}
