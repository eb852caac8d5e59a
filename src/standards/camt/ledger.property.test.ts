import fc from "fast-check";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { type Actor, cents, formatCents, newAccessCode, newId } from "../../kernel/index.ts";
import {
  configurePayments,
  definePaymentListeners,
  defineStatementReaders,
  getAccount,
  importStatement,
  type LedgerName,
  ledgerSums,
  openAccount,
  paymentsJobs,
  paymentsRoutes,
  refund,
  setBankDetails,
  simulatorProvider,
  waiveCharge,
  withdrawClaim,
} from "../../modules/payments/index.ts";
import { findTown, switchOnTown } from "../../modules/tenants/index.ts";
import {
  type Browser,
  createTestDatabase,
  createTestWeb,
  type TestDatabase,
  type TestWeb,
} from "../../platform/testing/index.ts";
import { camtReader } from "./index.ts";
import { statementFile, type TestStatement } from "./testing/statement-xml.ts";

const system = { kind: "system", name: "test" } as const;
const clerk: Actor = { kind: "staff", staffId: newId(), name: "Ada Kern", duties: ["casework"] };
const iban = "DE02120300000000202051";

let database: TestDatabase;
let web: TestWeb;
let town: number;
const told = new Map<string, number>();

beforeAll(async () => {
  database = await createTestDatabase(inject("testServer"), paymentsJobs);
  defineStatementReaders([camtReader]);
  configurePayments({ publicUrl: "http://localhost:3000", providers: [simulatorProvider] });
  definePaymentListeners([
    {
      name: "count",
      paid: async (_ctx, { accountId }) => void told.set(accountId, (told.get(accountId) ?? 0) + 1),
    },
  ]);
  town = await database.db.inPlatform(async (tx) => {
    const ctx = { tx, actor: system, now: database.now };
    return (await switchOnTown(ctx, { ags: "paderborn", demo: true })).tenantId;
  });
  await database.run(town, system, (ctx) => setBankDetails(ctx, { holder: "Stadt Paderborn", iban }));
  web = await createTestWeb(database, {
    routes: paymentsRoutes,
    dependencies: {
      findTown: (slug) => database.db.inPlatform((tx) => findTown(tx, slug)),
      authenticate: async () => undefined,
    },
  });
});
afterAll(async () => {
  await web.close();
  await database.close();
  definePaymentListeners([]);
});

/** What really happened, kept apart from the program: the test's own books. */
interface Truth {
  readonly accountId: string;
  readonly reference: string;
  readonly browser: Browser;
  due: number;
  received: number;
  /** Came by the provider and is still there: what goes back goes that way first. */
  online: number;
}

const amountOf = fc.constantFrom(4600, 4599, 4601, 1, 2300, 9200);
const which = fc.nat(2);
const answers = [
  "sofort",
  "verspätet, nach 15 Minuten",
  "zweimal",
  "in falscher Reihenfolge",
  "nie (das Amt fragt selbst nach)",
];
const event = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("bank" as const), which, amount: amountOf, named: fc.boolean() }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("online" as const),
      which,
      amount: amountOf,
      succeeds: fc.boolean(),
      answer: fc.constantFrom(...answers),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("again" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("returned" as const), which, amount: amountOf }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("refund" as const), which, amount: amountOf }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("waive" as const), which, amount: amountOf }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("withdraw" as const), which }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("poll" as const) }) },
);
type Event = typeof event extends fc.Arbitrary<infer E> ? E : never;

/** What has moved on the bank's and the provider's side since the beginning, by the test's own books. */
const outside = { bank: 0, provider: 0 };
let sent: TestStatement[] = [];

async function openClaim(): Promise<Truth> {
  const code = newAccessCode();
  const { accountId, reference } = await database.run(town, system, (ctx) =>
    openAccount(ctx, {
      purpose: { de: "Personalausweis", en: "Identity card" },
      lines: [{ key: "card", label: { de: "Ausweis", en: "Card" }, amountCents: cents(4600), source: "§ 1 PAuswGebV" }],
      payerName: "Kim Beispiel",
      codeMac: ctx.keyring.mac("access-code", code),
      idempotencyKey: newId(),
    }),
  );
  const browser = web.openBrowser();
  browser.setCookie("zugang", code);
  return { accountId, reference, browser, due: 4600, received: 0, online: 0 };
}

const stateOf = ({ accountId }: Truth) => database.run(town, clerk, (ctx) => getAccount(ctx, accountId));
const send = (statement: TestStatement) =>
  database.run(town, clerk, (ctx) => importStatement(ctx, statementFile(statement)));

/** Refused by the rules of the ledger; then nothing may have happened. */
async function attempt(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    expect((error as { code?: string }).code).toMatch(/^payments\.more-than-/);
    return false;
  }
}

/** Jobs have run; one that failed is told by its code, not by what is missing on a page afterwards. */
async function drained(): Promise<void> {
  expect((await database.queue.drain()).failed).toEqual([]);
}

async function payOnline(claim: Truth, event: Extract<Event, { kind: "online" }>): Promise<void> {
  const { browser } = claim;
  await browser.open(`/paderborn/zahlung/${claim.accountId}`);
  if (!browser.text().includes("Online bezahlen")) return;
  await browser.submit("Online bezahlen");
  await drained();
  await browser.open(browser.path);
  await browser.click("Weiter zum Bezahldienst");
  expect(browser.text()).toContain("Das ist eine Simulation");
  browser.fill({ "Was bezahlt wird": (event.amount / 100).toFixed(2).replace(".", ","), antwort: event.answer });
  await browser.submit(event.succeeds ? "Zahlung gelingt" : "Zahlung scheitert");
  await drained();
  if (!event.succeeds) return;
  claim.received += event.amount;
  claim.online += event.amount;
  outside.provider += event.amount;
}

