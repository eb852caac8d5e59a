import type { ComponentChildren, JSX, VNode } from "preact";
import { formatInstant, type PlainDay } from "../../../kernel/index.ts";
import {
  Alert,
  ButtonLink,
  Checkbox,
  Cluster,
  type DeskNavItem,
  DeskPage,
  Empty,
  ErrorSummary,
  Facts,
  Form,
  fieldId,
  Link,
  Section,
  Stack,
  SubmitButton,
  Table,
  Tabs,
  TextArea,
  type ViewContext,
  WhatWasTyped,
} from "../../../platform/ui/index.ts";
import { formatSize, type Message, MessageThread } from "../../messaging/index.ts";
import { type Dokument, dokumentKindWords } from "../../records/index.ts";
import type { CaseTab, Sheet, SheetRow, TaskOption } from "../contracts.ts";
import { currentNodes } from "../model/advance.ts";
import type { Case, HistoryEntry, Task } from "../model/case.ts";
import type { LegalClock } from "../model/legal-clock.ts";
import type { Process } from "../model/process.ts";
import { StatusBadge } from "./desk-lists.tsx";
import { Clock } from "./legal-clock.tsx";
import { ProcessDiagram } from "./process-diagram.tsx";
import { nextInQueue, type Queue, QueueList } from "./queue.tsx";
import { wording } from "./wording.ts";

/** The tabs of the case page, in their order. */
export const caseTabs: readonly CaseTab[] = ["antrag", "dokumente", "nachrichten", "verlauf", "prozess"];

/** How a task can be completed: the outcome, and what follows as the words of its button. */
export interface Completion {
  readonly outcome: string | undefined;
  readonly label: string;
}

export interface CaseHead {
  readonly subject: Case;
  readonly leistung: string;
  readonly clock: LegalClock | undefined;
  /** The task that this member of staff could complete now. */
  readonly task: Task | undefined;
  readonly completions: readonly Completion[];
  readonly options: readonly TaskOption[];
  readonly canAsk: boolean;
  readonly staffId: string;
}

/** Reference, person, clock and the one next step. */
function Head(props: {
  view: ViewContext;
  head: CaseHead;
  noticed: boolean;
  /** The case that is to be done next. */
  nextCaseId: string | undefined;
}): JSX.Element {
  const { view, head } = props;
  const { subject, task } = head;
  const { language } = view;
  const w = (key: keyof typeof wording) => wording[key][language];
  const own = subject.takenBy?.staffId === head.staffId;
  const base = `/amt/vorgang/${subject.caseId}`;
  return (
    <div class="topic">
      <Cluster gap="m" justify="between">
        <Cluster gap="s">
          <h1 class="h1">{subject.subjectName}</h1>
          <strong class="nowrap">{subject.aktenzeichen}</strong>
          <span>{head.leistung}</span>
          <StatusBadge view={view} status={subject.status} />
          <span class="muted">
            {subject.takenBy === undefined
              ? w("untaken")
              : own
                ? w("yours")
                : `${w("withColleague")} ${subject.takenBy.name}`}
          </span>
        </Cluster>
        <Cluster gap="s">
          {subject.status === "done" ? null : subject.takenBy === undefined ? (
            <Form view={view} action={view.href(`${base}/uebernehmen`)} class="cluster">
              <SubmitButton variant={task === undefined ? "primary" : "secondary"}>{w("take")}</SubmitButton>
            </Form>
          ) : own ? (
            <Form view={view} action={view.href(`${base}/zurueckgeben`)} class="cluster">
              <SubmitButton variant="tertiary">{w("release")}</SubmitButton>
            </Form>
          ) : null}
          {props.nextCaseId === undefined ? null : (
            <ButtonLink variant="tertiary" href={view.href(`/amt/vorgang/${props.nextCaseId}`)}>
              {w("nextTask")}
            </ButtonLink>
          )}
          <ButtonLink variant="tertiary" href={view.href("/amt/aufgaben")}>
            {w("backToTasks")}
          </ButtonLink>
        </Cluster>
      </Cluster>
      {head.clock === undefined ? null : <Clock view={view} clock={head.clock} />}
      {subject.status === "waiting" && !props.noticed ? <Alert tone="info" title={w("askedWaiting")} /> : null}
      {task === undefined || head.completions.length === 0 ? null : (
        <Form view={view} action={view.href(`${base}/aufgabe/${task.taskId}`)} class="topic__step">
          <input type="hidden" name="gesehen" value={String(subject.rowVersion)} />
          {head.options.map((option) => {
            const before = subject.variables[option.name];
            const common = {
              view,
              name: `option.${option.name}`,
              label: option.label[language],
              hint: option.hint[language],
            };
            return option.kind === "tick" ? (
              <Checkbox key={option.name} {...common} checked={before === true} />
            ) : (
              <details key={option.name} open={option.open === true || typeof before === "string"}>
                <summary>{option.label[language]}</summary>
                <TextArea {...common} required={false} rows={3} value={typeof before === "string" ? before : ""} />
              </details>
            );
          })}
          <Cluster gap="s">
            <span class="muted">
              {w("nextStep")}: {task.name[language]}
            </span>
            {head.completions.map((completion, index) => (
              <SubmitButton
                key={completion.outcome ?? ""}
                variant={index === 0 ? "primary" : "secondary"}
                {...(completion.outcome === undefined ? {} : { name: "ergebnis", value: completion.outcome })}
              >
                {completion.label}
              </SubmitButton>
            ))}
            {head.canAsk ? (
              <ButtonLink variant="secondary" href={`${view.href(base)}?ansicht=nachrichten#frage`}>
                {w("ask")}
              </ButtonLink>
            ) : null}
          </Cluster>
        </Form>
      )}
    </div>
  );
}

