import type { Ctx } from "../../../platform/db/index.ts";
import { listCodeResolvers } from "../contracts.ts";
import { findMailboxByCode } from "./find-mailbox.ts";

/**
 * Where a code leads in this municipality: its mailbox, or what a registered resolver knows.
 * @param code in the form of `newAccessCode`
 * @returns path within the town
 */
export async function resolveCode(ctx: Ctx, code: string): Promise<string | undefined> {
  const mailbox = await findMailboxByCode(ctx, code);
  if (mailbox !== undefined) return `/postfach/${mailbox.mailboxId}`;
  for (const resolver of listCodeResolvers()) {
    const found = await resolver.resolve(ctx, code);
    if (found !== undefined) return found.href;
  }
  return undefined;
}
