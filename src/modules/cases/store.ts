import { CompiledQuery, type Insertable, type RawBuilder, type Selectable, type SqlBool, sql } from "kysely";
import {
  type Duty,
  Forbidden,
  isId,
  type Language,
  NotFound,
  newId,
  type PlainDay,
  parsePlainDay,
} from "../../kernel/index.ts";
import { type Ctx, defer } from "../../platform/db/index.ts";
import { type CircleChange, circlesOf, type Sight, worksIn } from "../records/index.ts";
import type { ProcessState } from "./model/advance.ts";
import type { Case, CaseAnswers, CaseStatus, Deadline, Found, HistoryEntry, Task, TaskState } from "./model/case.ts";
import type { QueryWord } from "./model/search-terms.ts";
import type { CasesTables } from "./tables.ts";

type CaseRow = Selectable<CasesTables["cases.case"]>;
type TaskRow = Selectable<CasesTables["cases.task"]>;
type HistoryRow = Selectable<CasesTables["cases.history"]>;

const tables = (ctx: Ctx) => ctx.tx.withTables<CasesTables>();

const caseColumns = [
  "case_id",
  "leistung_id",
  "leistung_version",
  "form_hash",
  "answers",
  "subject_name",
  "language",
  "mailbox_id",
  "akte_id",
  "vorgang_id",
  "aktenzeichen",
  "process_key",
  "found",
  "process_id",
  "process_state",
  "variables",
  "status",
  "received_at",
  "due_on",
  "deadline",
  "deadline_met_at",
  "taken_by",
  "taken_by_name",
  "closed_at",
  "row_version",
] as const;

const taskColumns = [
  "task_id",
  "case_id",
  "token_id",
  "node_id",
  "leistung_id",
  "name_de",
  "name_en",
  "duty",
  "outcomes",
  "form",
  "state",
  "opened_at",
  "due_on",
  "assignee",
  "assignee_name",
  "reminded_at",
  "done_at",
  "done_by_name",
  "outcome",
] as const;

function toCase(row: Pick<CaseRow, (typeof caseColumns)[number]>): Case {
  return {
    caseId: row.case_id,
    leistungId: row.leistung_id,
    leistungVersion: row.leistung_version,
    formHash: row.form_hash,
    answers: row.answers as CaseAnswers,
    subjectName: row.subject_name,
    language: row.language as Language,
    mailboxId: row.mailbox_id,
    akteId: row.akte_id,
    vorgangId: row.vorgang_id,
    aktenzeichen: row.aktenzeichen,
    processKey: row.process_key ?? row.leistung_id,
    ...(row.found === null ? {} : { found: row.found as Found }),
    processId: row.process_id,
    processState: row.process_state as ProcessState,
    variables: row.variables as Case["variables"],
    status: row.status as CaseStatus,
    receivedAt: row.received_at,
    rowVersion: row.row_version,
    ...(row.due_on === null ? {} : { dueOn: row.due_on }),
    ...(row.deadline === null ? {} : { deadline: row.deadline as Deadline }),
    ...(row.deadline_met_at === null ? {} : { deadlineMetAt: row.deadline_met_at }),
    ...(row.taken_by === null ? {} : { takenBy: { staffId: row.taken_by, name: row.taken_by_name ?? "" } }),
    ...(row.closed_at === null ? {} : { closedAt: row.closed_at }),
  };
}

function toTask(row: Pick<TaskRow, (typeof taskColumns)[number]>): Task {
  return {
    taskId: row.task_id,
    caseId: row.case_id,
    tokenId: row.token_id,
    nodeId: row.node_id,
    leistungId: row.leistung_id,
    name: { de: row.name_de, en: row.name_en },
    duty: row.duty as Duty,
    outcomes: row.outcomes,
    state: row.state as TaskState,
    openedAt: row.opened_at,
    ...(row.form === null ? {} : { form: row.form }),
    ...(row.due_on === null ? {} : { dueOn: row.due_on }),
    ...(row.assignee === null ? {} : { assignee: { staffId: row.assignee, name: row.assignee_name ?? "" } }),
    ...(row.reminded_at === null ? {} : { remindedAt: row.reminded_at }),
    ...(row.done_at === null ? {} : { doneAt: row.done_at }),
    ...(row.done_by_name === null ? {} : { doneByName: row.done_by_name }),
    ...(row.outcome === null ? {} : { outcome: row.outcome }),
  };
}

