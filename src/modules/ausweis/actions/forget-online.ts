import type { Ctx } from "../../../platform/db/index.ts";
import { findCase } from "../../cases/index.ts";
import {
  deletePhotoCode,
  deleteSignature,
  deleteUnsentSignatures,
  deleteVisitOf,
  insertDeletion,
  listCasesWithoutCard,
} from "../store/index.ts";

const dayMs = 86_400_000;
/** As long as drafts are kept. */
const keepUnsentDays = 60;

/**
 * Deletes signatures, codes and notes of the visit that lead to no card: of drafts that nobody sent, of applications that came to nothing,
 * and of cards that the register has forgotten. Source: § 23 Abs. 2 and 4 PAuswG.
 */
export async function forgetOnline(ctx: Ctx): Promise<void> {
  await deleteUnsentSignatures(ctx, new Date(ctx.now.getTime() - keepUnsentDays * dayMs));
  for (const caseId of await listCasesWithoutCard(ctx)) {
    const subject = await findCase(ctx, caseId);
    if (subject !== undefined && subject.status !== "done") continue;
    await deletePhotoCode(ctx, caseId);
    await deleteVisitOf(ctx, caseId);
    if (await deleteSignature(ctx, caseId)) await insertDeletion(ctx, "unterschrift", caseId, "§ 23 Abs. 4 PAuswG");
  }
}
