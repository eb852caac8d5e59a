import { type SqlBool, sql } from "kysely";
import type { Ctx } from "../../../platform/db/index.ts";
import { tables } from "./tables.ts";

/** Once for each report. */
export async function insertLoss(
  ctx: Ctx,
  loss: {
    readonly caseId: string;
    readonly personKey: string;
    readonly seriennummer: string;
    readonly cardIds: readonly string[];
  },
): Promise<void> {
  await tables(ctx)
    .insertInto("ausweis.loss")
    .values({
      tenant_id: ctx.tenant,
      case_id: loss.caseId,
      person_key: loss.personKey,
      seriennummer: loss.seriennummer,
      card_ids: [...loss.cardIds],
      reported_at: ctx.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The report has no effect any more. @returns the cards that it meant */
export async function dismissLoss(ctx: Ctx, caseId: string): Promise<readonly string[]> {
  const row = await tables(ctx)
    .updateTable("ausweis.loss")
    .set({ dismissed_at: ctx.now })
    .where("tenant_id", "=", ctx.tenant)
    .where("case_id", "=", caseId)
    .returning("card_ids")
    .executeTakeFirst();
  return row?.card_ids ?? [];
}

/** Whether a report stands that means this card. */
export async function isReportedLost(ctx: Ctx, cardId: string): Promise<boolean> {
  const row = await tables(ctx)
    .selectFrom("ausweis.loss")
    .select("case_id")
    .where("tenant_id", "=", ctx.tenant)
    .where("dismissed_at", "is", null)
    .where(sql<SqlBool>`${cardId}::uuid = any(card_ids)`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** When this person reported a card as missing, the latest first; dismissed reports are left out. */
export async function listLossesOfPerson(ctx: Ctx, personKey: string): Promise<readonly Date[]> {
  const rows = await tables(ctx)
    .selectFrom("ausweis.loss")
    .select("reported_at")
    .where("tenant_id", "=", ctx.tenant)
    .where("person_key", "=", personKey)
    .where("dismissed_at", "is", null)
    .orderBy("reported_at", "desc")
    .execute();
  return rows.map((row) => row.reported_at);
}

/**
 * Deletes reports of loss whose cards the register has forgotten, and those of cards that it never had, once they are
 * older than any card could be.
 */
export async function deleteForgottenLosses(ctx: Ctx, before: Date): Promise<void> {
  await tables(ctx)
    .deleteFrom("ausweis.loss")
    .where("tenant_id", "=", ctx.tenant)
    .where((eb) =>
      eb.or([
        eb("reported_at", "<", before),
        sql<SqlBool>`cardinality(card_ids) > 0 and not exists (
          select 1 from ausweis.card c where c.tenant_id = loss.tenant_id and c.card_id = any (loss.card_ids))`,
      ]),
    )
    .execute();
}
