import { Conflict, Invalid, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { enqueue } from "../../../platform/jobs/index.ts";
import { listDokumenteOfAkte, recordEvent } from "../../records/index.ts";
import { archiveFormat } from "../contracts.ts";
import type { MessageType } from "../model/archive-format.ts";
import { nameOf, requireRegistrar } from "../model/duty.ts";
import type { StoredMessage } from "../model/message.ts";
import {
  beginProcess,
  type DisposalProcess,
  handOver,
  mayBeHandedOver,
  mayBeWithdrawn,
  nextNumber,
  type ProcessKind,
  withdraw,
} from "../model/process.ts";
import { writeMessage } from "../payloads.ts";
import { insertMessage, insertProcess } from "../store/index.ts";
import { getLoaded, saveProcess } from "./load-process.ts";
import { mayLeave } from "./pack-akte.ts";
import { listInRetention } from "./retention.ts";
import { getSettings } from "./settings.ts";

/** Most Akten of one disposal. */
export const mostOffered = 500;
/** Most bytes of one 0503: it is written in memory. */
const mostHandedOverBytes = 400 * 1024 * 1024;

/** A message of ours, before a job has written it. */
export function plannedMessage(
  process: DisposalProcess,
  typ: MessageType,
  plan: { readonly now: Date; readonly answers?: string; readonly akten?: readonly string[] },
): StoredMessage {
  const number = nextNumber(process, typ);
  return {
    messageId: newId(plan.now.getTime()),
    processId: process.processId,
    typ,
    direction: "out",
    number,
    ...(plan.answers === undefined ? {} : { answers: plan.answers }),
    akten: plan.akten ?? [],
    plannedAt: plan.now,
    name: archiveFormat().nameOf({ processId: process.processId, typ, number }),
  };
}

/**
 * Begins a disposal: offers Akten to the archive (0501), or makes them ready to be handed over at once, for units where
 * that was agreed.
 * @returns the ProzessID
 * @throws Forbidden `disposal.duty-missing`; Invalid `disposal.too-many`, `disposal.not-agreed`; Conflict `disposal.not-due`
 */
export async function startProcess(
  ctx: Ctx,
  input: { readonly kind: ProcessKind; readonly akteIds: readonly string[] },
): Promise<string> {
  requireRegistrar(ctx.actor);
  const wanted = [...new Set(input.akteIds)];
  if (wanted.length === 0 || wanted.length > mostOffered) throw new Invalid("disposal.too-many", { most: mostOffered });
  const akten = await listInRetention(ctx, { akteIds: wanted, due: true, arten: ["A", "B"], limit: mostOffered });
  if (akten.length !== wanted.length) throw new Conflict("disposal.not-due", { akten: wanted.length - akten.length });
  const settings = await getSettings(ctx);
  if (input.kind === "einstufig" && akten.some(({ planUnit }) => !settings.oneStepUnits.includes(planUnit))) {
    throw new Invalid("disposal.not-agreed");
  }
  const processId = newId(ctx.now.getTime());
  const process = beginProcess(
    processId,
    input.kind,
    akten.map(({ akteId }) => akteId),
  );
  await insertProcess(
    ctx,
    { processId, kind: input.kind, begunAt: ctx.now, begunBy: nameOf(ctx.actor) },
    akten.map(({ akteId, circleId, aktenzeichen, planUnit }, index) => ({
      processId,
      akteId,
      circleId,
      position: index + 1,
      aktenzeichen,
      planUnit,
      state: input.kind === "vierstufig" ? ("offered" as const) : ("to-hand-over" as const),
    })),
  );
  for (const { akteId } of akten) {
    await recordEvent(ctx, { akteId, action: "disposal.begonnen", details: { processId, kind: input.kind } });
  }
  if (input.kind === "vierstufig") {
    const message = plannedMessage(process, "0501", { now: ctx.now, akten: akten.map(({ akteId }) => akteId) });
    await insertMessage(ctx, message);
    await enqueue(ctx, writeMessage, { messageId: message.messageId });
  }
  return processId;
}

/**
 * Hands Akten over to the archive (0503): all that it wants, or could not import. What is under a legal hold stays. More
 * than one message can carry is left for the next.
 * @returns how many go, and how many stay for now
 * @throws Forbidden `disposal.duty-missing`, NotFound `disposal.no-such-process`, Conflict `disposal.nothing-to-hand-over`
 */
export async function handOverAkten(
  ctx: Ctx,
  processId: string,
): Promise<{ readonly going: number; readonly staying: number }> {
  requireRegistrar(ctx.actor);
  const loaded = await getLoaded(ctx, processId);
  const ready = loaded.process.items.filter(mayBeHandedOver);
  const going: string[] = [];
  let bytes = 0;
  for (const { akteId } of ready) {
    if (!(await mayLeave(ctx, akteId))) continue;
    const size = (await listDokumenteOfAkte(ctx, akteId)).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    if (bytes + size > mostHandedOverBytes) continue;
    bytes += size;
    going.push(akteId);
  }
  if (going.length === 0) throw new Conflict("disposal.nothing-to-hand-over");
  const message = plannedMessage(loaded.process, "0503", { now: ctx.now, akten: going });
  await saveProcess(ctx, loaded, handOver(loaded.process, message.messageId, going), message);
  for (const akteId of going) {
    await recordEvent(ctx, {
      akteId,
      action: "disposal.abgegeben",
      details: { processId, messageId: message.messageId },
    });
  }
  await enqueue(ctx, writeMessage, { messageId: message.messageId });
  return { going: going.length, staying: ready.length - going.length };
}

/**
 * Takes an Akte out of a disposal; it stays here, and can be offered another time.
 * @throws Forbidden `disposal.duty-missing`; NotFound `disposal.no-such-process`; Invalid `disposal.reason-missing`;
 * Conflict `disposal.not-to-be-withdrawn`
 */
export async function withdrawAkte(
  ctx: Ctx,
  input: { readonly processId: string; readonly akteId: string; readonly reason: string },
): Promise<void> {
  requireRegistrar(ctx.actor);
  const reason = input.reason.trim();
  if (reason === "" || reason.length > 2000) throw new Invalid("disposal.reason-missing");
  const loaded = await getLoaded(ctx, input.processId);
  const item = loaded.process.items.find(({ akteId }) => akteId === input.akteId);
  if (item === undefined || !mayBeWithdrawn(item)) throw new Conflict("disposal.not-to-be-withdrawn");
  await recordEvent(ctx, {
    akteId: input.akteId,
    action: "disposal.herausgenommen",
    details: { processId: input.processId, reason },
  });
  await saveProcess(ctx, loaded, withdraw(loaded.process, input.akteId, reason));
}
