import type { Ctx } from "../../../platform/db/index.ts";
import { getDokument } from "../../records/index.ts";
import { findIndexState, type IndexState } from "../store/index.ts";

/**
 * Whether the text of a Dokument is searched.
 * @returns undefined as long as the index does not know the Dokument
 * @throws Forbidden `records.duty-missing`, NotFound `records.no-such-dokument`
 */
export async function findTextState(
  ctx: Ctx,
  dokumentId: string,
): Promise<{ readonly state: IndexState; readonly problem: string | null } | undefined> {
  await getDokument(ctx, dokumentId);
  return findIndexState(ctx, dokumentId);
}
