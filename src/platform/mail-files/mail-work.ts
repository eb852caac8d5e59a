import type { MailFile } from "./mail-file.ts";

/** What the thread is asked. */
export interface MailWork {
  readonly bytes: Uint8Array;
  readonly format: "eml" | "msg";
}

export type MailAnswer = { readonly kind: "mail"; readonly mail: MailFile } | { readonly kind: "unreadable" };
