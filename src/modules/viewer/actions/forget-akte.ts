import type { Ctx } from "../../../platform/db/index.ts";
import { listDokumenteOfAkte, listFormats } from "../../records/index.ts";
import { forgetRenditions } from "../renditions.ts";
import { deleteBeside, selectDisclosuresOf } from "../store.ts";
import { discardDisclosure } from "./disclosures.ts";

/**
 * Removes all that this module keeps beside the Dokumente of an Akte: notes, disclosures that were not filed, drawn
 * pages. Called in the transaction that destroys the Akte, before its Dokumente go.
 * @throws Forbidden `records.duty-missing`
 */
export async function forgetAkte(ctx: Ctx, akteId: string): Promise<void> {
  const dokumentIds = (await listDokumenteOfAkte(ctx, akteId)).map(({ dokumentId }) => dokumentId);
  for (const disclosureId of await selectDisclosuresOf(ctx, dokumentIds)) await discardDisclosure(ctx, disclosureId);
  await deleteBeside(ctx, dokumentIds);
  const addresses = new Set<string>();
  for (const dokumentId of dokumentIds) {
    for (const { sha256 } of await listFormats(ctx, dokumentId)) addresses.add(sha256);
  }
  await forgetRenditions(ctx.tenant, [...addresses]);
}
