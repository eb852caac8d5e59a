import { addDays, type PlainDay } from "../../../kernel/index.ts";

/**
 * Day on which a notice put into the mailbox counts as announced: the fourth day after it was provided.
 *
 * Source: § 9 Abs. 1 Satz 4 OZG: "Der Verwaltungsakt gilt am vierten Tag nach der Bereitstellung zum Abruf als
 * bekannt gegeben." The paragraph knows no shift: where the fourth day is a Saturday, a Sunday or a public holiday,
 * it stays that day. (What is shifted to the next working day is the end of a time limit that begins with it,
 * § 31 Abs. 3 VwVfG: see `deadlineEnd` of tenants.)
 * @param providedOn calendar day in Europe/Berlin
 */
export function bekanntgabeDay(providedOn: PlainDay): PlainDay {
  return addDays(providedOn, 4);
}
