import { Invalid, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { requireDuty } from "../../accounts/index.ts";
import { parseEmail } from "../../messaging/index.ts";
import type { Client } from "../model/access.ts";
import { findIssued, insertClient, insertEvent, lockForm } from "../store.ts";
import { type IssuedKey, issueKey, type KeyWish, nameOf } from "./issue-key.ts";

/**
 * Gives a program access to the town's API, with a first key.
 * @returns the key, to be shown this once; without it where the same form was sent before
 * @throws Forbidden `accounts.duty-missing`
 * @throws Invalid `api.client`: check name and address before
 */
export async function createClient(
  ctx: Ctx,
  input: { readonly name: string; readonly contact: string; readonly key: Omit<KeyWish, "clientId"> },
): Promise<{ readonly clientId: string; readonly issued: IssuedKey | undefined }> {
  requireDuty(ctx.actor, "administration");
  const name = input.name.normalize("NFC").trim();
  const contact = parseEmail(input.contact);
  if (name === "" || name.length > 120 || contact === undefined) throw new Invalid("api.client");
  await lockForm(ctx, input.key.submissionKey);
  const earlier = await findIssued(ctx, input.key.submissionKey);
  if (earlier !== undefined) return { clientId: earlier, issued: undefined };
  const client: Client = { clientId: newId(ctx.now.getTime()), name, contact, createdAt: ctx.now };
  await insertClient(ctx, client);
  await insertEvent(ctx, { action: "client-created", clientId: client.clientId, actorName: nameOf(ctx) });
  return { clientId: client.clientId, issued: await issueKey(ctx, { ...input.key, clientId: client.clientId }) };
}
