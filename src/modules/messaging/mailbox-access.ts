import { isId } from "../../kernel/index.ts";
import { equalInConstantTime } from "../../platform/crypto/index.ts";
import { type Answer, redirect, type WebRequest } from "../../platform/web/index.ts";
import { codesOf } from "./model/access.ts";
import type { Mailbox } from "./model/mailbox.ts";
import { selectMailbox } from "./store.ts";

/** A mailbox, and the code by which this device may open it. */
export interface MailboxAccess {
  readonly mailbox: Mailbox;
  readonly code: string;
}

async function findAccess(request: WebRequest, mailboxId: string): Promise<MailboxAccess | undefined> {
  const mailbox = isId(mailboxId) ? await selectMailbox(request, mailboxId) : undefined;
  if (mailbox === undefined) return undefined;
  const code = codesOf(request.cookies).find((known) =>
    equalInConstantTime(request.keyring.mac("access-code", known), mailbox.codeMac),
  );
  return code === undefined ? undefined : { mailbox, code };
}

/**
 * Answers as `handle` does where this device has the mailbox's code; otherwise asks for the code and comes back to
 * the page (after a POST: to the mailbox). Within `handle` the actor is the citizen of this mailbox.
 */
export async function withMailboxAccess(
  request: WebRequest,
  mailboxId: string,
  handle: (request: WebRequest, access: MailboxAccess) => Promise<Answer>,
): Promise<Answer> {
  const access = await findAccess(request, mailboxId);
  if (access !== undefined) {
    return handle({ ...request, actor: { kind: "citizen", mailboxId: access.mailbox.mailboxId } }, access);
  }
  if (!isId(mailboxId)) return redirect(request.view.href("/fortsetzen"));
  const town = `/${request.view.brand?.slug ?? ""}`;
  // What was sent cannot be sent again from here, so after a POST the mailbox itself is the way back.
  const wasSent = request.submissionKey !== undefined || !request.view.path.startsWith(`${town}/`);
  const goal = wasSent ? `/postfach/${mailboxId}` : request.view.path.slice(town.length);
  return redirect(request.view.href(`/fortsetzen?ziel=${encodeURIComponent(goal)}`));
}
