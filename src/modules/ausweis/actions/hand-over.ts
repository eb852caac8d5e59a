import { Conflict, Forbidden, Invalid } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { enqueue } from "../../../platform/jobs/index.ts";
import { requireDuty } from "../../accounts/index.ts";
import { addCaseHistory, type Case, listTasksOfCase } from "../../cases/index.ts";
import { postMessage } from "../../messaging/index.ts";
import { getTenant } from "../../tenants/index.ts";
import { applicationOf, requireApplication } from "../case-application.ts";
import type { AusweisCard } from "../model/card.ts";
import type { Grund } from "../model/eligibility.ts";
import { withoutAppointment } from "../model/online-setting.ts";
import { isSignature } from "../model/signature.ts";
import { getsPinLetter } from "../model/visit-checks.ts";
import { applicationPayload } from "../payloads.ts";
import {
  changeState,
  findCardOfCase,
  findHandover,
  getCardForUpdate,
  type Handover,
  saveHandover,
} from "../store/index.ts";
import { forgetFingerprints } from "./forget.ts";
import { invalidateEarlierCards } from "./invalidate-earlier.ts";

/** @throws Conflict `ausweis.no-card`: nothing was ordered */
async function cardOf(ctx: Ctx, caseId: string): Promise<AusweisCard> {
  const card = await findCardOfCase(ctx, caseId);
  if (card === undefined) throw new Conflict("ausweis.no-card", { caseId });
  return getCardForUpdate(ctx, card.cardId);
}

/** What the holder has to know about the card that is here, sentence by sentence: only what holds for them. */
function readyText(subject: Case, card: AusweisCard): string {
  const { language } = subject;
  const say = (de: string, en: string): string => (language === "de" ? de : en);
  const withPin = getsPinLetter(card.geburtsdatum, card.issuedOn);
  return [
    say("Ihr Personalausweis ist da.", "Your identity card is here."),
    pickups[card.uebergabe][language],
    ...(withoutOldCard.includes(applicationOf(subject).grund)
      ? []
      : [
          say(
            "Bringen Sie den alten Ausweis mit: Er wird entwertet (§ 27 Abs. 1 Nr. 2 PAuswG).",
            "Please bring the old card: it will be invalidated (§ 27 Abs. 1 Nr. 2 PAuswG).",
          ),
        ]),
    ...(withPin && subject.variables[withoutAppointment] !== true
      ? [
          say(
            "Den Umschlag mit der Geheimnummer (PIN) und der Entsperrnummer haben Sie beim Termin bekommen.",
            "You received the envelope with the PIN and the number that unblocks it at the appointment.",
          ),
        ]
      : []),
    // Without the letter with the PIN the card comes alone: § 18 Abs. 1 Satz 2 PAuswV.
    ...(withPin
      ? [
          say(
            "Das Sperrkennwort steht in dem Schreiben, das mit dem Ausweis kommt. Sie brauchen es, wenn Sie die Online-Funktion unter 116 116 sperren lassen (§ 10 Abs. 6 PAuswG).",
            "The blocking password stands in the letter that comes with the card. You need it to have the online function blocked by calling 116 116 (§ 10 Abs. 6 PAuswG).",
          ),
        ]
      : []),
  ].join("\n\n");
}

/** Reasons for which nobody has an old card to bring. */
const withoutOldCard: readonly Grund[] = ["erster", "verlust", "diebstahl"];

const pickups: Readonly<Record<AusweisCard["uebergabe"], Readonly<Record<"de" | "en", string>>>> = {
  abholung: { de: "Sie können ihn im Amt abholen.", en: "You can collect it at the office." },
  bevollmaechtigt: {
    de: "Die Person mit Ihrer Vollmacht kann ihn im Amt abholen.",
    en: "The person with your authorisation can collect it at the office.",
  },
  box: {
    de: "Er kommt in die Abholbox. Den Code für das Fach bekommen Sie vom Amt.",
    en: "It goes into the pickup box. You get the code of the compartment from the office.",
  },
  versand: {
    de: "Der Zusteller konnte ihn nicht übergeben. Sie können ihn im Amt abholen.",
    en: "The courier could not hand it over. You can collect it at the office.",
  },
};

/**
 * The card is in the office and may be collected: the register, the status page and a message say so.
 * @throws Forbidden `accounts.duty-missing`; Conflict `ausweis.no-card`, `ausweis.not-produced`
 */
