import { Forbidden, Invalid } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { parseEmail } from "../model/email.ts";
import { selectMailboxForUpdate, updateMailboxEmail, withdrawQueuedMails } from "../store.ts";
import { queueNudge } from "./queue-nudge.ts";

/**
 * Sets or removes the address for nudges. A mail that waits is withdrawn, and goes to the new address at once.
 * @param email undefined removes it
 * @throws Forbidden `messaging.no-access`: only the citizen of this mailbox may
 * @throws Invalid `messaging.bad-email`: check with `parseEmail` before
 */
export async function setMailboxEmail(ctx: Ctx, mailboxId: string, email: string | undefined): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== "citizen" || actor.mailboxId !== mailboxId) throw new Forbidden("messaging.no-access");
  const parsed = email === undefined ? undefined : parseEmail(email);
  if (email !== undefined && parsed === undefined) throw new Invalid("messaging.bad-email");
  const mailbox = await selectMailboxForUpdate(ctx, mailboxId);
  if (mailbox === undefined) throw new Forbidden("messaging.no-access");
  if (mailbox.email === parsed) return;
  await updateMailboxEmail(ctx, mailboxId, parsed);
  if ((await withdrawQueuedMails(ctx, mailboxId)) > 0)
    await queueNudge(ctx, { ...mailbox, email: parsed, nudgedAt: undefined });
}
