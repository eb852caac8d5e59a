import { type SqlBool, sql } from "kysely";
import { isId, type PlainDay, parsePlainDay } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Task } from "../model/case.ts";
import { listedCircles } from "./circles.ts";
import { pageSize, tables } from "./tables.ts";
import { taskColumns, toTask } from "./tasks.ts";

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
