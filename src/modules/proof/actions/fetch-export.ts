import { NotFound, sha256 } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { recordEvent } from "../../records/index.ts";
import { getExport } from "./order-export.ts";

/**
 * The bytes of something that was made ready; the history of the Akte says who fetched it.
 * @throws as `getExport`; NotFound `proof.export-gone` where it is not ready, or its time is over
 */
export async function fetchExport(
  ctx: Ctx,
  exportId: string,
): Promise<{ readonly bytes: Uint8Array; readonly filename: string; readonly mediaType: string }> {
  const found = await getExport(ctx, exportId);
  const { sha256: address, filename, expiresAt, kind } = found;
  if (
    found.state !== "ready" ||
    address === null ||
    filename === null ||
    (expiresAt !== null && expiresAt <= ctx.now)
  ) {
    throw new NotFound("proof.export-gone");
  }
  const bytes = await ctx.files.get(address);
  if (sha256(bytes) !== address) throw new Error(`content of export ${exportId} was changed`);
  await recordEvent(ctx, {
    akteId: found.akteId,
    ...(found.vorgangId === null ? {} : { vorgangId: found.vorgangId }),
    action: `proof.${kind}-abgeholt`,
    details: { exportId, sha256: address },
  });
  return { bytes, filename, mediaType: kind === "paket" ? "application/zip" : "application/pdf" };
}
