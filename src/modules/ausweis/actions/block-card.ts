import { Conflict, Invalid } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { requireDuty } from "../../accounts/index.ts";
import { addCaseHistory, type Case, findCase } from "../../cases/index.ts";
import { requireMayWork } from "../../records/index.ts";
import { lossLeistung } from "../case-application.ts";
import { type AusweisCard, personKeyOf } from "../model/card.ts";
import { prefillFromVerlust, readApplication } from "../model/index.ts";
import {
  changeState,
  dismissLoss,
  findCardBySeriennummer,
  getCardForUpdate,
  insertLoss,
  isReportedLost,
  listCardsOfPerson,
} from "../store/index.ts";

/**
 * Enters a card as missing as soon as its loss is reported, by anybody and at night: the office establishes identity
 * afterwards (§ 25 Abs. 1 Satz 2 PAuswV) and can lift the block. A number counts only with the right birthday.
 * Source: § 27 Abs. 1 Nr. 3, § 10 Abs. 5, § 23 Abs. 3 PAuswG.
 * @throws Invalid `ausweis.no-report`
 */
export async function blockReportedCard(ctx: Ctx, subject: Case): Promise<void> {
  const person = subject.leistungId === lossLeistung ? readApplication(prefillFromVerlust(subject.answers)) : undefined;
  if (person === undefined) throw new Invalid("ausweis.no-report", { leistungId: subject.leistungId });
  const personKey = personKeyOf(person);
  const named = person.alteSeriennummer === "" ? undefined : await findCardBySeriennummer(ctx, person.alteSeriennummer);
  const meant =
    named !== undefined && named.geburtsdatum === person.geburtsdatum
      ? [named]
      : (await listCardsOfPerson(ctx, personKey)).filter(({ state }) => state === "handed-over" || state === "blocked");
  const { caseId } = subject;
  const cardIds = meant.map(({ cardId }) => cardId);
  await insertLoss(ctx, { caseId, personKey, seriennummer: person.alteSeriennummer, cardIds });
  const blocked = meant.filter(({ state }) => state === "handed-over");
  for (const { cardId } of blocked) await changeState(ctx, cardId, "blocked");
  await addCaseHistory(ctx, subject.caseId, {
    action: "ausweis.abhandengekommen",
    text:
      meant.length > 0
        ? { de: "Ausweis als abhandengekommen eingetragen", en: "Card entered as missing" }
        : {
            de: "Verlust vermerkt. Der Ausweis steht nicht in diesem Register.",
            en: "Loss noted. The card is not in this register.",
          },
    citizenText: {
      de: "Ihr Ausweis gilt bei uns als abhandengekommen. Die Online-Funktion sperren Sie zusätzlich unter 116 116.",
      en: "We treat your card as missing. To block the online function as well, call 116 116.",
    },
    details: { cards: blocked.length },
  });
}

/**
 * The office could not confirm a report: it has no effect any more, and a card that it blocked is good again, unless
 * another report of it stands.
 * Source: § 25 Abs. 1 Satz 2 PAuswV; § 23 Abs. 3 PAuswG.
 * @throws Forbidden `accounts.duty-missing`
 */
export async function dismissReport(ctx: Ctx, subject: Case): Promise<void> {
  requireDuty(ctx.actor, "casework");
  let lifted = 0;
  for (const cardId of await dismissLoss(ctx, subject.caseId)) {
    const card = await getCardForUpdate(ctx, cardId);
    if (card.state !== "blocked" || (await isReportedLost(ctx, cardId))) continue;
    await liftBlock(ctx, card);
    lifted += 1;
  }
  await addCaseHistory(ctx, subject.caseId, {
    action: "ausweis.meldung-verworfen",
    text:
      lifted > 0
        ? { de: "Meldung nicht bestätigt, Sperre aufgehoben", en: "Report not confirmed, block lifted" }
        : { de: "Meldung nicht bestätigt", en: "Report not confirmed" },
    citizenText: {
      de: "Wir konnten die Meldung nicht bestätigen. Der Ausweis gilt bei uns nicht mehr als abhandengekommen.",
      en: "We could not confirm the report. We no longer treat the card as missing.",
    },
    details: { cards: lifted },
  });
}

/**
 * Lifts a block: the card was found, or the report was not its holder's.
 * @throws Forbidden `accounts.duty-missing`, `records.read-only`; Conflict `ausweis.not-blocked`; NotFound
 * `ausweis.no-such-card`
 */
export async function unblockCard(ctx: Ctx, cardId: string): Promise<void> {
  requireDuty(ctx.actor, "casework");
  const card = await getCardForUpdate(ctx, cardId);
  // The register keeps a card for longer than its Akte may be there.
  const subject = await findCase(ctx, card.caseId);
  if (subject !== undefined) await requireMayWork(ctx, subject.akteId);
  if (card.state !== "blocked") throw new Conflict("ausweis.not-blocked", { cardId });
  await liftBlock(ctx, card);
}

/**
 * A card that is found again is good again, unless the person has another one since: nobody may have more than one that
 * is valid.
 * Source: § 4 Abs. 1, § 10 Abs. 8, § 28 Abs. 2 PAuswG.
 */
async function liftBlock(ctx: Ctx, card: AusweisCard): Promise<void> {
  await changeState(ctx, card.cardId, "handed-over", "unblocked");
  const others = await listCardsOfPerson(ctx, personKeyOf(card));
  const replaced = others.some(({ cardId, state }) => cardId !== card.cardId && state === "handed-over");
  if (replaced) await changeState(ctx, card.cardId, "invalidated");
}
