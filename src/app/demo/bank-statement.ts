/** One entry of an invented statement; below zero it leaves the account. */
export interface DemoBooking {
  readonly amountCents: number;
  readonly name: string;
  readonly text: string;
  /** A payment that came back. */
  readonly returned?: boolean;
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const amount = (cents: number): string =>
  `<Amt Ccy="EUR">${(Math.abs(cents) / 100).toFixed(2)}</Amt><CdtDbtInd>${cents < 0 ? "DBIT" : "CRDT"}</CdtDbtInd>`;

const balance = (code: string, cents: number, day: string): string =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${amount(cents)}<Dt><Dt>${day}</Dt></Dt></Bal>`;

/** A statement as a bank sends it (camt.053.001.08), of an account that belongs to nobody. */
export function demoStatement(iban: string, id: string, day: string, bookings: readonly DemoBooking[]): Uint8Array {
  const entries = bookings.map(({ amountCents, name, text, returned }, index) => {
    const role = amountCents < 0 ? "Cdtr" : "Dbtr";
    return `<Ntry>${amount(amountCents)}${returned ? "<RvslInd>true</RvslInd>" : ""}<Sts><Cd>BOOK</Cd></Sts>
<BookgDt><Dt>${day}</Dt></BookgDt><ValDt><Dt>${day}</Dt></ValDt><AcctSvcrRef>${id}-${index}</AcctSvcrRef>
<NtryDtls><TxDtls>${amount(amountCents)}
<RltdPties><${role}><Pty><Nm>${escaped(name)}</Nm></Pty></${role}></RltdPties>
<RmtInf><Ustrd>${escaped(text)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
  });
  const opening = 1_250_000;
  const closing = bookings.reduce((sum, { amountCents }) => sum + amountCents, opening);
  return new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
<GrpHdr><MsgId>${id}</MsgId><CreDtTm>${day}T18:00:00+01:00</CreDtTm></GrpHdr>
<Stmt><Id>${id}</Id><CreDtTm>${day}T18:00:00+01:00</CreDtTm><Acct><Id><IBAN>${iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>
${balance("OPBD", opening, day)}${balance("CLBD", closing, day)}
${entries.join("\n")}
</Stmt></BkToCstmrStmt></Document>`);
}
