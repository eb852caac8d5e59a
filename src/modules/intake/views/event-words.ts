import type { Localized } from "../../../kernel/index.ts";

/** What this module writes into the history of an Akte, in words. */
export const intakeEventWords: Readonly<Record<string, Localized>> = {
  "intake.abgelegt": { de: "Dateien abgelegt", en: "Files put in" },
  "intake.gescannt": { de: "Gescannte Post abgelegt", en: "Scanned post put in" },
};
