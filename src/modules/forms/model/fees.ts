import { type Cents, cents, formatCents, type Localized, type PlainDay } from "../../../kernel/index.ts";
import type { Answers } from "../form.ts";
import type { Fee, OnlineLeistung } from "../leistung.ts";

/** One charge, as often as it falls due. */
export interface Charge {
  readonly fee: Fee;
  readonly count: number;
  readonly amountCents: Cents;
}

/**
 * What these answers cost, in the order of the Leistung's fees.
 * @param answers canonical, as `readAnswers` and `freezeAnswers` give them
 * @param today day on which it is charged
 * @param overrides amounts in cents that the town has set, by key
 */
export function listCharges(
  online: Pick<OnlineLeistung, "fees" | "feesFor">,
  answers: Answers,
  today: PlainDay,
  overrides: Readonly<Record<string, number>> = {},
): readonly Charge[] {
  const keys = online.feesFor(answers, today);
  return online.fees
    .map((fee) => {
      const count = keys.filter((key) => key === fee.key).length;
      const each = overrides[fee.key] ?? fee.amountCents;
      return { fee: { ...fee, amountCents: cents(each) }, count, amountCents: cents(count * each) };
    })
    .filter(({ count }) => count > 0);
}

export function totalCents(charges: readonly Charge[]): Cents {
  return cents(charges.reduce((sum, { amountCents }) => sum + amountCents, 0));
}

/** `Gebühr: 39,00 €.` */
export function describeFees(charges: readonly Charge[]): Localized {
  const total = totalCents(charges);
  return total === 0
    ? { de: "Keine Gebühr.", en: "No fee." }
    : { de: `Gebühr: ${formatCents(total, "de")}.`, en: `Fee: ${formatCents(total, "en")}.` };
}
