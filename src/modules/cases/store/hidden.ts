import { sql } from "kysely";
import type { Ctx } from "../../../platform/db/index.ts";
import { circlesOf, seenBy } from "../../records/index.ts";

/**
 * Of these cases those that are there and lie in Akten that who acts may not see: for what other modules keep of a case.
 * None for citizens and jobs.
 */
export async function listHiddenCases(ctx: Ctx, caseIds: readonly string[]): Promise<ReadonlySet<string>> {
  const sight = await circlesOf(ctx);
  if (sight.everything || caseIds.length === 0) return new Set();
  const { rows } = await sql<{ case_id: string }>`
    select c.case_id from cases.case c
    where c.tenant_id = ${ctx.tenant} and c.case_id = any(${[...new Set(caseIds)]}::uuid[])
      and not ${seenBy(sight, "c")}`.execute(ctx.tx);
  return new Set(rows.map((row) => row.case_id));
}
