import { NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { enqueue } from "../../../platform/jobs/index.ts";
import { getTenant } from "../../tenants/index.ts";
import { archiveFormat } from "../contracts.ts";
import { MessageRefused, type OutgoingMessage, type PackedAkte } from "../model/archive-format.ts";
import { putBack } from "../model/process.ts";
import { sendMessage } from "../payloads.ts";
import { findMessage, updateItems, updateMessageAsWritten, updateMessageFault } from "../store/index.ts";
import { getLoaded, saveProcess } from "./load-process.ts";
import { contentDigest, mayLeave, packAkte } from "./pack-akte.ts";
import { getSettings } from "./settings.ts";

/** What came of writing a message. */
export type Written =
  | { readonly kind: "nothing-to-do" }
  | { readonly kind: "fault"; readonly fault: string }
  | {
      readonly kind: "written";
      readonly sha256: string;
      readonly sizeBytes: number;
      /** What the Akten held when they were packed. */
      readonly digests: ReadonlyMap<string, string>;
      /** Akten that may not leave any more. */
      readonly left: readonly string[];
    };

/**
 * Writes the package of a planned message from what the E-Akte says now, checks it against the standard and stores it.
 * Reads only; `noteWritten` records the outcome. The same message comes out the same.
 */
export async function writePlanned(ctx: Ctx, messageId: string): Promise<Written> {
  const planned = await findMessage(ctx, messageId);
  if (planned === undefined) throw new NotFound("disposal.no-such-message");
  if (planned.direction !== "out" || planned.writtenAt !== undefined) return { kind: "nothing-to-do" };
  const { officialName } = await getTenant(ctx);
  const head = {
    messageId,
    processId: planned.processId,
    number: planned.number,
    madeAt: planned.plannedAt,
    from: officialName,
    to: (await getSettings(ctx)).archiveName,
  };
  const digests = new Map<string, string>();
  const left: string[] = [];
  let message: OutgoingMessage;
  if (planned.typ === "0501" || planned.typ === "0503") {
    const akten: PackedAkte[] = [];
    const files = planned.typ === "0503" ? "with" : "without";
    for (const akteId of planned.akten) {
      if (planned.typ === "0503" && !(await mayLeave(ctx, akteId))) {
        left.push(akteId);
        continue;
      }
      digests.set(akteId, await contentDigest(ctx, akteId));
      akten.push(await packAkte(ctx, akteId, { files }));
    }
    if (akten.length === 0) return { kind: "fault", fault: "Keine der Akten darf noch abgegeben werden." };
    message = { ...head, typ: planned.typ, akten };
  } else if (planned.typ === "0505") {
    message = { ...head, typ: "0505", answers: planned.answers ?? "" };
  } else {
    throw new Error(`a town does not send ${planned.typ}`);
  }
  try {
    const { bytes } = archiveFormat().write(message);
    return { kind: "written", sha256: await ctx.files.put(bytes), sizeBytes: bytes.length, digests, left };
  } catch (error) {
    if (!(error instanceof MessageRefused)) throw error;
    return { kind: "fault", fault: error.reason.de };
  }
}

/** Records a written package and queues its way to the archive; or why there is none. */
export async function noteWritten(ctx: Ctx, messageId: string, written: Written): Promise<void> {
  if (written.kind === "nothing-to-do") return;
  const planned = await findMessage(ctx, messageId);
  if (planned === undefined) throw new NotFound("disposal.no-such-message");
  const gone = written.kind === "fault" ? planned.akten : written.left;
  if (planned.typ === "0503") {
    const loaded = await getLoaded(ctx, planned.processId);
    const why = written.kind === "fault" ? written.fault : "Durfte nicht mehr abgegeben werden.";
    const process = gone.reduce((one, akteId) => putBack(one, akteId, messageId, why), loaded.process);
    await saveProcess(ctx, loaded, process);
    if (written.kind === "written") {
      const packed = loaded.items.filter(({ akteId }) => written.digests.has(akteId));
      await updateItems(
        ctx,
        packed.map((item) => ({ ...item, contentDigest: written.digests.get(item.akteId) ?? "" })),
      );
    }
  }
  if (written.kind === "fault") {
    await updateMessageFault(ctx, messageId, written.fault);
    return;
  }
  const { sha256, sizeBytes } = written;
  if (await updateMessageAsWritten(ctx, messageId, { sha256, sizeBytes, at: ctx.now })) {
    await enqueue(ctx, sendMessage, { messageId });
  }
}
