import { NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { requireRecordsDuty } from "../model/duty.ts";
import { extendChain } from "../model/history.ts";
import { findVorgangForUpdate } from "../store/index.ts";
import { add } from "./add.ts";
import { requireMayWorkIn, requireSeen } from "./sight-of.ts";

/**
 * Puts a Vorgang zu den Akten (z.d.A.): nothing more is worked on in it. Closing it again changes nothing.
 * @throws Forbidden `records.duty-missing`, `records.read-only`; NotFound `records.no-such-vorgang`
 */
export async function closeVorgang(ctx: Ctx, vorgangId: string): Promise<void> {
  requireRecordsDuty(ctx.actor);
  await requireSeen(ctx, { vorgangId });
  const found = await findVorgangForUpdate(ctx, vorgangId);
  if (found === undefined) throw new NotFound("records.no-such-vorgang");
  await requireMayWorkIn(ctx, found.akte, { missing: "records.no-such-vorgang" });
  if (found.vorgangClosed) return;
  const { akte } = found;
  const { entries, head } = extendChain(
    akte.head,
    { tenant: ctx.tenant, akteId: akte.akteId, actor: ctx.actor, now: ctx.now },
    [{ action: "vorgang.zda", vorgangId, details: {} }],
  );
  await add(ctx, {
    akteId: akte.akteId,
    now: ctx.now,
    closedVorgangId: vorgangId,
    dokumente: [],
    entries,
    head,
    terms: [],
  });
}
