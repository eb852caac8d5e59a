import { cents, dayInBerlin, instantInBerlin } from "../../kernel/index.ts";
import {
  type Account,
  closeDay,
  formatReference,
  importStatement,
  openAccount,
  payBySimulator,
  recordPayment,
  withdrawClaim,
} from "../../modules/payments/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import { demoStatement } from "./bank-statement.ts";
import { earlier, workingDayBefore } from "./clock.ts";
import { founders } from "./founders.ts";

/** Account of the demo's treasury: an example number that belongs to nobody. */
export const demoIban = "DE02120300000000202051";

const fee = {
  key: "natuerliche-person",
  label: { de: "Gewerbeanzeige einer natürlichen Person", en: "Notification by a natural person" },
  amountCents: cents(2600),
  source: "AVwGebO NRW",
};

/**
 * Claims in every state: open, paid at the counter, by transfer and online, too much, too little, twice, booked back;
 * money of which nobody knows what for; refunds that the provider has paid, has not answered yet, and refuses; two days
 * that are closed.
 */
export async function loadTreasury(ctx: Ctx): Promise<void> {
  const today = dayInBerlin(ctx.now);
  const [before, yesterday] = [workingDayBefore(today, 2), workingDayBefore(today, 1)];
  const onDay = (day: typeof today, hour: number): Ctx => ({
    ...ctx,
    now: earlier(ctx.now, instantInBerlin(day, hour)),
  });
  const first = onDay(before, 9);
  const accounts: Account[] = [];
  for (const founder of founders.slice(0, 10)) {
    accounts.push(
      await openAccount(first, {
        purpose: { de: `Gewerbeanmeldung ${founder.business}`, en: `Business registration ${founder.business}` },
        lines: [fee],
        payerName: `${founder.givenNames} ${founder.familyName}`,
        idempotencyKey: `demo:${founder.familyName}`,
      }),
    );
  }
  const claim = (index: number) => {
    const account = accounts[index];
    if (account === undefined) throw new Error("demo: there are not so many claims");
    return account;
  };
  const bank = (index: number, amountCents: number, more: { readonly returned?: boolean } = {}) => {
    const { payerName, reference } = claim(index);
    return { amountCents, name: payerName, text: `Gewerbe ${formatReference(reference)}`, ...more };
  };
  await recordPayment(onDay(before, 10), {
    accountId: claim(0).accountId,
    amountCents: cents(2600),
    ledger: "cash",
    source: "Barkasse, Beleg 117",
    idempotencyKey: "demo:cash",
  });
  await importStatement(
    onDay(before, 17),
    demoStatement(demoIban, `${before}-1`, before, [bank(1, 2600), bank(2, 2600), bank(3, 3000), bank(4, 2599)]),
  );
  await importStatement(
    onDay(yesterday, 17),
    demoStatement(demoIban, `${yesterday}-1`, yesterday, [
      bank(2, 2600),
      bank(1, -2600, { returned: true }),
      { amountCents: 1250, name: "Familie Sommer", text: "Danke für die schnelle Hilfe" },
      { amountCents: 4600, name: "Gerda Sommer", text: "Ausweis für Opa" },
      { amountCents: -8990, name: "Stadtwerke Musterhausen", text: "Abschlag November" },
    ]),
  );
  const pay = async (index: number, refundAnswer: "at-once" | "late" | "fails") => {
    const { accountId } = claim(index);
    await payBySimulator(onDay(yesterday, 11 + index - 5), { accountId, refundAnswer });
    return accountId;
  };
  for (const [index, answer] of [
    [5, "at-once"],
    [6, "late"],
    [7, "fails"],
  ] as const) {
    const accountId = await pay(index, answer);
    if (index === 5) continue;
    await withdrawClaim(ctx, { accountId, reason: "Anzeige zurückgenommen" });
  }
  for (const day of [before, yesterday]) if (day < today) await closeDay(ctx, day);
}
