import { Forbidden } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { fingerprintOf, handoverOf, type SigningKey } from "../model/daily-head.ts";
import { proofSettings } from "../settings.ts";
import { insertKey, selectKeys } from "../store/index.ts";

/** Each town signs with keys of its own; a number is never used again. */
const purposeOf = (tenant: number, number: number) => `proof/${tenant}/${number}`;

const same = (one: Uint8Array, other: Uint8Array) => Buffer.compare(one, other) === 0;

/** Signs with a key of the town. */
export function signWith(ctx: Pick<Ctx, "keyring" | "tenant">, number: number, message: Uint8Array): Uint8Array {
  return ctx.keyring.sign(purposeOf(ctx.tenant, number), message);
}

function isOurs(ctx: Pick<Ctx, "keyring" | "tenant">, key: SigningKey): boolean {
  return same(ctx.keyring.publicKey(purposeOf(ctx.tenant, key.number)), key.publicKey);
}

/** Keys that a head may be signed with: those of this installation's secret, and those that its configuration names. */
export async function listTrustedKeys(ctx: Ctx): Promise<readonly SigningKey[]> {
  const { formerKeys } = proofSettings();
  const keys = await selectKeys(ctx);
  return keys.filter((key) => isOurs(ctx, key) || formerKeys.includes(fingerprintOf(key.publicKey)));
}

async function addKey(ctx: Ctx, before: SigningKey | undefined): Promise<SigningKey> {
  const number = (before?.number ?? 0) + 1;
  const publicKey = ctx.keyring.publicKey(purposeOf(ctx.tenant, number));
  const key: SigningKey = {
    number,
    publicKey,
    firstUsedAt: ctx.now,
    // A key that is no longer here cannot hand over.
    handover:
      before !== undefined && isOurs(ctx, before) ? signWith(ctx, before.number, handoverOf(publicKey)) : undefined,
  };
  await insertKey(ctx, key);
  return key;
}

/** The key that signs now; made at first need, and where the installation's secret was replaced. */
export async function currentKey(ctx: Ctx): Promise<SigningKey> {
  const newest = (await selectKeys(ctx)).at(-1);
  return newest !== undefined && isOurs(ctx, newest) ? newest : addKey(ctx, newest);
}

/**
 * Changes to a new key, which the one before signs. What was signed stays good.
 * @throws Forbidden `proof.operator-only`
 */
export async function rotateKey(ctx: Ctx): Promise<SigningKey & { readonly fingerprint: string }> {
  if (ctx.actor.kind !== "system") throw new Forbidden("proof.operator-only");
  const key = await addKey(ctx, await currentKey(ctx));
  return { ...key, fingerprint: fingerprintOf(key.publicKey) };
}
