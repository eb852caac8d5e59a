import { sql } from "kysely";
import { type Ctx } from "../../../platform/db/index.ts";
import { type PaymentsTables } from "../tables.ts";

export const tables = (ctx: Ctx) => ctx.tx.withTables<PaymentsTables>();

/** One parameter for many values: the statement stays the same however many there are. */
export const anyOf = (values: readonly string[], type: "uuid" | "text") => sql`any(${values as string[]}::${sql.raw(type)}[])`;
