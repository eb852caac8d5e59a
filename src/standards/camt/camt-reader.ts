import { cents, type PlainDay, parsePlainDay } from "../../kernel/index.ts";
import {
  type BookingPart,
  type StatementFault,
  type StatementPart,
  type StatementReader,
  StatementRefused,
} from "../../modules/payments/index.ts";
import { XmlReader } from "./xml-reader.ts";

/** What is read; other versions differ in places where this reader would have to guess. */
const known = /^urn:iso:std:iso:20022:tech:xsd:(camt\.05([34])\.001\.(02|04|08))$/;
/** Part of a batch: more of them in one entry than this is no statement. */
const mostDetails = 20_000;
/** The remittance information of one transaction; the standard allows 140 a line. */
const longestRemittance = 4000;

/** Reference that banks write where they have none. */
const noReference = /^(NONREF|NOTPROVIDED|0+)?$/i;

/** An amount with its sign and currency as it stands in the file. */
interface Amount {
  readonly text: string;
  readonly currency: string;
  readonly line: number;
}

interface Detail {
  amount?: Amount;
  direction?: string;
  endToEndId?: string;
  reference?: string;
  debtor?: string;
  debtorIban?: string;
  creditor?: string;
  creditorIban?: string;
  returnReason?: string;
  remittance: string[];
}

interface Entry extends Detail {
  readonly line: number;
  status?: string;
  reversal?: string;
  bookedOn?: string;
  valuedOn?: string;
  family: string;
  readonly details: Detail[];
}

interface Balance {
  readonly line: number;
  code?: string;
  amount?: Amount;
  direction?: string;
}

interface Statement {
  readonly line: number;
  id?: string;
  page?: string;
  iban?: string;
  otherAccount?: string;
  opening?: number;
  interim?: number;
  closing?: number;
  started: boolean;
  sum: number;
  pending: number;
}

function refuse(fault: StatementFault, line: number, found = ""): never {
  throw new StatementRefused(fault, line, found);
}

/** Whole cents of a decimal in euros, without a detour over binary fractions. */
function centsOf(amount: Amount | undefined, line: number, what: string): number {
  if (amount === undefined) return refuse("missing", line, what);
  if (amount.currency !== "EUR") return refuse("currency", amount.line, `${amount.text} ${amount.currency}`);
  const match = /^\+?(\d{1,13})(?:\.(\d{1,2})0*)?$/.exec(amount.text);
  if (match === null) return refuse("amount", amount.line, amount.text);
  return Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
}

function signOf(direction: string | undefined, line: number): 1 | -1 {
  if (direction === "CRDT") return 1;
  if (direction === "DBIT") return -1;
  return refuse(direction === undefined ? "missing" : "direction", line, direction ?? "CdtDbtInd");
}

function dayOf(text: string | undefined, line: number): PlainDay | undefined {
  if (text === undefined) return undefined;
  // A time of day comes with its zone; the day is the one that the bank writes.
  return parsePlainDay(text.slice(0, 10)) ?? refuse("date", line, text);
}

const referenceOf = (text: string | undefined): string | undefined =>
  text === undefined || noReference.test(text) ? undefined : text;

/** Names of one transaction's elements below `TxDtls`; version 08 wraps a party in `Pty`. */
function readDetail(detail: Detail, path: string, text: string, amount: () => Amount): void {
  switch (path) {
    case "Amt":
      detail.amount = amount();
      break;
    case "AmtDtls/TxAmt/Amt":
      detail.amount ??= amount();
      break;
    case "CdtDbtInd":
      detail.direction = text;
      break;
    case "Refs/EndToEndId":
      detail.endToEndId = text;
      break;
    case "Refs/AcctSvcrRef":
      detail.reference = text;
      break;
    case "RltdPties/Dbtr/Nm":
    case "RltdPties/Dbtr/Pty/Nm":
      detail.debtor = text;
      break;
    case "RltdPties/DbtrAcct/Id/IBAN":
      detail.debtorIban = text;
      break;
    case "RltdPties/Cdtr/Nm":
    case "RltdPties/Cdtr/Pty/Nm":
      detail.creditor = text;
      break;
    case "RltdPties/CdtrAcct/Id/IBAN":
      detail.creditorIban = text;
      break;
    case "RtrInf/Rsn/Cd":
    case "RtrInf/Rsn/Prtry":
      detail.returnReason = text;
      break;
    case "RmtInf/Ustrd":
    case "RmtInf/Strd/CdtrRefInf/Ref":
    case "RmtInf/Strd/AddtlRmtInf":
      if (detail.remittance.join(" ").length < longestRemittance) detail.remittance.push(text);
      break;
  }
}

