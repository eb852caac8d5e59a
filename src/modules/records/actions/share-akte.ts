import type { Ctx } from "../../../platform/db/index.ts";
import { endInsight, insertInsight } from "../store/index.ts";
import { forgetSight, requireMayWork } from "./sight-of.ts";

/** For whom an Akte is to be seen, and what asks it of them. */
export interface Sharing {
  readonly akteId: string;
  /** A person or a unit. */
  readonly granteeId: string;
  readonly granteeName: string;
  /** Names what asks for it, the same when it ends: `circulation/<id>`. */
  readonly why: string;
}

/**
 * Lets a person or a unit read an Akte while something is asked of them. What they are not cleared for they still do not
 * see. The module that asks records it.
 * @throws NotFound `records.no-such-akte`; Forbidden `records.read-only`
 */
export async function shareAkte(ctx: Ctx, sharing: Sharing): Promise<void> {
  await requireMayWork(ctx, sharing.akteId);
  await passAkteOn(ctx, sharing);
}

/** As `shareAkte`, for who was asked and asks somebody else in their place: they may only read themselves. */
export async function passAkteOn(ctx: Ctx, { akteId, granteeId, granteeName, why }: Sharing): Promise<void> {
  await insertInsight(ctx, {
    akteId,
    granteeId,
    granteeName,
    kind: "mitwirkung",
    reason: why,
    at: ctx.now,
    until: null,
  });
  forgetSight(ctx);
}

/** Ends it, for one or for everybody of whom the same was asked. Doing it twice does no harm. */
export async function endSharing(
  ctx: Ctx,
  of: { readonly akteId: string; readonly why: string; readonly granteeId?: string },
): Promise<void> {
  await endInsight(ctx, {
    akteId: of.akteId,
    reason: of.why,
    at: ctx.now,
    ...(of.granteeId === undefined ? {} : { granteeId: of.granteeId }),
  });
  forgetSight(ctx);
}
