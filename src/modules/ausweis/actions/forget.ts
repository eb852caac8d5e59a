import { addMonths, dayInBerlin, instantInBerlin } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { findCase, forgetAnswer } from "../../cases/index.ts";
import { mustBeDeleted, photoRecentMonths, registerYearsAfterExpiry } from "../model/index.ts";
import {
  changeState,
  deleteBiometric,
  deleteCard,
  deleteForgottenLosses,
  deletePhoto,
  deleteVisitOf,
  findCardOfCase,
  hasCards,
  insertDeletion,
  listCardsToExpire,
  listCardsValidBefore,
  listCasesWithBiometric,
  listUnusedPhotos,
} from "../store/index.ts";

/** Deletes the fingerprints of a case and writes down that it happened, not what they were. § 26 Abs. 2 PAuswG. */
export async function forgetFingerprints(ctx: Ctx, caseId: string): Promise<void> {
  if (await deleteBiometric(ctx, caseId)) {
    await insertDeletion(ctx, "fingerabdruecke", caseId, "§ 26 Abs. 2 PAuswG");
  }
}

/**
 * Deletes the e-mail address that was given for delivery by the courier; that of the mailbox is another one, with a
 * consent of its own. The filed copies of such an application were made without it.
 * Source: § 18 Abs. 3 Satz 5 PAuswV.
 */
export async function forgetDeliveryEmail(ctx: Ctx, caseId: string): Promise<void> {
  if (await forgetAnswer(ctx, caseId, "email")) {
    await insertDeletion(ctx, "email", caseId, "§ 18 Abs. 3 Satz 5 PAuswV");
  }
}

/** States after which nobody may need fingerprints any more. */
const over = ["handed-over", "invalidated", "expired", "blocked"];

/**
 * Deletes fingerprints whose card is with its holder, and those of applications that came to nothing: a second look
 * at what the handover has done.
 */
export async function forgetFingerprintsOfClosed(ctx: Ctx): Promise<void> {
  for (const caseId of await listCasesWithBiometric(ctx)) {
    const card = await findCardOfCase(ctx, caseId);
    const subject = await findCase(ctx, caseId);
    const closed = subject === undefined || subject.status === "done";
    if (closed || (card !== undefined && over.includes(card.state))) await forgetFingerprints(ctx, caseId);
  }
}

/**
 * Deletes photographs that lead to no card: at once where the application came to nothing, and after six months where
 * it is still open, because a photograph has to be recent. What was taken at the office has left the device the moment
 * it was taken: the 96 hours of § 6a Abs. 3 Satz 2 PAuswV are about one that waits there, not about an application that
 * waits for a second person over the holidays.
 * Source: § 7 Abs. 1 PAuswV; § 26 Abs. 1 PAuswG.
 */
export async function forgetUnusedPhotos(ctx: Ctx): Promise<void> {
  const tooOld = instantInBerlin(addMonths(dayInBerlin(ctx.now), -photoRecentMonths));
  for (const { caseId, origin, fetchedAt } of await listUnusedPhotos(ctx)) {
    const subject = await findCase(ctx, caseId);
    const over = subject === undefined || subject.status === "done";
    if (!over && fetchedAt >= tooOld) continue;
    const rule = origin === "geraet" ? "lichtbild-geraet" : "lichtbild-cloud";
    const source = over ? "§ 26 Abs. 1 PAuswG" : "§ 7 Abs. 1 PAuswV";
    if (await deletePhoto(ctx, caseId)) await insertDeletion(ctx, rule, caseId, source);
  }
}

/** Marks cards as expired, and takes those out of the register that it must not hold any more. § 23 Abs. 4 PAuswG. */
export async function keepRegister(ctx: Ctx): Promise<void> {
  const today = dayInBerlin(ctx.now);
  for (const { cardId } of await listCardsToExpire(ctx, today)) await changeState(ctx, cardId, "expired");
  const oldest = addMonths(today, -12 * registerYearsAfterExpiry);
  for (const card of await listCardsValidBefore(ctx, oldest)) {
    if (!mustBeDeleted(card.validUntil, today)) continue;
    await deleteCard(ctx, card.cardId);
    // A provisional card is over years before the card that was applied for with it: what belongs to both stays.
    if (!(await hasCards(ctx, card.caseId))) {
      await deletePhoto(ctx, card.caseId);
      await forgetFingerprints(ctx, card.caseId);
      await deleteVisitOf(ctx, card.caseId);
    }
    await insertDeletion(ctx, "register", card.cardId, "§ 23 Abs. 4 PAuswG");
  }
  // Of a card that another office issued nothing is known but that it was good for ten years at most.
  await deleteForgottenLosses(ctx, instantInBerlin(addMonths(oldest, -12 * 10)));
}