export async function reportReady(ctx: Ctx, subject: Case): Promise<void> {
  requireDuty(ctx.actor, "casework");
  const card = await cardOf(ctx, subject.caseId);
  if (card.state === "ready") return;
  if (card.state !== "produced") throw new Conflict("ausweis.not-produced", { caseId: subject.caseId });
  await changeState(ctx, card.cardId, "arrived");
  await changeState(ctx, card.cardId, "ready");
  const { language } = subject;
  await postMessage(ctx, {
    mailboxId: subject.mailboxId,
    caseId: subject.caseId,
    direction: "to-citizen",
    kind: "info",
    subject: language === "de" ? "Ihr Personalausweis ist da" : "Your identity card is here",
    body: readyText(subject, card),
    attachments: [],
    author: (await getTenant(ctx)).officialName,
  });
  await addCaseHistory(ctx, subject.caseId, {
    action: "ausweis.bereit",
    text: { de: "Eingegangen und als abholbereit gemeldet", en: "Arrived and reported as ready" },
    citizenText: { de: "Ihr Ausweis ist da. Sie können ihn abholen.", en: "Your card is here. You can collect it." },
  });
}

/**
 * Notes who receives the card, with their signature, and what happened to the old one. Source: § 18 PAuswV.
 * @param input.signature path of a drawn signature; empty where it is on paper
 * @throws Forbidden, Invalid, Conflict as `requireApplication`; Invalid `ausweis.no-name`, `ausweis.no-signature`;
 *   Conflict `ausweis.not-ready`
 */
export async function noteHandover(ctx: Ctx, caseId: string, input: Omit<Handover, "byName" | "at">): Promise<void> {
  await requireApplication(ctx, caseId);
  if (ctx.actor.kind !== "staff") throw new Forbidden("accounts.duty-missing", { duty: "casework" });
  const name = input.name.trim().replace(/\s+/g, " ");
  if (name === "" || name.length > 200) throw new Invalid("ausweis.no-name");
  if (input.signature !== "" && !isSignature(input.signature)) throw new Invalid("ausweis.no-signature");
  const card = await cardOf(ctx, caseId);
  if (card.state !== "ready") throw new Conflict("ausweis.not-ready", { caseId });
  await saveHandover(ctx, caseId, { ...input, name, byName: ctx.actor.name, at: ctx.now });
  await addCaseHistory(ctx, caseId, {
    action: "ausweis.empfang",
    text: { de: "Empfang des Ausweises festgehalten", en: "Receipt of the card noted" },
    details: { receivedBy: input.receivedBy, oldCard: input.oldCard, drawn: input.signature !== "" },
  });
}

/**
 * The card has reached its holder: earlier cards are invalid, the fingerprints are deleted.
 * Source: § 26 Abs. 2, § 27 Abs. 1 Nr. 2, § 29 Abs. 1 PAuswG.
 * @throws Forbidden `accounts.duty-missing`; Conflict `ausweis.no-card`, `ausweis.nobody-received`
 */
export async function handOver(ctx: Ctx, subject: Case): Promise<void> {
  requireDuty(ctx.actor, "casework");
  const { caseId } = subject;
  const card = await cardOf(ctx, caseId);
  if (card.state === "handed-over") return;
  const handedOver = (await listTasksOfCase(ctx, caseId)).some(
    ({ nodeId, state }) => nodeId === "uebergeben" && state === "done",
  );
  // A courier's report needs no signature at the counter.
  if (handedOver && (await findHandover(ctx, caseId)) === undefined) {
    throw new Conflict("ausweis.nobody-received", { caseId });
  }
  await changeState(ctx, card.cardId, "handed-over");
  const application = applicationOf(subject);
  const invalid = await invalidateEarlierCards(
    ctx,
    { cardId: card.cardId, geburtsdatum: card.geburtsdatum, application },
    ["personalausweis", "vorlaeufig"],
  );
  await forgetFingerprints(ctx, caseId);
  // A job of its own: the step that hands over saves the case, with every answer, once it is done.
  if (card.uebergabe === "versand") {
    await enqueue(ctx, { name: "ausweis.forget-email", payload: applicationPayload }, { caseId });
  }
  await addCaseHistory(ctx, caseId, {
    action: "ausweis.ausgehaendigt",
    text: {
      de:
        invalid === 0
          ? "Ausweis ausgehändigt, Fingerabdrücke gelöscht"
          : "Ausweis ausgehändigt, alter Ausweis entwertet, Fingerabdrücke gelöscht",
      en:
        invalid === 0
          ? "Card handed over, fingerprints deleted"
          : "Card handed over, old card invalidated, fingerprints deleted",
    },
    citizenText: {
      de: "Sie haben Ihren Ausweis bekommen. Ihre Fingerabdrücke sind gelöscht.",
      en: "You have received your card. Your fingerprints have been deleted.",
    },
    details: { cardId: card.cardId, invalidated: invalid },
  });
}
