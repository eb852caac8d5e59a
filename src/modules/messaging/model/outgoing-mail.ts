import type { Language } from "../../../kernel/index.ts";

/** `withdrawn`: the citizen changed or removed the address before it was sent. */
export type OutgoingMailState = "queued" | "sent" | "failed" | "withdrawn";

/** An e-mail that says: something lies in your mailbox. */
export interface OutgoingMail {
  readonly mailId: string;
  readonly mailboxId: string;
  readonly recipient: string;
  readonly language: Language;
  readonly state: OutgoingMailState;
  readonly attempts: number;
  /** Code of the last failure. */
  readonly lastError: string | undefined;
  readonly queuedAt: Date;
  readonly notBefore: Date;
  readonly sentAt: Date | undefined;
  /** Once sent: `folder` means that it only became a file. */
  readonly transport: "smtp" | "folder" | undefined;
  /** Once sent: what it said. */
  readonly subject: string | undefined;
  readonly body: string | undefined;
}
