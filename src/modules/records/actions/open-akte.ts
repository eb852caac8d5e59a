import { dayInBerlin, NotFound, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { aktenzeichenOf } from "../model/aktenzeichen.ts";
import { requireMayAdd } from "../model/duty.ts";
import { emptyChain, extendChain, type HistoryDraft } from "../model/history.ts";
import { termsOf } from "../model/search-terms.ts";
import { type Addition, takeNumber } from "../store/index.ts";
import { add } from "./add.ts";
import { type StoredDokument, withSequence } from "./store-contents.ts";

/** What a new Akte is about. */
export interface NewAkte {
  /** A unit of the town's Aktenplan that takes Akten: `32.40`. */
  readonly planUnit: string;
  /** Betreff. */
  readonly title: string;
  /** Aufbewahrungsdauer, from the end of the year in which the Akte is closed. */
  readonly retentionYears: number;
}

/** What begins in a new Akte, once its Aktenzeichen is known. */
type Beginning = (aktenzeichen: string) => {
  /** Of the Vorgang, where there is one, and then of the Dokumente, one each. */
  readonly drafts: readonly HistoryDraft[];
  readonly newVorgang?: Addition["newVorgang"];
  readonly dokumente: readonly StoredDokument[];
};

/**
 * Writes a new Akte, with what begins in it, in two statements: the number, then everything else. The number
 * comes last of all reads, because from there to the commit no other Akte of the unit can be opened.
 * @throws NotFound `records.no-such-plan-unit`
 */
export async function writeNewAkte(
  ctx: Ctx,
  akte: NewAkte,
  beginning: Beginning,
): Promise<{ akteId: string; aktenzeichen: string; circleId: number }> {
  const year = Number(dayInBerlin(ctx.now).slice(0, 4));
  const akteId = newId(ctx.now.getTime());
  const taken = await takeNumber(ctx, akte.planUnit, year, { evenClosed: ctx.actor.kind !== "staff" });
  if (taken === undefined) throw new NotFound("records.no-such-plan-unit", { planUnit: akte.planUnit });

  const aktenzeichen = aktenzeichenOf(akte.planUnit, year, taken.number, taken.rule);
  const newAkte = {
    planUnit: akte.planUnit,
    year,
    number: taken.number,
    aktenzeichen,
    betreff: akte.title,
    retentionYears: akte.retentionYears,
    aussonderungsart: taken.aussonderungsart,
  };
  const { vertraulichkeit, federfuehrung, circleId, scope } = taken;
  const { drafts, newVorgang, dokumente } = beginning(aktenzeichen);
  const { entries, head } = extendChain(emptyChain, { tenant: ctx.tenant, akteId, actor: ctx.actor, now: ctx.now }, [
    {
      action: "akte.angelegt",
      vorgangId: null,
      details: { ...newAkte, medium: "001", vertraulichkeit, federfuehrung, zugriff: scope },
    },
    ...drafts,
  ]);
  await add(ctx, {
    akteId,
    now: ctx.now,
    newAkte: { ...newAkte, vertraulichkeit, federfuehrung, circleId },
    ...(newVorgang ? { newVorgang } : {}),
    dokumente: withSequence(dokumente, head),
    entries,
    head,
    terms: termsOf(`${aktenzeichen} ${akte.title} ${newVorgang?.betreff ?? ""}`),
  });
  return { akteId, aktenzeichen, circleId };
}

/**
 * Opens an empty Akte and gives it the next Aktenzeichen of its unit and year.
 * @throws Forbidden `records.duty-missing`, NotFound `records.no-such-plan-unit`
 */
export async function openAkte(ctx: Ctx, akte: NewAkte): Promise<{ akteId: string; aktenzeichen: string }> {
  requireMayAdd(ctx.actor);
  return writeNewAkte(ctx, akte, () => ({ drafts: [], dokumente: [] }));
}
