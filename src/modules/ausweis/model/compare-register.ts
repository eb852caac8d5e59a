import { foldLetters, type Localized, type PlainDay } from "../../../kernel/index.ts";
import type { Application } from "./application.ts";

/** What the register of residents says of a person. Empty texts where it has nothing. Source: § 3 Abs. 1 BMG. */
export interface Resident {
  readonly familienname: string;
  readonly geburtsname: string;
  readonly vornamen: string;
  readonly doktorgrad: string;
  readonly geburtsdatum: PlainDay;
  readonly geburtsort: string;
  readonly strasseUndHausnummer: string;
  readonly postleitzahl: string;
  readonly wohnort: string;
}

/** One line of the comparison. `spelling`: the same but for marks, capitals or spaces. */
export interface Comparison {
  readonly key: keyof Resident;
  readonly label: Localized;
  readonly typed: string;
  readonly registered: string;
  readonly result: "same" | "spelling" | "different";
}

const labels: readonly (readonly [key: keyof Resident, de: string, en: string])[] = [
  ["familienname", "Familienname", "Family name"],
  ["geburtsname", "Geburtsname", "Name at birth"],
  ["vornamen", "Vornamen", "Given names"],
  ["doktorgrad", "Doktorgrad", "Doctorate"],
  ["geburtsdatum", "Geburtsdatum", "Date of birth"],
  ["geburtsort", "Geburtsort", "Place of birth"],
  ["strasseUndHausnummer", "Straße und Hausnummer", "Street and number"],
  ["postleitzahl", "Postleitzahl", "Postcode"],
  ["wohnort", "Wohnort", "Town"],
];

function compare(typed: string, registered: string): Comparison["result"] {
  if (typed === registered) return "same";
  const folded = (text: string): string => foldLetters(text, "ae").replace(/[^\p{L}\p{N}]/gu, "");
  return folded(typed) === folded(registered) ? "spelling" : "different";
}

/** What was typed beside what the register of residents says, line by line. */
export function compareWithResident(application: Application, resident: Resident): readonly Comparison[] {
  return labels.map(([key, de, en]) => ({
    key,
    label: { de, en },
    typed: application[key],
    registered: resident[key],
    result: compare(application[key], resident[key]),
  }));
}
