import { Invalid, NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { requireMayAdd } from "../model/duty.ts";
import { extendChain, type HistoryDraft } from "../model/history.ts";
import { findAkteForUpdate, findVorgangForUpdate, wasGivenAway } from "../store/index.ts";
import { add } from "./add.ts";
import { requireMayWorkIn, requireSeen } from "./sight-of.ts";

/** Actions that only this module records, because rows stand behind them. */
const own = /^(akte|teilakte|vorgang|dokument|verweis)\./;

/**
 * Adds an entry to the history of an Akte: something happened that the file has to prove. Also after closing.
 * @param event.akteId where the Vorgang lies, or lay before the registry moved it: the entry goes where it lies now
 * @param event.action `<module>.<what>`, stored for ever
 * @throws Forbidden `records.duty-missing`, `records.read-only`; NotFound `records.no-such-akte`, `records.no-such-vorgang`;
 * Invalid `records.bad-action`, `records.not-json`
 */
export async function recordEvent(
  ctx: Ctx,
  event: {
    readonly akteId: string;
    readonly vorgangId?: string;
    readonly action: string;
    readonly details: HistoryDraft["details"];
    /** `sight` where somebody answers what they were asked, who may otherwise only read. Default `work`. */
    readonly needs?: "work" | "sight";
  },
): Promise<void> {
  requireMayAdd(ctx.actor);
  if (!/^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+$/.test(event.action) || own.test(event.action)) {
    throw new Invalid("records.bad-action", { action: event.action });
  }
  const { vorgangId } = event;
  await requireSeen(ctx, vorgangId === undefined ? { akteId: event.akteId } : { vorgangId });
  const akte =
    vorgangId === undefined
      ? await findAkteForUpdate(ctx, event.akteId)
      : (await findVorgangForUpdate(ctx, vorgangId))?.akte;
  const fits =
    akte !== undefined &&
    (akte.akteId === event.akteId ||
      (vorgangId !== undefined && (await wasGivenAway(ctx, { akteId: event.akteId, vorgangId }))));
  if (!fits) {
    throw new NotFound(vorgangId === undefined ? "records.no-such-akte" : "records.no-such-vorgang");
  }
  await requireMayWorkIn(ctx, akte, {
    missing: vorgangId === undefined ? "records.no-such-akte" : "records.no-such-vorgang",
    ...(event.needs === undefined ? {} : { needs: event.needs }),
  });
  const { entries, head } = extendChain(
    akte.head,
    { tenant: ctx.tenant, akteId: akte.akteId, actor: ctx.actor, now: ctx.now },
    [{ action: event.action, vorgangId: vorgangId ?? null, details: event.details }],
  );
  await add(ctx, { akteId: akte.akteId, now: ctx.now, dokumente: [], entries, head, terms: [] });
}
