import type { Localized } from "../../../kernel/index.ts";

/** The form of the desk as it was typed. */
export interface TypedChoice {
  /** `ein`, `aus`, or empty. */
  readonly offer: string;
  readonly position: string;
  readonly noteDe: string;
  readonly noteEn: string;
}

/** Fields that have to be put right, and what is wrong. */
export type MistakeKind = "offer-missing" | "position-wrong" | "note-long";
export type ChoiceMistakes<Message = string> = Partial<
  Record<"angebot" | "platz" | "hinweis_de" | "hinweis_en", Message>
>;

const longestNote = 1000;

/** Reads what was typed. @returns the choice where all is well, and what is wrong in each field */
export function readChoice(typed: TypedChoice): {
  readonly choice: { readonly enabled: boolean; readonly position: number; readonly note: Localized };
  readonly mistakes: ChoiceMistakes<MistakeKind>;
} {
  const position = /^\d{1,4}$/.test(typed.position) ? Number(typed.position) : undefined;
  return {
    choice: {
      enabled: typed.offer === "ein",
      position: position ?? 0,
      note: { de: typed.noteDe, en: typed.noteEn },
    },
    mistakes: {
      ...(typed.offer === "ein" || typed.offer === "aus" ? {} : { angebot: "offer-missing" as const }),
      ...(position === undefined ? { platz: "position-wrong" as const } : {}),
      ...(typed.noteDe.length > longestNote ? { hinweis_de: "note-long" as const } : {}),
      ...(typed.noteEn.length > longestNote ? { hinweis_en: "note-long" as const } : {}),
    },
  };
}
