import { Forbidden } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { selectExports, updateExport } from "../store/index.ts";

/**
 * Ends exports whose time is over.
 * @returns addresses of bytes that nobody needs any more; what was given to somebody stays with the message
 * @throws Forbidden `proof.operator-only`
 */
export async function expireExports(ctx: Ctx): Promise<readonly string[]> {
  if (ctx.actor.kind !== "system") throw new Forbidden("proof.operator-only");
  const over = await selectExports(ctx, { expiredAt: ctx.now });
  for (const { exportId } of over) await updateExport(ctx, exportId, { state: "expired", sha256: null });
  return over.flatMap(({ sha256, givenAt }) => (sha256 === null || givenAt !== null ? [] : [sha256]));
}
