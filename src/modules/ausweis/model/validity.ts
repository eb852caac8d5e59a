import { addDays, addMonths, type PlainDay } from "../../../kernel/index.ts";
import { ageOn } from "./age.ts";

/** How long a card is good for, and which paragraph says so. */
export interface Validity {
  readonly years: 6 | 10;
  readonly source: string;
}

/**
 * Six years for whoever is not yet 24, else ten. § 6 Abs. 3 PAuswG does not say on which day the age counts; we take
 * the day of the application, as § 1 Abs. 1 Nr. 1 PAuswGebV does for the fee, so that the two never differ.
 * Source: § 6 Abs. 1 and 3 PAuswG.
 */
export function validityOf(bornOn: PlainDay, appliedOn: PlainDay): Validity {
  return ageOn(bornOn, appliedOn) < 24
    ? { years: 6, source: "§ 6 Abs. 3 PAuswG" }
    : { years: 10, source: "§ 6 Abs. 1 PAuswG" };
}

/**
 * Last day of a period that begins with the day of issue: the day before the one with the same number, or the last of
 * the month where it has no such day. Issued on 29 February 2028 for ten years: 28 February 2038.
 * Source: § 31 Abs. 1 VwVfG; § 187 Abs. 2, § 188 Abs. 2 and 3 BGB.
 */
function lastDayAfter(issuedOn: PlainDay, months: number): PlainDay {
  const same = addMonths(issuedOn, months);
  return same.slice(8) === issuedOn.slice(8) ? addDays(same, -1) : same;
}

/**
 * Last day on which a Personalausweis is valid.
 * Source: § 6 Abs. 1, 3 and 5 PAuswG (never prolonged).
 */
export function lastDayOfValidity(issuedOn: PlainDay, validity: Validity): PlainDay {
  return lastDayAfter(issuedOn, validity.years * 12);
}

/** Longest that a vorläufiger Personalausweis may be valid, in months. Source: § 6 Abs. 4 PAuswG. */
export const provisionalMonthsAtMost = 3;

/**
 * Last day of a vorläufiger Personalausweis: what it is needed for decides, never more than three months.
 * Source: § 6 Abs. 4 PAuswG.
 * @param neededUntil last day on which it is needed; absent: unknown
 */
export function lastDayOfProvisional(issuedOn: PlainDay, neededUntil?: PlainDay): PlainDay {
  const latest = lastDayAfter(issuedOn, provisionalMonthsAtMost);
  return neededUntil !== undefined && neededUntil < latest ? neededUntil : latest;
}
