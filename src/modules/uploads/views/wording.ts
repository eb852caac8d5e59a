import type { Language, Localized } from "../../../kernel/index.ts";
import { allowedLabel, sizeLabel } from "../model/kind.ts";
import { type RefusalReason, refusalText } from "../model/reason.ts";
import { type FieldLimits, limitsOf } from "../model/upload.ts";

/** Why a file is not kept and what to do, for whoever handed it in. */
export function explainRefusal(reason: RefusalReason, limits: FieldLimits, language: Language): string {
  const { kinds, maxBytes, maxFiles } = limitsOf(limits);
  return refusalText(reason, {
    limit: sizeLabel(maxBytes, language),
    allowed: allowedLabel(kinds, language),
    most: maxFiles,
  })[language];
}

/** What a field takes: `PDF, JPG oder PNG, höchstens 10 MB je Datei, höchstens 3 Dateien`. */
export function explainLimits(limits: FieldLimits, language: Language): string {
  const { kinds, maxBytes, maxFiles } = limitsOf(limits);
  const size = sizeLabel(maxBytes, language);
  const parts: Localized<readonly string[]> = {
    de: [
      allowedLabel(kinds, "de"),
      maxFiles === 1 ? `höchstens ${size}` : `höchstens ${maxFiles} Dateien, jede höchstens ${size}`,
    ],
    en: [allowedLabel(kinds, "en"), maxFiles === 1 ? `at most ${size}` : `at most ${maxFiles} files, ${size} each`],
  };
  return parts[language].join("; ");
}
