import type { Cents } from "../../../kernel/index.ts";

/** What a banking app fills in. */
export interface Transfer {
  readonly holder: string;
  readonly iban: string;
  readonly bic?: string;
  readonly amountCents: Cents;
  readonly remittance: string;
}

const byteLength = (text: string): number => new TextEncoder().encode(text).length;

/** Line breaks would begin the next element. */
const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

/**
 * Content of a GiroCode: a QR code of at most version 13 with error correction M.
 * Source: EPC069-12 v3.1, version 002 of the data (BIC optional), character set UTF-8.
 * @throws RangeError where an element is longer than the standard allows: a bug, the amount is bounded before
 */
export function giroCode(transfer: Transfer): string {
  const holder = oneLine(transfer.holder);
  const remittance = oneLine(transfer.remittance);
  const { amountCents } = transfer;
  if (holder === "" || holder.length > 70) throw new RangeError("a GiroCode names who is paid in 70 characters");
  if (remittance.length > 140) throw new RangeError("a GiroCode has 140 characters for the reason");
  if (amountCents < 1 || amountCents > 99_999_999_999) throw new RangeError("a GiroCode takes 0.01 to 999999999.99");
  const amount = `EUR${Math.floor(amountCents / 100)}.${String(amountCents % 100).padStart(2, "0")}`;
  const lines = ["BCD", "002", "1", "SCT", transfer.bic ?? "", holder, transfer.iban, amount, "", "", remittance];
  const content = lines.join("\n");
  if (byteLength(content) > 331) throw new RangeError("a GiroCode has 331 bytes");
  return content;
}
