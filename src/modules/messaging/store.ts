import type { Selectable } from "kysely";
import type { Language, PlainDay } from "../../kernel/index.ts";
import { type Ctx, defer } from "../../platform/db/index.ts";
import type { Mailbox } from "./model/mailbox.ts";
import type { Attachment, Direction, Message, MessageKind } from "./model/message.ts";
import type { OutgoingMail, OutgoingMailState } from "./model/outgoing-mail.ts";
import type { MessagingTables } from "./tables.ts";

type MailboxRow = Selectable<MessagingTables["messaging.mailbox"]>;
type AttachmentRow = Selectable<MessagingTables["messaging.attachment"]>;
type MailRow = Selectable<MessagingTables["messaging.mail"]>;

const tables = (ctx: Ctx) => ctx.tx.withTables<MessagingTables>();

// — Mailboxes ————————————————————————————————————————————————————————————

const mailboxColumns = ["mailbox_id", "code_mac", "email", "language", "opened_at", "nudged_at"] as const;

function mailboxOf(row: Pick<MailboxRow, (typeof mailboxColumns)[number]>): Mailbox {
  return {
    mailboxId: row.mailbox_id,
    codeMac: row.code_mac,
    email: row.email ?? undefined,
    language: row.language as Language,
    openedAt: row.opened_at,
    nudgedAt: row.nudged_at ?? undefined,
  };
}

/** Adds a mailbox, with the next statement; of two with the same code at once only the first comes to be. */
export function insertMailbox(ctx: Ctx, mailbox: Mailbox): void {
  defer(
    ctx.tx,
    tables(ctx)
      .insertInto("messaging.mailbox")
      .values({
        tenant_id: ctx.tenant,
        mailbox_id: mailbox.mailboxId,
        code_mac: mailbox.codeMac,
        email: mailbox.email ?? null,
        language: mailbox.language,
        opened_at: mailbox.openedAt,
        nudged_at: null,
      })
      .onConflict((conflict) => conflict.columns(["tenant_id", "code_mac"]).doNothing()),
  );
}

