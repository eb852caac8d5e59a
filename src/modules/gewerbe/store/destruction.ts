import type { Ctx } from "../../../platform/db/index.ts";
import { tables } from "./tables.ts";

/** Removes deliveries, hand-overs and tokens of letters of cases that were destroyed. @returns contents they named */
export async function deleteOfCases(ctx: Ctx, caseIds: readonly string[]): Promise<readonly string[]> {
  if (caseIds.length === 0) return [];
  const contents: string[] = [];
  for (const table of ["gewerbe.proof", "gewerbe.delivery", "gewerbe.handover"] as const) {
    const rows = await tables(ctx)
      .deleteFrom(table)
      .where("tenant_id", "=", ctx.tenant)
      .where("case_id", "in", [...caseIds])
      .returning("sha256")
      .execute();
    contents.push(...rows.map(({ sha256 }) => sha256));
  }
  return contents;
}
