import { type Cents, cents, type Localized, type PlainDay } from "../../../kernel/index.ts";
import { ageOn } from "./age.ts";

/** Everything the PAuswGebV charges for an identity card. Stored with payments: never renamed. */
export type AusweisFeeKey =
  | "personalausweis"
  | "personalausweis-unter-24"
  | "vorlaeufiger"
  | "zuschlag-zeit-oder-ort"
  | "zuschlag-zeit-oder-ort-vorlaeufiger"
  | "zuschlag-ausland"
  | "zustellung"
  | "lichtbild-im-amt"
  | "ermaessigung";

/** One line of an account: an amount with its paragraph. */
export interface FeeLine {
  readonly key: AusweisFeeKey;
  readonly label: Localized;
  readonly amountCents: Cents;
  readonly source: string;
}

function line(key: AusweisFeeKey, amountCents: number, source: string, de: string, en: string): FeeLine {
  return { key, label: { de, en }, amountCents: cents(amountCents), source: `${source} PAuswGebV` };
}

/** The amounts of the law, in the order of an account. `ermaessigung` has none of its own. */
export const ausweisFees: readonly FeeLine[] = [
  line("personalausweis", 4600, "§ 1 Abs. 1 Nr. 2", "Personalausweis", "Identity card"),
  line(
    "personalausweis-unter-24",
    2760,
    "§ 1 Abs. 1 Nr. 1",
    "Personalausweis, unter 24 Jahre",
    "Identity card, under 24",
  ),
  line("vorlaeufiger", 1000, "§ 1 Abs. 2", "Vorläufiger Personalausweis", "Provisional identity card"),
  line(
    "zuschlag-zeit-oder-ort",
    1300,
    "§ 1 Abs. 3",
    "Zuschlag: außerhalb der Dienstzeit oder nicht zuständiges Amt",
    "Surcharge: outside office hours or at an office that is not competent",
  ),
  line(
    "zuschlag-zeit-oder-ort-vorlaeufiger",
    1300,
    "§ 1 Abs. 3",
    "Zuschlag für den vorläufigen Ausweis: außerhalb der Dienstzeit oder nicht zuständiges Amt",
    "Surcharge for the provisional card: outside office hours or at an office that is not competent",
  ),
  line(
    "zuschlag-ausland",
    3000,
    "§ 1 Abs. 4 Nr. 1",
    "Zuschlag: nicht zuständiges Amt, Wohnsitz im Ausland",
    "Surcharge: office not competent, residence abroad",
  ),
  line("zustellung", 1500, "§ 1 Abs. 4 Nr. 3", "Versand nach Hause", "Delivery to your home"),
  line("lichtbild-im-amt", 600, "§ 1 Abs. 4 Nr. 4", "Lichtbild im Amt", "Photograph taken at the office"),
];

/** The law's line for a key. */
function lawOf(key: AusweisFeeKey): FeeLine {
  return ausweisFees.find((fee) => fee.key === key) as FeeLine;
}

/** What the fee depends on. */
export interface FeeFacts {
  readonly bornOn: PlainDay;
  /** Day of the application in the sense of the law: the visit to the office (§ 9 Abs. 1 PAuswG), not the form. */
  readonly appliedOn: PlainDay;
  /** What is applied for. */
  readonly personalausweis: boolean;
  readonly vorlaeufiger: boolean;
  /** `ausland`: the office is not competent because the applicant lives abroad. */
  readonly competence: "zustaendig" | "nicht-zustaendig" | "ausland";
  /** On the applicant's wish. */
  readonly outsideHours?: boolean;
  readonly delivery: boolean;
  readonly photoAtOffice: boolean;
  /** What the office has decided to charge instead of all, in cents; 0 for nothing. Never more than the law's sum. */
  readonly reducedToCents?: number;
}

/**
 * What an application costs, line by line, each with its paragraph.
 *
 * Read closely: the surcharge of 13 € falls due once for each card, even where both of its reasons are met; delivery
 * and photograph raise only the fee for the Personalausweis, never that of a provisional card alone (Abs. 4 names
 * Abs. 1 only); for somebody who lives abroad the 30 € of Abs. 4 Nr. 1 take the place of the 13 € of Abs. 3 Nr. 2,
 * the special rule before the general one.
 * Source: § 1 PAuswGebV.
 * @returns charges; with a reduction one last line below zero
 */
export function feesOf(facts: FeeFacts): readonly FeeLine[] {
  const keys = feeKeysOf(facts);
  const lines = keys.map(lawOf);
  if (facts.reducedToCents === undefined) return lines;
  const sum = totalOf(lines);
  const reduction = Math.max(0, Math.min(facts.reducedToCents, sum)) - sum;
  return reduction === 0
    ? lines
    : [...lines, line("ermaessigung", reduction, "§ 1 Abs. 6", "Ermäßigung", "Reduction for need")];
}

/** Keys of `ausweisFees` that fall due, without any reduction. */
export function feeKeysOf(facts: Omit<FeeFacts, "reducedToCents">): readonly AusweisFeeKey[] {
  const keys: AusweisFeeKey[] = [];
  const abroad = facts.competence === "ausland";
  const raised = facts.outsideHours === true || facts.competence === "nicht-zustaendig";
  if (facts.personalausweis) {
    keys.push(ageOn(facts.bornOn, facts.appliedOn) < 24 ? "personalausweis-unter-24" : "personalausweis");
  }
  if (facts.vorlaeufiger) keys.push("vorlaeufiger");
  if (facts.personalausweis && raised) keys.push("zuschlag-zeit-oder-ort");
  // Abs. 4 raises the fee of Abs. 1 only, so a provisional card at an office abroad falls under Abs. 3 again.
  if (facts.vorlaeufiger && (raised || abroad)) keys.push("zuschlag-zeit-oder-ort-vorlaeufiger");
  if (facts.personalausweis && abroad) keys.push("zuschlag-ausland");
  if (facts.personalausweis && facts.delivery) keys.push("zustellung");
  if (facts.personalausweis && facts.photoAtOffice) keys.push("lichtbild-im-amt");
  return keys;
}

export function totalOf(lines: readonly FeeLine[]): Cents {
  return cents(lines.reduce((sum, { amountCents }) => sum + amountCents, 0));
}
