import { Conflict, dayInBerlin, Invalid, newId, type PlainDay } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { addCaseHistory } from "../../cases/index.ts";
import { requireApplication } from "../case-application.ts";
import { blankNumber, personOnCard } from "../model/card.ts";
import { lastDayOfProvisional } from "../model/index.ts";
import { findCardOfCase, findPhoto, findVisit, insertCard } from "../store/index.ts";
import { invalidateEarlierCards } from "./invalidate-earlier.ts";

/** A provisional card as it leaves the counter. */
export interface ProvisionalCard {
  /** Number printed on the blank. */
  readonly seriennummer: string;
  /** Last day on which it is needed. */
  readonly neededUntil: PlainDay;
}

/**
 * Issues the provisional card at the counter: it enters the register and is handed over at once; cards that the person
 * had are invalid from then on (§ 4 Abs. 1, § 28 Abs. 1 PAuswG).
 * Source: §§ 3, 5 Abs. 3, § 6 Abs. 4 PAuswG.
 * @returns its last day of validity: what it is needed for decides, at most three months
 * @throws Forbidden, Invalid, Conflict as `requireApplication`
 * @throws Conflict `ausweis.not-ready`: identity or photograph is missing; `ausweis.provisional-issued`: this case has
 *   one; `ausweis.blank-used`: the number was issued before
 * @throws Invalid `ausweis.bad-blank`, `ausweis.bad-day`: the day is over
 */
export async function issueProvisional(ctx: Ctx, caseId: string, card: ProvisionalCard): Promise<PlainDay> {
  const { subject, application } = await requireApplication(ctx, caseId);
  const seriennummer = card.seriennummer.trim().toUpperCase();
  const today = dayInBerlin(ctx.now);
  if (!blankNumber.test(seriennummer)) throw new Invalid("ausweis.bad-blank");
  if (card.neededUntil < today) throw new Invalid("ausweis.bad-day");
  if ((await findVisit(ctx, caseId)) === undefined || (await findPhoto(ctx, caseId)) === undefined) {
    throw new Conflict("ausweis.not-ready", { caseId });
  }
  if ((await findCardOfCase(ctx, caseId, "vorlaeufig")) !== undefined) {
    throw new Conflict("ausweis.provisional-issued", { caseId });
  }
  const validUntil = lastDayOfProvisional(today, card.neededUntil);
  const cardId = newId(ctx.now.getTime());
  const inserted = await insertCard(ctx, {
    cardId,
    kind: "vorlaeufig",
    caseId,
    mailboxId: subject.mailboxId,
    ...personOnCard(application),
    seriennummer,
    issuedOn: today,
    validUntil,
    state: "handed-over",
    uebergabe: "abholung",
    orderedAt: ctx.now,
    sentAt: undefined,
  });
  if (!inserted) throw new Conflict("ausweis.blank-used");
  const { geburtsdatum } = application;
  await invalidateEarlierCards(ctx, { cardId, geburtsdatum, application }, ["personalausweis", "vorlaeufig"]);
  await addCaseHistory(ctx, caseId, {
    action: "ausweis.vorlaeufig",
    text: {
      de: `Vorläufigen Ausweis ausgestellt, Seriennummer ${seriennummer}`,
      en: `Provisional card issued, number ${seriennummer}`,
    },
    citizenText: {
      de: "Sie haben einen vorläufigen Ausweis bekommen. Geben Sie ihn zurück, wenn der Personalausweis da ist.",
      en: "You have received a provisional card. Return it when the identity card is here.",
    },
    details: { cardId, validUntil },
  });
  return validUntil;
}
