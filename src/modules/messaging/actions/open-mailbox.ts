import { Invalid, type Language, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { parseEmail } from "../model/email.ts";
import { insertMailbox, selectMailboxByMac, updateMailboxEmail } from "../store.ts";

/**
 * Opens the mailbox of a code, or finds it where the code has one already: a code has one mailbox for life.
 * @param input.codeMac `keyring.mac("access-code", code)`
 * @param input.email where nudges go; also set where the mailbox exists and has none yet
 * @returns its id
 * @throws Invalid `messaging.bad-email`: check with `parseEmail` before
 */
export async function openMailbox(
  ctx: Ctx,
  input: { readonly codeMac: string; readonly email?: string; readonly language: Language },
): Promise<string> {
  const email = input.email === undefined || input.email === "" ? undefined : parseEmail(input.email);
  if (input.email !== undefined && input.email !== "" && email === undefined) throw new Invalid("messaging.bad-email");
  insertMailbox(ctx, {
    mailboxId: newId(ctx.now.getTime()),
    codeMac: input.codeMac,
    email,
    language: input.language,
    openedAt: ctx.now,
    nudgedAt: undefined,
  });
  const mailbox = await selectMailboxByMac(ctx, input.codeMac);
  if (mailbox === undefined) throw new Error("a mailbox that was just opened is gone");
  if (email !== undefined && mailbox.email === undefined) await updateMailboxEmail(ctx, mailbox.mailboxId, email);
  return mailbox.mailboxId;
}
