import type { Ctx } from "../../../platform/db/index.ts";
import { type ApiKey, type Client, type KeyState, keyState } from "../model/access.ts";
import { findKeyByMac, noteUse } from "../store.ts";
import { macOfKey } from "./issue-key.ts";

/** How often the database is told that a key is in use. */
const noteEveryMs = 60_000;

/**
 * The client behind a key, in the town of the transaction.
 * @param key as `bearerKey` read it
 * @returns undefined where this town has issued no such key
 */
export async function findAccess(
  ctx: Ctx,
  key: string,
): Promise<{ readonly key: ApiKey; readonly client: Client; readonly state: KeyState } | undefined> {
  const found = await findKeyByMac(ctx, macOfKey(ctx, key));
  return found === undefined ? undefined : { ...found, state: keyState(found.key, ctx.now) };
}

/** Notes, once a minute at most, that a key is in use. */
export async function noteKeyUse(ctx: Ctx, key: ApiKey): Promise<void> {
  if (key.lastUsedAt === undefined || ctx.now.getTime() - key.lastUsedAt.getTime() >= noteEveryMs) {
    await noteUse(ctx, key.keyId);
  }
}
