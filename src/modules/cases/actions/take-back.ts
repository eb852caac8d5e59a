import { type Cents, cents, formatCents, type Localized } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { type Appointment, canBeChanged, cancelAppointment, findAppointmentOfCase } from "../../appointments/index.ts";
import { type AccountWithState, findAccountOfCase, withdrawClaim } from "../../payments/index.ts";
import { findKeptFee } from "../contracts.ts";
import type { Case } from "../model/case.ts";
import { recordCaseEvent } from "./add-case-history.ts";

/** What a withdrawal would do to the money and the appointment of a case. */
export interface TakingBack {
  /** Undefined where nothing is charged. */
  readonly account: AccountWithState | undefined;
  /** What stays charged, and why; undefined where nothing does. */
  readonly kept: { readonly amountCents: Cents; readonly why: Localized } | undefined;
  readonly payBackCents: Cents;
  /** Of what stays charged, what is not paid yet. */
  readonly stillOwedCents: Cents;
  /** Booked and not begun. */
  readonly appointment: Appointment | undefined;
}

/** What a withdrawal of the case would do now. */
export async function planTakingBack(ctx: Ctx, subject: Case): Promise<TakingBack> {
  const found = await findAccountOfCase(ctx, subject.caseId);
  const account = found !== undefined && found.chargedCents > found.waivedCents ? found : undefined;
  const due = account === undefined ? 0 : account.chargedCents - account.waivedCents;
  const fee = account === undefined ? undefined : await findKeptFee(ctx, subject);
  const keep = Math.min(fee?.amountCents ?? 0, due);
  const paid = account === undefined ? 0 : account.paidCents - account.refundedCents;
  const booked = await findAppointmentOfCase(ctx, subject.caseId);
  return {
    account,
    kept: fee === undefined || keep === 0 ? undefined : { amountCents: cents(keep), why: fee.why },
    payBackCents: cents(Math.max(0, paid - keep)),
    stillOwedCents: cents(Math.max(0, keep - paid)),
    appointment: booked !== undefined && canBeChanged(booked, ctx.now) ? booked : undefined,
  };
}

/**
 * The application was withdrawn: what was paid is paid back, what is owed is given up, but for what the law lets the
 * office keep, and the appointment is free for others again. Doing it twice changes nothing.
 */
export async function takeBack(ctx: Ctx, subject: Case): Promise<void> {
  const plan = await planTakingBack(ctx, subject);
  const { account, kept, appointment } = plan;
  if (account !== undefined) {
    await withdrawClaim(ctx, {
      accountId: account.accountId,
      reason: `Antrag zurückgezogen, ${subject.aktenzeichen}`,
      ...(kept === undefined ? {} : { keepCents: kept.amountCents }),
    });
  }
  if (appointment !== undefined) await cancelAppointment(ctx, { appointmentId: appointment.appointmentId });
  const fee =
    account === undefined
      ? { de: "", en: "" }
      : kept === undefined
        ? { de: ", Gebühr zurückgenommen", en: ", fee taken back" }
        : {
            de: `, Gebühr bis auf ${formatCents(kept.amountCents, "de")} zurückgenommen`,
            en: `, fee taken back but for ${formatCents(kept.amountCents, "en")}`,
          };
  await recordCaseEvent(ctx, subject, {
    action: "cases.taken-back",
    text: {
      de: `Zurückgezogen${fee.de}${appointment === undefined ? "" : ", Termin abgesagt"}`,
      en: `Withdrawn${fee.en}${appointment === undefined ? "" : ", appointment cancelled"}`,
    },
    citizenText: citizenText(plan),
  });
}

function citizenText({ kept, payBackCents }: TakingBack): Localized {
  if (kept !== undefined) {
    const rest = payBackCents > 0;
    return {
      de: `Ihr Antrag ist zurückgezogen. ${formatCents(kept.amountCents, "de")} bleiben: ${kept.why.de}${rest ? " Was Sie mehr bezahlt haben, wird erstattet." : ""}`,
      en: `Your application has been withdrawn. ${formatCents(kept.amountCents, "en")} stay charged: ${kept.why.en}${rest ? " What you have paid beyond that will be refunded." : ""}`,
    };
  }
  return payBackCents > 0
    ? {
        de: "Ihr Antrag ist zurückgezogen. Was Sie bezahlt haben, wird erstattet.",
        en: "Your application has been withdrawn. What you have paid will be refunded.",
      }
    : {
        de: "Ihr Antrag ist zurückgezogen. Sie müssen nichts bezahlen.",
        en: "Your application has been withdrawn. There is nothing to pay.",
      };
}
