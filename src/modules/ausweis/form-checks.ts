import { type FormCheck, placesOfPostcode } from "../forms/index.ts";
import { findGemeinde, getTenant } from "../tenants/index.ts";
import { addressMistake } from "./model/competence.ts";
import { readApplication } from "./model/index.ts";

/** Who is competent follows from the address, and the fee with it: what was said before has to fit. */
export const ausweisFormChecks: readonly FormCheck[] = [
  {
    leistungId: "personalausweis-beantragen",
    at: "wohnung.plz",
    async check(ctx, answers) {
      const application = readApplication(answers);
      const town = findGemeinde((await getTenant(ctx)).ags);
      if (application === undefined || town === undefined) return undefined;
      const { hauptwohnung, postleitzahl } = application;
      return addressMistake(hauptwohnung, postleitzahl, town, placesOfPostcode(postleitzahl));
    },
  },
];
