import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import {
  type Actor,
  Conflict,
  cents,
  Forbidden,
  Invalid,
  NotFound,
  newAccessCode,
  newId,
  plainDay,
  Unavailable,
} from "../../kernel/index.ts";
import {
  type Browser,
  createTestDatabase,
  createTestWeb,
  type TestDatabase,
  type TestWeb,
} from "../../platform/testing/index.ts";
import { sessionCookieName } from "../../platform/web/index.ts";
import { openMailbox } from "../messaging/index.ts";
import { findTown, switchOnTown } from "../tenants/index.ts";
import { closeDay, exportDay } from "./actions/close-day.ts";
import { receiveWebhook, startOnlinePayment } from "./actions/online-payment.ts";
import { assignItem, assignItemToPayout, assignItemToProvider, ignoreItem, refundItem } from "./actions/work-item.ts";
import {
  type AccountState,
  addCharge,
  configurePayments,
  definePaymentListeners,
  defineStatementReaders,
  findAccountByReference,
  findAccountOfCase,
  formatReference,
  getAccount,
  importStatement,
  ledgerSums,
  type NewAccount,
  openAccount,
  paymentsJobs,
  paymentsRoutes,
  recordPayment,
  refund,
  type StatementPart,
  setBankDetails,
  simulatorProvider,
  waiveCharge,
  withdrawClaim,
} from "./index.ts";
import { decideSimulatedPayment, type SimulatedRefundAnswer } from "./simulator/decide.ts";
import { simulatedRefundWebhook, simulatedWebhook } from "./simulator/provider.ts";
import {
  selectCheckoutsOfAccount,
  selectOpenItems,
  selectPayouts,
  selectProviderRefunds,
  upsertSimulatedPayment,
} from "./store/index.ts";

const system = { kind: "system", name: "test" } as const;
const visitor = { kind: "citizen" } as const;
const clerk: Extract<Actor, { kind: "staff" }> = {
  kind: "staff",
  staffId: newId(),
  name: "Ada Kern",
  duties: ["casework", "administration"],
};
const registry: Actor = { kind: "staff", staffId: newId(), name: "Ben Roth", duties: ["records"] };
const iban = "DE02120300000000202051";
const start = new Date("2026-11-23T09:00:00Z");

let database: TestDatabase;
let web: TestWeb;
let browser: Browser;
let town: number;
let otherTown: number;
let heard: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase(inject("testServer"), paymentsJobs);
  [town, otherTown] = (await database.db.inPlatform(async (tx) => {
    const ctx = { tx, actor: system, now: database.now };
    return [
      (await switchOnTown(ctx, { ags: "paderborn", demo: true })).tenantId,
      (await switchOnTown(ctx, { ags: "delbrueck", demo: true })).tenantId,
    ];
  })) as [number, number];
  configurePayments({ publicUrl: "http://localhost:3000", providers: [simulatorProvider] });
  await database.run(town, system, (ctx) => setBankDetails(ctx, { holder: "Stadt Paderborn", iban }));
  web = await createTestWeb(database, {
    routes: paymentsRoutes,
    dependencies: {
      findTown: (slug) => database.db.inPlatform((tx) => findTown(tx, slug)),
      authenticate: async (_ctx, token) => (token === "ada" ? clerk : undefined),
    },
  });
});
afterAll(async () => {
  definePaymentListeners([]);
  await web.close();
  await database.close();
});
beforeEach(() => {
  database.now = start;
  heard = [];
  definePaymentListeners([
    {
      name: "hear",
      paid: async (_ctx, { state }) => void heard.push(state),
      unpaid: async (_ctx, { state }) => void heard.push(`un:${state}`),
    },
  ]);
  browser = web.openBrowser();
});

const as = <T>(actor: Actor, work: Parameters<typeof database.run<T>>[2]) => database.run(town, actor, work);
const card = {
  key: "card",
  label: { de: "Ausweis", en: "Card" },
  amountCents: cents(4600),
  source: "§ 1 Abs. 1 PAuswGebV",
};
const claimOf = (over: Partial<NewAccount> = {}): NewAccount => ({
  purpose: { de: "Personalausweis", en: "Identity card" },
  lines: [card],
  payerName: "Kim Beispiel",
  idempotencyKey: newId(),
  ...over,
});
const open = (over: Partial<NewAccount> = {}) => as(system, (ctx) => openAccount(ctx, claimOf(over)));
const pay = (accountId: string, amount: number, key = newId()) =>
  as(clerk, (ctx) =>
    recordPayment(ctx, {
      accountId,
      amountCents: cents(amount),
      ledger: "cash",
      source: "Beleg 1",
      idempotencyKey: key,
    }),
  );
const change = (accountId: string, amount: number, idempotencyKey = newId()) => ({
  accountId,
  amountCents: cents(amount),
  reason: "Grund",
  idempotencyKey,
});
const stateOf = async (accountId: string): Promise<AccountState["state"]> =>
  (await as(clerk, (ctx) => getAccount(ctx, accountId))).state;
const itemsOf = async (accountId: string) =>
  (await as(clerk, (ctx) => selectOpenItems(ctx, { limit: 1000 }))).filter((item) => item.accountId === accountId);

