import type { Ctx } from "../../../platform/db/index.ts";
import { openAnswer, sealAnswer } from "../model/idempotency.ts";
import { claimIdempotencyKey, findAnswer, keepAnswer } from "../store.ts";

/** How long a repeated request gets the first one's answer. */
export const answersKeptMs = 24 * 3_600_000;

/** A request that may come twice. */
export interface Repeatable {
  readonly clientId: string;
  readonly idempotencyKey: string;
  /** All that makes it this request: method, address and body. */
  readonly request: string;
}

/** An answer as it is kept. */
export interface KeptAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * Runs `work` once for an idempotency key: a repeat gets the same answer, and nothing is done again. The answer is
 * kept in the transaction of the work, so there is one exactly where the work is. What `work` throws is not kept.
 * Source: draft-ietf-httpapi-idempotency-key-header-06, section 2.6.
 * @returns `in-progress`: an equal request is being worked on; `reused`: the key belongs to another request
 */
export async function answerOnce(
  ctx: Ctx,
  { clientId, idempotencyKey, request }: Repeatable,
  work: () => Promise<KeptAnswer>,
): Promise<(KeptAnswer & { readonly repeated: boolean }) | "in-progress" | "reused"> {
  const idempotencyMac = ctx.keyring.mac("api-idempotency", `${clientId}:${idempotencyKey}`);
  const requestMac = ctx.keyring.mac("api-request", `${clientId}:${request}`);
  if (!(await claimIdempotencyKey(ctx, clientId, idempotencyMac))) return "in-progress";
  const since = new Date(ctx.now.getTime() - answersKeptMs);
  const earlier = await findAnswer(ctx, clientId, idempotencyMac, since);
  if (earlier !== undefined) {
    if (earlier.requestMac !== requestMac) return "reused";
    const body = openAnswer(ctx.keyring, clientId, idempotencyKey, earlier.sealedAnswer);
    return { status: earlier.status, body, repeated: true };
  }
  const answer = await work();
  await keepAnswer(ctx, clientId, idempotencyMac, {
    requestMac,
    status: answer.status,
    sealedAnswer: sealAnswer(ctx.keyring, clientId, idempotencyKey, answer.body),
  });
  return { ...answer, repeated: false };
}
