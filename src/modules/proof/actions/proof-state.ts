import type { PlainDay } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { proofSettings } from "../settings.ts";
import { findReading, selectFindings, selectNewestHead, selectUnstamped } from "../store/index.ts";

/** How the proofs of a town stand, for the operator: figures only. */
export interface ProofState {
  readonly newestDay: PlainDay | undefined;
  /** Heads of the last thirty days, older than two, that no time stamp has come for; 0 where none is configured. */
  readonly unstamped: number;
  /** Contents that were not what had been filed when they were last read. */
  readonly openFindings: number;
  readonly lastReadAt: Date | undefined;
}

const dayMs = 86_400_000;

/** How the proofs of the town stand. For the program: it counts past what somebody may see. */
export async function proofState(ctx: Ctx): Promise<ProofState> {
  const unstamped =
    proofSettings().timestamps === undefined
      ? []
      : await selectUnstamped(ctx, new Date(ctx.now.getTime() - 30 * dayMs), new Date(ctx.now.getTime() - 2 * dayMs));
  return {
    newestDay: (await selectNewestHead(ctx))?.day,
    unstamped: unstamped.length,
    openFindings: (await selectFindings(ctx)).filter(({ resolvedAt }) => resolvedAt === null).length,
    lastReadAt: (await findReading(ctx))?.lastReadAt ?? undefined,
  };
}
