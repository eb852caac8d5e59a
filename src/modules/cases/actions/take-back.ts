import type { Ctx } from "../../../platform/db/index.ts";
import { canBeChanged, cancelAppointment, findAppointmentOfCase } from "../../appointments/index.ts";
import { findAccountOfCase, withdrawClaim } from "../../payments/index.ts";
import type { Case } from "../model/case.ts";
import { recordCaseEvent } from "./add-case-history.ts";

/**
 * The application was withdrawn: what was paid is paid back, what is owed is given up, and the appointment is free for
 * others again. Doing it twice changes nothing.
 */
export async function takeBack(ctx: Ctx, subject: Case): Promise<void> {
  const account = await findAccountOfCase(ctx, subject.caseId);
  const claimed = account !== undefined && account.chargedCents > account.waivedCents;
  if (claimed) {
    await withdrawClaim(ctx, { accountId: account.accountId, reason: `Antrag zurückgezogen, ${subject.aktenzeichen}` });
  }
  const booked = await findAppointmentOfCase(ctx, subject.caseId);
  const cancelled = booked !== undefined && canBeChanged(booked, ctx.now);
  if (cancelled) await cancelAppointment(ctx, { appointmentId: booked.appointmentId });
  const paid = claimed && account.paidCents > account.refundedCents;
  await recordCaseEvent(ctx, subject, {
    action: "cases.taken-back",
    text: {
      de: `Zurückgezogen${claimed ? ", Gebühr zurückgenommen" : ""}${cancelled ? ", Termin abgesagt" : ""}`,
      en: `Withdrawn${claimed ? ", fee taken back" : ""}${cancelled ? ", appointment cancelled" : ""}`,
    },
    citizenText: paid
      ? {
          de: "Ihr Antrag ist zurückgezogen. Was Sie bezahlt haben, wird erstattet.",
          en: "Your application has been withdrawn. What you have paid will be refunded.",
        }
      : {
          de: "Ihr Antrag ist zurückgezogen. Sie müssen nichts bezahlen.",
          en: "Your application has been withdrawn. There is nothing to pay.",
        },
  });
}
