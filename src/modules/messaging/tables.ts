// Written by `npm run schema` from the migrated database. Do not edit.
import type { Generated } from "kysely";
import type { PlainDay } from "../../kernel/index.ts";

/** Tables of the PostgreSQL schema `messaging`. */
export type MessagingTables = {
  "messaging.attachment": {
    tenant_id: number;
    attachment_id: string;
    message_id: string;
    position: number;
    title: string;
    filename: string;
    media_type: string;
    size_bytes: number;
    sha256: string;
    document_id: string | null;
  };
  "messaging.mail": {
    tenant_id: number;
    mail_id: string;
    mailbox_id: string;
    recipient: string;
    language: string;
    state: string;
    attempts: Generated<number>;
    last_error: string | null;
    queued_at: Date;
    not_before: Date;
    sent_at: Date | null;
    transport: string | null;
    subject: string | null;
    body: string | null;
  };
  "messaging.mailbox": {
    tenant_id: number;
    mailbox_id: string;
    code_mac: string;
    email: string | null;
    language: string;
    opened_at: Date;
    nudged_at: Date | null;
  };
  "messaging.message": {
    tenant_id: number;
    message_id: string;
    mailbox_id: string;
    case_id: string;
    direction: string;
    kind: string;
    subject: string;
    body: string;
    author: string;
    posted_at: Date;
    effective_on: PlainDay | null;
  };
};
