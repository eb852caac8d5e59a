import { dayInBerlin, Forbidden, isId, NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { requireRecordsDuty } from "../model/duty.ts";
import { openCircle, type Sight, sees, worksIn } from "../model/sight.ts";
import { findCircleOfAkte, selectAkteOfVorgang, selectSeenAkten, selectSight } from "../store/index.ts";

/** What one transaction has asked already: a page asks a dozen times, and nobody's sight changes while it is made. */
const asked = new WeakMap<Ctx["tx"], { readonly staffId: string; readonly sight: Promise<Sight> }>();

/** After something in this transaction has changed who sees what. */
export function forgetSight(ctx: Ctx): void {
  asked.delete(ctx.tx);
}

async function askSight(ctx: Ctx, staffId: string, registry: boolean): Promise<Sight> {
  if (!isId(staffId)) return { everything: false, circles: [openCircle], akten: [], works: [openCircle] };
  const found = await selectSight(ctx, { staffId, day: dayInBerlin(ctx.now), now: ctx.now, registry });
  return {
    everything: false,
    circles: [openCircle, ...found.circles],
    works: [openCircle, ...found.works],
    akten: found.akten,
  };
}

/**
 * Which circles who acts belongs to, whatever their duties: for tables of other modules whose rows keep the circle of
 * their Akte. Citizens and jobs are let through: what is theirs they reach by other means.
 */
export function circlesOf(ctx: Ctx): Promise<Sight> {
  const { actor } = ctx;
  if (actor.kind !== "staff") return Promise.resolve({ everything: true });
  const known = asked.get(ctx.tx);
  if (known?.staffId === actor.staffId) return known.sight;
  const sight = askSight(ctx, actor.staffId, actor.duties.includes("records"));
  asked.set(ctx.tx, { staffId: actor.staffId, sight });
  return sight;
}

/**
 * What who acts may see. Every read of Akten and what lies in them asks for it. One statement for each transaction.
 * @throws Forbidden `records.duty-missing`
 */
export async function sightOf(ctx: Ctx): Promise<Sight> {
  requireRecordsDuty(ctx.actor);
  return circlesOf(ctx);
}

/**
 * Goes on only where who acts may change an Akte: add to it, close it, move it. What they do not see does not exist for
 * them: ask `requireSeen` before the row is locked, so that what is hidden costs what is missing costs. Citizens and jobs
 * may: sending an application opens and files.
 * @param options.missing code of the NotFound, that of a row that is not there
 * @throws NotFound `records.no-such-akte`; Forbidden `records.read-only`
 */
export async function requireMayWorkIn(
  ctx: Ctx,
  akte: { readonly akteId: string; readonly circleId: number },
  options: { readonly needs?: "work" | "sight"; readonly missing?: string } = {},
): Promise<void> {
  if (ctx.actor.kind !== "staff") return;
  const sight = await circlesOf(ctx);
  if (!sees(sight, akte)) throw new NotFound(options.missing ?? "records.no-such-akte");
  if (options.needs !== "sight" && !worksIn(sight, akte.circleId)) throw new Forbidden("records.read-only");
}

/**
 * Before an Akte is locked: goes on only where who acts sees it, or the Akte in which a Vorgang lies. The same is asked of
 * the database for what is hidden and for what is not there.
 * @throws NotFound `records.no-such-akte`, `records.no-such-vorgang`
 */
export async function requireSeen(
  ctx: Ctx,
  what: { readonly akteId: string } | { readonly vorgangId: string },
): Promise<void> {
  if (ctx.actor.kind !== "staff") return;
  const sight = await circlesOf(ctx);
  if ("akteId" in what) {
    if (!isId(what.akteId) || (await selectSeenAkten(ctx, sight, [what.akteId])).size === 0) {
      throw new NotFound("records.no-such-akte");
    }
  } else if (!isId(what.vorgangId) || (await selectAkteOfVorgang(ctx, sight, what.vorgangId)) === undefined) {
    throw new NotFound("records.no-such-vorgang");
  }
}

/**
 * As `requireMayWorkIn`, for who has only the id.
 * @throws NotFound `records.no-such-akte`; Forbidden `records.read-only`
 */
export async function requireMayWork(ctx: Ctx, akteId: string): Promise<void> {
  if (ctx.actor.kind !== "staff") return;
  const sight = await circlesOf(ctx);
  const circleId = isId(akteId) ? await findCircleOfAkte(ctx, akteId) : undefined;
  if (circleId === undefined || !sees(sight, { akteId, circleId })) throw new NotFound("records.no-such-akte");
  if (!worksIn(sight, circleId)) throw new Forbidden("records.read-only");
}

/** Whether who acts may change this Akte, for pages that offer it. */
export async function mayWork(ctx: Ctx, akteId: string): Promise<boolean> {
  const circleId = await findCircleOfAkte(ctx, akteId);
  return circleId !== undefined && worksIn(await circlesOf(ctx), circleId);
}
