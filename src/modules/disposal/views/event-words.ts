import type { Localized } from "../../../kernel/index.ts";

/** What this module writes into the history of an Akte, in words. */
export const disposalEventWords: Readonly<Record<string, Localized>> = {
  "disposal.frist-geaendert": { de: "Aufbewahrung geändert", en: "Retention changed" },
  "disposal.begonnen": { de: "Aussonderung begonnen", en: "Disposal begun" },
  "disposal.abgegeben": { de: "An das Archiv abgegeben", en: "Handed over to the archive" },
  "disposal.herausgenommen": { de: "Aus der Aussonderung genommen", en: "Taken out of the disposal" },
  "disposal.vernichtung-vorgeschlagen": { de: "Vernichtung vorgeschlagen", en: "Destruction proposed" },
  "disposal.uebernommen-von-dort": { de: "Aus einem Paket übernommen", en: "Taken over from a package" },
};
