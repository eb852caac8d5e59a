import { sql } from "kysely";
import type { Where } from "./tables.ts";

/** Everything that went round in an Akte. The database refuses where the Akte was not destroyed before. */
export async function deleteOfAkte(ctx: Where, akteId: string): Promise<void> {
  await sql`select circulation.destroy_akte(${akteId}::uuid)`.execute(ctx.tx);
}
