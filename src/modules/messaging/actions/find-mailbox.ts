import { NotFound, parseAccessCode } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Mailbox } from "../model/mailbox.ts";
import { selectMailbox, selectMailboxByMac } from "../store.ts";

/** The mailbox that this code opens, in this municipality. @param code as typed or as stored on a device */
export async function findMailboxByCode(ctx: Ctx, code: string): Promise<Mailbox | undefined> {
  const parsed = parseAccessCode(code);
  return parsed === undefined ? undefined : selectMailboxByMac(ctx, ctx.keyring.mac("access-code", parsed));
}

/** @throws NotFound `messaging.no-such-mailbox` */
export async function getMailbox(ctx: Ctx, mailboxId: string): Promise<Mailbox> {
  const mailbox = await selectMailbox(ctx, mailboxId);
  if (mailbox === undefined) throw new NotFound("messaging.no-such-mailbox");
  return mailbox;
}
