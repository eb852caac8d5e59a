import { addMonths, dayInBerlin, Invalid, instantInBerlin, NotFound, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { requireDuty } from "../../accounts/index.ts";
import { type ApiKey, hintOf, lifetimesMonths, newApiKey, rates, type Scope, scopes } from "../model/access.ts";
import { findClient, insertEvent, insertKey } from "../store.ts";

/** What a key shall be good for. */
export interface KeyWish {
  readonly clientId: string;
  readonly scopes: readonly Scope[];
  /** One of `lifetimesMonths`. */
  readonly months: number;
  readonly requestsPerMinute: number;
  /** The same key twice issues one. */
  readonly submissionKey: string;
}

/** A key that was just issued; `key` itself is nowhere else. */
export interface IssuedKey {
  readonly key: string;
  readonly facts: ApiKey;
}

/** Keyed hash of a key: what the database knows of it. */
export function macOfKey(ctx: Pick<Ctx, "keyring">, key: string): string {
  return ctx.keyring.mac("api-key", key);
}

/** Name of the member of staff who acts, for histories. */
export function nameOf(ctx: Ctx): string {
  return ctx.actor.kind === "citizen" ? "" : ctx.actor.name;
}

/**
 * Issues a key to a client. It ends with a day in Berlin.
 * @returns the key, to be shown this once; undefined where the same form was sent before
 * @throws Forbidden `accounts.duty-missing`
 * @throws NotFound `api.no-such-client`
 * @throws Invalid `api.key` without a scope, for a time that is not offered, or a rate out of bounds
 */
export async function issueKey(ctx: Ctx, wish: KeyWish): Promise<IssuedKey | undefined> {
  requireDuty(ctx.actor, "administration");
  if ((await findClient(ctx, wish.clientId)) === undefined) throw new NotFound("api.no-such-client");
  const chosen = scopes.filter((scope) => wish.scopes.includes(scope));
  const { requestsPerMinute: rate, months } = wish;
  const rateFits = Number.isInteger(rate) && rate >= rates.least && rate <= rates.most;
  if (chosen.length === 0 || !lifetimesMonths.includes(months) || !rateFits) throw new Invalid("api.key");
  const key = newApiKey();
  const facts: ApiKey = {
    keyId: newId(ctx.now.getTime()),
    clientId: wish.clientId,
    hint: hintOf(key),
    scopes: chosen,
    requestsPerMinute: rate,
    issuedAt: ctx.now,
    issuedBy: nameOf(ctx),
    expiresAt: instantInBerlin(addMonths(dayInBerlin(ctx.now), months)),
  };
  const inserted = await insertKey(ctx, {
    ...facts,
    keyMac: macOfKey(ctx, key),
    submissionKey: wish.submissionKey,
  });
  if (!inserted) return undefined;
  await insertEvent(ctx, {
    action: "key-issued",
    clientId: wish.clientId,
    keyId: facts.keyId,
    about: facts.hint,
    actorName: nameOf(ctx),
  });
  return { key, facts };
}
