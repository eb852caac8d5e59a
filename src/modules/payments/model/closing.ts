import { type Cents, formatDayShort, formatInstant, type PlainDay } from "../../../kernel/index.ts";
import type { Account } from "./account.ts";
import type { Entry, EntryKind, Ledger } from "./ledger.ts";
import { formatReference } from "./reference.ts";

/** A day that was closed. */
export interface DayClosing {
  readonly day: PlainDay;
  readonly entries: number;
  /** SHA-256 of the export of that day. */
  readonly exportHash: string;
  readonly closedBy: string;
  readonly closedAt: Date;
}

const kindWords: Readonly<Record<EntryKind, string>> = {
  charge: "Sollstellung",
  payment: "Zahlung",
  refund: "Erstattung",
  waiver: "Erlass",
};
const ledgerWords: Readonly<Record<Ledger, string>> = {
  claim: "Forderungen",
  revenue: "Gebühren",
  bank: "Bank",
  provider: "Bezahldienst",
  cash: "Kasse",
  suspense: "Verwahrung",
  payable: "Auszahlungen",
  waived: "Erlassen",
};

/** `46,00`: with a comma, without a currency and without dots between thousands. */
export function decimalComma(amountCents: Cents): string {
  const absolute = Math.abs(amountCents);
  const text = `${Math.floor(absolute / 100)},${String(absolute % 100).padStart(2, "0")}`;
  return amountCents < 0 ? `-${text}` : text;
}

/** Quoted; what a spreadsheet would take for a formula begins with an apostrophe. */
function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""').replaceAll(/[\r\n]+/g, " ")}"`;
}

const head = [
  "Belegnummer",
  "Erfasst",
  "Buchungstag",
  "Art",
  "Soll",
  "Haben",
  "Betrag EUR",
  "Kassenzeichen",
  "Zahlungspflichtig",
  "Zweck",
  "Grund",
  "Erfasst von",
];

/**
 * The day's entries for the treasury: semicolons, decimal commas, UTF-8 with a byte order mark, lines ended with CRLF.
 * Always in German: the treasury's import reads these words. The same entries give the same bytes.
 */
export function treasuryCsv(
  entries: readonly (Entry & {
    readonly account: Pick<Account, "reference" | "payerName" | "purpose"> | undefined;
  })[],
): string {
  const rows = entries.map((entry) => [
    cell(entry.entryId),
    cell(formatInstant(entry.recordedAt, "de")),
    formatDayShort(entry.bookedOn, "de"),
    kindWords[entry.kind],
    ledgerWords[entry.debit],
    ledgerWords[entry.credit],
    decimalComma(entry.amountCents),
    entry.account === undefined ? "" : formatReference(entry.account.reference),
    cell(entry.account?.payerName ?? ""),
    cell(entry.label?.de ?? entry.account?.purpose.de ?? ""),
    cell(entry.source),
    cell(entry.recordedBy),
  ]);
  return `\ufeff${[head, ...rows].map((row) => row.join(";")).join("\r\n")}\r\n`;
}

/** How much moved on each ledger: what went in (debit) and out (credit). */
export function turnover(
  entries: readonly Entry[],
): ReadonlyMap<Ledger, { readonly debitCents: Cents; readonly creditCents: Cents }> {
  const sums = new Map<Ledger, { debitCents: Cents; creditCents: Cents }>();
  const of = (ledger: Ledger) => {
    const found = sums.get(ledger) ?? { debitCents: 0 as Cents, creditCents: 0 as Cents };
    sums.set(ledger, found);
    return found;
  };
  for (const { debit, credit, amountCents } of entries) {
    const from = of(credit);
    from.creditCents = (from.creditCents + amountCents) as Cents;
    const to = of(debit);
    to.debitCents = (to.debitCents + amountCents) as Cents;
  }
  return sums;
}