/** A bank's file as the contract hands it over: this module knows no format. */
function bankSays(...bookings: readonly { amount: number; text?: string; name?: string; back?: boolean }[]) {
  const id = newId();
  const parts: StatementPart[] = [
    {
      part: "start",
      line: 1,
      kind: "statement",
      format: "test",
      bankStatementId: id,
      page: 1,
      iban,
      openingCents: cents(0),
      closingCents: cents(0),
    },
    ...bookings.map(({ amount, text, name, back }, index) => ({
      part: "booking" as const,
      line: index + 2,
      direction: amount < 0 ? ("debit" as const) : ("credit" as const),
      amountCents: cents(Math.abs(amount)),
      bookedOn: plainDay("2026-11-23"),
      valuedOn: undefined,
      bankReference: undefined,
      position: 0,
      endToEndId: undefined,
      counterparty: name,
      counterpartyIban: undefined,
      remittance: text ?? "",
      returned: back === true,
      returnReason: undefined,
    })),
    { part: "end", line: 99, pendingEntries: 0 },
  ];
  defineStatementReaders([{ read: () => parts }]);
  return as(clerk, (ctx) => importStatement(ctx, new TextEncoder().encode(id)));
}
const newestUnknown = async () => {
  const items = await as(clerk, (ctx) => selectOpenItems(ctx, { reason: "unknown", limit: 1000 }));
  return items.at(-1)?.itemId ?? "";
};

describe("a claim", () => {
  test("opened twice with one key is one", async () => {
    const input = claimOf();
    const [first, second] = await Promise.all([
      as(system, (ctx) => openAccount(ctx, input)),
      as(system, (ctx) => openAccount(ctx, input)),
    ]);
    expect(second.accountId).toBe(first.accountId);
    const { entries, chargedCents } = await as(clerk, (ctx) => getAccount(ctx, first.accountId));
    expect([entries.length, chargedCents]).toEqual([1, 4600]);
  });

  test("is found by its case and by its reference as somebody types it", async () => {
    const caseId = newId();
    expect(await as(clerk, (ctx) => findAccountOfCase(ctx, caseId))).toBeUndefined();
    const { accountId, reference } = await open({ caseId });
    expect((await as(clerk, (ctx) => findAccountOfCase(ctx, caseId)))?.accountId).toBe(accountId);
    const typed = formatReference(reference).toLowerCase().replaceAll("-", " ");
    expect((await as(clerk, (ctx) => findAccountByReference(ctx, typed)))?.accountId).toBe(accountId);
  });

  test("of a case that had one before is the latest, with its own entries alone", async () => {
    const caseId = newId();
    await open({ caseId });
    const { accountId } = await open({ caseId, lines: [{ ...card, amountCents: cents(1300) }] });
    const found = await as(clerk, (ctx) => findAccountOfCase(ctx, caseId));
    expect([found?.accountId, found?.entries.length, found?.chargedCents]).toEqual([accountId, 1, 1300]);
    expect(found).toEqual(await as(clerk, (ctx) => getAccount(ctx, accountId)));
  });

  test("belongs to its municipality", async () => {
    const { accountId } = await open();
    const stranger = database.run(otherTown, clerk, (ctx) => getAccount(ctx, accountId));
    await expect(stranger).rejects.toBeInstanceOf(NotFound);
  });

  test.each([
    ["no lines", { lines: [] }, "payments.no-lines"],
    ["nobody who pays", { payerName: " " }, "payments.no-payer"],
    ["a charge of nothing", { lines: [{ ...card, amountCents: 0 }] }, "payments.bad-amount"],
    ["half a cent", { lines: [{ ...card, amountCents: 0.5 }] }, "payments.bad-amount"],
    ["one line twice", { lines: [card, card] }, "payments.line-twice"],
  ] as const)("is not opened with %s", async (_case, over, code) => {
    await expect(open(over as Partial<NewAccount>)).rejects.toMatchObject({ code });
  });

  test("grows by a surcharge, once", async () => {
    const { accountId } = await open();
    await pay(accountId, 4600);
    const line = { key: "extra", label: { de: "Zuschlag", en: "Surcharge" }, amountCents: cents(1300), source: "§ 1" };
    await as(clerk, (ctx) => addCharge(ctx, { accountId, line }));
    await as(clerk, (ctx) => addCharge(ctx, { accountId, line }));
    expect(await as(clerk, (ctx) => getAccount(ctx, accountId))).toMatchObject({
      chargedCents: 5900,
      state: "underpaid",
    });
    expect(heard).toEqual(["paid", "un:underpaid"]);
    const other = { ...line, amountCents: cents(1400) };
    await expect(as(clerk, (ctx) => addCharge(ctx, { accountId, line: other }))).rejects.toBeInstanceOf(Conflict);
  });
});

describe("listeners", () => {
  test("hear once that a claim is paid, however often it is told", async () => {
    const { accountId } = await open();
    await pay(accountId, 4600, "same");
    await pay(accountId, 4600, "same");
    expect([await stateOf(accountId), heard]).toEqual(["paid", ["paid"]]);
  });

  test("that fail take the payment back with them: both or neither", async () => {
    const { accountId } = await open();
    definePaymentListeners([
      {
        name: "fail",
        paid: async () => {
          throw new Error("no");
        },
      },
    ]);
    await expect(pay(accountId, 4600)).rejects.toThrow("no");
    expect(await stateOf(accountId)).toBe("open");
  });

  test("hear of a waiver, and nothing of a withdrawal", async () => {
    const waived = await open();
    await as(clerk, (ctx) => waiveCharge(ctx, change(waived.accountId, 4600)));
    const withdrawn = await open();
    await as(clerk, (ctx) => withdrawClaim(ctx, { accountId: withdrawn.accountId, reason: "Rücknahme" }));
    expect(heard).toEqual(["waived"]);
    expect(await stateOf(withdrawn.accountId)).toBe("waived");
  });
});

