import { dayInBerlin, Forbidden, Invalid, NotFound, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { bekanntgabeDay } from "../model/bekanntgabe.ts";
import type { Attachment, Message } from "../model/message.ts";
import { insertMessage, selectMailboxForUpdate } from "../store.ts";
import { queueNudge } from "./queue-nudge.ts";

/** What is posted. Bytes of attachments lie in the file store already. */
export interface NewMessage extends Omit<Message, "messageId" | "postedAt" | "effectiveOn" | "attachments"> {
  readonly attachments: readonly (Omit<Attachment, "attachmentId" | "messageId" | "documentId"> & {
    readonly documentId?: string;
  })[];
}

/** Citizens write to the office from their own mailbox; only a receipt may come out of what they do themselves. */
function requireMayPost(ctx: Ctx, input: NewMessage): void {
  const { actor } = ctx;
  if (actor.kind === "system") return;
  const allowed =
    input.direction === "to-citizen"
      ? (actor.kind === "staff" && actor.duties.includes("casework")) || input.kind === "receipt"
      : actor.kind === "citizen" && actor.mailboxId === input.mailboxId;
  if (!allowed) throw new Forbidden("messaging.may-not-post", { direction: input.direction, kind: input.kind });
}

/**
 * Puts a message into a mailbox; for good: messages are never changed. To the citizen it also queues an e-mail
 * without content, where the mailbox has an address. A notice gets its effect date (`bekanntgabeDay`).
 * @returns its id
 * @throws Forbidden `messaging.may-not-post`: neither staff with `casework`, nor the citizen of this mailbox
 * @throws Invalid `messaging.empty-message`, `messaging.attachment-missing`
 * @throws NotFound `messaging.no-such-mailbox`
 */
export async function postMessage(ctx: Ctx, input: NewMessage): Promise<string> {
  requireMayPost(ctx, input);
  if (input.subject.trim() === "" || (input.body.trim() === "" && input.attachments.length === 0)) {
    throw new Invalid("messaging.empty-message");
  }
  for (const { sha256 } of input.attachments) {
    if (!(await ctx.files.has(sha256))) throw new Invalid("messaging.attachment-missing");
  }
  const mailbox = await selectMailboxForUpdate(ctx, input.mailboxId);
  if (mailbox === undefined) throw new NotFound("messaging.no-such-mailbox");
  const messageId = newId();
  const message: Message = {
    messageId,
    mailboxId: input.mailboxId,
    caseId: input.caseId,
    direction: input.direction,
    kind: input.kind,
    subject: input.subject.trim(),
    body: input.body.replaceAll(/\r\n?/g, "\n").trim(),
    author: input.author,
    postedAt: ctx.now,
    effectiveOn: input.kind === "notice" ? bekanntgabeDay(dayInBerlin(ctx.now)) : undefined,
    attachments: input.attachments.map((attachment) => ({
      title: attachment.title,
      filename: attachment.filename,
      mediaType: attachment.mediaType,
      sizeBytes: attachment.sizeBytes,
      sha256: attachment.sha256,
      documentId: attachment.documentId,
      attachmentId: newId(),
      messageId,
    })),
  };
  await insertMessage(ctx, message);
  if (input.direction === "to-citizen") await queueNudge(ctx, mailbox);
  return messageId;
}
