import type { Language, Localized } from "../../kernel/index.ts";
import type { Answers } from "./form.ts";

/** Values that a register knew already, with their proof: they keep source and time to the end. */
export interface Prefill {
  /** Name of the `PrefillSource`. */
  readonly source: string;
  /** What people read: `Gewerberegister Paderborn`. */
  readonly label: string;
  /** ISO instant of the look-up. */
  readonly at: string;
  /** As they were then, by path. */
  readonly values: Answers;
  /** Akte that the new Vorgang belongs to. */
  readonly akteId?: string;
}

/** What changed in the form while an application was begun. */
export interface DraftNotice {
  /** Day on which the draft was moved to a newer version of the form. */
  readonly at: string;
  /** One sentence each. */
  readonly changes: readonly Localized[];
}

/** A begun application. */
export interface Draft {
  readonly draftId: string;
  readonly leistungId: string;
  readonly formVersion: number;
  readonly codeMac: string;
  readonly language: Language;
  /** All of them, or what one page needs: see `openDraft` and `openPage`. */
  readonly answers: Answers;
  /** Id of the `AnswerLayout` that they are stored by; undefined: all together. */
  readonly layout: string | undefined;
  /** Keys of sections whose page was sent without a mistake. */
  readonly doneSections: readonly string[];
  readonly prefill: Prefill | undefined;
  readonly notice: DraftNotice | undefined;
  readonly savedAt: Date;
  /** Set once it has been sent. */
  readonly sent: { readonly at: Date; readonly caseId: string; readonly mailboxId: string } | undefined;
}
