import type { Localized } from "../../../kernel/index.ts";
import type { MessageType } from "./archive-format.ts";
import type { Way } from "./settings.ts";

/** A message of a disposal, ours or the archive's, as it is kept. */
export interface StoredMessage {
  /** nachrichtenUUID */
  readonly messageId: string;
  readonly processId: string;
  readonly typ: MessageType;
  readonly direction: "out" | "in";
  readonly number: number;
  readonly answers?: string;
  /** Akten that an outgoing 0503 carries. */
  readonly akten: readonly string[];
  /** When it was decided, or when it came. */
  readonly plannedAt: Date;
  /** File name of its package. */
  readonly name: string;
  /** SHA-256 of its package, kept for ever. */
  readonly digest?: string;
  /** Address of its package; absent before it is written, and after what it carried was destroyed. */
  readonly sha256?: string;
  readonly sizeBytes?: number;
  readonly writtenAt?: Date;
  readonly sentAt?: Date;
  /** Why it could not leave. */
  readonly fault?: string;
}

/** A package that came, taken or refused. */
export interface StoredIncoming {
  readonly incomingId: string;
  readonly way: Way | "upload";
  readonly name: string;
  readonly receivedAt: Date;
  readonly receivedBy: string;
  readonly sizeBytes: number;
  /** Address of its bytes, as long as they are kept. */
  readonly sha256?: string;
  readonly typ?: MessageType;
  readonly processId?: string;
  readonly messageId?: string;
  readonly refusal?: { readonly code: string; readonly reason: Localized };
}