export async function selectMailboxByMac(ctx: Ctx, codeMac: string): Promise<Mailbox | undefined> {
  const row = await tables(ctx)
    .selectFrom("messaging.mailbox")
    .select(mailboxColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("code_mac", "=", codeMac)
    .executeTakeFirst();
  return row === undefined ? undefined : mailboxOf(row);
}

export async function selectMailbox(ctx: Ctx, mailboxId: string): Promise<Mailbox | undefined> {
  const row = await tables(ctx)
    .selectFrom("messaging.mailbox")
    .select(mailboxColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("mailbox_id", "=", mailboxId)
    .executeTakeFirst();
  return row === undefined ? undefined : mailboxOf(row);
}

/** At most 200, the newest first. */
export async function selectMailboxesByEmail(ctx: Ctx, email: string): Promise<readonly Mailbox[]> {
  const rows = await tables(ctx)
    .selectFrom("messaging.mailbox")
    .select(mailboxColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("email", "=", email)
    .orderBy("mailbox_id", "desc")
    .limit(200)
    .execute();
  return rows.map(mailboxOf);
}

/** Locks the row: nudges of one mailbox are decided one after the other. */
export async function selectMailboxForUpdate(ctx: Ctx, mailboxId: string): Promise<Mailbox | undefined> {
  const row = await tables(ctx)
    .selectFrom("messaging.mailbox")
    .select(mailboxColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("mailbox_id", "=", mailboxId)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : mailboxOf(row);
}

export async function updateMailboxEmail(ctx: Ctx, mailboxId: string, email: string | undefined): Promise<void> {
  await tables(ctx)
    .updateTable("messaging.mailbox")
    .set({ email: email ?? null })
    .where("tenant_id", "=", ctx.tenant)
    .where("mailbox_id", "=", mailboxId)
    .execute();
}

export async function updateMailboxNudge(ctx: Ctx, mailboxId: string, nudgedAt: Date): Promise<void> {
  await tables(ctx)
    .updateTable("messaging.mailbox")
    .set({ nudged_at: nudgedAt })
    .where("tenant_id", "=", ctx.tenant)
    .where("mailbox_id", "=", mailboxId)
    .execute();
}

// — Messages —————————————————————————————————————————————————————————————

export async function insertMessage(ctx: Ctx, message: Message): Promise<void> {
  await tables(ctx)
    .insertInto("messaging.message")
    .values({
      tenant_id: ctx.tenant,
      message_id: message.messageId,
      mailbox_id: message.mailboxId,
      case_id: message.caseId,
      direction: message.direction,
      kind: message.kind,
      subject: message.subject,
      body: message.body,
      author: message.author,
      posted_at: message.postedAt,
      effective_on: message.effectiveOn ?? null,
    })
    .execute();
  if (message.attachments.length === 0) return;
  await tables(ctx)
    .insertInto("messaging.attachment")
    .values(
      message.attachments.map((attachment, position) => ({
        tenant_id: ctx.tenant,
        attachment_id: attachment.attachmentId,
        message_id: message.messageId,
        position,
        title: attachment.title,
        filename: attachment.filename,
        media_type: attachment.mediaType,
        size_bytes: attachment.sizeBytes,
        sha256: attachment.sha256,
        document_id: attachment.documentId ?? null,
      })),
    )
    .execute();
}

const attachmentColumns = [
  "attachment_id",
  "message_id",
  "title",
  "filename",
  "media_type",
  "size_bytes",
  "sha256",
  "document_id",
] as const;

function attachmentOf(row: Pick<AttachmentRow, (typeof attachmentColumns)[number]>): Attachment {
  return {
    attachmentId: row.attachment_id,
    messageId: row.message_id,
    title: row.title,
    filename: row.filename,
    mediaType: row.media_type,
    sizeBytes: row.size_bytes,
    sha256: row.sha256,
    documentId: row.document_id ?? undefined,
  };
}

async function selectMessages(
  ctx: Ctx,
  where: { column: "case_id" | "mailbox_id"; id: string; order: "asc" | "desc"; limit: number },
): Promise<readonly Message[]> {
  const rows = await tables(ctx)
    .selectFrom("messaging.message")
    .select([
      "message_id",
      "mailbox_id",
      "case_id",
      "direction",
      "kind",
      "subject",
      "body",
      "author",
      "posted_at",
      "effective_on",
    ])
    .where("tenant_id", "=", ctx.tenant)
    .where(where.column, "=", where.id)
    .orderBy("message_id", where.order)
    .limit(where.limit)
    .execute();
  if (rows.length === 0) return [];
  const attachments = await tables(ctx)
    .selectFrom("messaging.attachment")
    .select(attachmentColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where(
      "message_id",
      "in",
      rows.map((row) => row.message_id),
    )
    .orderBy("message_id")
    .orderBy("position")
    .execute();
  const byMessage = Map.groupBy(attachments.map(attachmentOf), (attachment) => attachment.messageId);
  return rows.map((row) => ({
    messageId: row.message_id,
    mailboxId: row.mailbox_id,
    caseId: row.case_id,
    direction: row.direction as Direction,
    kind: row.kind as MessageKind,
    subject: row.subject,
    body: row.body,
    author: row.author,
    postedAt: row.posted_at,
    effectiveOn: (row.effective_on ?? undefined) as PlainDay | undefined,
    attachments: byMessage.get(row.message_id) ?? [],
  }));
}

/** Oldest first. */
export function selectMessagesOfCase(ctx: Ctx, caseId: string): Promise<readonly Message[]> {
  return selectMessages(ctx, { column: "case_id", id: caseId, order: "asc", limit: 1000 });
}

/** Newest first. */
export function selectMessagesOfMailbox(ctx: Ctx, mailboxId: string, limit: number): Promise<readonly Message[]> {
  return selectMessages(ctx, { column: "mailbox_id", id: mailboxId, order: "desc", limit });
}

/** Only where the attachment lies in this mailbox. */
export async function selectAttachment(
  ctx: Ctx,
  mailboxId: string,
  attachmentId: string,
): Promise<Attachment | undefined> {
  const row = await tables(ctx)
    .selectFrom("messaging.attachment as attachment")
    .innerJoin("messaging.message as message", (join) =>
      join
        .onRef("message.tenant_id", "=", "attachment.tenant_id")
        .onRef("message.message_id", "=", "attachment.message_id"),
    )
    .select(attachmentColumns.map((column) => `attachment.${column}` as const))
    .where("attachment.tenant_id", "=", ctx.tenant)
    .where("attachment.attachment_id", "=", attachmentId)
    .where("message.mailbox_id", "=", mailboxId)
    .executeTakeFirst();
  return row === undefined ? undefined : attachmentOf(row);
}

// — Outgoing e-mails —————————————————————————————————————————————————————

const mailColumns = [
  "mail_id",
  "mailbox_id",
  "recipient",
  "language",
  "state",
  "attempts",
  "last_error",
  "queued_at",
  "not_before",
  "sent_at",
  "transport",
  "subject",
  "body",
] as const;

function mailOf(row: Pick<MailRow, (typeof mailColumns)[number]>): OutgoingMail {
  return {
    mailId: row.mail_id,
    mailboxId: row.mailbox_id,
    recipient: row.recipient,
    language: row.language as Language,
    state: row.state as OutgoingMailState,
    attempts: row.attempts,
    lastError: row.last_error ?? undefined,
    queuedAt: row.queued_at,
    notBefore: row.not_before,
    sentAt: row.sent_at ?? undefined,
    transport: (row.transport ?? undefined) as OutgoingMail["transport"],
    subject: row.subject ?? undefined,
    body: row.body ?? undefined,
  };
}

export async function insertMail(
  ctx: Ctx,
  mail: { mailId: string; mailboxId: string; recipient: string; language: Language; notBefore: Date },
): Promise<void> {
  await tables(ctx)
    .insertInto("messaging.mail")
    .values({
      tenant_id: ctx.tenant,
      mail_id: mail.mailId,
      mailbox_id: mail.mailboxId,
      recipient: mail.recipient,
      language: mail.language,
      state: "queued",
      last_error: null,
      queued_at: ctx.now,
      not_before: mail.notBefore,
      sent_at: null,
      transport: null,
      subject: null,
      body: null,
    })
    .execute();
}

export async function hasQueuedMail(ctx: Ctx, mailboxId: string): Promise<boolean> {
  const row = await tables(ctx)
    .selectFrom("messaging.mail")
    .select("mail_id")
    .where("tenant_id", "=", ctx.tenant)
    .where("mailbox_id", "=", mailboxId)
    .where("state", "=", "queued")
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function selectMail(ctx: Ctx, mailId: string): Promise<OutgoingMail | undefined> {
  const row = await tables(ctx)
    .selectFrom("messaging.mail")
    .select(mailColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("mail_id", "=", mailId)
    .executeTakeFirst();
  return row === undefined ? undefined : mailOf(row);
}

/** Newest first. @param before only older ones than this mail */
export async function selectMails(
  ctx: Ctx,
  options: { before: string | undefined; limit: number },
): Promise<readonly OutgoingMail[]> {
  let query = tables(ctx)
    .selectFrom("messaging.mail")
    .select(mailColumns)
    .where("tenant_id", "=", ctx.tenant)
    .orderBy("mail_id", "desc")
    .limit(options.limit);
  if (options.before !== undefined) query = query.where("mail_id", "<", options.before);
  return (await query.execute()).map(mailOf);
}

/** Mails to an address that was changed or removed are not sent any more. */
export async function withdrawQueuedMails(ctx: Ctx, mailboxId: string): Promise<number> {
  const result = await tables(ctx)
    .updateTable("messaging.mail")
    .set({ state: "withdrawn" })
    .where("tenant_id", "=", ctx.tenant)
    .where("mailbox_id", "=", mailboxId)
    .where("state", "=", "queued")
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

export async function updateMailSent(
  ctx: Ctx,
  mailId: string,
  sent: { transport: "smtp" | "folder"; subject: string; body: string },
): Promise<void> {
  await tables(ctx)
    .updateTable("messaging.mail")
    .set((values) => ({
      state: "sent",
      attempts: values("attempts", "+", 1),
      last_error: null,
      sent_at: ctx.now,
      transport: sent.transport,
      subject: sent.subject,
      body: sent.body,
    }))
    .where("tenant_id", "=", ctx.tenant)
    .where("mail_id", "=", mailId)
    .execute();
}

export async function updateMailAttempt(
  ctx: Ctx,
  mailId: string,
  attempt: { state: "queued" | "failed"; error: string },
): Promise<void> {
  await tables(ctx)
    .updateTable("messaging.mail")
    .set((values) => ({ state: attempt.state, attempts: values("attempts", "+", 1), last_error: attempt.error }))
    .where("tenant_id", "=", ctx.tenant)
    .where("mail_id", "=", mailId)
    .where("state", "=", "queued")
    .execute();
}
