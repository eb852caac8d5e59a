import type { Ctx } from "../../../platform/db/index.ts";
import type { DisposalTables } from "../tables.ts";

export type Where = Pick<Ctx, "tx" | "tenant">;

export const tables = (ctx: Where) => ctx.tx.withTables<DisposalTables>();
