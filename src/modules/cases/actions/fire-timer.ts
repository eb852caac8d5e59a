import type { Ctx } from "../../../platform/db/index.ts";
import { getCaseForUpdate } from "../store/index.ts";
import { advanceCase } from "./advance-case.ts";

/** A timer of a process has run out. Nothing happens where the process no longer waits for it. */
export async function fireTimer(ctx: Ctx, input: { readonly caseId: string; readonly tokenId: string }): Promise<void> {
  const subject = await getCaseForUpdate(ctx, input.caseId);
  await advanceCase(ctx, subject, { kind: "timer-fired", tokenId: input.tokenId });
}
