import { cents, formatCents, formatInstant, type Language } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import { findAppointmentOfCase } from "../appointments/index.ts";
import type { CaseStep } from "../messaging/index.ts";
import { type AccountWithState, findAccountOfCase } from "../payments/index.ts";
import { caseContent } from "./contracts.ts";
import type { Case } from "./model/case.ts";
import { getCase, listTasksOfCase } from "./store/index.ts";

/**
 * What the citizen can do about a case besides waiting: answer a question, pay, book the appointment; and what of it is
 * done. Whoever asks must have shown that they may see the case.
 */
export async function listSteps(ctx: Ctx, subject: Case, language: Language): Promise<readonly CaseStep[]> {
  const account = await findAccountOfCase(ctx, subject.caseId);
  return stepsOf(ctx, subject, account, language);
}

/**
 * The same with the case itself, in as few journeys to the database as can be.
 * @throws NotFound `cases.no-such-case`
 */
export async function getCaseWithSteps(
  ctx: Ctx,
  caseId: string,
  language: Language,
): Promise<{ readonly subject: Case; readonly steps: readonly CaseStep[] }> {
  const [subject, account] = await Promise.all([getCase(ctx, caseId), findAccountOfCase(ctx, caseId)]);
  return { subject, steps: await stepsOf(ctx, subject, account, language) };
}

async function stepsOf(
  ctx: Ctx,
  subject: Case,
  account: AccountWithState | undefined,
  language: Language,
): Promise<readonly CaseStep[]> {
  return [
    ...answerStep(subject, language),
    ...paymentStep(account, language),
    ...(await appointmentStep(ctx, subject, language)),
  ];
}

/** The one step without which nothing goes on comes first. */
function answerStep(subject: Case, language: Language): readonly CaseStep[] {
  if (subject.status !== "waiting") return [];
  const german = language === "de";
  return [
    {
      icon: "mail",
      href: `/postfach/${subject.mailboxId}/vorgang/${subject.caseId}#antworten`,
      done: false,
      label: german ? "Frage beantworten" : "Answer our question",
      text: german ? "Ohne Ihre Antwort geht es nicht weiter." : "Without your answer we cannot go on.",
    },
  ];
}

function paymentStep(account: AccountWithState | undefined, language: Language): readonly CaseStep[] {
  if (account === undefined) return [];
  const open = account.balanceCents > 0;
  return [
    {
      icon: open ? "edit" : "check",
      href: `/zahlung/${account.accountId}`,
      done: !open,
      ...paymentWords(account, language),
    },
  ];
}

function paymentWords(account: AccountWithState, language: Language): Pick<CaseStep, "label" | "text"> {
  const german = language === "de";
  const amount = formatCents(
    account.balanceCents > 0 ? account.balanceCents : cents(account.paidCents - account.refundedCents),
    language,
  );
  const label = german ? "Gebühr" : "Fee";
  switch (account.state) {
    case "open":
      return {
        label: german ? "Gebühr bezahlen" : "Pay the fee",
        text: german
          ? `${amount}, per GiroCode, Überweisung oder online`
          : `${amount}, by GiroCode, transfer or online`,
      };
    case "underpaid":
      return {
        label: german ? "Rest der Gebühr bezahlen" : "Pay the rest of the fee",
        text: german ? `Es fehlen noch ${amount}.` : `${amount} is still missing.`,
      };
    case "waived":
      return { label, text: german ? "Sie müssen nichts bezahlen." : "There is nothing to pay." };
    case "refunded":
      return { label, text: german ? "Ihr Geld wird erstattet." : "Your money is being refunded." };
    case "paid":
    case "overpaid":
      return { label, text: german ? `${amount} sind bezahlt.` : `${amount} has been paid.` };
  }
}

async function appointmentStep(ctx: Ctx, subject: Case, language: Language): Promise<readonly CaseStep[]> {
  const wanted = await caseContent().appointment?.(ctx, subject);
  if (wanted === undefined) return [];
  const german = language === "de";
  const tasks = await listTasksOfCase(ctx, subject.caseId);
  const over = subject.status === "done" || tasks.some(({ form, state }) => form === wanted.task && state === "done");
  const booked = await findAppointmentOfCase(ctx, subject.caseId);
  if (booked !== undefined && booked.state !== "no-show") {
    return [
      {
        icon: "calendar",
        href: `/termin/${booked.appointmentId}`,
        done: true,
        label: over ? (german ? "Termin war" : "Appointment was") : german ? "Ihr Termin" : "Your appointment",
        text: formatInstant(booked.start, language),
      },
    ];
  }
  if (over) return [];
  return [
    {
      icon: "calendar",
      href: `/termine/${wanted.service}`,
      done: false,
      label: german ? "Termin buchen" : "Book an appointment",
      text: german ? "Sie wählen Tag und Uhrzeit." : "You choose day and time.",
    },
  ];
}
