import type { Localized } from "../../../kernel/index.ts";

/** What this module writes into the history of an Akte, in words. */
export const proofEventWords: Readonly<Record<string, Localized>> = {
  "proof.paket-bestellt": { de: "Akte als Paket bestellt", en: "File ordered as a package" },
  "proof.paket-abgeholt": { de: "Akte als Paket abgeholt", en: "File fetched as a package" },
  "proof.paket-bereitgestellt": { de: "Paket ins Postfach gelegt", en: "Package put into the mailbox" },
  "proof.gesamt-pdf-bestellt": { de: "Akte als PDF bestellt", en: "File ordered as PDF" },
  "proof.gesamt-pdf-abgeholt": { de: "Akte als PDF abgeholt", en: "File fetched as PDF" },
};
