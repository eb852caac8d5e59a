import { CompiledQuery, type Selectable, sql } from "kysely";
import { Forbidden, type Language, NotFound } from "../../../kernel/index.ts";
import { type Ctx, defer } from "../../../platform/db/index.ts";
import { circlesOf, type Sight, seenBy, worksIn } from "../../records/index.ts";
import type { ProcessState } from "../model/advance.ts";
import type { Case, CaseAnswers, CaseStatus, Deadline, Found, Task } from "../model/case.ts";
import type { CasesTables } from "../tables.ts";
import { circleOfCase } from "./circles.ts";
import { historyValues, type NewHistory } from "./history.ts";
import { tables } from "./tables.ts";
import { taskValues } from "./tasks.ts";

export const caseColumns = [
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

export function toCase(row: Pick<Selectable<CasesTables["cases.case"]>, (typeof caseColumns)[number]>): Case {
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

/** What members of staff do not see in the E-Akte does not exist for them here either. */
const seenCases = (ctx: Ctx, sight: Sight) =>
  tables(ctx)
    .selectFrom("cases.case")
    .select(caseColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where(seenBy(sight, "case"));

export async function findCase(ctx: Ctx, caseId: string): Promise<Case | undefined> {
  const row = await seenCases(ctx, await circlesOf(ctx))
    .where("case_id", "=", caseId)
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
  const row = await seenCases(ctx, sight)
    .select("circle_id")
    .where("case_id", "=", caseId)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw new NotFound("cases.no-such-case");
  if (!worksIn(sight, row.circle_id)) throw new Forbidden("records.read-only");
  return toCase(row);
}

export async function findCaseByAktenzeichen(ctx: Ctx, aktenzeichen: string): Promise<Case | undefined> {
  const row = await seenCases(ctx, await circlesOf(ctx))
    .where("aktenzeichen", "=", aktenzeichen)
    .executeTakeFirst();
  return row === undefined ? undefined : toCase(row);
}

/** Cases of a mailbox, the newest first. */
export async function listCasesOfMailbox(ctx: Ctx, mailboxId: string): Promise<readonly Case[]> {
  const rows = await seenCases(ctx, await circlesOf(ctx))
    .where("mailbox_id", "=", mailboxId)
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

/** Removes cases whose Akten were destroyed, with everything about them; the database refuses it for others. */
export async function deleteCases(ctx: Ctx, caseIds: readonly string[]): Promise<void> {
  if (caseIds.length === 0) return;
  await sql`select cases.destroy_cases(${[...caseIds]}::uuid[])`.execute(ctx.tx);
}
