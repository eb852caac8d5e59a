import { isId, NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Akte, AkteInList, Teilakte, Vorgang } from "../model/akte.ts";
import type { PlanUnit } from "../model/aktenplan.ts";
import { type AktenzeichenRule, findAktenzeichen, mostCharacters } from "../model/aktenzeichen.ts";
import { requireMayAdd } from "../model/duty.ts";
import { searchedTerms } from "../model/search-terms.ts";
import {
  findAkte,
  findByAktenzeichen,
  type SeenAkte,
  selectAkten,
  selectAkteOfVorgang,
  selectFormer,
  selectPlanUnits,
  selectRulesEver,
  selectSeenAkten,
  selectTeilakten,
  selectVorgaenge,
} from "../store/index.ts";
import { circlesOf, sightOf } from "./sight-of.ts";

/**
 * The town's Aktenplan, each unit with how many of its Akten the actor sees.
 * @throws Forbidden `records.duty-missing`
 */
export async function listAktenplan(ctx: Ctx): Promise<readonly (PlanUnit & { readonly akten: number })[]> {
  return selectPlanUnits(ctx, await sightOf(ctx));
}

/** The town's Aktenplan in its order, for who says where Akten belong. */
export async function listPlanUnits(ctx: Pick<Ctx, "tx" | "tenant">): Promise<readonly PlanUnit[]> {
  return selectPlanUnits(ctx, { everything: false, circles: [], akten: [], works: [] });
}

/** All rules by which the town makes Aktenzeichen, or once did: for `findAktenzeichen`. */
export async function listAktenzeichenRules(ctx: Pick<Ctx, "tx" | "tenant">): Promise<readonly AktenzeichenRule[]> {
  return selectRulesEver(ctx);
}

/** What has a digit may hold an Aktenzeichen. */
const mayName = /\d/;

/**
 * The Akte or Vorgang of an Aktenzeichen, also of one that it had before, and with blanks or long strokes in it.
 * @throws Forbidden `records.duty-missing`
 */
export async function findPlace(
  ctx: Ctx,
  aktenzeichen: string,
): Promise<{ readonly akteId: string; readonly vorgangId: string | null } | undefined> {
  const sight = await sightOf(ctx);
  const wanted = aktenzeichen.trim();
  if (wanted.length > mostCharacters || !mayName.test(wanted)) return undefined;
  const found = await findByAktenzeichen(ctx, sight, wanted);
  if (found !== undefined) return found;
  const [read, ...others] = findAktenzeichen(wanted, await listAktenzeichenRules(ctx));
  return read === undefined || others.length > 0 || read === wanted ? undefined : findByAktenzeichen(ctx, sight, read);
}

/**
 * Akten, newest first: of a unit, or found by beginnings of words of their Betreff, of their Vorgänge, or of
 * their Aktenzeichen. Where somebody looks for the whole Aktenzeichen of one, or of a Vorgang, it is that one alone.
 * @param question.after id of the last Akte of the page before
 * @returns one page, and whether there is another
 * @throws Forbidden `records.duty-missing`
 */
export async function listAkten(
  ctx: Ctx,
  question: { readonly planUnit?: string; readonly search?: string; readonly after?: string; readonly limit: number },
): Promise<{ readonly akten: readonly AkteInList[]; readonly more: boolean }> {
  const sight = await sightOf(ctx);
  const { planUnit, after, limit } = question;
  const terms = searchedTerms(question.search ?? "");
  // Only signs that no word has, such as "???": nothing begins with them.
  if (terms.length === 0 && (question.search ?? "").trim() !== "") return { akten: [], more: false };
  const named =
    question.search === undefined || after !== undefined ? undefined : await findPlace(ctx, question.search);
  if (named !== undefined) {
    const akten = await selectAkten(ctx, sight, { terms: [], akteId: named.akteId, limit: 1 });
    if (planUnit === undefined || akten[0]?.planUnit === planUnit) return { akten, more: false };
  }
  const found = await selectAkten(ctx, sight, {
    terms,
    limit: limit + 1,
    ...(planUnit === undefined ? {} : { planUnit }),
    ...(after === undefined || !isId(after) ? {} : { after }),
  });
  return { akten: found.slice(0, limit), more: found.length > limit };
}

/** @throws Forbidden `records.duty-missing`, NotFound `records.no-such-akte` */
export async function getAkte(ctx: Ctx, akteId: string): Promise<Akte> {
  const sight = await sightOf(ctx);
  const akte = isId(akteId) ? await findAkte(ctx, sight, akteId) : undefined;
  if (akte === undefined) throw new NotFound("records.no-such-akte");
  return akte;
}

/** @throws Forbidden `records.duty-missing` */
export async function listVorgaenge(ctx: Ctx, akteId: string): Promise<readonly Vorgang[]> {
  return selectVorgaenge(ctx, await sightOf(ctx), akteId);
}

/** @throws Forbidden `records.duty-missing` */
export async function listTeilakten(ctx: Ctx, akteId: string): Promise<readonly Teilakte[]> {
  return selectTeilakten(ctx, await sightOf(ctx), akteId);
}

/**
 * What an Akte was called before, the oldest first.
 * @throws Forbidden `records.duty-missing`, NotFound `records.no-such-akte`
 */
export async function listFormerAktenzeichen(ctx: Ctx, akteId: string): Promise<readonly string[]> {
  await getAkte(ctx, akteId);
  return (await selectFormer(ctx, { ofAkteId: akteId })).map(({ aktenzeichen }) => aktenzeichen);
}

/**
 * The Akte in which a Vorgang lies: enough to add to it, nothing of what it says. `open` where neither is z.d.A.
 * @throws Forbidden `records.duty-missing`
 */
export async function findAkteOfVorgang(
  ctx: Ctx,
  vorgangId: string,
): Promise<{ akteId: string; aktenzeichen: string; planUnit: string; open: boolean } | undefined> {
  requireMayAdd(ctx.actor);
  return selectAkteOfVorgang(ctx, await circlesOf(ctx), vorgangId);
}

/**
 * Those of these Akten that the actor sees at this moment, by id, with the circle in which each lies: for modules that
 * keep something of Akten and must show nothing that was taken from somebody since.
 * @param akteIds a few thousand at most
 * @throws Forbidden `records.duty-missing`
 */
export async function findSeenAkten(ctx: Ctx, akteIds: readonly string[]): Promise<ReadonlyMap<string, SeenAkte>> {
  return selectSeenAkten(ctx, await sightOf(ctx), [...new Set(akteIds)]);
}
