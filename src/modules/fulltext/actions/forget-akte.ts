import type { Ctx } from "../../../platform/db/index.ts";
import { deleteWaiting, selectFingerprints } from "../store/index.ts";
import { writeIndex } from "./write-index.ts";

/**
 * Takes all Dokumente of an Akte out of the index, with their texts and every word of them: for its destruction, in
 * the same transaction.
 */
export async function forgetAkte(ctx: Ctx, akteId: string): Promise<void> {
  const gone = (await selectFingerprints(ctx, akteId)).map(({ dokumentId }) => dokumentId);
  await writeIndex(ctx, [], gone);
  await deleteWaiting(ctx, akteId);
}
