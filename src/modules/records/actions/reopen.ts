import { Conflict, Invalid, isId, NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { requireRecordsDuty } from "../model/duty.ts";
import { extendChain, type HistoryDraft } from "../model/history.ts";
import {
  findAkteForUpdate,
  findVorgangForUpdate,
  type LockedAkte,
  reopenVorgangRow,
  saveAkteZda,
} from "../store/index.ts";
import { add } from "./add.ts";
import { requireMayWorkIn, requireSeen } from "./sight-of.ts";

/** A reason for reopening is at least a few words. In letters. */
export const reopeningReasonLength = { least: 10, most: 500 } as const;

function checkedReason(given: string): string {
  const reason = given.normalize("NFC").trim();
  const length = [...reason].length;
  if (length < reopeningReasonLength.least || length > reopeningReasonLength.most) throw new Invalid("records.reason");
  return reason;
}

async function record(ctx: Ctx, akte: LockedAkte, draft: HistoryDraft): Promise<void> {
  const { akteId } = akte;
  const { entries, head } = extendChain(akte.head, { tenant: ctx.tenant, akteId, actor: ctx.actor, now: ctx.now }, [
    draft,
  ]);
  await add(ctx, { akteId, now: ctx.now, dokumente: [], entries, head, terms: [] });
}

/**
 * Takes an Akte back from z.d.A., with a reason that stands in its history: its Aufbewahrungsdauer runs anew from the
 * next closing. Its Vorgänge stay closed. One that is open stays as it is.
 * @throws Forbidden `records.duty-missing`, `records.read-only`; NotFound `records.no-such-akte`; Invalid `records.reason`
 */
export async function reopenAkte(ctx: Ctx, akteId: string, reason: string): Promise<void> {
  requireRecordsDuty(ctx.actor);
  const grund = checkedReason(reason);
  await requireSeen(ctx, { akteId });
  const akte = isId(akteId) ? await findAkteForUpdate(ctx, akteId) : undefined;
  if (akte === undefined) throw new NotFound("records.no-such-akte");
  await requireMayWorkIn(ctx, akte);
  if (!akte.closed) return;
  await saveAkteZda(ctx, akteId, null);
  await record(ctx, akte, { action: "akte.wiedereroeffnet", vorgangId: null, details: { grund } });
}

/**
 * Takes a Vorgang back from z.d.A., with a reason that stands in the history. Its procedure stays ended: what is to be
 * done goes round by Umlauf, Verfügung or Wiedervorlage.
 * @throws Forbidden `records.duty-missing`, `records.read-only`; NotFound `records.no-such-vorgang`; Invalid
 * `records.reason`; Conflict `records.akte-closed` where its Akte has to be reopened first
 */
export async function reopenVorgang(ctx: Ctx, vorgangId: string, reason: string): Promise<void> {
  requireRecordsDuty(ctx.actor);
  const grund = checkedReason(reason);
  await requireSeen(ctx, { vorgangId });
  const found = isId(vorgangId) ? await findVorgangForUpdate(ctx, vorgangId) : undefined;
  if (found === undefined) throw new NotFound("records.no-such-vorgang");
  await requireMayWorkIn(ctx, found.akte, { missing: "records.no-such-vorgang" });
  if (found.akte.closed) throw new Conflict("records.akte-closed", { aktenzeichen: found.akte.aktenzeichen });
  if (!found.vorgangClosed) return;
  await reopenVorgangRow(ctx, vorgangId);
  await record(ctx, found.akte, { action: "vorgang.wiedereroeffnet", vorgangId, details: { grund } });
}
