import type { Ctx } from "../../../platform/db/index.ts";
import type { CasesTables } from "../tables.ts";

export const tables = (ctx: Ctx) => ctx.tx.withTables<CasesTables>();

/** Rows on one page of a list. */
export const pageSize = 50;
