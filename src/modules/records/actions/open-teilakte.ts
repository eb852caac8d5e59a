import { Invalid, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { checkedTitle } from "../model/dokument.ts";
import { requireRecordsDuty } from "../model/duty.ts";
import { insertTeilakte } from "../store/index.ts";
import { editAkte, lockOpenAkteHolding, refreshTerms } from "./edit-akte.ts";

/**
 * Opens a Teilakte with the next number of its Akte.
 * @throws Forbidden `records.duty-missing`, NotFound `records.no-such-akte`, Conflict `records.akte-closed`,
 * Invalid `records.bad-title`
 */
export async function openTeilakte(
  ctx: Ctx,
  input: { readonly akteId: string; readonly title: string },
): Promise<{ readonly teilakteId: string; readonly number: number }> {
  requireRecordsDuty(ctx.actor);
  const betreff = checkedTitle(input.title);
  if (betreff === undefined) throw new Invalid("records.bad-title");
  const akte = await lockOpenAkteHolding(ctx, { akteIds: [input.akteId] }, "records.no-such-akte");
  const teilakteId = newId(ctx.now.getTime());
  const number = akte.lastTeilakte + 1;
  const edit = editAkte(ctx, akte);
  edit.record({ action: "teilakte.angelegt", vorgangId: null, details: { teilakteId, number, betreff } });
  insertTeilakte(ctx, { teilakteId, akteId: akte.akteId, number, betreff });
  await edit.save();
  await refreshTerms(ctx, akte.akteId);
  return { teilakteId, number };
}
