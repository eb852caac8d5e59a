import { newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { actorName } from "../model/card.ts";
import { tables } from "./tables.ts";

/** A line of the deletion protocol: what kind, whose, when, by whom, why. */
export interface Deletion {
  readonly rule: string;
  readonly subjectId: string;
  readonly source: string;
  readonly byName: string;
  readonly at: Date;
}

export async function insertDeletion(ctx: Ctx, rule: string, subjectId: string, source: string): Promise<void> {
  await tables(ctx)
    .insertInto("ausweis.deletion")
    .values({
      tenant_id: ctx.tenant,
      deletion_id: newId(),
      rule,
      subject_id: subjectId,
      source,
      by_name: actorName(ctx.actor),
      at: ctx.now,
    })
    .execute();
}

/** The deletion protocol, the latest first; at most 200 lines. */
export async function listDeletions(ctx: Ctx, subjectId?: string): Promise<readonly Deletion[]> {
  let rows = tables(ctx).selectFrom("ausweis.deletion").selectAll().where("tenant_id", "=", ctx.tenant);
  if (subjectId !== undefined) rows = rows.where("subject_id", "=", subjectId);
  const found = await rows.orderBy("at", "desc").orderBy("deletion_id", "desc").limit(200).execute();
  return found.map((row) => ({
    rule: row.rule,
    subjectId: row.subject_id,
    source: row.source,
    byName: row.by_name,
    at: row.at,
  }));
}