function toHistory(row: HistoryRow): HistoryEntry {
  return {
    historyId: row.history_id,
    action: row.action,
    actorKind: row.actor_kind as HistoryEntry["actorKind"],
    text: { de: row.text_de, en: row.text_en },
    details: row.details as HistoryEntry["details"],
    caseVersion: row.case_version,
    at: row.at,
    ...(row.actor_name === null ? {} : { actorName: row.actor_name }),
    ...(row.citizen_text_de === null
      ? {}
      : { citizenText: { de: row.citizen_text_de, en: row.citizen_text_en ?? row.citizen_text_de } }),
  };
}

// — Who sees it —————————————————————————————————————————————————————————

/** Condition that the Akte of a case may be seen. */
function caseSeenBy(sight: Sight): RawBuilder<SqlBool> {
  if (sight.everything) return sql`true`;
  const inCircle = sql<SqlBool>`circle_id = any(${[...sight.circles]}::int[])`;
  return sight.akten.length === 0 ? inCircle : sql`(${inCircle} or akte_id = any(${[...sight.akten]}::uuid[]))`;
}

/**
 * The circles whose cases lists read, each as a range of its own. What somebody may only read for a time is in no list.
 * For jobs and citizens: all circles that have cases.
 */
async function listedCircles(ctx: Ctx): Promise<readonly number[]> {
  const sight = await circlesOf(ctx);
  if (!sight.everything) return sight.circles;
  const { rows } = await sql<{ circle_id: number }>`
    with recursive circle (circle_id) as (
      (select circle_id from cases.case where tenant_id = ${ctx.tenant} order by circle_id limit 1)
      union all
      select (select c.circle_id from cases.case c where c.tenant_id = ${ctx.tenant} and c.circle_id > circle.circle_id
        order by c.circle_id limit 1) from circle where circle.circle_id is not null
    )
    select circle_id from circle where circle_id is not null`.execute(ctx.tx);
  return rows.map((row) => row.circle_id);
}

/** Puts cases into the circle of their Akte: with their tasks and the words by which they are found. */
export async function saveCircle(ctx: Ctx, { akteId, circleId, caseIds }: CircleChange): Promise<void> {
  await sql`
    with tasks as (
      update cases.task set circle_id = ${circleId}
      where tenant_id = ${ctx.tenant} and case_id = any(${[...caseIds]}::uuid[]) and circle_id <> ${circleId}
    ), words as (
      update cases.search_term set circle_id = ${circleId}
      where tenant_id = ${ctx.tenant} and case_id = any(${[...caseIds]}::uuid[]) and circle_id <> ${circleId}
    )
    update cases.case set circle_id = ${circleId}, akte_id = ${akteId}
    where tenant_id = ${ctx.tenant} and case_id = any(${[...caseIds]}::uuid[])`.execute(ctx.tx);
}

// — One case ————————————————————————————————————————————————————————————

