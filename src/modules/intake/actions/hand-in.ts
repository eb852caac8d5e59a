import { Conflict, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { inspectUpload, receiveUpload } from "../../uploads/index.ts";
import { fieldOfPath } from "../model/items.ts";
import { intakeLimits } from "../model/limits.ts";
import { getCollection } from "./collections.ts";

/**
 * Puts a file into a collection, as a form does: for the program itself. Looks at the file while the transaction is open,
 * so not for what people send.
 * @throws Forbidden, NotFound as `getCollection`; Conflict `intake.refused`
 */
export async function handIn(
  ctx: Ctx,
  collectionId: string,
  file: { readonly filename: string; readonly bytes: Uint8Array },
): Promise<void> {
  await getCollection(ctx, collectionId);
  const uploadId = newId(ctx.now.getTime());
  const { kinds, maxBytes = 0 } = intakeLimits;
  const { filename, bytes } = file;
  const inspection = await inspectUpload(ctx.tenant, { uploadId, filename, kinds, maxBytes, content: bytes });
  const received = await receiveUpload(ctx, {
    uploadId,
    ownerId: collectionId,
    fieldPath: fieldOfPath(filename),
    limits: intakeLimits,
    filename,
    bytes: bytes.length,
    inspection,
  });
  if (received.kind === "refused") throw new Conflict("intake.refused", { reason: received.reason });
}