/** Frame of every view of a case: head, tabs, and below them the view with what other modules add to it. */
export function CasePage(props: {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
  readonly head: CaseHead;
  readonly tab: CaseTab;
  readonly counts: Readonly<Partial<Record<CaseTab, number>>>;
  readonly notice: string | undefined;
  readonly queue: Queue;
  readonly today: PlainDay;
  readonly errors?: readonly { readonly id: string; readonly message: string }[];
  readonly panels: readonly { readonly id: string; readonly title: string; readonly content: VNode }[];
  readonly children?: ComponentChildren;
}): JSX.Element {
  const { view, head, errors = [] } = props;
  const { language } = view;
  const { caseId } = head.subject;
  const base = view.href(`/amt/vorgang/${caseId}`);
  const next = nextInQueue(props.queue, caseId);
  return (
    <DeskPage
      view={view}
      title={head.subject.subjectName}
      nav={props.nav}
      hasErrors={errors.length > 0}
      titleHidden
      queue={{
        label: wording.tasks[language],
        content: <QueueList view={view} queue={props.queue} caseId={caseId} today={props.today} />,
      }}
    >
      <ErrorSummary view={view} errors={errors} />
      {props.notice === undefined ? null : (
        <Alert tone="success" role="status" title={props.notice}>
          {next === undefined || head.task !== undefined ? null : (
            <p>
              {wording.nextIs[language]}{" "}
              <Link href={view.href(`/amt/vorgang/${next.caseId}`)}>
                {next.subjectName}: {next.leistung}
              </Link>
            </p>
          )}
        </Alert>
      )}
      <Head view={view} head={head} noticed={props.notice !== undefined} nextCaseId={next?.caseId} />
      <Tabs
        label={wording.caseViews[language]}
        items={caseTabs.map((tab) => {
          const count = props.counts[tab];
          return {
            href: `${base}?ansicht=${tab}`,
            label: wording[tab][language],
            current: tab === props.tab,
            ...(count === undefined ? {} : { count }),
          };
        })}
      />
      {props.children}
      {props.panels.map((panel) => (
        <Section key={panel.id} id={panel.id} title={panel.title}>
          {panel.content}
        </Section>
      ))}
    </DeskPage>
  );
}

/** That the value was filled in beforehand, or what stood there before the person changed it. */
function foundText({ changedFrom }: NonNullable<SheetRow["found"]>, language: ViewContext["language"]): string {
  if (changedFrom === undefined) return wording.filledIn[language];
  return `${wording.changedByPerson[language]} ${changedFrom === "" ? wording.nothing[language] : changedFrom}`;
}

