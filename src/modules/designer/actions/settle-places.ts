import type { Ctx } from "../../../platform/db/index.ts";
import type { ImportReport } from "../model/import-report.ts";
import { getDraftForUpdate, saveReport } from "../store.ts";
import { authorOf, requireDesign } from "./author.ts";

/**
 * Notes which points of an import somebody has seen to. Changes nothing of the service, so whoever does it may still
 * publish it.
 * @param input.settled positions in the report that are seen to now
 * @param input.before those that were when the person looked; what somebody else has noted meanwhile stays
 * @throws Forbidden `accounts.duty-missing` without the duty `design`
 * @throws NotFound `designer.no-draft`
 */
export async function settlePlaces(
  ctx: Ctx,
  input: { readonly serviceId: string; readonly settled: ReadonlySet<number>; readonly before: ReadonlySet<number> },
): Promise<void> {
  requireDesign(ctx);
  const draft = await getDraftForUpdate(ctx, input.serviceId);
  const report = draft.report as ImportReport | undefined;
  if (report === undefined) return;
  const by = authorOf(ctx).name;
  const open = report.open.map((point, index) => {
    const is = input.settled.has(index);
    if (is === input.before.has(index)) return point;
    const { settled: _, ...rest } = point;
    return is ? { ...rest, settled: { by, on: ctx.now.toISOString() } } : rest;
  });
  await saveReport(ctx, draft, { ...report, open });
}