function readEntry(entry: Entry, path: string, text: string, amount: () => Amount): void {
  switch (path) {
    case "Amt":
      entry.amount = amount();
      break;
    case "CdtDbtInd":
      entry.direction = text;
      break;
    case "RvslInd":
      entry.reversal = text;
      break;
    case "Sts":
    case "Sts/Cd":
      entry.status = text;
      break;
    case "BookgDt/Dt":
    case "BookgDt/DtTm":
      entry.bookedOn = text;
      break;
    case "ValDt/Dt":
    case "ValDt/DtTm":
      entry.valuedOn = text;
      break;
    case "AcctSvcrRef":
      entry.reference = text;
      break;
    case "BkTxCd/Domn/Fmly/SubFmlyCd":
      entry.family = text;
      break;
    case "AddtlNtryInf":
      entry.remittance.push(text.slice(0, longestRemittance));
      break;
  }
}

/** Returned credit transfers and direct debits, reversals. Source: ISO 20022 external code set, SubFamily. */
const returnFamilies = new Set(["RRTN", "RPCR", "ARET", "UPDD", "PRDD", "RCDD", "RIMB"]);

/**
 * The bookings of one entry. A batch comes apart only where every part says its amount and they add up: otherwise the
 * whole is one booking that a person looks at, and no cent is lost.
 */
function bookingsOf(entry: Entry): readonly BookingPart[] {
  const total = centsOf(entry.amount, entry.line, "Amt");
  const sign = signOf(entry.direction, entry.line);
  const bookedOn = dayOf(entry.bookedOn, entry.line) ?? refuse("missing", entry.line, "BookgDt");
  const valuedOn = dayOf(entry.valuedOn, entry.line);
  const entryReference = referenceOf(entry.reference);
  const part = (detail: Detail, direction: 1 | -1, amountCents: number, position: number): BookingPart => {
    const remittance = detail.remittance.length > 0 ? detail.remittance : entry.remittance;
    return {
      part: "booking",
      line: entry.line,
      direction: direction === 1 ? "credit" : "debit",
      amountCents: cents(amountCents),
      bookedOn,
      valuedOn,
      bankReference: entryReference ?? referenceOf(detail.reference),
      position,
      endToEndId: referenceOf(detail.endToEndId),
      counterparty: direction === 1 ? detail.debtor : detail.creditor,
      counterpartyIban: direction === 1 ? detail.debtorIban : detail.creditorIban,
      remittance: remittance.join(" ").replaceAll(/\s+/g, " ").trim(),
      returned:
        entry.reversal === "true" ||
        entry.reversal === "1" ||
        detail.returnReason !== undefined ||
        returnFamilies.has(entry.family),
      returnReason: detail.returnReason,
    };
  };
  // Nothing moved; a ledger has no rows of zero.
  if (total === 0) return [];
  const [only] = entry.details;
  if (entry.details.length <= 1) return [part(only ?? { remittance: [] }, sign, total, 0)];
  const parts = entry.details.map((detail) => {
    const whole = detail.amount?.currency === "EUR" ? centsOf(detail.amount, entry.line, "Amt") : 0;
    return { detail, whole, sign: detail.direction === undefined ? sign : signOf(detail.direction, entry.line) };
  });
  const addsUp = parts.reduce((sum, one) => sum + one.sign * one.whole, 0) === sign * total;
  if (!addsUp || parts.some(({ whole }) => whole === 0)) {
    const remittance = entry.details.flatMap((detail) => detail.remittance).slice(0, 20);
    return [part({ remittance }, sign, total, 0)];
  }
  return parts.map((one, position) => part(one.detail, one.sign, one.whole, position));
}

