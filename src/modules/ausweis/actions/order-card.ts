import { Conflict, dayInBerlin, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { enqueue } from "../../../platform/jobs/index.ts";
import { requireDuty } from "../../accounts/index.ts";
import { addCaseHistory, type Case } from "../../cases/index.ts";
import { applicationOf, dayOfApplication } from "../case-application.ts";
import { personOnCard } from "../model/card.ts";
import { lastDayOfValidity, validityOf } from "../model/index.ts";
import { withoutAppointment } from "../model/online-setting.ts";
import { orderPayload } from "../payloads.ts";
import { findCardOfCase, insertCard } from "../store/index.ts";
import { invalidateEarlierCards } from "./invalidate-earlier.ts";
import { isSecondPerson, missingForOrder } from "./readiness.ts";
import { settleFees } from "./settle-fees.ts";

/**
 * Orders the card: it enters the register, and a job hands the order to the producer.
 * Source: §§ 9, 23 PAuswG. The age counts on the day of the visit, as it does for the fee.
 * @throws Forbidden `accounts.duty-missing`
 * @throws Conflict `ausweis.not-ready`: something is missing; `ausweis.same-person`: four eyes were wanted and two
 *   came; `ausweis.already-ordered`: a card for this person is on its way
 */
export async function orderCard(ctx: Ctx, subject: Case): Promise<void> {
  requireDuty(ctx.actor, "casework");
  const { caseId } = subject;
  if ((await findCardOfCase(ctx, caseId)) !== undefined) return;
  const missing = await missingForOrder(ctx, subject);
  if (missing.some(({ at }) => at === "ausweis-register")) throw new Conflict("ausweis.already-ordered", { caseId });
  if (missing.length > 0) throw new Conflict("ausweis.not-ready", { caseId, missing: missing.length });
  if (subject.variables.vierAugen === true && !(await isSecondPerson(ctx, caseId))) {
    throw new Conflict("ausweis.same-person", { caseId });
  }
  const application = applicationOf(subject);
  const visited = subject.variables[withoutAppointment] !== true;
  // Whoever forgot the button: what was really done is charged, before the card is on its way.
  if (visited) await settleFees(ctx, caseId);
  const appliedOn = await dayOfApplication(ctx, caseId);
  const issuedOn = dayInBerlin(ctx.now);
  const cardId = newId(ctx.now.getTime());
  const inserted = await insertCard(ctx, {
    cardId,
    kind: "personalausweis",
    caseId,
    mailboxId: subject.mailboxId,
    ...personOnCard(application),
    seriennummer: undefined,
    issuedOn,
    validUntil: lastDayOfValidity(issuedOn, validityOf(application.geburtsdatum, appliedOn)),
    state: "ordered",
    uebergabe: application.uebergabe,
    orderedAt: ctx.now,
    sentAt: undefined,
  });
  // Somebody else was faster by less than this transaction: the database decides.
  if (!inserted) throw new Conflict("ausweis.already-ordered", { caseId });
  // The courier hands the new one over: the present one is invalidated at the application (§ 18 Abs. 2 Satz 3 PAuswV).
  const invalidated =
    visited && application.uebergabe === "versand"
      ? await invalidateEarlierCards(ctx, { cardId, geburtsdatum: application.geburtsdatum, application }, [
          "personalausweis",
        ])
      : 0;
  await enqueue(ctx, { name: "ausweis.order", payload: orderPayload }, { cardId });
  await addCaseHistory(ctx, caseId, {
    action: "ausweis.bestellt",
    text: { de: "Ausweis beim Hersteller bestellt", en: "Card ordered from the producer" },
    citizenText: {
      de: "Ihr Ausweis ist beim Hersteller bestellt.",
      en: "Your card has been ordered from the producer.",
    },
    details: { cardId, invalidated },
  });
}
