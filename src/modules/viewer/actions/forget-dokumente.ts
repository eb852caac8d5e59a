import type { Ctx } from "../../../platform/db/index.ts";
import { forgetRenditions } from "../renditions.ts";
import {
  deleteBeside,
  deleteDisclosure,
  findDisclosure,
  selectDisclosurePages,
  selectDisclosuresOf,
} from "../store.ts";

/**
 * Removes all that this module keeps beside Dokumente that are destroyed: notes, disclosures that were not filed, drawn
 * pages. The Dokumente themselves may be gone already.
 * @returns addresses of contents that its rows named
 */
export async function forgetDokumente(ctx: Ctx, dokumentIds: readonly string[]): Promise<readonly string[]> {
  const contents: string[] = [];
  for (const disclosureId of await selectDisclosuresOf(ctx, dokumentIds)) {
    const made = await selectDisclosurePages(ctx, disclosureId);
    const result = (await findDisclosure(ctx, disclosureId))?.resultSha256 ?? undefined;
    contents.push(...made.map(({ sha256 }) => sha256), ...(result === undefined ? [] : [result]));
    await deleteDisclosure(ctx, disclosureId);
  }
  await deleteBeside(ctx, dokumentIds);
  await forgetRenditions(ctx.tenant, dokumentIds);
  return contents;
}

/** The part of this module in the destruction of an Akte. */
export const viewerDestructionPart = {
  name: "viewer",
  destroy: (ctx: Ctx, doomed: { readonly dokumentIds: readonly string[] }) => forgetDokumente(ctx, doomed.dokumentIds),
};