/** What was sent, with the numbers of the printed forms, and what was corrected with old and new. */
export function SheetView(props: {
  readonly view: ViewContext;
  readonly subject: Case;
  readonly sheet: Sheet;
  /** Paths. */
  readonly correctable: ReadonlySet<string>;
}): JSX.Element {
  const { view, subject } = props;
  const { language } = view;
  const w = (key: keyof typeof wording) => wording[key][language];
  return (
    <div class="sheet">
      {subject.found === undefined ? null : (
        <p>
          {w("filledFrom")} {subject.found.label}, {formatInstant(new Date(subject.found.at), language)}
        </p>
      )}
      {props.sheet.sections.map((section) => (
        <Section key={section.title} title={section.title}>
          <Facts
            rows={section.rows.map((row) => ({
              term: row.label,
              value:
                row.previous === undefined ? (
                  row.display === "" ? (
                    <span class="muted">{w("nothing")}</span>
                  ) : row.files !== undefined ? (
                    <Cluster gap="s">
                      {row.files.map((file) => (
                        <Link key={file.dokumentId} href={view.href(`/amt/dokument/${file.dokumentId}`)}>
                          {file.filename}
                        </Link>
                      ))}
                    </Cluster>
                  ) : (
                    row.display
                  )
                ) : (
                  <>
                    <del>
                      <span class="vh">{w("before")}: </span>
                      {row.previous === "" ? w("nothing") : row.previous}
                    </del>{" "}
                    <ins>
                      <span class="vh">{w("now")}: </span>
                      {row.display === "" ? w("nothing") : row.display}
                    </ins>
                  </>
                ),
              // The number on the printed form names the source already.
              hint: [
                row.official === undefined || row.official.length === 0
                  ? row.source
                  : row.official.map((one) => `${one.form} ${w("field")} ${one.number}`).join(" · "),
                ...(row.found === undefined ? [] : [foundText(row.found, language)]),
              ].join(" · "),
              ...(subject.status === "done" || !props.correctable.has(row.path)
                ? {}
                : {
                    action: (
                      <Link
                        href={`${view.href(`/amt/vorgang/${subject.caseId}/angabe`)}?pfad=${encodeURIComponent(row.path)}`}
                      >
                        {w("correct")}
                        <span class="vh">: {row.label}</span>
                      </Link>
                    ),
                  }),
            }))}
          />
        </Section>
      ))}
    </div>
  );
}

/** What lies in the Vorgang. */
export function DocumentsView(props: {
  readonly view: ViewContext;
  readonly subject: Case;
  readonly documents: readonly Dokument[];
}): JSX.Element {
  const { view, subject, documents } = props;
  const { language } = view;
  const w = (key: keyof typeof wording) => wording[key][language];
  return (
    <Stack gap="m">
      {documents.length === 0 ? (
        <Empty title={w("noDocuments")} icon="file">
          <p>{w("noDocumentsText")}</p>
        </Empty>
      ) : (
        <Table
          caption={w("dokumente")}
          captionHidden
          dense
          keyboard
          columns={[
            { key: "title", label: w("document"), rowHeader: true },
            { key: "kind", label: w("kind"), narrow: true },
            { key: "filed", label: w("filed"), narrow: true },
            { key: "size", label: w("size"), narrow: true, numeric: true },
          ]}
          rows={documents.map((document) => ({
            key: document.dokumentId,
            cells: {
              title: <Link href={view.href(`/amt/dokument/${document.dokumentId}/ansicht`)}>{document.title}</Link>,
              kind: dokumentKindWords[document.kind][language],
              filed: formatInstant(document.filedAt, language),
              size: formatSize(document.sizeBytes, language),
            },
          }))}
        />
      )}
      <p>
        <Link href={view.href(`/amt/akte/${subject.akteId}`)}>{w("akte")}</Link>
      </p>
    </Stack>
  );
}

/** What was written, and the form for a question where one can be asked now. */
export function MessagesView(props: {
  readonly view: ViewContext;
  readonly head: CaseHead;
  readonly messages: readonly Message[];
  readonly typed: string;
  readonly error: string | undefined;
}): JSX.Element {
  const { view, head } = props;
  const { subject, task } = head;
  const { language } = view;
  const w = (key: keyof typeof wording) => wording[key][language];
  return (
    <Stack gap="l">
      <h2 class="vh">{w("nachrichten")}</h2>
      <MessageThread view={view} messages={props.messages} office={view.brand?.officialName ?? ""} />
      {task === undefined || !head.canAsk ? null : (
        <Section id="frage" title={w("ask")}>
          <Form view={view} action={view.href(`/amt/vorgang/${subject.caseId}/frage/${task.taskId}`)}>
            <input type="hidden" name="gesehen" value={String(subject.rowVersion)} />
            <TextArea
              view={view}
              name="text"
              label={w("askLabel")}
              hint={w("askHint")}
              value={props.typed}
              maxlength={5000}
              {...(props.error === undefined ? {} : { error: props.error })}
            />
            <Cluster>
              <SubmitButton variant="secondary" icon="mail">
                {w("askButton")}
              </SubmitButton>
            </Cluster>
          </Form>
        </Section>
      )}
    </Stack>
  );
}

