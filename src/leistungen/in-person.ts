import type { Localized } from "../kernel/index.ts";

/** How it is done today where it cannot be done online. */
export const inPerson: Localized<readonly string[]> = {
  de: [
    "Online geht das hier noch nicht.",
    "Vereinbaren Sie einen Termin im Rathaus oder rufen Sie an. Telefon und Öffnungszeiten stehen auf der Seite Ihrer Stadt oder Gemeinde.",
  ],
  en: [
    "This cannot be done online here yet.",
    "Please make an appointment at the town hall or call. You find telephone and opening hours on the page of your municipality.",
  ],
};

/** The same, with what is particular to this Leistung. */
export function inPersonBecause(particular: Localized<readonly string[]>): Localized<readonly string[]> {
  return { de: [...inPerson.de, ...particular.de], en: [...inPerson.en, ...particular.en] };
}
