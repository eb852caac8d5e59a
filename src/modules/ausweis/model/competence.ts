import type { Localized } from "../../../kernel/index.ts";
import type { Hauptwohnung } from "./eligibility.ts";

/** A municipality by its name, with the postcodes of the places in it. */
export interface Municipality {
  readonly name: string;
  readonly postcodes: readonly string[];
}

/**
 * Whether the address says the same as the answer where the main residence is: the municipality of the main residence
 * is competent, any other charges a surcharge. A postcode may reach into several municipalities; one that nobody here
 * knows lies elsewhere where its region, the first two digits, is another.
 * Source: § 8 Abs. 1 and 4 PAuswG; § 1 Abs. 3 Nr. 2 PAuswGebV.
 * @param places names of the known municipalities with that postcode
 * @returns what does not fit; undefined where it does
 */
export function addressMistake(
  said: Hauptwohnung,
  postcode: string,
  town: Municipality,
  places: readonly string[],
): Localized | undefined {
  const here = town.postcodes.includes(postcode);
  const region = postcode.slice(0, 2);
  const near = places.length === 0 && town.postcodes.some((own) => own.startsWith(region));
  if (said === "hier" && !here && !near) {
    const where = places.length === 0 ? "" : ` (${places.join(", ")})`;
    return {
      de: `Die Postleitzahl ${postcode}${where} gehört nicht zu ${town.name}. Prüfen Sie die Postleitzahl. Ist die Hauptwohnung nicht in ${town.name}, gehen Sie zurück zu „Welches Amt ist zuständig?“ und ändern Sie Ihre Antwort.`,
      en: `The postcode ${postcode}${where} does not belong to ${town.name}. Check the postcode. If the main residence is not in ${town.name}, go back to “Which office is competent?” and change your answer.`,
    };
  }
  if (said === "andernorts" && here && places.length === 1) {
    return {
      de: `Die Postleitzahl ${postcode} gehört zu ${town.name}. Ist die Hauptwohnung hier, gehen Sie zurück zu „Welches Amt ist zuständig?“ und ändern Sie Ihre Antwort: Dann kostet es 13 € weniger.`,
      en: `The postcode ${postcode} belongs to ${town.name}. If the main residence is here, go back to “Which office is competent?” and change your answer: it then costs €13 less.`,
    };
  }
  return undefined;
}
