import type { Ctx } from "../../../platform/db/index.ts";
import type { Message } from "../model/message.ts";
import { selectMessagesOfCase, selectMessagesOfMailbox } from "../store.ts";

/** Messages of a case, oldest first. Who may see the case is for the caller to ask. */
export function listMessages(ctx: Ctx, caseId: string): Promise<readonly Message[]> {
  return selectMessagesOfCase(ctx, caseId);
}

/** The latest 200 messages of a mailbox, newest first. Who may see the mailbox is for the caller to ask. */
export function listMessagesOfMailbox(ctx: Ctx, mailboxId: string): Promise<readonly Message[]> {
  return selectMessagesOfMailbox(ctx, mailboxId, 200);
}
