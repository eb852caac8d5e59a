import { Conflict, Invalid, NotFound, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { vorgangszeichenOf } from "../model/aktenzeichen.ts";
import type { DokumentInput, FiledDokument } from "../model/dokument.ts";
import { requireMayAdd } from "../model/duty.ts";
import { extendChain, type HistoryDraft } from "../model/history.ts";
import { termsOf } from "../model/search-terms.ts";
import { findAkteForUpdate, type LockedAkte, selectTeilakten } from "../store/index.ts";
import { add } from "./add.ts";
import { writeNewAkte } from "./open-akte.ts";
import { requireMayWorkIn, requireSeen } from "./sight-of.ts";
import { filedDokumente, filingDrafts, storeContents, withSequence } from "./store-contents.ts";

/** A Vorgang to be opened, in an Akte that is there or in a new one. */
export interface NewVorgang {
  /** Without it, a new Akte is opened from the next three. */
  readonly akteId?: string;
  readonly planUnit: string;
  /** Betreff of a new Akte. */
  readonly akteTitle: string;
  /** Aufbewahrungsdauer of a new Akte, from the end of the year in which it is closed. */
  readonly retentionYears: number;
  /** The Teilakte of that Akte in which it is to lie. */
  readonly teilakteId?: string;
  /** Betreff of the Vorgang. */
  readonly subject: string;
  readonly caseId: string | null;
  /** Filed with the Vorgang, in the same statement: cheaper than `fileDokument` afterwards. */
  readonly documents?: readonly DokumentInput[];
}

/** An opened Vorgang. */
export interface OpenedVorgang {
  readonly akteId: string;
  readonly vorgangId: string;
  /** Of the Vorgang: `32.40-2026-00017/01`. */
  readonly aktenzeichen: string;
  /** Of the Akte: who may see it. */
  readonly circleId: number;
  /** In the order of `documents`. */
  readonly documents: readonly FiledDokument[];
}

function openingDraft(vorgang: {
  vorgangId: string;
  aktenzeichen: string;
  betreff: string;
  caseId: string | null;
  teilakteId?: string;
}) {
  const { vorgangId, ...details } = vorgang;
  return { action: "vorgang.angelegt", vorgangId, details } satisfies HistoryDraft;
}

/**
 * The Akte that a Vorgang is to go into, locked. An application names the Akte as it was when its sender was there
 * before: the registry may have given it another unit since, or closed it; then the application gets an Akte of its own.
 */
async function findAkteToContinue(
  ctx: Ctx,
  input: NewVorgang & { readonly akteId: string },
): Promise<LockedAkte | undefined> {
  await requireSeen(ctx, { akteId: input.akteId });
  const akte = await findAkteForUpdate(ctx, input.akteId);
  if (akte === undefined) throw new NotFound("records.no-such-akte");
  await requireMayWorkIn(ctx, akte);
  if (input.caseId !== null) return akte.closed ? undefined : akte;
  if (akte.closed) throw new Conflict("records.akte-closed", { aktenzeichen: akte.aktenzeichen });
  if (akte.planUnit !== input.planUnit) throw new Invalid("records.other-plan-unit", { planUnit: akte.planUnit });
  return akte;
}

/**
 * Opens a Vorgang and gives it its Aktenzeichen, without gaps. From here to the commit nobody else opens an
 * Akte of the same unit, so call it as late in the transaction as can be.
 * @throws Forbidden `records.duty-missing`, `records.read-only`; NotFound `records.no-such-plan-unit`,
 * `records.no-such-akte`, `records.no-such-teilakte`;
 * Conflict `records.akte-closed`; Invalid `records.other-plan-unit` where the Akte belongs to another unit. For a
 * Vorgang of a case, an Akte that was closed or moved to another unit since is no error.
 */
export async function openVorgang(ctx: Ctx, input: NewVorgang): Promise<OpenedVorgang> {
  requireMayAdd(ctx.actor);
  const vorgangId = newId(ctx.now.getTime());
  const dokumente = await storeContents(ctx, vorgangId, input.documents ?? []);
  const begin = (akte: string, number: number) => {
    const aktenzeichen = vorgangszeichenOf(akte, number);
    const newVorgang = {
      vorgangId,
      number,
      aktenzeichen,
      betreff: input.subject,
      caseId: input.caseId,
      ...(input.teilakteId === undefined ? {} : { teilakteId: input.teilakteId }),
    };
    return { newVorgang, drafts: [openingDraft(newVorgang), ...filingDrafts(dokumente)] };
  };
  const documents = filedDokumente(dokumente);

  const akte =
    input.akteId === undefined ? undefined : await findAkteToContinue(ctx, { ...input, akteId: input.akteId });
  if (akte === undefined) {
    const opened = await writeNewAkte(
      ctx,
      { planUnit: input.planUnit, title: input.akteTitle, retentionYears: input.retentionYears },
      (aktenzeichen) => ({ ...begin(aktenzeichen, 1), dokumente }),
    );
    const { akteId, circleId } = opened;
    return { akteId, vorgangId, aktenzeichen: vorgangszeichenOf(opened.aktenzeichen, 1), circleId, documents };
  }
  if (input.teilakteId !== undefined) {
    const teilakten = await selectTeilakten(ctx, { everything: true }, akte.akteId);
    if (!teilakten.some(({ teilakteId }) => teilakteId === input.teilakteId))
      throw new NotFound("records.no-such-teilakte");
  }
  const { newVorgang, drafts } = begin(akte.aktenzeichen, akte.lastVorgang + 1);
  const { entries, head } = extendChain(
    akte.head,
    { tenant: ctx.tenant, akteId: akte.akteId, actor: ctx.actor, now: ctx.now },
    drafts,
  );
  await add(ctx, {
    akteId: akte.akteId,
    now: ctx.now,
    newVorgang,
    dokumente: withSequence(dokumente, head),
    entries,
    head,
    terms: termsOf(input.subject),
  });
  const { akteId, circleId } = akte;
  return { akteId, vorgangId, aktenzeichen: newVorgang.aktenzeichen, circleId, documents };
}
