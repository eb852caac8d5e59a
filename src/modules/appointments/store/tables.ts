import { type Ctx } from "../../../platform/db/index.ts";
import { type AppointmentsTables } from "../tables.ts";

export const tables = (ctx: Ctx) => ctx.tx.withTables<AppointmentsTables>();
