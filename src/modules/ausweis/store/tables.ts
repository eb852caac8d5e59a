import { type Ctx } from "../../../platform/db/index.ts";
import { type AusweisTables } from "../tables.ts";

export const tables = (ctx: Pick<Ctx, "tx">) => ctx.tx.withTables<AusweisTables>();
