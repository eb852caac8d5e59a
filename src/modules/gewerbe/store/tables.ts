import type { Ctx } from "../../../platform/db/index.ts";
import type { GewerbeTables } from "../tables.ts";

export const tables = (ctx: Pick<Ctx, "tx">) => ctx.tx.withTables<GewerbeTables>();

/** Rows on one page of a list. */
export const pageSize = 50;
