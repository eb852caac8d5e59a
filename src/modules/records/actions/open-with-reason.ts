import { Forbidden, Invalid } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { findStanding, requireDuty, vertraulichkeitsstufen } from "../../accounts/index.ts";
import { mostCharacters } from "../model/aktenzeichen.ts";
import { requireRecordsDuty } from "../model/duty.ts";
import { extendChain } from "../model/history.ts";
import { sees } from "../model/sight.ts";
import {
  countAttempt,
  findAkteByAktenzeichen,
  findAkteForUpdate,
  insertInsight,
  type OpenedWithReason,
  type OpeningRule,
  saveOpeningRule,
  selectOpeningRule,
  selectOpenings,
} from "../store/index.ts";
import { add } from "./add.ts";
import { circlesOf, forgetSight, sightOf } from "./sight-of.ts";

/** Attempts of one person within an hour. */
export const attemptsAnHour = 10;
/** A reason is a sentence. In letters. */
export const reasonLength = { least: 20, most: 1000 } as const;

/**
 * Whether who acts may open an Akte that they do not see: as the town has it, heads and the registry, everybody with a
 * duty for Akten, or nobody.
 */
export async function findOpeningRule(ctx: Ctx): Promise<OpeningRule & { readonly mayOpen: boolean }> {
  requireRecordsDuty(ctx.actor);
  const rule = await selectOpeningRule(ctx);
  const standing = await findStanding(ctx);
  const heads =
    ctx.actor.kind === "staff" && (ctx.actor.duties.includes("records") || (standing?.headed.length ?? 0) > 0);
  const mayOpen = standing !== undefined && (rule.allowed === "alle" || (rule.allowed === "leitung" && heads));
  return { ...rule, mayOpen };
}

/**
 * What the town has decided.
 * @throws Forbidden `accounts.duty-missing`
 */
export async function getOpeningRule(ctx: Ctx): Promise<OpeningRule> {
  requireDuty(ctx.actor, "administration");
  return selectOpeningRule(ctx);
}

/**
 * Lets the town decide.
 * @throws Forbidden `accounts.duty-missing`; Invalid `records.opening-rule`
 */
export async function setOpeningRule(ctx: Ctx, rule: OpeningRule): Promise<void> {
  requireDuty(ctx.actor, "administration");
  if (!Number.isInteger(rule.hours) || rule.hours < 1 || rule.hours > 168) throw new Invalid("records.opening-rule");
  await saveOpeningRule(ctx, rule);
}

/** What came of asking for an Akte. */
export type Opening =
  | { readonly kind: "opened" | "seen-anyway"; readonly akteId: string }
  /** There is none, or none up to the own clearance: not told apart. */
  | { readonly kind: "none" }
  /** Too often within the hour. */
  | { readonly kind: "wait" };

/**
 * Opens an Akte for somebody who knows its Aktenzeichen and needs it: for reading, for the hours the town has set. Goes
 * into the history of the Akte with the reason, and onto the list of those who look after it. For an Akte that is not
 * there and one that may not be opened the same is asked of the database.
 * @throws Forbidden `records.duty-missing`, `records.may-not-open`; Invalid `records.reason`
 */
export async function openWithReason(
  ctx: Ctx,
  input: { readonly aktenzeichen: string; readonly reason: string },
): Promise<Opening> {
  const rule = await findOpeningRule(ctx);
  if (!rule.mayOpen || ctx.actor.kind !== "staff") throw new Forbidden("records.may-not-open");
  const { staffId, name } = ctx.actor;
  const reason = input.reason.normalize("NFC").trim();
  if ([...reason].length < reasonLength.least || [...reason].length > reasonLength.most)
    throw new Invalid("records.reason");

  const attempts = await countAttempt(ctx, { staffId, at: ctx.now, since: new Date(ctx.now.getTime() - 3_600_000) });
  if (attempts > attemptsAnHour) return { kind: "wait" };
  const standing = await findStanding(ctx);
  const levels = vertraulichkeitsstufen.slice(0, vertraulichkeitsstufen.indexOf(standing?.clearance ?? "003") + 1);
  const sight = await circlesOf(ctx);
  const found = await findAkteByAktenzeichen(ctx, input.aktenzeichen.trim().slice(0, mostCharacters), levels);
  if (found === undefined) return { kind: "none" };
  if (sees(sight, found)) return { kind: "seen-anyway", akteId: found.akteId };

  const akte = await findAkteForUpdate(ctx, found.akteId);
  if (akte === undefined) return { kind: "none" };
  const until = new Date(ctx.now.getTime() + rule.hours * 3_600_000);
  const { akteId } = akte;
  await insertInsight(ctx, {
    akteId,
    granteeId: staffId,
    granteeName: name,
    kind: "begruendung",
    reason,
    at: ctx.now,
    until,
  });
  const { entries, head } = extendChain(akte.head, { tenant: ctx.tenant, akteId, actor: ctx.actor, now: ctx.now }, [
    { action: "akte.einsicht", vorgangId: null, details: { grund: reason, bis: until.toISOString() } },
  ]);
  await add(ctx, { akteId, now: ctx.now, dokumente: [], entries, head, terms: [] });
  forgetSight(ctx);
  return { kind: "opened", akteId };
}

/**
 * Akten that were opened with a reason, the newest first: those the actor sees, those of units they head, and what they
 * opened themselves.
 * @throws Forbidden `records.duty-missing`
 */
export async function listOpenings(ctx: Ctx, akteId?: string): Promise<readonly OpenedWithReason[]> {
  const sight = await sightOf(ctx);
  const standing = await findStanding(ctx);
  return selectOpenings(ctx, sight, {
    staffId: ctx.actor.kind === "staff" ? ctx.actor.staffId : "",
    headed: standing?.headed ?? [],
    ...(akteId === undefined ? {} : { akteId }),
  });
}