describe("money back", () => {
  test("on withdrawal is all that was paid, but for what the office may keep; a repeat changes nothing", async () => {
    const { accountId } = await open();
    await pay(accountId, 4600);
    const withdraw = () =>
      as(clerk, (ctx) => withdrawClaim(ctx, { accountId, reason: "Rücknahme", keepCents: cents(600) }));
    await withdraw();
    await withdraw();
    expect(await as(clerk, (ctx) => getAccount(ctx, accountId))).toMatchObject({
      refundedCents: 4000,
      waivedCents: 4000,
      balanceCents: 0,
      state: "paid",
    });
  });

  test("is never more than was paid, and nothing is waived that was not charged", async () => {
    const { accountId } = await open();
    await pay(accountId, 4600);
    await expect(as(clerk, (ctx) => refund(ctx, change(accountId, 4601)))).rejects.toBeInstanceOf(Invalid);
    await expect(as(clerk, (ctx) => waiveCharge(ctx, change(accountId, 4601)))).rejects.toBeInstanceOf(Invalid);
  });

  test("ordered by two people at once is ordered once", async () => {
    const { accountId } = await open();
    await pay(accountId, 4600);
    const orders = await Promise.allSettled([1, 2].map(() => as(clerk, (ctx) => refund(ctx, change(accountId, 4600)))));
    expect(orders.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("the worklist", () => {
  test("closes by itself once the missing cent has come", async () => {
    const { accountId } = await open();
    await pay(accountId, 4599);
    expect((await itemsOf(accountId)).map(({ reason, amountCents }) => [reason, amountCents])).toEqual([
      ["underpaid", 1],
    ]);
    await pay(accountId, 1);
    expect(await itemsOf(accountId)).toEqual([]);
  });

  test("gives money of nobody to a claim, once", async () => {
    const { accountId } = await open();
    await bankSays({ amount: 4600, text: "Ausweis", name: "Oma Beispiel" });
    const itemId = await newestUnknown();
    await as(clerk, (ctx) => assignItem(ctx, { itemId, accountId }));
    expect(await stateOf(accountId)).toBe("paid");
    const again = as(clerk, (ctx) => assignItem(ctx, { itemId, accountId }));
    await expect(again).rejects.toMatchObject({ code: "payments.item-done" });
  });

  test("pays back what was paid twice, and what belongs to nobody", async () => {
    const { accountId, reference } = await open();
    await bankSays({ amount: 4600, text: reference }, { amount: 4600, text: reference });
    const [twice] = await itemsOf(accountId);
    expect(twice?.reason).toBe("twice");
    await as(clerk, (ctx) => refundItem(ctx, { itemId: twice?.itemId ?? "", reason: "doppelt" }));
    expect(await stateOf(accountId)).toBe("paid");
    await bankSays({ amount: 1234 });
    const before = (await as(clerk, ledgerSums)).get("payable") ?? 0;
    const itemId = await newestUnknown();
    await as(clerk, (ctx) => refundItem(ctx, { itemId, reason: "Irrläufer" }));
    expect((await as(clerk, ledgerSums)).get("payable")).toBe(before - 1234);
  });

  test("knows that a refund has left although the bank hands no reference on", async () => {
    const { accountId, reference } = await open();
    await bankSays({ amount: 4700, text: reference });
    await as(clerk, (ctx) => refund(ctx, change(accountId, 100)));
    await bankSays({ amount: -100, text: "Erstattung", name: "Kim Beispiel" });
    const itemId = await newestUnknown();
    const before = await as(clerk, ledgerSums);
    await as(clerk, (ctx) => assignItem(ctx, { itemId, accountId }));
    const after = await as(clerk, ledgerSums);
    const moved = (ledger: "payable" | "suspense" | "claim") => (after.get(ledger) ?? 0) - (before.get(ledger) ?? 0);
    expect([moved("payable"), moved("suspense"), moved("claim")]).toEqual([100, -100, 0]);
    expect(await stateOf(accountId)).toBe("paid");
    const payouts = await as(clerk, (ctx) => selectPayouts(ctx));
    expect(payouts.filter(({ account }) => account?.accountId === accountId)).toEqual([]);
  });

  test("knows that money of nobody has gone back, and no more than was to go", async () => {
    await bankSays({ amount: 77_777 });
    const came = await newestUnknown();
    await as(clerk, (ctx) => refundItem(ctx, { itemId: came, reason: "Irrläufer" }));
    const ofNobody = async () =>
      (await as(clerk, (ctx) => selectPayouts(ctx))).find(({ account }) => account === undefined)?.amountCents ?? 0;
    const before = await ofNobody();
    await bankSays({ amount: -77_777, text: "Irrläufer zurück" }, { amount: -9_999_999, text: "Strom" });
    const items = await as(clerk, (ctx) => selectOpenItems(ctx, { reason: "unknown", limit: 1000 }));
    const [back, power] = items.slice(-2).map(({ itemId }) => itemId) as [string, string];
    const tooMuch = as(clerk, (ctx) => assignItemToPayout(ctx, power));
    await expect(tooMuch).rejects.toMatchObject({ code: "payments.nothing-payable" });
    await as(clerk, (ctx) => assignItemToPayout(ctx, back));
    expect(await ofNobody()).toBe(before - 77_777);
    await as(clerk, (ctx) => ignoreItem(ctx, { itemId: power, reason: "Stromrechnung" }));
  });

  test("that is assigned and does not fit the claim is on the worklist as what is too much or missing", async () => {
    const { accountId } = await open();
    for (const [amount, reason, rest] of [
      [4000, "underpaid", 600],
      [1000, "overpaid", 400],
    ] as const) {
      await bankSays({ amount, text: "Ausweis" });
      const itemId = await newestUnknown();
      await as(clerk, (ctx) => assignItem(ctx, { itemId, accountId }));
      expect(await itemsOf(accountId)).toMatchObject([{ reason, amountCents: rest }]);
    }
  });

  test("clears what the provider pays out, and takes what is none of ours off with a reason", async () => {
    await bankSays({ amount: 9200, text: "Auszahlung" });
    const payout = await newestUnknown();
    const before = (await as(clerk, ledgerSums)).get("provider") ?? 0;
    await as(clerk, (ctx) => assignItemToProvider(ctx, payout));
    expect((await as(clerk, ledgerSums)).get("provider")).toBe(before - 9200);
    await bankSays({ amount: -5000, text: "Strom" });
    const itemId = await newestUnknown();
    await expect(as(clerk, (ctx) => ignoreItem(ctx, { itemId, reason: " " }))).rejects.toBeInstanceOf(Invalid);
    await as(clerk, (ctx) => ignoreItem(ctx, { itemId, reason: "Stromrechnung" }));
    expect(await newestUnknown()).not.toBe(itemId);
  });
});

describe("who may not", () => {
  const others: readonly Actor[] = [visitor, registry];

  test("do what caseworkers do", async () => {
    const { accountId } = await open();
    await pay(accountId, 4599);
    const [item] = await itemsOf(accountId);
    const itemId = item?.itemId ?? "";
    const acts: readonly Parameters<typeof as>[1][] = [
      (ctx) => addCharge(ctx, { accountId, line: card }),
      (ctx) => recordPayment(ctx, { ...change(accountId, 1), ledger: "cash", source: "x" }),
      (ctx) => waiveCharge(ctx, change(accountId, 1)),
      (ctx) => refund(ctx, change(accountId, 1)),
      (ctx) => withdrawClaim(ctx, { accountId, reason: "x" }),
      (ctx) => assignItem(ctx, { itemId, accountId }),
      (ctx) => assignItemToProvider(ctx, itemId),
      (ctx) => refundItem(ctx, { itemId, reason: "x" }),
      (ctx) => ignoreItem(ctx, { itemId, reason: "x" }),
      (ctx) => exportDay(ctx, plainDay("2026-11-22")),
      (ctx) => closeDay(ctx, plainDay("2026-11-22")),
      (ctx) => ledgerSums(ctx),
      (ctx) => setBankDetails(ctx, { holder: "Mein Konto", iban }),
    ];
    for (const actor of others) {
      for (const act of acts) await expect(as(actor, act), String(act)).rejects.toBeInstanceOf(Forbidden);
    }
  });

  test("open or withdraw claims: staff without the duty, citizens of another mailbox", async () => {
    await expect(as(registry, (ctx) => openAccount(ctx, claimOf()))).rejects.toBeInstanceOf(Forbidden);
    const stranger: Actor = { kind: "citizen", mailboxId: newId() };
    await expect(as(stranger, (ctx) => openAccount(ctx, claimOf({ mailboxId: newId() })))).rejects.toBeInstanceOf(
      Forbidden,
    );
    const mailboxId = newId();
    const { accountId } = await open({ mailboxId });
    const withdraw = (actor: Actor) => as(actor, (ctx) => withdrawClaim(ctx, { accountId, reason: "x" }));
    await expect(withdraw(stranger)).rejects.toBeInstanceOf(Forbidden);
    await withdraw({ kind: "citizen", mailboxId });
    expect(await stateOf(accountId)).toBe("waived");
  });

  test("change the ledger: nobody, not even the program", async () => {
    await open();
    for (const statement of ["update payments.entry set amount_cents = 1", "delete from payments.entry"]) {
      const { CompiledQuery } = await import("kysely");
      const tried = database.db.inTenant(town as never, (tx) => tx.executeQuery(CompiledQuery.raw(statement)));
      await expect(tried).rejects.toMatchObject({ code: "42501" });
    }
  });
});

/** A payment at the simulator that nobody has decided yet. */
async function begin() {
  const code = newAccessCode();
  const account = await open({ codeMac: database.keyring.mac("access-code", code) });
  const { checkoutId } = await as(visitor, (ctx) =>
    startOnlinePayment(ctx, { accountId: account.accountId, language: "de", mayPay: true }),
  );
  await database.queue.drain();
  return { ...account, code, checkoutId };
}
const webhook = (checkoutId: string, status: "open" | "paid" | "failed", eventId = newId(), amountCents = 4600) =>
  as(system, (ctx) =>
    receiveWebhook(ctx, "simulator", simulatedWebhook(ctx, { checkoutId, eventId, status, amountCents })),
  );

describe("an online payment", () => {
  test("counts once: told twice, told late, told by asking, all at once", async () => {
    const { accountId, checkoutId } = await begin();
    await as(system, (ctx) =>
      upsertSimulatedPayment(ctx, { checkoutId, status: "paid", amountCents: cents(4600), refundAnswer: "at-once" }),
    );
    await Promise.all([
      webhook(checkoutId, "paid", "e1"),
      webhook(checkoutId, "paid", "e1"),
      webhook(checkoutId, "paid", "e2"),
    ]);
    await database.queue.tick("payments.poll");
    await database.queue.drain();
    const { entries } = await as(clerk, (ctx) => getAccount(ctx, accountId));
    expect(entries.filter(({ kind }) => kind === "payment")).toHaveLength(1);
    expect([await stateOf(accountId), heard]).toEqual(["paid", ["paid"]]);
  });

  test("stays paid whatever arrives afterwards, and may succeed after it failed", async () => {
    const { accountId, checkoutId } = await begin();
    await webhook(checkoutId, "failed");
    expect(await stateOf(accountId)).toBe("open");
    await webhook(checkoutId, "paid");
    await webhook(checkoutId, "failed");
    await webhook(checkoutId, "open");
    expect(await stateOf(accountId)).toBe("paid");
  });

  test("whose webhook never comes is found by asking", async () => {
    const { accountId, checkoutId } = await begin();
    await as(system, (ctx) =>
      upsertSimulatedPayment(ctx, { checkoutId, status: "paid", amountCents: cents(4600), refundAnswer: "at-once" }),
    );
    await database.queue.tick("payments.poll");
    await database.queue.drain();
    expect(await stateOf(accountId)).toBe("open");
    database.now = new Date(start.getTime() + 3 * 60_000);
    await database.queue.tick("payments.poll");
    await database.queue.drain();
    expect(await stateOf(accountId)).toBe("paid");
  });

  test("whose webhook never comes is found although hundreds that were begun before were given up", async () => {
    for (let begun = 0; begun < 220; begun++) {
      const { accountId: abandoned } = await open();
      await as(visitor, (ctx) => startOnlinePayment(ctx, { accountId: abandoned, language: "de", mayPay: true }));
    }
    const { accountId, checkoutId } = await begin();
    await as(system, (ctx) =>
      upsertSimulatedPayment(ctx, { checkoutId, status: "paid", amountCents: cents(4600), refundAnswer: "at-once" }),
    );
    for (const minutes of [5, 10]) {
      database.now = new Date(start.getTime() + minutes * 60_000);
      await database.queue.tick("payments.poll");
      await database.queue.drain();
    }
    expect(await stateOf(accountId)).toBe("paid");
  });

  test("whose webhook never comes is found although the provider says nothing about others", async () => {
    const silent = [await begin(), await begin(), await begin(), await begin()].map(({ checkoutId }) => checkoutId);
    const { accountId, checkoutId } = await begin();
    await as(system, (ctx) =>
      upsertSimulatedPayment(ctx, { checkoutId, status: "paid", amountCents: cents(4600), refundAnswer: "at-once" }),
    );
    const simulator = simulatorProvider;
    const poll: typeof simulator.poll = async (io, providerId) => {
      if (silent.some((id) => providerId.includes(id))) throw new Unavailable("payments.provider-away");
      return simulator.poll(io, providerId);
    };
    configurePayments({ publicUrl: "http://localhost:3000", providers: [{ ...simulator, poll }] });
    try {
      for (const minutes of [5, 10]) {
        database.now = new Date(start.getTime() + minutes * 60_000);
        await database.queue.tick("payments.poll");
        await database.queue.drain();
      }
    } finally {
      configurePayments({ publicUrl: "http://localhost:3000", providers: [simulator] });
    }
    expect(await stateOf(accountId)).toBe("paid");
  });

  test("that somebody begins twice at once is one; one that has come to the provider's page can be begun anew", async () => {
    const { accountId } = await open();
    const press = () => as(visitor, (ctx) => startOnlinePayment(ctx, { accountId, language: "de", mayPay: true }));
    const [first, second] = await Promise.all([press(), press()]);
    expect(second.checkoutId).toBe(first.checkoutId);
    await database.queue.drain();
    expect((await press()).checkoutId).not.toBe(first.checkoutId);
    database.now = new Date(start.getTime() + 3 * 60_000);
    const later = await press();
    const checkouts = await as(clerk, (ctx) => selectCheckoutsOfAccount(ctx, accountId));
    expect(checkouts[0]?.checkoutId).toBe(later.checkoutId);
    expect(checkouts).toHaveLength(3);
  });

  test("of 45.99 € leaves a cent open", async () => {
    const { accountId, checkoutId } = await begin();
    await webhook(checkoutId, "paid", newId(), 4599);
    expect(await stateOf(accountId)).toBe("underpaid");
  });

  test("is not begun by who may not see the claim, nor where nothing is owed", async () => {
    const { accountId } = await open();
    const begun = (mayPay: boolean) =>
      as(visitor, (ctx) => startOnlinePayment(ctx, { accountId, language: "de", mayPay }));
    await expect(begun(false)).rejects.toBeInstanceOf(Forbidden);
    await pay(accountId, 4600);
    await expect(begun(true)).rejects.toMatchObject({ code: "payments.nothing-owed" });
  });

  test("is told by a webhook that is signed, and by no other", async () => {
    const { accountId, checkoutId } = await begin();
    const { body, headers } = await as(system, async (ctx) =>
      simulatedWebhook(ctx, { checkoutId, eventId: newId(), status: "paid", amountCents: 4600 }),
    );
    const send = async (
      payload: string,
      signature: string | undefined,
      place = "paderborn",
      provider = "simulator",
    ) => {
      const answer = await web.app.inject({
        method: "POST",
        url: `/${place}/zahlung-rueckmeldung/${provider}`,
        headers: {
          "content-type": "application/json",
          ...(signature === undefined ? {} : { "x-klickamt-signature": signature }),
        },
        payload,
      });
      return answer.statusCode;
    };
    const signature = headers["x-klickamt-signature"];
    expect(await send(body, undefined)).toBe(403);
    expect(await send(body, "t=1,v1=00")).toBe(403);
    expect(await send(body.replace("4600", "4601"), signature)).toBe(403);
    expect(await send(body, signature, "delbrueck")).toBe(403);
    expect(await send(body, signature, "paderborn", "nobody")).toBe(404);
    expect(await stateOf(accountId)).toBe("open");
    expect(await send(body, signature)).toBe(200);
    expect(await send(body, signature)).toBe(200);
    expect(await stateOf(accountId)).toBe("paid");
  });
});

/** A claim that was paid online, at a simulator that answers so when money is to go back. */
async function paidOnline(refundAnswer: SimulatedRefundAnswer, amountCents = 4600) {
  const { accountId, checkoutId } = await begin();
  await as(visitor, (ctx) =>
    decideSimulatedPayment(ctx, {
      checkoutId,
      outcome: "paid",
      answer: "at-once",
      refundAnswer,
      amountCents: cents(amountCents),
    }),
  );
  await drained();
  expect(await stateOf(accountId)).not.toBe("open");
  return { accountId, checkoutId };
}
const drained = async () => expect((await database.queue.drain()).failed).toEqual([]);
const refundsOf = (accountId: string) => as(clerk, (ctx) => selectProviderRefunds(ctx, accountId));
const leftBy = async (ledger: "provider" | "payable") => (await as(clerk, ledgerSums)).get(ledger) ?? 0;

describe("money that came by the provider", () => {
  test.each(["at-once", "twice"] as const)("goes back by it, once, though it answers %s", async (answer) => {
    const { accountId } = await paidOnline(answer);
    const [provider, payable] = [await leftBy("provider"), await leftBy("payable")];
    await as(clerk, (ctx) => withdrawClaim(ctx, { accountId, reason: "Rücknahme" }));
    await as(clerk, (ctx) => withdrawClaim(ctx, { accountId, reason: "Rücknahme" }));
    expect(await leftBy("payable")).toBe(payable - 4600);
    await drained();
    const [only] = await refundsOf(accountId);
    // The job that asks runs again after a crash, and the message comes once more.
    await as(system, (ctx) => ctx.jobs.send(ctx, "payments.refund", { refundId: only?.refundId }));
    await as(system, (ctx) =>
      ctx.jobs.send(ctx, "payments.simulator-refund", {
        refundId: only?.refundId,
        eventId: "another-event",
        outcome: "done",
      }),
    );
    await drained();
    expect((await refundsOf(accountId)).map(({ state, amountCents }) => [state, amountCents])).toEqual([
      ["done", 4600],
    ]);
    expect([await leftBy("provider"), await leftBy("payable")]).toEqual([provider - 4600, payable]);
    expect(await stateOf(accountId)).toBe("refunded");
  });

  test("stays to be paid out while it answers late, and is found by asking", async () => {
    const { accountId } = await paidOnline("late");
    const payable = await leftBy("payable");
    await as(clerk, (ctx) => refund(ctx, change(accountId, 1000)));
    await drained();
    expect((await refundsOf(accountId))[0]?.state).toBe("ordered");
    browser.setCookie(sessionCookieName("paderborn"), "ada");
    await browser.open("/paderborn/amt/zahlungen/auszahlungen");
    expect(browser.text().replaceAll("\u00a0", " ")).toMatch(/10,00 €[\s\S]*Bezahldienst/);
    database.now = new Date(start.getTime() + 20 * 60_000);
    await database.queue.tick("payments.poll-refunds");
    await drained();
    expect((await refundsOf(accountId))[0]?.state).toBe("done");
    expect(await leftBy("payable")).toBe(payable);
  });

  test("is for the treasury where the provider refuses, or as far as it came another way", async () => {
    const refused = await paidOnline("fails");
    const payable = await leftBy("payable");
    await as(clerk, (ctx) => refund(ctx, change(refused.accountId, 4600)));
    await drained();
    expect((await refundsOf(refused.accountId))[0]?.state).toBe("failed");
    expect(await leftBy("payable")).toBe(payable - 4600);
    browser.setCookie(sessionCookieName("paderborn"), "ada");
    await browser.open(`/paderborn/amt/zahlungen/konto/${refused.accountId}`);
    expect(browser.text()).toContain("vom Bezahldienst abgelehnt, die Kasse zahlt aus");

    const mixed = await paidOnline("at-once", 4000);
    await pay(mixed.accountId, 600);
    await as(clerk, (ctx) => refund(ctx, change(mixed.accountId, 4600)));
    await drained();
    expect((await refundsOf(mixed.accountId)).map(({ amountCents }) => amountCents)).toEqual([4000]);
    expect(await leftBy("payable")).toBe(payable - 4600 - 600);
  });

  test("goes back never more than came, in however many orders", async () => {
    const { accountId } = await paidOnline("at-once");
    for (const amount of [2000, 2000]) await as(clerk, (ctx) => refund(ctx, change(accountId, amount)));
    await expect(as(clerk, (ctx) => refund(ctx, change(accountId, 601)))).rejects.toBeInstanceOf(Invalid);
    await as(clerk, (ctx) => refund(ctx, change(accountId, 600)));
    await drained();
    const sum = (await refundsOf(accountId)).reduce((total, { amountCents }) => total + amountCents, 0);
    expect(sum).toBe(4600);
  });

  test("is not told as gone by a message that nobody signed, or that is about a refund of another town", async () => {
    const { accountId } = await paidOnline("late");
    await as(clerk, (ctx) => refund(ctx, change(accountId, 4600)));
    const [{ refundId } = { refundId: "" }] = await refundsOf(accountId);
    const told = { refundId, eventId: newId(), outcome: "done" as const };
    const signed = await as(system, async (ctx) => simulatedRefundWebhook(ctx, told));
    const forged = { ...signed, body: signed.body.replace("done", "failed") };
    await expect(as(system, (ctx) => receiveWebhook(ctx, "simulator", forged))).rejects.toBeInstanceOf(Forbidden);
    const elsewhere = database.run(otherTown, system, (ctx) =>
      receiveWebhook(ctx, "simulator", simulatedRefundWebhook(ctx, told)),
    );
    await expect(elsewhere).rejects.toBeInstanceOf(NotFound);
    expect((await refundsOf(accountId))[0]?.state).toBe("ordered");
  });
});

describe("the citizen's page", () => {
  test("shows what is owed, by which law, and how to pay, in both languages", async () => {
    const { accountId, code, reference } = await begin();
    browser.setCookie("zugang", code);
    await browser.open(`/paderborn/zahlung/${accountId}`);
    expect(browser.heading()).toBe("Gebühr bezahlen");
    const text = browser.text();
    for (const words of ["§ 1 Abs. 1 PAuswGebV", "46,00", "DE02 1203 0000 0000 2020 51", formatReference(reference)]) {
      expect(text).toContain(words);
    }
    expect(browser.html).toContain("<svg");
    expect(browser.html).not.toContain("style=");
    await browser.open(`/en/paderborn/zahlung/${accountId}`);
    expect(browser.heading()).toBe("Pay the fee");
    expect(browser.text()).toContain("€46.00");
  });

  test("is nobody else's: without the code one is asked for it, whether the claim exists or not", async () => {
    const { accountId } = await begin();
    const paths = [];
    for (const id of [accountId, newId()]) {
      const answer = await web.app.inject({ url: `/paderborn/zahlung/${id}` });
      paths.push([answer.statusCode, String(answer.headers.location).replace(id, "…")]);
    }
    expect(paths[0]).toEqual(paths[1]);
    expect(paths[0]?.[0]).toBe(303);
  });

  test("opens with the code of the mailbox it belongs to", async () => {
    const code = newAccessCode();
    const mailboxId = await as(visitor, (ctx) =>
      openMailbox(ctx, { codeMac: ctx.keyring.mac("access-code", code), language: "de" }),
    );
    const { accountId } = await open({ mailboxId });
    browser.setCookie("zugang", code);
    await browser.open(`/paderborn/zahlung/${accountId}`);
    expect(browser.status).toBe(200);
  });

  test("leads through the simulated provider and back, and says that it is one", async () => {
    const { accountId, code } = await begin();
    browser.setCookie("zugang", code);
    await browser.open(`/paderborn/zahlung/${accountId}`);
    expect(browser.text()).toContain("Es fließt kein Geld");
    await browser.submit("Online bezahlen");
    await database.queue.drain();
    await browser.open(browser.path);
    await browser.click("Weiter zum Bezahldienst");
    expect(browser.heading()).toBe("Simulierter Bezahldienst");
    browser.fill({ "Was bezahlt wird": "viel" });
    await browser.submit("Zahlung gelingt");
    expect([browser.status, browser.value("Was bezahlt wird")]).toEqual([422, "viel"]);
    browser.fill({ "Was bezahlt wird": "46,00" });
    await browser.submit("Zahlung gelingt");
    // Back, and the provider has not told yet: nobody is sent to pay once more.
    expect(browser.text()).toContain("Die Bestätigung steht noch aus");
    expect(browser.text()).not.toContain("Sie verlassen jetzt unsere Seiten");
    await database.queue.drain();
    await browser.click("Noch einmal nachsehen");
    expect(browser.text()).toContain("Ihre Zahlung ist angekommen");
    await browser.open(`/paderborn/zahlung/${accountId}`);
    expect(browser.text()).toContain("Alles ist bezahlt");
    expect(browser.text()).not.toContain("Überweisen");
  });

  test("is not shown with the claim of somebody else", async () => {
    const [own, foreign] = [await begin(), await begin()];
    browser.setCookie("zugang", own.code);
    await browser.open(`/paderborn/zahlung/${own.accountId}/online/${foreign.checkoutId}`);
    expect(browser.status).toBe(404);
    await browser.open(`/paderborn/zahlung/${foreign.accountId}/online/${foreign.checkoutId}`);
    expect(browser.path).toContain("/fortsetzen");
  });

  test("says what arrived, not what was asked for", async () => {
    const { accountId, checkoutId, code } = await begin();
    await webhook(checkoutId, "paid", newId(), 4000);
    browser.setCookie("zugang", code);
    await browser.open(`/paderborn/zahlung/${accountId}/online/${checkoutId}?zurueck=1`);
    expect(browser.text()).toMatch(/Ihre Zahlung ist angekommen\s+40,00/);
    expect(browser.text()).not.toContain("46,00");
  });
});

describe("the desk", () => {
  beforeEach(() => browser.setCookie(sessionCookieName("paderborn"), "ada"));

  test("is for caseworkers: others are asked to sign in", async () => {
    browser.clearCookies();
    for (const { method, path } of paymentsRoutes.filter((route) => route.path.startsWith("/:town/amt"))) {
      if (method !== "GET") continue;
      const url = path.replace(":town", "paderborn").replace(/:[a-z]+/g, newId());
      const answer = await web.app.inject({ url });
      expect([path, answer.statusCode, String(answer.headers.location)]).toEqual([
        path,
        303,
        expect.stringContaining("/paderborn/amt/anmelden"),
      ]);
    }
  });

  test("sorts out a payment of 45.99 €: finds it, opens the claim, waives the cent with a reason", async () => {
    const { accountId, reference } = await open({ payerName: "Cent Mangel" });
    await bankSays({ amount: 4599, text: reference });
    await browser.open("/paderborn/amt/zahlungen?grund=underpaid");
    await browser.click("Cent Mangel");
    expect(browser.heading()).toContain("Zu wenig");
    await browser.open(`/paderborn/amt/zahlungen?kassenzeichen=${formatReference(reference)}`);
    expect(browser.heading()).toBe(formatReference(reference));
    browser.fill({ "Betrag: Erlass": "47" });
    await browser.submit("Erlassen");
    expect(browser.errors()).toEqual(["Geben Sie Beleg oder Grund an."]);
    browser.fill({ "Betrag: Erlass": "47", "Grund des Erlasses, mit Paragraf": "Kleinbetrag" });
    await browser.submit("Erlassen");
    expect(browser.errors()).toEqual(["Es kann nicht mehr erlassen werden, als gefordert ist."]);
    browser.fill({ "Betrag: Erlass": "0,01" });
    await browser.submit("Erlassen");
    expect(await stateOf(accountId)).toBe("paid");
  });

  test("assigns money by the suggestion that fits", async () => {
    const first = await open({ payerName: "Zwei Konten" });
    await open({ payerName: "Zwei Konten" });
    await bankSays({ amount: 4600, name: "Zwei Konten" });
    await browser.open(`/paderborn/amt/zahlungen/klaeren/${await newestUnknown()}`);
    browser.fill({ "Kassenzeichen der Forderung": "KA-00000-00001" });
    await browser.submit("Zuordnen");
    expect(browser.errors()[0]).toContain("gibt es hier nicht");
    browser.fill({ "Kassenzeichen der Forderung": "", vorschlag: formatReference(first.reference) });
    await browser.submit("Zuordnen");
    expect(browser.text()).toContain("zugeordnet, Ada Kern");
    expect(await stateOf(first.accountId)).toBe("paid");
  });

  test("closes a day that is over, once, with sums that match and an export that stays the same", async () => {
    const day = "2026-12-01";
    database.now = new Date(`${day}T10:00:00Z`);
    const { accountId, reference } = await open();
    await pay(accountId, 4599);
    await browser.open(`/paderborn/amt/zahlungen/abschluss/${day}`);
    expect(browser.text()).toContain("wenn er vorbei ist");
    await expect(as(clerk, (ctx) => closeDay(ctx, plainDay(day)))).rejects.toMatchObject({
      code: "payments.day-not-over",
    });
    database.now = new Date("2026-12-02T08:00:00Z");
    await browser.open(`/paderborn/amt/zahlungen/abschluss/${day}`);
    expect(browser.text().replaceAll("\u00a0", " ")).toMatch(/91,99 €[\s\S]*91,99 €/);
    await browser.submit("Tag abschließen");
    expect(browser.text()).toContain("Der Tag ist abgeschlossen");
    await expect(as(clerk, (ctx) => closeDay(ctx, plainDay(day)))).rejects.toBeInstanceOf(Conflict);
    await pay(accountId, 1);
    await browser.open(`/paderborn/amt/zahlungen/abschluss/${day}/export`);
    expect(Buffer.from(browser.bytes).subarray(0, 3).toString("hex")).toBe("efbbbf");
    const lines = Buffer.from(browser.bytes).toString().split("\r\n");
    expect(lines).toHaveLength(4);
    expect(lines[2]).toContain(`;Zahlung;Kasse;Forderungen;45,99;${formatReference(reference)};`);
  });

  test("refuses a statement with line and reason, and takes bank details only where they can be right", async () => {
    const { StatementRefused } = await import("./index.ts");
    defineStatementReaders([
      {
        read() {
          throw new StatementRefused("currency", 42, "27.00 SEK");
        },
      },
    ]);
    await browser.open("/paderborn/amt/zahlungen/auszuege");
    await browser.submit("Übernehmen");
    expect(browser.errors()).toEqual(["Wählen Sie eine Datei."]);
    browser.fill({
      "Kontoauszug der Bank": {
        filename: "auszug.xml",
        mediaType: "text/xml",
        bytes: new TextEncoder().encode("<a/>"),
      },
    });
    await browser.submit("Übernehmen");
    expect(browser.status).toBe(422);
    expect(browser.text()).toContain("Zeile 42 (auszug.xml): Der Betrag ist nicht in Euro.");
    await browser.open("/paderborn/amt/zahlungen/auszuege");
    browser.fill({
      "Kontoauszug der Bank": { filename: "gross.xml", mediaType: "text/xml", bytes: new Uint8Array(61 * 1024 * 1024) },
    });
    await browser.submit("Übernehmen");
    expect([browser.status, browser.heading()]).toEqual([413, "Das ist zu groß"]);
    await browser.open("/paderborn/amt/zahlungen/bankverbindung");
    browser.fill({ IBAN: "DE03 1203 0000 0000 2020 51" });
    await browser.submit("Speichern");
    expect(browser.errors()).toEqual(["Diese IBAN stimmt nicht. Prüfen Sie jede Stelle."]);
  });
});
