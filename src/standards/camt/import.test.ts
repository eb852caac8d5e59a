import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import { type Actor, cents, Forbidden, Invalid, newId } from "../../kernel/index.ts";
import {
  accountState,
  defineStatementReaders,
  formatReference,
  getAccount,
  importStatement,
  openAccount,
  refund,
  type StatementReader,
  StatementRefused,
  setBankDetails,
} from "../../modules/payments/index.ts";
import { switchOnTown } from "../../modules/tenants/index.ts";
import { createTestDatabase, type TestDatabase } from "../../platform/testing/index.ts";
import { camtReader } from "./index.ts";
import { statementFile, type TestEntry, type TestStatement } from "./testing/statement-xml.ts";

const system = { kind: "system", name: "test" } as const;
const clerk: Actor = { kind: "staff", staffId: newId(), name: "Ada Kern", duties: ["casework"] };
const registry: Actor = { kind: "staff", staffId: newId(), name: "Ben Roth", duties: ["records"] };
const iban = "DE02120300000000202051";
let database: TestDatabase;
let town: number;
let number = 0;

beforeAll(async () => {
  database = await createTestDatabase(inject("testServer"));
  defineStatementReaders([camtReader]);
  town = await database.db.inPlatform(async (tx) => {
    const ctx = { tx, actor: system, now: database.now };
    return (await switchOnTown(ctx, { ags: "paderborn", demo: true })).tenantId;
  });
  await database.run(town, system, (ctx) => setBankDetails(ctx, { holder: "Stadt Paderborn", iban }));
});
afterAll(() => database.close());
afterEach(() => defineStatementReaders([camtReader]));

const claim = (amount = 4600, payerName = `Person ${number++}`) =>
  database.run(town, system, (ctx) =>
    openAccount(ctx, {
      purpose: { de: "Personalausweis", en: "Identity card" },
      lines: [
        { key: "card", label: { de: "Ausweis", en: "Card" }, amountCents: cents(amount), source: "§ 1 PAuswGebV" },
      ],
      payerName,
      idempotencyKey: newId(),
    }),
  );
const take = (...statements: readonly (Omit<TestStatement, "iban" | "id"> & { id?: string; iban?: string })[]) =>
  database.run(town, clerk, (ctx) =>
    importStatement(ctx, statementFile(...statements.map((one) => ({ iban, id: `S${number++}`, ...one })))),
  );
const book = (...entries: readonly TestEntry[]) => take({ entries });
const stateOf = async (account: { accountId: string }) => {
  const { state, balanceCents, entries } = await database.run(town, clerk, (ctx) => getAccount(ctx, account.accountId));
  expect(accountState(entries)).toMatchObject({ state, balanceCents });
  return [state, balanceCents];
};

/** What is in use of the heap, without what waits to be collected. */
function liveHeapBytes(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return process.memoryUsage().heapUsed;
}

