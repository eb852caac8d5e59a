import type { Language } from "../../../kernel/index.ts";

/** Where a citizen and the office write to each other; opened by a code, without an account. */
export interface Mailbox {
  readonly mailboxId: string;
  /** Keyed hash of the access code; the code itself is not stored. */
  readonly codeMac: string;
  /** Where nudges go; absent: none are sent. */
  readonly email: string | undefined;
  /** Language of the nudges. */
  readonly language: Language;
  readonly openedAt: Date;
  /** When the latest nudge was, or is, to go out. */
  readonly nudgedAt: Date | undefined;
}