function shownValue(value: unknown): string {
  return Array.isArray(value) ? value.join(", ") : typeof value === "string" ? value : "";
}

function whoOf(view: ViewContext, entry: HistoryEntry): string {
  if (entry.actorKind === "citizen") return wording.citizen[view.language];
  return entry.actorKind === "system" ? wording.system[view.language] : (entry.actorName ?? "");
}

function whatOf(view: ViewContext, entry: HistoryEntry): ComponentChildren {
  const { language } = view;
  const text = entry.text[language];
  if (entry.action !== "cases.corrected") return text;
  const before = shownValue(entry.details.shownBefore ?? entry.details.before);
  const after = shownValue(entry.details.shownAfter ?? entry.details.after);
  return (
    <>
      {text}: <del>{before === "" ? wording.nothing[language] : before}</del> →{" "}
      <ins>{after === "" ? wording.nothing[language] : after}</ins>. {wording.reason[language]}:{" "}
      {shownValue(entry.details.reason)}
    </>
  );
}

/** What happened, the latest first. */
export function HistoryView(props: {
  readonly view: ViewContext;
  readonly history: readonly HistoryEntry[];
}): JSX.Element {
  const { view } = props;
  const { language } = view;
  return (
    <Table
      caption={wording.verlauf[language]}
      captionHidden
      dense
      columns={[
        { key: "when", label: wording.when[language], narrow: true, rowHeader: true },
        { key: "what", label: wording.what[language] },
        { key: "who", label: wording.byWhom[language], narrow: true },
      ]}
      rows={props.history.toReversed().map((entry) => ({
        key: entry.historyId,
        cells: {
          when: formatInstant(entry.at, language),
          what: whatOf(view, entry),
          who: whoOf(view, entry),
        },
      }))}
    />
  );
}

/** The procedure with the step that waits now. */
export function ProcessView(props: {
  readonly view: ViewContext;
  readonly subject: Case;
  readonly process: Process;
}): JSX.Element {
  const { view, subject, process } = props;
  return (
    <ProcessDiagram
      process={process}
      current={currentNodes(subject.processState)}
      done={subject.processState.done}
      title={process.name[view.language]}
      language={view.language}
    />
  );
}

/** Somebody was faster: what they did, and the way to what is now. */
export function ConflictPage(props: {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
  readonly subject: Case;
  /** What happened since the page was opened. */
  readonly since: readonly HistoryEntry[];
  /** What was typed and not taken. */
  readonly typed: readonly string[];
}): JSX.Element {
  const { view, subject } = props;
  const { language } = view;
  return (
    <DeskPage view={view} title={wording.conflictTitle[language]} nav={props.nav}>
      <Alert tone="warning" role="alert" title={`${subject.aktenzeichen}, ${subject.subjectName}`}>
        {subject.takenBy === undefined || props.since.length > 0 ? null : (
          <p>
            {wording.conflictTaken[language]} {subject.takenBy.name}.
          </p>
        )}
        {props.since.length === 0 ? null : <p>{wording.conflictText[language]}</p>}
        <ul>
          {props.since.map((entry) => (
            <li key={entry.historyId}>
              {formatInstant(entry.at, language)}, <strong>{whoOf(view, entry)}</strong>: {whatOf(view, entry)}
            </li>
          ))}
        </ul>
      </Alert>
      <Cluster>
        <ButtonLink href={view.href(`/amt/vorgang/${subject.caseId}`)}>{wording.conflictNow[language]}</ButtonLink>
        <ButtonLink variant="secondary" href={view.href("/amt/aufgaben")}>
          {wording.backToTasks[language]}
        </ButtonLink>
      </Cluster>
      <WhatWasTyped view={view} typed={props.typed} />
    </DeskPage>
  );
}

/** Id of the question's field, for the error summary. */
export const questionFieldId = fieldId("text");
