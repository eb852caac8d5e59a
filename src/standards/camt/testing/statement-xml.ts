/** One entry of a statement as a test writes it. Amounts in cents; negative leaves the account. */
export interface TestEntry {
  readonly amountCents: number;
  readonly text?: string;
  readonly name?: string;
  readonly iban?: string;
  readonly reference?: string;
  readonly endToEndId?: string;
  readonly day?: string;
  readonly status?: string;
  readonly reversal?: boolean;
  /** Parts of a batch. */
  readonly details?: readonly { readonly amountCents: number; readonly text: string; readonly name: string }[];
}

/** A statement as a test writes it. */
export interface TestStatement {
  readonly id: string;
  readonly iban: string;
  readonly version?: "02" | "04" | "08";
  readonly notification?: boolean;
  readonly openingCents?: number;
  /** Default: what the entries give. */
  readonly closingCents?: number;
  readonly entries: readonly TestEntry[];
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const amount = (value: number): string =>
  `<Amt Ccy="EUR">${(Math.abs(value) / 100).toFixed(2)}</Amt><CdtDbtInd>${value < 0 ? "DBIT" : "CRDT"}</CdtDbtInd>`;

function parties(version: string, name: string | undefined, iban: string | undefined, debit: boolean): string {
  const role = debit ? "Cdtr" : "Dbtr";
  const named = name === undefined ? "" : `<Nm>${escaped(name)}</Nm>`;
  const party = version === "08" ? `<Pty>${named}</Pty>` : named;
  const account = iban === undefined ? "" : `<${role}Acct><Id><IBAN>${iban}</IBAN></Id></${role}Acct>`;
  return `<RltdPties><${role}>${party}</${role}>${account}</RltdPties>`;
}

function entryXml(entry: TestEntry, version: string): string {
  const status = entry.status ?? "BOOK";
  const details = (
    entry.details ?? [{ amountCents: entry.amountCents, text: entry.text ?? "", name: entry.name ?? "" }]
  ).map(
    (detail) => `<TxDtls>
<Refs><EndToEndId>${escaped(entry.endToEndId ?? "NOTPROVIDED")}</EndToEndId></Refs>
${version === "02" ? `<AmtDtls><TxAmt><Amt Ccy="EUR">${(Math.abs(detail.amountCents) / 100).toFixed(2)}</Amt></TxAmt></AmtDtls>` : amount(detail.amountCents)}
${parties(version, detail.name, entry.iban, detail.amountCents < 0)}
<RmtInf><Ustrd>${escaped(detail.text)}</Ustrd></RmtInf>
</TxDtls>`,
  );
  return `<Ntry>
${amount(entry.amountCents)}
${entry.reversal ? "<RvslInd>true</RvslInd>" : ""}
<Sts>${version === "08" ? `<Cd>${status}</Cd>` : status}</Sts>
<BookgDt><Dt>${entry.day ?? "2026-11-23"}</Dt></BookgDt>
<ValDt><Dt>${entry.day ?? "2026-11-23"}</Dt></ValDt>
${entry.reference === undefined ? "" : `<AcctSvcrRef>${entry.reference}</AcctSvcrRef>`}
<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>
<NtryDtls>${details.join("\n")}</NtryDtls>
</Ntry>`;
}

function balance(code: string, cents: number): string {
  return `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${amount(cents)}<Dt><Dt>2026-11-23</Dt></Dt></Bal>`;
}

/** A file of camt.053, or camt.054, with these statements. */
export function statementXml(...statements: readonly TestStatement[]): string {
  const [first] = statements;
  const version = first?.version ?? "08";
  const notification = first?.notification === true;
  const [message, one] = notification ? ["BkToCstmrDbtCdtNtfctn", "Ntfctn"] : ["BkToCstmrStmt", "Stmt"];
  const parts = statements.map((statement) => {
    const opening = statement.openingCents ?? 0;
    const booked = statement.entries.filter(({ status }) => (status ?? "BOOK") === "BOOK");
    const closing = statement.closingCents ?? booked.reduce((sum, { amountCents }) => sum + amountCents, opening);
    const balances = notification ? "" : `${balance("OPBD", opening)}${balance("CLBD", closing)}`;
    return `<${one}>
<Id>${statement.id}</Id><CreDtTm>2026-11-23T18:00:00+01:00</CreDtTm>
<Acct><Id><IBAN>${statement.iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>
${balances}
${statement.entries.map((entry) => entryXml(entry, version)).join("\n")}
</${one}>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.05${notification ? "4" : "3"}.001.${version}">
<${message}><GrpHdr><MsgId>M</MsgId><CreDtTm>2026-11-23T18:00:00+01:00</CreDtTm></GrpHdr>
${parts.join("\n")}
</${message}></Document>`;
}

/** The bytes of `statementXml`. */
export function statementFile(...statements: readonly TestStatement[]): Uint8Array {
  return new TextEncoder().encode(statementXml(...statements));
}