class StatementParts {
  readonly #xml: XmlReader;
  /** Local names below the message; elements of other namespaces stand as `?`. */
  readonly #path: string[] = [];
  #format = "";
  #kind: "statement" | "notification" = "statement";
  #text = "";
  #currency = "";
  #leafLine = 1;
  #statement: Statement | undefined;
  #entry: Entry | undefined;
  #detail: Detail | undefined;
  #balance: Balance | undefined;
  #statements = 0;

  constructor(file: Uint8Array) {
    this.#xml = new XmlReader(file);
  }

  *read(): Generator<StatementPart> {
    for (;;) {
      const kind = this.#xml.next();
      if (kind === "text") {
        if (this.#text.length < longestRemittance) this.#text += this.#xml.text;
      } else if (kind === "open") {
        this.#opened();
      } else if (kind === "close") {
        const depth = this.#path.length;
        const statement = this.#statement;
        if (statement !== undefined && depth === 3) yield* this.#endStatement(statement);
        else if (statement !== undefined && depth === 4 && this.#entry !== undefined) {
          yield* this.#endEntry(statement, this.#entry);
        } else if (statement !== undefined) this.#closed(statement, depth);
        this.#text = "";
        this.#path.pop();
      } else {
        if (this.#statements === 0) refuse("nothing-inside", this.#xml.line);
        return;
      }
    }
  }

  #opened(): void {
    const { namespace, line } = this.#xml;
    this.#text = "";
    this.#leafLine = line;
    const depth = this.#path.length;
    if (depth === 0) {
      const format = known.exec(namespace);
      if (this.#xml.name !== "Document" || format === null) refuse("unknown-format", line, namespace || this.#xml.name);
      this.#format = format?.[1] ?? "";
      this.#kind = format?.[2] === "3" ? "statement" : "notification";
    }
    const name = namespace.endsWith(this.#format) ? this.#xml.name : "?";
    this.#path.push(name);
    this.#currency = name === "Amt" ? (this.#xml.attribute("Ccy") ?? "") : this.#currency;
    if (depth === 1 && name !== (this.#kind === "statement" ? "BkToCstmrStmt" : "BkToCstmrDbtCdtNtfctn")) {
      refuse("unknown-format", line, name);
    }
    if (depth === 2 && name === (this.#kind === "statement" ? "Stmt" : "Ntfctn")) {
      this.#statement = { line, started: false, sum: 0, pending: 0 };
    }
    if (this.#statement === undefined) return;
    if (depth === 3 && name === "Ntry") this.#entry = { line, family: "", remittance: [], details: [] };
    if (depth === 3 && name === "Bal") this.#balance = { line };
    if (depth === 5 && name === "TxDtls" && this.#entry !== undefined) {
      if (this.#entry.details.length >= mostDetails) refuse("limit", line);
      this.#detail = { remittance: [] };
      this.#entry.details.push(this.#detail);
    }
  }

  /** What closes nearly always: an element that yields nothing yet. */
  #closed(statement: Statement, depth: number): void {
    if (depth === 4 && this.#balance !== undefined) {
      this.#endBalance(statement, this.#balance);
    } else if (depth === 6 && this.#detail !== undefined) {
      this.#detail = undefined;
    } else {
      const text = this.#text.trim();
      if (text !== "") this.#value(statement, text);
    }
  }

  /** A leaf with words in it. */
  #value(statement: Statement, text: string): void {
    const amount = (): Amount => ({ text, currency: this.#currency, line: this.#leafLine });
    const below = (depth: number) => this.#path.slice(depth).join("/");
    if (this.#detail !== undefined) readDetail(this.#detail, below(6), text, amount);
    else if (this.#entry !== undefined) readEntry(this.#entry, below(4), text, amount);
    else if (this.#balance !== undefined) {
      const path = below(4);
      if (path === "Tp/CdOrPrtry/Cd") this.#balance.code = text;
      else if (path === "Amt") this.#balance.amount = amount();
      else if (path === "CdtDbtInd") this.#balance.direction = text;
    } else {
      const path = below(3);
      if (path === "Id") statement.id = text;
      else if (path === "StmtPgntn/PgNb" || path === "NtfctnPgntn/PgNb") statement.page = text;
      else if (path === "Acct/Id/IBAN") statement.iban = text;
      else if (path === "Acct/Id/Othr/Id") statement.otherAccount = text;
    }
  }

  #endBalance(statement: Statement, balance: Balance): void {
    this.#balance = undefined;
    if (statement.started) refuse("order", balance.line, "Bal");
    const { code } = balance;
    if (code !== "OPBD" && code !== "PRCD" && code !== "ITBD" && code !== "CLBD") return;
    const value = signOf(balance.direction, balance.line) * centsOf(balance.amount, balance.line, "Amt");
    if (code === "OPBD") statement.opening = value;
    else if (code === "CLBD") statement.closing = value;
    // PRCD is yesterday's closing balance; with several pages ITBD stands where one of the others would.
    else if (code === "PRCD") statement.opening ??= value;
    else if (statement.opening === undefined) statement.opening = value;
    else statement.interim = value;
  }

  *#start(statement: Statement): Generator<StatementPart> {
    if (statement.started) return;
    statement.started = true;
    const { line } = statement;
    const iban = statement.iban ?? statement.otherAccount ?? refuse("missing", line, "Acct/Id");
    const closing = statement.closing ?? statement.interim;
    if (this.#kind === "statement") {
      if (statement.opening === undefined) refuse("missing", line, "Bal OPBD");
      if (closing === undefined) refuse("missing", line, "Bal CLBD");
    }
    const page = statement.page ?? "1";
    if (!/^[1-9]\d{0,4}$/.test(page)) refuse("missing", line, "PgNb");
    yield {
      part: "start",
      line,
      kind: this.#kind,
      format: this.#format,
      bankStatementId: statement.id ?? refuse("missing", line, "Id"),
      page: Number(page),
      iban: iban.replaceAll(" ", "").toUpperCase(),
      openingCents: statement.opening === undefined ? undefined : cents(statement.opening),
      closingCents: closing === undefined ? undefined : cents(closing),
    };
  }

  *#endEntry(statement: Statement, entry: Entry): Generator<StatementPart> {
    this.#entry = undefined;
    yield* this.#start(statement);
    if (entry.status === undefined) refuse("missing", entry.line, "Sts");
    if (entry.status !== "BOOK") {
      statement.pending++;
      return;
    }
    for (const booking of bookingsOf(entry)) {
      statement.sum += booking.direction === "credit" ? booking.amountCents : -booking.amountCents;
      if (this.#kind === "notification" && booking.bankReference === undefined) {
        refuse("no-bank-reference", entry.line);
      }
      yield booking;
    }
  }

  *#endStatement(statement: Statement): Generator<StatementPart> {
    yield* this.#start(statement);
    const closing = statement.closing ?? statement.interim;
    if (this.#kind === "statement" && (statement.opening ?? 0) + statement.sum !== closing) {
      const [opening, sum, end] = [statement.opening ?? 0, statement.sum, closing ?? 0].map((value) =>
        (value / 100).toFixed(2),
      );
      refuse("balance", statement.line, `${opening} + ${sum} ≠ ${end}`);
    }
    this.#statement = undefined;
    this.#statements++;
    yield { part: "end", line: this.#xml.line, pendingEntries: statement.pending };
  }
}

/**
 * What people choose by mistake, told by its first bytes: what banks offer beside camt.
 * @returns undefined for what may be XML
 */
function otherThanXml(file: Uint8Array): StatementFault | undefined {
  const text = new TextDecoder("latin1").decode(file.subarray(0, 64));
  if (text.startsWith("PK\u0003") || text.startsWith("PK\u0005")) return "zip";
  if (/^\s*(\{1:|:20:)/.test(text)) return "mt940";
  // A byte order mark, or UTF-16, is for the reader to judge.
  return /^[\w"';, -]{4}/.test(text) && !text.includes("<") ? "table" : undefined;
}

/**
 * Statements (camt.053) and notifications (camt.054) of ISO 20022 in the versions 001.02, 001.04 and 001.08, read piece
 * by piece. Checks what the ledger relies on: order, currency, amounts, days, balances; it is no check against the
 * schema.
 */
export const camtReader: StatementReader = {
  read(file) {
    const other = otherThanXml(file);
    if (other !== undefined) throw new StatementRefused(other, 1);
    return new StatementParts(file).read();
  },
};
