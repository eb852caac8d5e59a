import { NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { requireDuty } from "../../accounts/index.ts";
import { findKey, insertEvent, saveRevoked } from "../store.ts";
import { nameOf } from "./issue-key.ts";

/**
 * Takes a key back, at once and for good. One that was taken back before stays as it is.
 * @throws Forbidden `accounts.duty-missing`
 * @throws NotFound `api.no-such-key`
 */
export async function revokeKey(ctx: Ctx, keyId: string): Promise<void> {
  requireDuty(ctx.actor, "administration");
  const key = await findKey(ctx, keyId);
  if (key === undefined) throw new NotFound("api.no-such-key");
  if (!(await saveRevoked(ctx, keyId, nameOf(ctx)))) return;
  await insertEvent(ctx, {
    action: "key-revoked",
    clientId: key.clientId,
    keyId,
    about: key.hint,
    actorName: nameOf(ctx),
  });
}
