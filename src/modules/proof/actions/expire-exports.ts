import { Forbidden } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { AkteExport } from "../model/export.ts";
import { selectExports, updateExport } from "../store/index.ts";

function requireProgram(ctx: Ctx): void {
  if (ctx.actor.kind !== "system") throw new Forbidden("proof.operator-only");
}

/** Exports whose time is over. @throws Forbidden `proof.operator-only` */
export async function listExpired(ctx: Ctx): Promise<readonly AkteExport[]> {
  requireProgram(ctx);
  return selectExports(ctx, { expiredAt: ctx.now });
}

/**
 * Erases the bytes of exports that nobody needs any more. What was given to somebody stays with the message; what was
 * stored once more since it was made, because somebody has filed it, stays as well. Again it does no harm.
 */
export async function eraseBytes(files: Ctx["files"], expired: readonly AkteExport[]): Promise<void> {
  for (const { sha256, givenAt, finishedAt } of expired) {
    if (sha256 !== null && givenAt === null && finishedAt !== null) await files.delete(sha256, finishedAt);
  }
}

/** Ends exports: they cannot be fetched any more. @throws Forbidden `proof.operator-only` */
export async function endExports(ctx: Ctx, expired: readonly AkteExport[]): Promise<void> {
  requireProgram(ctx);
  for (const { exportId } of expired) await updateExport(ctx, exportId, { state: "expired", sha256: null });
}
