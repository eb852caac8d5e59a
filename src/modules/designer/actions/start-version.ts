import { NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import {
  deleteDraftVersion,
  deleteServiceWithoutVersions,
  getDraftForUpdate,
  insertDraftVersion,
  listVersions,
} from "../store.ts";
import { authorOf, requireDesign } from "./author.ts";
import { requireUnchanged } from "./edit-draft.ts";

/**
 * A draft of the next version, from the newest there is. Citizens keep what is published until the draft is.
 * @returns the number of the version
 * @throws Forbidden `accounts.duty-missing` without the duty `design`
 * @throws NotFound `designer.no-such-service`
 * @throws Conflict `designer.draft-exists`
 */
export async function startVersion(ctx: Ctx, serviceId: string): Promise<number> {
  requireDesign(ctx);
  const [newest] = await listVersions(ctx, serviceId);
  if (newest === undefined) throw new NotFound("designer.no-such-service", { id: serviceId });
  const author = authorOf(ctx);
  const version = newest.version + 1;
  await insertDraftVersion(ctx, {
    serviceId,
    version,
    // Goes on counting: a page that was opened on the version before is old for this one.
    rowVersion: newest.rowVersion + 1,
    definition: newest.definition,
    rules: newest.rules,
    samples: newest.samples,
    origin: newest.origin,
    report: newest.report,
    originVersion: newest.originVersion,
    // Nobody has changed it yet: who opens a draft does not lose the right to publish it.
    editedBy: [],
    by: author.name,
  });
  return version;
}

/**
 * Throws a draft away; the service too where it was its only version.
 * @throws Forbidden `accounts.duty-missing` without the duty `design`
 * @throws NotFound `designer.no-draft`
 * @throws Conflict `designer.changed-meanwhile` where it is not what the person saw: nobody else's work is thrown away
 */
export async function dropDraft(
  ctx: Ctx,
  { serviceId, seen }: { readonly serviceId: string; readonly seen: number },
): Promise<void> {
  requireDesign(ctx);
  requireUnchanged(await getDraftForUpdate(ctx, serviceId), seen);
  await deleteDraftVersion(ctx, serviceId);
  await deleteServiceWithoutVersions(ctx, serviceId);
}