/** Money goes back: by the provider as far as it came that way, at once; the rest waits for the treasury. */
async function payBack(claim: Truth, amount: number): Promise<void> {
  await drained();
  const byProvider = Math.min(amount, claim.online);
  claim.online -= byProvider;
  outside.provider -= byProvider;
}

async function happen(claims: readonly Truth[], event: Event): Promise<void> {
  const claim = "which" in event ? (claims[event.which] as Truth) : (claims[0] as Truth);
  const { accountId } = claim;
  switch (event.kind) {
    case "bank": {
      const text = event.named ? claim.reference : "Miete";
      const statement = { id: newId(), iban, entries: [{ amountCents: event.amount, text }] };
      sent.push(statement);
      await send(statement);
      outside.bank += event.amount;
      if (event.named) claim.received += event.amount;
      return;
    }
    case "online":
      return payOnline(claim, event);
    case "again": {
      const [last] = sent.slice(-1);
      if (last !== undefined) expect((await send(last)).imported).toEqual([]);
      return;
    }
    case "returned": {
      const { paidCents, refundedCents } = await stateOf(claim);
      const statement = {
        id: newId(),
        iban,
        entries: [{ amountCents: -event.amount, text: claim.reference, reversal: true }],
      };
      sent.push(statement);
      await send(statement);
      outside.bank -= event.amount;
      if (paidCents - refundedCents >= event.amount) claim.received -= event.amount;
      return;
    }
    case "refund": {
      await reconcile();
      const change = { accountId, amountCents: cents(event.amount), reason: "zu viel", idempotencyKey: newId() };
      const order = () => database.run(town, clerk, (ctx) => refund(ctx, change));
      if (!(await attempt(order))) return;
      // The answer was lost and the order comes again: it is the same order.
      await order();
      claim.received -= event.amount;
      await payBack(claim, event.amount);
      return;
    }
    case "waive": {
      const change = { accountId, amountCents: cents(event.amount), reason: "Erlass", idempotencyKey: newId() };
      if (await attempt(() => database.run(town, clerk, (ctx) => waiveCharge(ctx, change)))) claim.due -= event.amount;
      return;
    }
    case "withdraw":
      // What nobody has told yet cannot go back yet.
      await reconcile();
      await database.run(town, clerk, (ctx) => withdrawClaim(ctx, { accountId, reason: "Rücknahme" }));
      claim.due = 0;
      {
        const back = Math.max(claim.received, 0);
        claim.received -= back;
        await payBack(claim, back);
      }
      return;
    case "poll":
      return reconcile();
  }
}

/** Half an hour later the office has asked the provider about everything that nobody told. */
async function reconcile(): Promise<void> {
  database.now = new Date(database.now.getTime() + 30 * 60_000);
  await database.queue.tick("payments.poll");
  await database.queue.tick("payments.poll-refunds");
  await drained();
}

async function checkClaim(claim: Truth, settledByNow: boolean): Promise<void> {
  const account = await stateOf(claim);
  // The ledger says of a claim what really happened, as soon as everybody was asked.
  if (settledByNow) {
    expect(account.balanceCents).toBe(claim.due - claim.received);
    if (claim.due > 0 && claim.received >= claim.due) expect(["paid", "overpaid"]).toContain(account.state);
  }
  // The citizen reads what the ledger says.
  await claim.browser.open(`/paderborn/zahlung/${claim.accountId}`);
  const words = { open: "Offen", underpaid: "Teilweise bezahlt", paid: "Bezahlt", overpaid: "Zu viel bezahlt" };
  const expected = { ...words, waived: "Erlassen", refunded: "Erstattet" }[account.state];
  const lines = claim.browser.text().split("\n");
  expect(lines).toContain(expected);
  const open = formatCents(cents(Math.max(0, account.balanceCents)), "de");
  expect(claim.browser.text().replaceAll(/\s+/g, " ")).toContain(`Noch zu zahlen ${open.replaceAll(/\s+/g, " ")}`);
  if (account.balanceCents <= 0) expect(claim.browser.text()).not.toContain("GiroCode");
  if (account.state === "paid") expect(told.get(claim.accountId) ?? 0).toBeGreaterThan(0);
}

/** No cent appears or vanishes: the ledgers together are zero, and stand where the outside world does. */
async function checkLedgers(settledByNow: boolean): Promise<void> {
  const sums: ReadonlyMap<LedgerName, number> = await database.run(town, clerk, ledgerSums);
  expect([...sums.values()].reduce((sum, one) => sum + one, 0)).toBe(0);
  expect(sums.get("bank") ?? 0).toBe(outside.bank);
  if (settledByNow) expect(sums.get("provider") ?? 0).toBe(outside.provider);
}

test("Whatever happens, in whatever order and however often: no cent appears or vanishes, the page says what the ledger says, and who has paid is not asked again", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 14 }), async (events) => {
      sent = [];
      const claims = [await openClaim(), await openClaim(), await openClaim()];
      for (const one of events) {
        await happen(claims, one);
        await checkLedgers(false);
      }
      for (const claim of claims) await checkClaim(claim, false);
      await reconcile();
      for (const claim of claims) await checkClaim(claim, true);
      await checkLedgers(true);
    }),
    { numRuns: Number(process.env.KLICKAMT_PROPERTY_RUNS ?? 24), endOnFailure: true },
  );
}, 180_000);
