import type { RawBuilder, Selectable } from "kysely";
import type { Duty } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Task, TaskState } from "../model/case.ts";
import type { CasesTables } from "../tables.ts";
import { circleOfCase } from "./circles.ts";
import { tables } from "./tables.ts";

export const taskColumns = [
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

export function toTask(row: Pick<Selectable<CasesTables["cases.task"]>, (typeof taskColumns)[number]>): Task {
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

export function taskValues(ctx: Ctx, task: Task, circleId: number | RawBuilder<number>) {
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
