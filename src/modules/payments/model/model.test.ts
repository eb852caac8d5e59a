import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cents, Forbidden, plainDay } from "../../../kernel/index.ts";
import { payerKeyOf } from "./account.ts";
import { parseAmount } from "./amount.ts";
import { decimalComma, treasuryCsv } from "./closing.ts";
import { giroCode } from "./girocode.ts";
import { accountState, type Ledger, ledgerBalances, type Movement } from "./ledger.ts";
import { type Claim, planBooking } from "./matching.ts";
import { signWebhook, verifyWebhook } from "./provider.ts";
import { formatReference, newReference, parseReference, referenceOf, referencesIn } from "./reference.ts";

describe("A reference", () => {
  const reference = referenceOf("7A3FQM42");

  test("is written in groups, and read back however it was typed", () => {
    const written = formatReference(reference);
    expect(written).toMatch(/^KA-\d{2}7A3-FQM42$/);
    for (const typed of [written, written.toLowerCase(), written.replaceAll("-", " "), reference, reference.slice(2)]) {
      expect(parseReference(typed)).toBe(reference);
    }
  });

  test("is found in what banks make of it", () => {
    const cut = `${reference.slice(0, 6)} ${reference.slice(6)}`;
    expect(referencesIn(`SVWZ+Gebuehr ${cut} Ausweis, danke`)).toEqual([reference]);
    expect(referencesIn(`EREF: NOTPROVIDED KA ${formatReference(reference).slice(3)}`)).toEqual([reference]);
    expect(referencesIn("KAUFLAND SAGT DANKE 1234567890123")).toEqual([]);
    expect(referencesIn(`${reference}${referenceOf("00000001")} ${reference}`)).toEqual([
      reference,
      referenceOf("00000001"),
    ]);
  });

  test("is read where a scanner took digits for letters", () => {
    const body = referenceOf("01256801");
    const misread = body.slice(4).replace("0", "O").replace("1", "I").replace("2", "Z").replace("5", "S");
    expect(parseReference(`${body.slice(0, 4)}${misread.replace("6", "G").replace("8", "B")}`)).toBe(body);
  });

  test("tells every single wrong character and every two swapped ones", () => {
    fc.assert(
      fc.property(fc.nat(11), fc.nat(35), (at, value) => {
        const original = newReference();
        const letter = value.toString(36).toUpperCase();
        const wrong = `${original.slice(0, at)}${letter}${original.slice(at + 1)}`;
        const read = parseReference(wrong);
        // What reads as the same letter is no mistake.
        expect(read === undefined || read === original).toBe(true);
        const swapped = `${original.slice(0, at)}${original[at + 1] ?? ""}${original[at]}${original.slice(at + 2)}`;
        const reread = parseReference(swapped);
        expect(reread === undefined || reread === original).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("A GiroCode", () => {
  const transfer = { holder: "Stadt Paderborn", iban: "DE02120300000000202051", remittance: "KA-12ABC-DEFGH" };

  test("has the lines of EPC069-12, version 002", () => {
    expect(giroCode({ ...transfer, bic: "BYLADEM1001", amountCents: cents(4599) })).toBe(
      "BCD\n002\n1\nSCT\nBYLADEM1001\nStadt Paderborn\nDE02120300000000202051\nEUR45.99\n\n\nKA-12ABC-DEFGH",
    );
    expect(
      giroCode({ ...transfer, amountCents: cents(5) })
        .split("\n")
        .slice(4, 8),
    ).toEqual(["", "Stadt Paderborn", "DE02120300000000202051", "EUR0.05"]);
  });

  test("lets no line break in a name begin another element", () => {
    const code = giroCode({ ...transfer, holder: "Stadt\nPaderborn\nEUR0.01", amountCents: cents(4600) });
    expect(code.split("\n")[5]).toBe("Stadt Paderborn EUR0.01");
    expect(code.split("\n")).toHaveLength(11);
  });

  test.each([0, 100_000_000_000])("is not made for %i cents", (amount) => {
    expect(() => giroCode({ ...transfer, amountCents: cents(amount) })).toThrow(RangeError);
  });
});

describe("An amount", () => {
  test.each([
    ["46", 4600],
    ["46,00 €", 4600],
    ["45,99", 4599],
    ["45.99", 4599],
    ["1.234,5", 123_450],
    ["1.234", 123_400],
    ["0", undefined],
    ["-5", undefined],
    ["46,001", undefined],
    ["viel", undefined],
  ])("%s is %s cents", (typed, amount) => expect(parseAmount(typed)).toBe(amount));
});

const move = (kind: Movement["kind"], debit: Ledger, credit: Ledger, amount: number): Movement => ({
  kind,
  debit,
  credit,
  amountCents: cents(amount),
});
const charge = (amount: number) => move("charge", "claim", "revenue", amount);
const paid = (amount: number) => move("payment", "bank", "claim", amount);
const back = (amount: number) => move("refund", "claim", "payable", amount);
const waived = (amount: number) => move("waiver", "waived", "claim", amount);

describe("The state of an account", () => {
  test.each([
    ["a charge", [charge(4600)], "open", 4600],
    ["45.99 for 46.00", [charge(4600), paid(4599)], "underpaid", 1],
    ["and the cent", [charge(4600), paid(4599), paid(1)], "paid", 0],
    ["a cent too much", [charge(4600), paid(4601)], "overpaid", -1],
    ["which is paid back", [charge(4600), paid(4601), back(1)], "paid", 0],
    ["a waiver", [charge(4600), waived(4600)], "waived", 0],
    ["a part waived, the rest paid", [charge(4600), waived(1840), paid(2760)], "paid", 0],
    ["waived after it was paid", [charge(4600), paid(4600), waived(4600)], "overpaid", -4600],
    ["withdrawn", [charge(4600), paid(4600), back(4600), waived(4600)], "refunded", 0],
    ["booked back", [charge(4600), paid(4600), move("payment", "claim", "bank", 4600)], "open", 4600],
    ["the payout of a refund", [charge(1), paid(2), back(1), move("refund", "payable", "bank", 1)], "paid", 0],
    ["nothing", [], "open", 0],
  ] as const)("after %s is as it should be", (_case, entries, state, balanceCents) => {
    expect(accountState(entries)).toMatchObject({ state, balanceCents });
  });

  test("of all ledgers together is zero, whatever was entered", () => {
    const entry = fc.oneof(
      fc.integer({ min: 1, max: 1e6 }).map(charge),
      fc.integer({ min: 1, max: 1e6 }).map(paid),
      fc.integer({ min: 1, max: 1e6 }).map(back),
      fc.integer({ min: 1, max: 1e6 }).map(waived),
    );
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const balances = ledgerBalances(entries);
        expect(Object.values(balances).reduce((sum, one) => sum + one, 0)).toBe(0);
        expect(balances.claim).toBe(accountState(entries).balanceCents);
      }),
    );
  });
});

describe("A booking", () => {
  const reference = referenceOf("7A3FQM42");
  const claim = (over: Partial<Claim> = {}): Claim => ({
    accountId: "a",
    reference,
    payerKey: payerKeyOf("Ada Kern"),
    balanceCents: 4600,
    receivedCents: 0,
    payableCents: 0,
    ...over,
  });
  const booking = (over: Partial<Parameters<typeof planBooking>[0]> = {}) => ({
    direction: "credit" as const,
    amountCents: cents(4600),
    counterparty: "Kern, Ada",
    remittance: reference,
    endToEndId: undefined,
    returned: false,
    ...over,
  });

  test.each([
    ["fits", booking(), [claim()], undefined, "claim"],
    ["of 45.99", booking({ amountCents: cents(4599) }), [claim()], ["underpaid", 1], "claim"],
    ["of a cent too much", booking({ amountCents: cents(4601) }), [claim()], ["overpaid", 1], "claim"],
    ["for what is paid", booking(), [claim({ balanceCents: 0 })], ["twice", 4600], "claim"],
    ["for nobody", booking(), [], ["unknown", 4600], "suspense"],
    ["that is a return of ours", booking({ returned: true }), [claim()], ["returned", 4600], "suspense"],
  ] as const)("%s goes where it should", (_case, given, named, item, credit) => {
    const plan = planBooking(given, named, []);
    expect(plan.moves.map((one) => one.credit)).toEqual([credit]);
    expect(plan.item === undefined ? undefined : [plan.item.reason, plan.item.amountCents]).toEqual(item);
  });

  test("without a reference goes by name and amount, where only one claim has both", () => {
    const without = booking({ remittance: "Ausweis" });
    expect(planBooking(without, [], [claim()]).moves[0]?.accountId).toBe("a");
    expect(planBooking(without, [], [claim(), claim({ accountId: "b" })]).item?.reason).toBe("unknown");
    expect(planBooking({ ...without, amountCents: cents(4599) }, [], [claim()]).item?.reason).toBe("unknown");
  });

  test("for several claims is shared out only where it is their sum", () => {
    const other = claim({ accountId: "b", balanceCents: 2760 });
    const both = planBooking(booking({ amountCents: cents(7360) }), [claim(), other], []);
    expect(both.moves.map(({ accountId, amountCents }) => [accountId, amountCents])).toEqual([
      ["a", 4600],
      ["b", 2760],
    ]);
    expect(planBooking(booking({ amountCents: cents(7361) }), [claim(), other], []).item?.reason).toBe("unknown");
  });

  test("that went out is a return, a payout, or unknown", () => {
    const out = booking({ direction: "debit" });
    const received = claim({ balanceCents: 0, receivedCents: 4600 });
    expect(planBooking({ ...out, returned: true }, [received], [])).toMatchObject({
      moves: [{ debit: "claim", credit: "bank" }],
      item: { reason: "returned", accountId: "a" },
    });
    expect(planBooking(out, [claim({ payableCents: 4600 })], []).item).toBeUndefined();
    expect(planBooking(out, [received], []).item?.reason).toBe("unknown");
  });

  test("never gains or loses a cent", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.boolean(),
        fc.boolean(),
        fc.array(fc.record({ balance: fc.integer({ min: -5000, max: 10_000 }), received: fc.nat(9000) }), {
          maxLength: 3,
        }),
        (amount, credit, returned, given) => {
          const claims = given.map(({ balance, received }, index) =>
            claim({ accountId: String(index), balanceCents: balance, receivedCents: received, payableCents: received }),
          );
          const direction = credit ? "credit" : "debit";
          const plan = planBooking(booking({ amountCents: cents(amount), direction, returned }), claims, claims);
          const bank = ledgerBalances(plan.moves).bank;
          expect(bank).toBe(credit ? amount : -amount);
          expect(plan.moves.every(({ amountCents }) => amountCents > 0)).toBe(true);
        },
      ),
    );
  });
});

describe("A webhook", () => {
  const now = new Date("2026-11-23T09:00:00Z");
  const body = '{"a":1}';

  test("signed within ten minutes is believed", () => {
    const signature = signWebhook("secret", body, new Date(now.getTime() - 500_000));
    expect(() => verifyWebhook("secret", body, signature, now)).not.toThrow();
  });

  test.each([
    ["no signature", undefined],
    ["a signature of somebody else", signWebhook("other", body, now)],
    ["a signature of another body", signWebhook("secret", `${body} `, now)],
    ["an old signature", signWebhook("secret", body, new Date(now.getTime() - 700_000))],
    ["a signature from tomorrow", signWebhook("secret", body, new Date(now.getTime() + 86_400_000))],
    ["half a signature", signWebhook("secret", body, now).slice(0, 40)],
    ["nonsense", "t=,v1="],
  ])("with %s is not", (_case, signature) => {
    expect(() => verifyWebhook("secret", body, signature, now)).toThrow(Forbidden);
  });
});

describe("The treasury's export", () => {
  test("has semicolons, decimal commas, a byte order mark, and no formulas", () => {
    const csv = treasuryCsv([
      {
        ...paid(4599),
        entryId: "0198",
        accountId: "a",
        lineKey: undefined,
        label: undefined,
        source: "=1+1",
        bookingId: undefined,
        checkoutId: undefined,
        bookedOn: plainDay("2026-11-23"),
        recordedAt: new Date("2026-11-23T09:00:00Z"),
        recordedBy: 'Ada "A" Kern',
        idempotencyKey: "k",
        account: {
          reference: referenceOf("7A3FQM42"),
          payerName: "Kern; Ada",
          purpose: { de: "Personalausweis", en: "Identity card" },
        },
      },
    ]);
    const [head, row, end] = csv.split("\r\n");
    expect(head?.startsWith("\ufeffBelegnummer;")).toBe(true);
    expect(row).toContain(";23.11.2026;Zahlung;Bank;Forderungen;45,99;KA-");
    expect(row).toContain(`;"Kern; Ada";"Personalausweis";"'=1+1";"Ada ""A"" Kern"`);
    expect(end).toBe("");
    expect(decimalComma(cents(-5))).toBe("-0,05");
  });
});
