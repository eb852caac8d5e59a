import { Conflict, isId, NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { listUnits } from "../../accounts/index.ts";
import { type ClosingObstacle, listClosingChecks } from "../closing-checks.ts";
import { requireRecordsDuty } from "../model/duty.ts";
import { extendChain } from "../model/history.ts";
import { findAkteForUpdate, saveAkteZda, selectVorgaengeToClose, type VorgangToClose } from "../store/index.ts";
import { add } from "./add.ts";
import { getAccess, mayManageAccess } from "./change-access.ts";
import { closeVorgang } from "./close-vorgang.ts";
import { getAkte } from "./read-akten.ts";
import { requireMayWork, requireMayWorkIn } from "./sight-of.ts";

/** What closing would meet. */
export interface ClosingReport {
  /** The open ones among them are what would be closed. */
  readonly vorgaenge: readonly VorgangToClose[];
  readonly obstacles: readonly ClosingObstacle[];
}

async function obstaclesOf(ctx: Ctx, akteId: string, vorgang: VorgangToClose): Promise<readonly ClosingObstacle[]> {
  const found: ClosingObstacle[] = [];
  if (vorgang.dokumente === 0) {
    found.push({
      text: {
        de: `${vorgang.aktenzeichen}: In diesem Vorgang liegt kein Dokument.`,
        en: `${vorgang.aktenzeichen}: There is no document in this case.`,
      },
      path: `/amt/akte/${akteId}#vorgang-${vorgang.vorgangId}`,
      blocks: true,
    });
  }
  for (const check of listClosingChecks()) {
    found.push(...(await check.find(ctx, { akteId, vorgangId: vorgang.vorgangId, caseId: vorgang.caseId })));
  }
  return found;
}

/** Metadata without which nobody knows later whose Akte it was. */
async function missingMetadata(ctx: Ctx, akteId: string): Promise<readonly ClosingObstacle[]> {
  const akte = await getAkte(ctx, akteId);
  const access = await getAccess(ctx, akteId);
  const units = (await listUnits(ctx)).filter(({ dissolvedAt }) => dissolvedAt === undefined);
  return [
    ...(akte.betreff.trim() === ""
      ? [
          {
            text: { de: "Der Akte fehlt der Betreff.", en: "The file has no subject." },
            path: `/amt/akte/${akteId}`,
            blocks: true,
          },
        ]
      : []),
    ...(access.federfuehrung === null && units.length > 0 ? [await missingUnit(ctx, akteId)] : []),
  ];
}

/** Who may not enter the unit reads who does, instead of a link to a closed door. */
async function missingUnit(ctx: Ctx, akteId: string): Promise<ClosingObstacle> {
  const text = {
    de: "Für die Akte ist keine federführende Einheit eingetragen.",
    en: "No unit in charge is entered for this file.",
  };
  if (await mayManageAccess(ctx, null)) return { text, path: `/amt/akte/${akteId}/zugriff`, blocks: true };
  return {
    text: { de: `${text.de} Das macht die Registratur.`, en: `${text.en} The registry does that.` },
    blocks: true,
  };
}

/**
 * What stands against putting a Vorgang zu den Akten.
 * @throws Forbidden `records.duty-missing`; NotFound `records.no-such-akte`, `records.no-such-vorgang`
 */
export async function checkVorgangClosing(ctx: Ctx, akteId: string, vorgangId: string): Promise<ClosingReport> {
  await getAkte(ctx, akteId);
  const vorgaenge = isId(vorgangId) ? await selectVorgaengeToClose(ctx, akteId, vorgangId) : [];
  const [vorgang] = vorgaenge;
  if (vorgang === undefined) throw new NotFound("records.no-such-vorgang");
  return { vorgaenge, obstacles: vorgang.closed ? [] : await obstaclesOf(ctx, akteId, vorgang) };
}

/**
 * What stands against putting an Akte zu den Akten: its metadata, and every Vorgang that is still open.
 * @throws Forbidden `records.duty-missing`; NotFound `records.no-such-akte`
 */
export async function checkAkteClosing(ctx: Ctx, akteId: string): Promise<ClosingReport> {
  const obstacles: ClosingObstacle[] = [...(await missingMetadata(ctx, akteId))];
  const vorgaenge = await selectVorgaengeToClose(ctx, akteId);
  for (const vorgang of vorgaenge.filter(({ closed }) => !closed)) {
    obstacles.push({
      text: {
        de: `${vorgang.aktenzeichen} ${vorgang.betreff} ist noch offen.`,
        en: `${vorgang.aktenzeichen} ${vorgang.betreff} is still open.`,
      },
      path: `/amt/akte/${akteId}/zda/${vorgang.vorgangId}`,
      blocks: true,
    });
    obstacles.push(...(await obstaclesOf(ctx, akteId, vorgang)));
  }
  return { vorgaenge, obstacles };
}

function requireNothingBlocks({ obstacles }: ClosingReport): void {
  const blocking = obstacles.filter(({ blocks }) => blocks).length;
  if (blocking > 0) throw new Conflict("records.closing-blocked", { obstacles: blocking });
}

/**
 * Puts a Vorgang zu den Akten by hand, once nothing stands against it any more.
 * @throws as `checkVorgangClosing` and `closeVorgang`; Conflict `records.closing-blocked`
 */
export async function closeVorgangByHand(ctx: Ctx, akteId: string, vorgangId: string): Promise<void> {
  requireNothingBlocks(await checkVorgangClosing(ctx, akteId, vorgangId));
  await closeVorgang(ctx, vorgangId);
}

/**
 * Puts an Akte zu den Akten, once all its Vorgänge are: it takes no Vorgang more, and its Aufbewahrungsdauer runs from
 * the end of the year. Closing it again changes nothing.
 * @throws Forbidden `records.duty-missing`, `records.read-only`; NotFound `records.no-such-akte`;
 * Conflict `records.closing-blocked`
 */
export async function closeAkte(ctx: Ctx, akteId: string): Promise<void> {
  requireRecordsDuty(ctx.actor);
  await requireMayWork(ctx, akteId);
  const akte = isId(akteId) ? await findAkteForUpdate(ctx, akteId) : undefined;
  if (akte === undefined) throw new NotFound("records.no-such-akte");
  await requireMayWorkIn(ctx, akte);
  if (akte.closed) return;
  requireNothingBlocks(await checkAkteClosing(ctx, akteId));
  await saveAkteZda(ctx, akteId, ctx.now);
  const { entries, head } = extendChain(akte.head, { tenant: ctx.tenant, akteId, actor: ctx.actor, now: ctx.now }, [
    { action: "akte.zda", vorgangId: null, details: {} },
  ]);
  await add(ctx, { akteId, now: ctx.now, dokumente: [], entries, head, terms: [] });
}
