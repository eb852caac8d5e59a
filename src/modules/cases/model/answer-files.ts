import type { FieldLimits } from "../../uploads/index.ts";

/** What may come with an answer, by content. */
export const answerLimits = {
  kinds: ["pdf", "picture"],
  maxBytes: 10 * 1024 * 1024,
  maxFiles: 5,
} as const satisfies FieldLimits;

/** The field of a case's uploads that its answers are. */
export const answerField = "antwort";
