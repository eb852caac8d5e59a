import { isId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Dokument } from "../model/dokument.ts";
import type { HistoryEntry } from "../model/history.ts";
import {
  selectDokumentePage,
  selectHeadSequence,
  selectHistoryPage,
  selectVorgaengePage,
  type VorgangInPage,
} from "../store/index.ts";
import { getAkte } from "./read-akten.ts";
import { sightOf } from "./sight-of.ts";

/** A page of what lies in an Akte. */
export interface AkteContents {
  readonly vorgaenge: readonly (VorgangInPage & {
    readonly dokumente: readonly Dokument[];
    readonly moreDokumente: boolean;
  })[];
  readonly moreVorgaenge: boolean;
}

const vorgaengePerPage = 25;
const dokumentePerVorgang = 20;
/** Of all Vorgänge of a page together, so that a page costs the same however large the Akte is; each shows five. */
const dokumenteInAll = 150;
const leastPerVorgang = 5;
const dokumentePerPage = 100;

/**
 * What lies in an Akte: Vorgänge by number with their first Dokumente; or one Vorgang with a page of its Dokumente.
 * @param question.after number of the last Vorgang of the page before; with `vorgangId`, of the last Dokument
 * @throws Forbidden `records.duty-missing`
 */
export async function listContents(
  ctx: Ctx,
  akteId: string,
  question: { readonly vorgangId?: string; readonly teilakteId?: string; readonly after?: number },
): Promise<AkteContents> {
  const sight = await sightOf(ctx);
  const { vorgangId, teilakteId, after = 0 } = question;
  const single = vorgangId !== undefined && isId(vorgangId);
  const found = await selectVorgaengePage(ctx, sight, {
    akteId,
    after: single ? 0 : after,
    limit: vorgaengePerPage + 1,
    ...(single ? { vorgangId } : {}),
    ...(teilakteId !== undefined && isId(teilakteId) ? { teilakteId } : {}),
  });
  const vorgaenge = found.slice(0, vorgaengePerPage);
  const share = Math.max(leastPerVorgang, Math.floor(dokumenteInAll / Math.max(1, vorgaenge.length)));
  const limit = single ? dokumentePerPage : Math.min(dokumentePerVorgang, share);
  const dokumente = await selectDokumentePage(ctx, sight, {
    vorgangIds: vorgaenge.map((vorgang) => vorgang.vorgangId),
    after: single ? after : 0,
    limit: limit + 1,
  });
  const of = Map.groupBy(dokumente, (dokument) => dokument.vorgangId);
  return {
    vorgaenge: vorgaenge.map((vorgang) => {
      const own = of.get(vorgang.vorgangId) ?? [];
      return { ...vorgang, dokumente: own.slice(0, limit), moreDokumente: own.length > limit };
    }),
    moreVorgaenge: found.length > vorgaenge.length,
  };
}

/**
 * The history of an Akte, newest first.
 * @returns one page, whether there is another, and how many entries there are in all
 * @throws Forbidden `records.duty-missing`, NotFound `records.no-such-akte`
 */
export async function listHistory(
  ctx: Ctx,
  akteId: string,
  question: { readonly before?: number; readonly limit: number },
): Promise<{ readonly entries: readonly HistoryEntry[]; readonly more: boolean; readonly inAll: number }> {
  await getAkte(ctx, akteId);
  const { before, limit } = question;
  const found = await selectHistoryPage(ctx, {
    akteId,
    limit: limit + 1,
    ...(before === undefined || !Number.isSafeInteger(before) || before > 2147483647 ? {} : { before }),
  });
  return {
    entries: found.slice(0, limit),
    more: found.length > limit,
    inAll: await selectHeadSequence(ctx, akteId),
  };
}