describe("a statement", () => {
  test("pays what it names, and 45.99 € leave a cent open", async () => {
    const exact = await claim();
    const short = await claim();
    const long = await claim();
    const report = await book(
      { amountCents: 4600, text: `Ausweis ${formatReference(exact.reference)}` },
      { amountCents: 4599, text: formatReference(short.reference).toLowerCase().replaceAll("-", " ") },
      { amountCents: 4601, text: long.reference },
    );
    expect(report).toMatchObject({ matched: 1, forWorklist: 2, knownStatements: 0 });
    expect(await stateOf(exact)).toEqual(["paid", 0]);
    expect(await stateOf(short)).toEqual(["underpaid", 1]);
    expect(await stateOf(long)).toEqual(["overpaid", -1]);
  });

  test("sent twice changes nothing, also where the file looks different", async () => {
    const account = await claim();
    const statement = { id: "TWICE", iban, entries: [{ amountCents: 4600, text: account.reference }] };
    await take(statement);
    expect(await take(statement)).toMatchObject({ imported: [], knownStatements: 1, matched: 0 });
    const spaced = new TextDecoder().decode(statementFile(statement)).replaceAll("<Ntry>", "\n\n<Ntry>");
    const again = await database.run(town, clerk, (ctx) => importStatement(ctx, new TextEncoder().encode(spaced)));
    expect(again.imported).toEqual([]);
    expect(await stateOf(account)).toEqual(["paid", 0]);
  });

  test("sent by two people at once is taken over once", async () => {
    const account = await claim();
    const statement = { id: "RACE", iban, entries: [{ amountCents: 4600, text: account.reference }] };
    const reports = await Promise.all([take(statement), take(statement), take(statement)]);
    expect(reports.map(({ imported }) => imported.length).sort()).toEqual([0, 0, 1]);
    expect(await stateOf(account)).toEqual(["paid", 0]);
  });

  test("with a number that stands for something else is refused whole", async () => {
    const account = await claim();
    await take({ id: "SAME", entries: [{ amountCents: 100 }] });
    const refused = take(
      { id: "OTHER", entries: [{ amountCents: 4600, text: account.reference }] },
      { id: "SAME", entries: [{ amountCents: 101 }] },
    );
    await expect(refused).rejects.toMatchObject({ fault: "contradiction", found: "SAME" });
    expect(await stateOf(account)).toEqual(["open", 4600]);
  });

  test.each([
    ["a wrong balance at its end", { closingCents: 1, entries: [{ amountCents: 2 }] }, "balance"],
    ["another account", { iban: "DE89370400440532013000", entries: [] }, "other-account"],
  ])("with %s is refused whole, with what stood before it in the file", async (_case, wrong, fault) => {
    const account = await claim();
    const refused = take({ entries: [{ amountCents: 4600, text: account.reference }] }, wrong);
    await expect(refused).rejects.toBeInstanceOf(StatementRefused);
    await expect(refused).rejects.toMatchObject({ fault });
    expect(await stateOf(account)).toEqual(["open", 4600]);
  });

  test("with an external entity is refused before anything is read from it", async () => {
    const text = new TextDecoder()
      .decode(statementFile({ id: "X", iban, entries: [] }))
      .replace("<Document", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>\n<Document');
    const refused = database.run(town, clerk, (ctx) => importStatement(ctx, new TextEncoder().encode(text)));
    await expect(refused).rejects.toMatchObject({ fault: "doctype", line: 2 });
  });

  test("of 50 MB that breaks off at its end is refused whole, with the line, in little memory", async () => {
    const account = await claim();
    const [head = "", tail = ""] = new TextDecoder()
      .decode(statementFile({ id: "LONG", iban, entries: [{ amountCents: 4600, text: account.reference }] }))
      .split("</Ntry>");
    const entry = `</Ntry>${head.slice(head.indexOf("<Ntry>"))}`;
    const file = Buffer.from(head + entry.repeat(Math.ceil((50 * 1024 * 1024) / entry.length)) + tail);
    expect(file.length).toBeGreaterThan(50 * 1024 * 1024);
    const before = liveHeapBytes();
    let pieces = 0;
    let most = 0;
    const measured: StatementReader = {
      *read(bytes) {
        for (const part of camtReader.read(bytes)) {
          if (++pieces % 15_000 === 0) most = Math.max(most, liveHeapBytes() - before);
          yield part;
        }
      },
    };
    defineStatementReaders([measured]);
    const refused = database.run(town, clerk, (ctx) => importStatement(ctx, file));
    await expect(refused).rejects.toMatchObject({ fault: "not-readable" });
    expect(pieces).toBeGreaterThan(60_000);
    expect(most / 1024 ** 2).toBeLessThan(10);
    expect(await stateOf(account)).toEqual(["open", 4600]);
  }, 30_000);

  test("may not be taken over by others than caseworkers", async () => {
    const file = statementFile({ id: "N", iban, entries: [] });
    for (const actor of [registry, { kind: "citizen" } as const]) {
      await expect(database.run(town, actor, (ctx) => importStatement(ctx, file))).rejects.toBeInstanceOf(Forbidden);
    }
  });

  test("is refused where nobody has said which account it should be of", async () => {
    const other = await database.db.inPlatform((tx) =>
      switchOnTown({ tx, actor: system, now: database.now }, { ags: "delbrueck", demo: true }),
    );
    const file = statementFile({ id: "N", iban, entries: [] });
    const refused = database.run(other.tenantId, clerk, (ctx) => importStatement(ctx, file));
    await expect(refused).rejects.toBeInstanceOf(Invalid);
  });
});

describe("a booking", () => {
  test("that a notification announced is not counted again by the statement", async () => {
    const account = await claim();
    const entry = { amountCents: 4600, text: account.reference, reference: `B${number++}` };
    await take({ notification: true, entries: [entry] });
    expect(await stateOf(account)).toEqual(["paid", 0]);
    const report = await take({ entries: [entry, { amountCents: 5, reference: `B${number++}` }] });
    expect(report.imported[0]).toMatchObject({ bookings: 2, knownBookings: 1 });
    expect(await stateOf(account)).toEqual(["paid", 0]);
  });

  test("that is there twice in one statement is two payments", async () => {
    const account = await claim();
    const entry = { amountCents: 2300, text: account.reference, reference: `B${number++}` };
    await book(entry, entry);
    expect(await stateOf(account)).toEqual(["paid", 0]);
  });

  test("that came back opens the claim again, and a new payment settles it", async () => {
    const account = await claim();
    await book({ amountCents: 4600, text: account.reference });
    await book({ amountCents: -4600, text: account.reference, reversal: true });
    expect(await stateOf(account)).toEqual(["open", 4600]);
    await book({ amountCents: 4600, text: account.reference });
    expect(await stateOf(account)).toEqual(["paid", 0]);
  });

  test("that pays out a refund needs nobody's attention", async () => {
    const account = await claim();
    await book({ amountCents: 4700, text: account.reference });
    await database.run(town, clerk, (ctx) =>
      refund(ctx, {
        accountId: account.accountId,
        amountCents: cents(100),
        reason: "zu viel",
        idempotencyKey: newId(),
      }),
    );
    const report = await book({ amountCents: -100, text: `Erstattung ${account.reference}` });
    expect(report).toMatchObject({ matched: 1, forWorklist: 0 });
    expect(await stateOf(account)).toEqual(["paid", 0]);
  });

  test("without a reference goes to the one claim of that name and amount", async () => {
    const account = await claim(4600, "Müller-Lüdenscheidt, Jörg");
    await book({ amountCents: 4600, text: "Ausweis", name: "JOERG MUELLER-LUEDENSCHEIDT" });
    expect(await stateOf(account)).toEqual(["paid", 0]);
  });
});

test("Ten thousand entries are taken over, and every claim among them is paid", async () => {
  const accounts = await database.run(town, system, async (ctx) => {
    const opened = [];
    for (let index = 0; index < 200; index++) {
      opened.push(
        await openAccount(ctx, {
          purpose: { de: "Ausweis", en: "Card" },
          lines: [{ key: "card", label: { de: "A", en: "A" }, amountCents: cents(4600), source: "§ 1" }],
          payerName: `Masse ${index}`,
          idempotencyKey: `mass:${index}`,
        }),
      );
    }
    return opened;
  });
  const entries = Array.from({ length: 10_000 }, (_, index) => ({
    amountCents: 4600,
    text: accounts[index]?.reference ?? `Miete ${index}`,
    name: `Konto ${index}`,
    reference: `M${index}`,
  }));
  const report = await book(...entries);
  expect(report).toMatchObject({ matched: 200, forWorklist: 9800 });
  expect(await stateOf(accounts[199] as { accountId: string })).toEqual(["paid", 0]);
}, 60_000);
