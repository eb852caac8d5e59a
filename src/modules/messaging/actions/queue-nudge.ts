import { newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { enqueue } from "../../../platform/jobs/index.ts";
import type { Mailbox } from "../model/mailbox.ts";
import { nudgeAt } from "../model/nudge.ts";
import { nudgePayload } from "../nudge-payload.ts";
import { hasQueuedMail, insertMail, updateMailboxNudge } from "../store.ts";

/**
 * Queues the e-mail that says: something lies in your mailbox. One that waits already covers the new message too.
 * @param mailbox locked by the caller, so that two messages at once cause one mail
 */
export async function queueNudge(ctx: Ctx, mailbox: Mailbox): Promise<void> {
  if (mailbox.email === undefined || (await hasQueuedMail(ctx, mailbox.mailboxId))) return;
  const mailId = newId();
  const notBefore = nudgeAt(ctx.now, mailbox.nudgedAt);
  await insertMail(ctx, {
    mailId,
    mailboxId: mailbox.mailboxId,
    recipient: mailbox.email,
    language: mailbox.language,
    notBefore,
  });
  await updateMailboxNudge(ctx, mailbox.mailboxId, notBefore);
  await enqueue(
    ctx,
    { name: "messaging.nudge", payload: nudgePayload },
    { mailId },
    notBefore > ctx.now ? { startAfter: notBefore } : {},
  );
}