/** What members of staff do not see in the E-Akte does not exist for them here either. */
export async function findCase(ctx: Ctx, caseId: string): Promise<Case | undefined> {
  const sight = await circlesOf(ctx);
  const row = await tables(ctx)
    .selectFrom("cases.case")
    .select(caseColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .where(caseSeenBy(sight))
    .executeTakeFirst();
  return row === undefined ? undefined : toCase(row);
}

/** @throws NotFound `cases.no-such-case` */
export async function getCase(ctx: Ctx, caseId: string): Promise<Case> {
  const found = await findCase(ctx, caseId);
  if (found === undefined) throw new NotFound("cases.no-such-case");
  return found;
}

/**
 * The case, locked until the transaction ends: of two people at once the second sees what the first did.
 * @throws NotFound `cases.no-such-case`; Forbidden `records.read-only` where its Akte may be read and not changed
 */
export async function getCaseForUpdate(ctx: Ctx, caseId: string): Promise<Case> {
  const sight = await circlesOf(ctx);
  const row = await tables(ctx)
    .selectFrom("cases.case")
    .select(caseColumns)
    .select("circle_id")
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .where(caseSeenBy(sight))
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw new NotFound("cases.no-such-case");
  if (!worksIn(sight, row.circle_id)) throw new Forbidden("records.read-only");
  return toCase(row);
}

export async function findCaseByAktenzeichen(ctx: Ctx, aktenzeichen: string): Promise<Case | undefined> {
  const sight = await circlesOf(ctx);
  const row = await tables(ctx)
    .selectFrom("cases.case")
    .select(caseColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("aktenzeichen", "=", aktenzeichen)
    .where(caseSeenBy(sight))
    .executeTakeFirst();
  return row === undefined ? undefined : toCase(row);
}

/** Cases of a mailbox, the newest first. */
export async function listCasesOfMailbox(ctx: Ctx, mailboxId: string): Promise<readonly Case[]> {
  const sight = await circlesOf(ctx);
  const rows = await tables(ctx)
    .selectFrom("cases.case")
    .select(caseColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("mailbox_id", "=", mailboxId)
    .where(caseSeenBy(sight))
    .orderBy("case_id", "desc")
    .limit(200)
    .execute();
  return rows.map(toCase);
}

/** Makes equal submissions wait for each other until the transaction ends, from the next statement on. */
export function lockSubmission(ctx: Ctx, submissionKey: string): void {
  const key = `cases:${ctx.tenant}:${submissionKey}`;
  defer(ctx.tx, CompiledQuery.raw("select pg_advisory_xact_lock(hashtextextended($1, 0))", [key]));
}

export async function findCaseBySubmission(ctx: Ctx, submissionKey: string): Promise<Case | undefined> {
  const row = await tables(ctx)
    .selectFrom("cases.case")
    .select(caseColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("submission_key", "=", submissionKey)
    .executeTakeFirst();
  return row === undefined ? undefined : toCase(row);
}

type NewHistory = Omit<HistoryEntry, "historyId">;

function historyValues(ctx: Ctx, caseId: string, entry: NewHistory): Insertable<CasesTables["cases.history"]> {
  return {
    tenant_id: ctx.tenant,
    history_id: newId(),
    case_id: caseId,
    action: entry.action,
    actor_kind: entry.actorKind,
    actor_name: entry.actorName ?? null,
    text_de: entry.text.de,
    text_en: entry.text.en,
    citizen_text_de: entry.citizenText?.de ?? null,
    citizen_text_en: entry.citizenText?.en ?? null,
    details: JSON.stringify(entry.details),
    case_version: entry.caseVersion,
    at: entry.at,
  };
}

/** The circle of a case that is stored already. */
const circleOfCase = (ctx: Ctx, caseId: string): RawBuilder<number> =>
  sql<number>`(select circle_id from cases.case where tenant_id = ${ctx.tenant} and case_id = ${caseId}::uuid)`;

function taskValues(ctx: Ctx, task: Task, circleId: number | RawBuilder<number>) {
  return {
    tenant_id: ctx.tenant,
    circle_id: circleId,
    task_id: task.taskId,
    case_id: task.caseId,
    token_id: task.tokenId,
    node_id: task.nodeId,
    leistung_id: task.leistungId,
    name_de: task.name.de,
    name_en: task.name.en,
    duty: task.duty,
    outcomes: [...task.outcomes],
    form: task.form ?? null,
    state: task.state,
    opened_at: task.openedAt,
    due_on: task.dueOn ?? null,
    assignee: task.assignee?.staffId ?? null,
    assignee_name: task.assignee?.name ?? null,
    reminded_at: null,
    done_at: task.doneAt ?? null,
    done_by_name: task.doneByName ?? null,
    outcome: task.outcome ?? null,
  };
}

/** What PostgreSQL makes of rows that come as one parameter: the statement stays the same however many there are. */
const taskRecord = sql.raw(`(task_id uuid, token_id text, node_id text, leistung_id text, name_de text, name_en text,
  duty text, outcomes text[], form text, state text, opened_at timestamptz, due_on date, assignee uuid,
  assignee_name text)`);
const historyRecord = sql.raw(`(history_id uuid, action text, actor_kind text, actor_name text, text_de text,
  text_en text, citizen_text_de text, citizen_text_en text, details jsonb, case_version integer, at timestamptz)`);

/**
 * Stores a new case with its first tasks, its search terms and its first history entries, in one statement, at the
 * latest with the commit. Others of the town wait meanwhile for their number: hence one statement that stays the same.
 */
export function insertCase(
  ctx: Ctx,
  opened: Case,
  circleId: number,
  submissionKey: string,
  tasks: readonly Task[],
  terms: readonly string[],
  entries: readonly NewHistory[],
): void {
  const json = (value: unknown) => sql`${value === undefined ? null : JSON.stringify(value)}::jsonb`;
  const ids = sql`${ctx.tenant}::integer, ${opened.caseId}::uuid`;
  const circle = sql`${circleId}::integer`;
  const taskRows = tasks.map((task) => taskValues(ctx, task, circleId));
  const historyRows = entries.map((entry) => ({
    ...historyValues(ctx, opened.caseId, entry),
    details: entry.details,
  }));
  const insert = sql`
    with opened as (
      insert into cases.case (tenant_id, case_id, circle_id, leistung_id, leistung_version, form_hash, answers,
        subject_name, language, mailbox_id, akte_id, vorgang_id, aktenzeichen, process_key, found, process_id,
        process_state, variables, status, received_at, due_on, deadline, submission_key)
      values (${ids}, ${circle}, ${opened.leistungId}, ${opened.leistungVersion}, ${opened.formHash},
        ${json(opened.answers)}, ${opened.subjectName}, ${opened.language}, ${opened.mailboxId}, ${opened.akteId},
        ${opened.vorgangId}, ${opened.aktenzeichen},
        ${opened.processKey === opened.leistungId ? null : opened.processKey}, ${json(opened.found)},
        ${opened.processId}, ${json(opened.processState)}, ${json(opened.variables)}, ${opened.status},
        ${opened.receivedAt}, ${opened.dueOn ?? null}, ${json(opened.deadline)}, ${submissionKey})
    ), findable as (
      insert into cases.search_term (tenant_id, case_id, circle_id, term)
      select ${ids}, ${circle}, term from unnest(${[...terms]}::text[]) as term
    ), tasks as (
      insert into cases.task (tenant_id, case_id, circle_id, task_id, token_id, node_id, leistung_id, name_de, name_en,
        duty, outcomes, form, state, opened_at, due_on, assignee, assignee_name)
      select ${ids}, ${circle}, task_id, token_id, node_id, leistung_id, name_de, name_en,
        duty, outcomes, form, state, opened_at, due_on, assignee, assignee_name
      from jsonb_to_recordset(${JSON.stringify(taskRows)}::jsonb) as task ${taskRecord}
    )
    insert into cases.history (tenant_id, case_id, history_id, action, actor_kind, actor_name, text_de, text_en,
      citizen_text_de, citizen_text_en, details, case_version, at)
    select ${ids}, history_id, action, actor_kind, actor_name, text_de, text_en,
      citizen_text_de, citizen_text_en, details, case_version, at
    from jsonb_to_recordset(${JSON.stringify(historyRows)}::jsonb) as entry ${historyRecord}`;
  defer(ctx.tx, insert.compile(ctx.tx));
}

/** Saves what changes in a case; raises its version. */
export async function saveCase(ctx: Ctx, subject: Case): Promise<Case> {
  const saved = { ...subject, rowVersion: subject.rowVersion + 1 };
  await tables(ctx)
    .updateTable("cases.case")
    .set({
      answers: JSON.stringify(saved.answers),
      subject_name: saved.subjectName,
      process_state: JSON.stringify(saved.processState),
      variables: JSON.stringify(saved.variables),
      status: saved.status,
      taken_by: saved.takenBy?.staffId ?? null,
      taken_by_name: saved.takenBy?.name ?? null,
      closed_at: saved.closedAt ?? null,
      row_version: saved.rowVersion,
    })
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", saved.caseId)
    .execute();
  return saved;
}

export async function saveDeadlineMet(ctx: Ctx, caseId: string): Promise<void> {
  await tables(ctx)
    .updateTable("cases.case")
    .set({ deadline_met_at: ctx.now })
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .where("deadline_met_at", "is", null)
    .execute();
}

export async function replaceTerms(ctx: Ctx, caseId: string, terms: readonly string[]): Promise<void> {
  await tables(ctx)
    .deleteFrom("cases.search_term")
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .execute();
  await sql`insert into cases.search_term (tenant_id, circle_id, term, case_id)
    select ${ctx.tenant}::integer, ${circleOfCase(ctx, caseId)}, word, ${caseId}::uuid from unnest(${[...terms]}::text[]) as word`.execute(
    ctx.tx,
  );
}

// — History —————————————————————————————————————————————————————————————

export async function insertHistory(ctx: Ctx, caseId: string, entry: NewHistory): Promise<void> {
  await tables(ctx)
    .insertInto("cases.history")
    .values(historyValues(ctx, caseId, entry))
    .execute();
}

/** What happened to a case, in its order. */
export async function listHistory(ctx: Ctx, caseId: string): Promise<readonly HistoryEntry[]> {
  const rows = await tables(ctx)
    .selectFrom("cases.history")
    .selectAll()
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .orderBy("position")
    .execute();
  return rows.map(toHistory);
}

/** When something last happened to each of these cases that its citizen may know of. */
export async function lastChanges(ctx: Ctx, caseIds: readonly string[]): Promise<ReadonlyMap<string, Date>> {
  const { rows } = await sql<{ case_id: string; at: Date }>`select case_id, max(at) as at from cases.history
    where tenant_id = ${ctx.tenant} and case_id = any(${[...caseIds]}::uuid[]) and citizen_text_de is not null
    group by case_id`.execute(ctx.tx);
  return new Map(rows.map((row) => [row.case_id, row.at]));
}

// — Tasks ———————————————————————————————————————————————————————————————

export async function insertTasks(ctx: Ctx, tasks: readonly Task[]): Promise<void> {
  if (tasks.length === 0) return;
  await tables(ctx)
    .insertInto("cases.task")
    .values(tasks.map((task) => taskValues(ctx, task, circleOfCase(ctx, task.caseId))))
    .execute();
}

/** Tasks of a case, the oldest first. */
export async function listTasksOfCase(ctx: Ctx, caseId: string): Promise<readonly Task[]> {
  const rows = await tables(ctx)
    .selectFrom("cases.task")
    .select(taskColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .orderBy("opened_at")
    .orderBy("task_id")
    .execute();
  return rows.map(toTask);
}

/** Tasks of a case that somebody at the desk can complete now, the oldest first. */
export async function listOpenTasks(ctx: Ctx, caseId: string): Promise<readonly Task[]> {
  return (await listTasksOfCase(ctx, caseId)).filter((task) => task.state === "open");
}

export async function findTask(ctx: Ctx, caseId: string, taskId: string): Promise<Task | undefined> {
  const row = await tables(ctx)
    .selectFrom("cases.task")
    .select(taskColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("task_id", "=", taskId)
    .where("case_id", "=", caseId)
    .executeTakeFirst();
  return row === undefined ? undefined : toTask(row);
}

/** Ends the tasks of these tokens, as done or dropped. */
export async function endTasks(
  ctx: Ctx,
  caseId: string,
  tokenIds: readonly string[],
  end: { readonly state: "done" | "dropped"; readonly byName?: string; readonly outcome?: string },
): Promise<void> {
  if (tokenIds.length === 0) return;
  await tables(ctx)
    .updateTable("cases.task")
    .set({ state: end.state, done_at: ctx.now, done_by_name: end.byName ?? null, outcome: end.outcome ?? null })
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .where("token_id", "in", [...tokenIds])
    .where("state", "in", ["open", "waiting"])
    .execute();
}

export async function assignTasks(
  ctx: Ctx,
  caseId: string,
  to: { readonly staffId: string; readonly name: string } | undefined,
): Promise<void> {
  await tables(ctx)
    .updateTable("cases.task")
    .set({ assignee: to?.staffId ?? null, assignee_name: to?.name ?? null })
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .where("state", "in", ["open", "waiting"])
    .execute();
}

export async function markReminded(ctx: Ctx, caseId: string): Promise<void> {
  await tables(ctx)
    .updateTable("cases.task")
    .set({ reminded_at: ctx.now })
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .where("state", "=", "open")
    .execute();
}

// — Task list ———————————————————————————————————————————————————————————

export type TaskTab = "meine" | "offen" | "ueberfaellig" | "wartet" | "erledigt";

/** A row of the task list. */
export interface TaskListItem {
  readonly task: Task;
  readonly aktenzeichen: string;
  readonly subjectName: string;
  readonly rowVersion: number;
  /** Where the row stands in the list, for paging. */
  readonly cursor: string;
}

export interface TaskListQuery {
  readonly tab: TaskTab;
  readonly staffId: string;
  readonly today: PlainDay;
  readonly leistungId?: string;
  /** Only tasks of these cases. */
  readonly caseIds?: readonly string[];
  /** What is due last comes first; what was done first, in the tab of done tasks. */
  readonly reversed?: boolean;
  readonly after?: string;
  readonly before?: string;
}

/** Rows on one page of a list. */
export const pageSize = 50;

/** Where in a list a page begins: day or moment, and task. Undefined for what no page of ours has said. */
function readCursor(text: string): { readonly at: string; readonly taskId: string } | undefined {
  const [, day = "", time = "", taskId = ""] = /^(\d{4}-\d{2}-\d{2})(T[\d:.]{8,12}Z)?_(.{36})$/.exec(text) ?? [];
  const at = day + time;
  return parsePlainDay(day) !== undefined && !Number.isNaN(Date.parse(at)) && isId(taskId) ? { at, taskId } : undefined;
}

/**
 * A page of tasks, and whether there are more before and after it. Paged by key: page 1,000 costs what page 1 does.
 * Every tab reads one range of one index for each circle that is seen.
 */
export async function listTasks(
  ctx: Ctx,
  query: TaskListQuery,
): Promise<{ readonly items: readonly TaskListItem[]; readonly hasBefore: boolean; readonly hasAfter: boolean }> {
  const done = query.tab === "erledigt";
  const key = done ? sql.ref("t.done_at") : sql.ref("t.due_sort");
  const cast = sql.raw(done ? "timestamptz" : "date");
  const cursor = readCursor(query.before ?? query.after ?? "");
  const backwards = query.before !== undefined && cursor !== undefined;
  const ascending = (done ? query.reversed === true : query.reversed !== true) !== backwards;
  const direction = ascending ? "asc" : "desc";
  const circles = await listedCircles(ctx);
  /** What a task has to be, by the alias of its table. */
  const matches = (alias: string) => {
    const own = (column: string) => sql.ref(`${alias}.${column}`);
    return sql<SqlBool>`${sql.join(
      [
        sql`${own("state")} = ${query.tab === "wartet" ? "waiting" : done ? "done" : "open"}`,
        ...(query.tab === "meine" ? [sql`${own("assignee")} = ${query.staffId}`] : []),
        ...(query.tab === "ueberfaellig" ? [sql`${own("due_sort")} < ${query.today}`] : []),
        ...(query.leistungId === undefined ? [] : [sql`${own("leistung_id")} = ${query.leistungId}`]),
        ...(query.caseIds === undefined ? [] : [sql`${own("case_id")} = any(${[...query.caseIds]}::uuid[])`]),
        ...(cursor === undefined
          ? []
          : [
              sql`(${own(done ? "done_at" : "due_sort")}, ${own("task_id")}) ${sql.raw(ascending ? ">" : "<")} (${cursor.at}::${cast}, ${cursor.taskId}::uuid)`,
            ]),
      ],
      sql` and `,
    )}`;
  };
  let rows = tables(ctx)
    .selectFrom("cases.task as t")
    .innerJoin("cases.case as c", (join) =>
      join.onRef("c.tenant_id", "=", "t.tenant_id").onRef("c.case_id", "=", "t.case_id"),
    )
    .select(taskColumns.map((column) => `t.${column}` as const))
    .select(["t.due_sort", "c.aktenzeichen", "c.subject_name", "c.row_version"])
    .where("t.tenant_id", "=", ctx.tenant);
  const [circle, ...further] = circles;
  if (circle !== undefined && further.length === 0) {
    rows = rows.where("t.circle_id", "=", circle).where(matches("t"));
  } else {
    // A page of each circle, in the order of its index, and the page of all from these.
    const order = sql.raw(direction);
    rows = rows.where(sql<SqlBool>`t.task_id in (
      select page.task_id from unnest(${[...circles]}::int[]) as w (circle_id) cross join lateral (
        select n.task_id from cases.task n
        where n.tenant_id = ${ctx.tenant} and n.circle_id = w.circle_id and ${matches("n")}
        order by ${sql.ref(done ? "n.done_at" : "n.due_sort")} ${order}, n.task_id ${order} limit ${pageSize + 1}
      ) page)`);
  }
  const found = await rows
    .orderBy(key, direction)
    .orderBy("t.task_id", direction)
    .limit(pageSize + 1)
    .execute();
  const more = found.length > pageSize;
  const shown = found.slice(0, pageSize);
  if (backwards) shown.reverse();
  return {
    items: shown.map((row) => ({
      task: toTask(row),
      aktenzeichen: row.aktenzeichen,
      subjectName: row.subject_name,
      rowVersion: row.row_version,
      cursor: `${done ? (row.done_at as Date).toISOString() : row.due_sort}_${row.task_id}`,
    })),
    hasBefore: backwards ? more : cursor !== undefined,
    hasAfter: backwards ? true : more,
  };
}

/** Counting stops here: "999+". */
export const countCap = 1000;

/** How many tasks each tab holds, at most `countCap`. Done tasks are not counted: nobody works through them. */
export async function countTasks(
  ctx: Ctx,
  staffId: string,
  today: PlainDay,
): Promise<Readonly<Record<Exclude<TaskTab, "erledigt">, number>>> {
  const circles = sql`${[...(await listedCircles(ctx))]}::int[]`;
  const { rows } = await sql<Record<Exclude<TaskTab, "erledigt">, number>>`select
    (select count(*) from (select 1 from cases.task where tenant_id = ${ctx.tenant} and circle_id = any(${circles}) and assignee = ${staffId} and state = 'open' limit ${countCap}) x)::integer as meine,
    (select count(*) from (select 1 from cases.task where tenant_id = ${ctx.tenant} and circle_id = any(${circles}) and state = 'open' limit ${countCap}) x)::integer as offen,
    (select count(*) from (select 1 from cases.task where tenant_id = ${ctx.tenant} and circle_id = any(${circles}) and state = 'open' and due_sort < ${today} limit ${countCap}) x)::integer as ueberfaellig,
    (select count(*) from (select 1 from cases.task where tenant_id = ${ctx.tenant} and circle_id = any(${circles}) and state = 'waiting' limit ${countCap}) x)::integer as wartet`.execute(
    ctx.tx,
  );
  return rows[0] as Record<Exclude<TaskTab, "erledigt">, number>;
}

// — Search ——————————————————————————————————————————————————————————————

/** Less than every id. */
const firstId = "00000000-0000-0000-0000-000000000000";
/** Greater than every id. */
const lastId = "ffffffff-ffff-ffff-ffff-ffffffffffff";
/** Most stored words that one typed word may stand for. */
const maxExpansion = 64;
/** How often a stored word stands is told from so many of its newest cases. */
const weighed = 100;
/** With several words, so many cases of the rarest are looked at for one page; the next page goes on from there. */
const maxCandidates = 1500;

interface Expansion {
  readonly word: QueryWord;
  readonly terms: readonly string[];
  readonly tooBroad: boolean;
  /** All cases it stands in, where they are so few that one page looks at each. */
  readonly few: number | undefined;
  /** Cases in a millisecond it stands in, looking back from where the page begins. */
  readonly density: number;
}

/** When an id was made, in milliseconds. Source: RFC 9562 section 5.7. */
const madeAt = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

/** The stored words that a typed word stands for: found by skipping from one to the next in the index. */
async function expand(
  ctx: Ctx,
  circles: readonly number[],
  word: QueryWord,
  weigh: boolean,
  before: string,
): Promise<Expansion> {
  const { rows } = await sql<{ term: string; cases: number; oldest: string | null }>`
    with recursive found (circle_id, term, n) as (
      select w.circle_id, (select t.term from cases.search_term t where t.tenant_id = ${ctx.tenant}
        and t.circle_id = w.circle_id and t.term >= ${word.from} and t.term < ${word.before} order by t.term limit 1), 1
      from unnest(${[...circles]}::int[]) as w (circle_id)
      union all
      select found.circle_id, (select t.term from cases.search_term t where t.tenant_id = ${ctx.tenant}
        and t.circle_id = found.circle_id and t.term > found.term and t.term < ${word.before} order by t.term limit 1), found.n + 1
      from found where found.term is not null and found.n <= ${maxExpansion}
    ), terms as (
      select distinct term from found where term is not null
      union select ${word.stem ?? null}::text where ${word.stem ?? null}::text is not null
    )
    ${
      weigh
        ? sql`select terms.term, newest.cases, newest.oldest from terms cross join lateral (
            select count(*)::integer as cases, min(x.case_id::text) as oldest from (
              select y.case_id from unnest(${[...circles]}::int[]) as w (circle_id) cross join lateral (
                select t.case_id from cases.search_term t
                where t.tenant_id = ${ctx.tenant} and t.circle_id = w.circle_id and t.term = terms.term and t.case_id < ${before}::uuid
                order by t.case_id desc limit ${weighed}
              ) y order by y.case_id desc limit ${weighed}
            ) x
          ) newest`
        : sql`select term, 0 as cases, null::text as oldest from terms`
    }`.execute(ctx.tx);
  const now = before === lastId ? ctx.now.getTime() : madeAt(before);
  const cases = rows.reduce((sum, row) => sum + row.cases, 0);
  const known = rows.every((row) => row.cases < weighed) && cases <= maxCandidates;
  return {
    word,
    terms: rows.map((row) => row.term).slice(0, maxExpansion + 1),
    tooBroad: rows.length > maxExpansion,
    few: known ? cases : undefined,
    density: rows.reduce(
      (sum, { cases, oldest }) => sum + (oldest === null ? 0 : cases / Math.max(1, now - madeAt(oldest))),
      0,
    ),
  };
}

/** The rarest first. What stands for more words than were looked at comes last: it can be checked, but not lead. */
function byRarity(a: Expansion, b: Expansion): number {
  return (
    Number(a.tooBroad) - Number(b.tooBroad) ||
    (a.few ?? Number.MAX_SAFE_INTEGER) - (b.few ?? Number.MAX_SAFE_INTEGER) ||
    a.density - b.density
  );
}

/** A page of cases. */
export interface CasePage {
  readonly cases: readonly Case[];
  /** Give it as `before` to get the next page. May be there with fewer than 50 cases: older ones were not looked at. */
  readonly next?: string;
  /** A word stands for so many others that not all were looked at: more letters help. */
  readonly tooBroad: boolean;
}

async function searchIds(
  ctx: Ctx,
  circles: readonly number[],
  words: readonly QueryWord[],
  limit: number,
  before: string,
): Promise<{ readonly ids: readonly string[]; readonly tooBroad: boolean; readonly searchedTo?: string }> {
  const weigh = words.length > 1;
  const expansions = await Promise.all(words.map((word) => expand(ctx, circles, word, weigh, before)));
  if (expansions.some((expansion) => expansion.terms.length === 0)) return { ids: [], tooBroad: false };
  // The rarest word leads, the others are looked up for each of its cases.
  const [first, ...others] = expansions.toSorted(byRarity) as [Expansion, ...Expansion[]];
  const perTerm = others.length === 0 ? limit : Math.max(limit, Math.ceil(maxCandidates / first.terms.length));
  // One look into the index for each: the stem stands before the word in the order of the index. The limit keeps
  // PostgreSQL from reading every case of a frequent word to compare them at once.
  const inAll = sql.join(
    others.map(
      ({ word }, at) => sql`cross join lateral (select 1 from cases.search_term o where o.tenant_id = ${ctx.tenant}
        and o.case_id = c.case_id and o.term >= ${word.stem ?? word.from} and o.term < ${word.before}
        and (o.term >= ${word.from} or o.term = ${word.stem ?? null}) limit 1) ${sql.ref(`other${at}`)}`,
    ),
    sql` `,
  );
  // Below `reached` not every candidate of every term has been read: the next page begins there. The cases come in the
  // order of the page, so that looking ends with the page.
  const { rows } = await sql<{ case_id: string | null; reached: string | null }>`
    with candidate as materialized (
      select hit.case_id, hit.position from unnest(${[...first.terms]}::text[]) as w (term)
      cross join unnest(${[...circles]}::int[]) as z (circle_id)
      cross join lateral (
        select s.case_id, row_number() over (order by s.case_id desc) as position from cases.search_term s
        where s.tenant_id = ${ctx.tenant} and s.circle_id = z.circle_id and s.term = w.term and s.case_id < ${before}::uuid
        order by s.case_id desc limit ${perTerm}
      ) hit
    ), reached as (
      select case_id from candidate where position = ${perTerm} order by case_id desc limit 1
    ), found as (
      select c.case_id from (
        select distinct case_id from candidate
        where case_id >= coalesce((select case_id from reached), ${firstId}::uuid) order by case_id desc
      ) c ${inAll}
      order by c.case_id desc limit ${limit}
    )
    select found.case_id, (select case_id from reached) as reached from (values (1)) one left join found on true
    order by found.case_id desc`.execute(ctx.tx);
  const ids = rows.flatMap((row) => row.case_id ?? []);
  const reached = rows[0]?.reached;
  return { ids, tooBroad: first.tooBroad, ...(reached && ids.length < limit ? { searchedTo: reached } : {}) };
}

/** Ids of the newest cases that hold all these words, at most 200, for filters of other lists. */
export async function listCaseIds(ctx: Ctx, words: readonly QueryWord[]): Promise<readonly string[]> {
  return words.length === 0 ? [] : (await searchIds(ctx, await listedCircles(ctx), words, 200, lastId)).ids;
}

/** Cases that hold all these words, the newest first; all cases where there are none. */
export async function searchCases(ctx: Ctx, words: readonly QueryWord[], before?: string): Promise<CasePage> {
  const from = before ?? lastId;
  const circles = await listedCircles(ctx);
  let rows = tables(ctx).selectFrom("cases.case").select(caseColumns).where("tenant_id", "=", ctx.tenant);
  let tooBroad = false;
  let searchedTo: string | undefined;
  if (words.length === 0) {
    const [circle, ...further] = circles;
    rows =
      circle !== undefined && further.length === 0
        ? rows.where("circle_id", "=", circle).where("case_id", "<", from)
        : rows.where(sql<SqlBool>`case_id in (
            select page.case_id from unnest(${[...circles]}::int[]) as w (circle_id) cross join lateral (
              select n.case_id from cases.case n
              where n.tenant_id = ${ctx.tenant} and n.circle_id = w.circle_id and n.case_id < ${from}::uuid
              order by n.case_id desc limit ${pageSize + 1}
            ) page)`);
  } else {
    const hits = await searchIds(ctx, circles, words, pageSize + 1, from);
    ({ tooBroad, searchedTo } = hits);
    rows = rows.where(sql<SqlBool>`case_id = any(${[...hits.ids]}::uuid[])`);
  }
  const found = await rows
    .orderBy("case_id", "desc")
    .limit(pageSize + 1)
    .execute();
  const cases = found.slice(0, pageSize).map(toCase);
  const next = found.length > pageSize ? cases.at(-1)?.caseId : searchedTo;
  return { cases, tooBroad, ...(next === undefined ? {} : { next }) };
}

/** Removes cases whose Akten were destroyed, with everything about them; the database refuses it for others. */
export async function deleteCases(ctx: Ctx, caseIds: readonly string[]): Promise<void> {
  if (caseIds.length === 0) return;
  await sql`select cases.destroy_cases(${[...caseIds]}::uuid[])`.execute(ctx.tx);
}
