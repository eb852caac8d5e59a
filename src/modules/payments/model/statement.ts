import { type Cents, Invalid, type Localized, type PlainDay } from "../../../kernel/index.ts";

/** What makes a statement wrong. Stored nowhere, shown to who uploads it. */
export type StatementFault =
  | "too-large"
  | "not-readable"
  | "zip"
  | "mt940"
  | "table"
  | "encoding"
  | "doctype"
  | "limit"
  | "unknown-format"
  | "nothing-inside"
  | "missing"
  | "date"
  | "amount"
  | "direction"
  | "currency"
  | "balance"
  | "order"
  | "no-bank-reference"
  | "other-account"
  | "contradiction";

/** Each fault in words; what was found there is told beside it. */
export const faultWords: Readonly<Record<StatementFault, Localized>> = {
  "too-large": { de: "Die Datei ist größer als 60 MB.", en: "The file is larger than 60 MB." },
  "not-readable": { de: "Das ist kein lesbares XML.", en: "This is not readable XML." },
  zip: {
    de: "Das ist eine ZIP-Datei. Entpacken Sie sie, und wählen Sie die XML-Dateien darin einzeln.",
    en: "This is a ZIP file. Unpack it and choose the XML files in it one by one.",
  },
  mt940: {
    de: "Das ist ein Auszug im alten Format MT940. Rufen Sie ihn bei der Bank als camt.053 (XML) ab.",
    en: "This is a statement in the old format MT940. Fetch it from the bank as camt.053 (XML).",
  },
  table: {
    de: "Das ist eine Tabelle oder ein Text, kein Kontoauszug in XML. Rufen Sie den Auszug bei der Bank als camt.053 ab.",
    en: "This is a table or a text, no bank statement in XML. Fetch the statement from the bank as camt.053.",
  },
  encoding: { de: "Die Datei ist nicht in UTF-8 geschrieben.", en: "The file is not written in UTF-8." },
  doctype: {
    de: "Die Datei enthält eine DOCTYPE-Angabe. Damit könnten fremde Inhalte nachgeladen werden. In Kontoauszügen gibt es das nicht.",
    en: "The file contains a DOCTYPE declaration, which could pull in other content. Bank statements have none.",
  },
  limit: {
    de: "Ein Teil der Datei ist länger oder tiefer geschachtelt als in jedem Kontoauszug.",
    en: "A part of the file is longer or nested deeper than in any bank statement.",
  },
  "unknown-format": {
    de: "Das ist kein Kontoauszug in einem bekannten Format (camt.053 oder camt.054 in Version 02, 04 oder 08).",
    en: "This is not a bank statement in a known format (camt.053 or camt.054 in version 02, 04 or 08).",
  },
  "nothing-inside": { de: "Die Datei enthält keinen Kontoauszug.", en: "The file contains no statement." },
  missing: { de: "Eine Angabe fehlt.", en: "Something is missing." },
  date: { de: "Diesen Tag gibt es nicht.", en: "There is no such day." },
  amount: { de: "Das ist kein Betrag in Euro und Cent.", en: "This is not an amount in euros and cents." },
  direction: { de: "Es steht nicht da, ob Geld kam oder ging.", en: "It does not say whether money came or went." },
  currency: { de: "Der Betrag ist nicht in Euro.", en: "The amount is not in euros." },
  balance: {
    de: "Anfangssaldo und Buchungen ergeben nicht den Endsaldo.",
    en: "Opening balance and entries do not add up to the closing balance.",
  },
  order: { de: "Die Angaben stehen in falscher Reihenfolge.", en: "The parts are in the wrong order." },
  "no-bank-reference": {
    de: "Eine Buchung dieser Anzeige hat keine Referenz der Bank. Sie könnte mit dem Kontoauszug doppelt gezählt werden.",
    en: "An entry of this notification has no reference of the bank. It could be counted twice with the statement.",
  },
  "other-account": {
    de: "Der Auszug gehört zu einem anderen Konto als dem der Kommune.",
    en: "The statement belongs to another account than the municipality's.",
  },
  contradiction: {
    de: "Ein Auszug mit dieser Nummer ist schon da, aber mit anderem Inhalt.",
    en: "A statement of this number is already here, with other content.",
  },
};

/** A statement that is not taken over, none of it: what is wrong, and on which line of the file. */
export class StatementRefused extends Invalid {
  readonly fault: StatementFault;
  /** From 1. */
  readonly line: number;
  /** What stands there: a number, a currency. Not for the log. */
  readonly found: string;

  constructor(fault: StatementFault, line: number, found = "") {
    super("payments.statement-refused", { fault, line });
    this.fault = fault;
    this.line = line;
    this.found = found.slice(0, 120);
  }
}

/** One statement begins. */
export interface StatementStart {
  readonly part: "start";
  readonly line: number;
  /** Notifications announce bookings that a statement repeats; they have no balances. */
  readonly kind: "statement" | "notification";
  readonly format: string;
  readonly bankStatementId: string;
  readonly page: number;
  readonly iban: string;
  readonly openingCents: Cents | undefined;
  readonly closingCents: Cents | undefined;
}

/** Money that moved. Batches come apart where the bank says how. */
export interface BookingPart {
  readonly part: "booking";
  readonly line: number;
  readonly direction: "credit" | "debit";
  readonly amountCents: Cents;
  readonly bookedOn: PlainDay;
  readonly valuedOn: PlainDay | undefined;
  /** The bank's own reference of the entry, and the number of the transaction within it. */
  readonly bankReference: string | undefined;
  readonly position: number;
  readonly endToEndId: string | undefined;
  /** Who paid; of a debit, who was paid. */
  readonly counterparty: string | undefined;
  readonly counterpartyIban: string | undefined;
  /** Everything the payer wrote, structured references included. */
  readonly remittance: string;
  /** A payment that came back. */
  readonly returned: boolean;
  readonly returnReason: string | undefined;
}

/** One statement ends. */
export interface StatementEnd {
  readonly part: "end";
  readonly line: number;
  /** Entries that are announced, not booked: left out. */
  readonly pendingEntries: number;
}

export type StatementPart = StatementStart | BookingPart | StatementEnd;

/** Reads the bank's files of one family of formats. Implemented in `standards/`. */
export interface StatementReader {
  /**
   * Reads piece by piece: memory does not grow with the file. Whoever reads to the end has checked the whole.
   * @throws StatementRefused
   */
  read(file: Uint8Array): Iterable<StatementPart>;
}
