import { Conflict, NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { requireRecordsDuty } from "../model/duty.ts";
import type { LockedAkte } from "../store/index.ts";
import { insertFormat, selectFormats, selectHeldDokumente, selectHeldVorgaenge } from "../store/index.ts";
import { editAkte, lockAktenHolding } from "./edit-akte.ts";

/** The content of a new version, or of another format of one. */
export interface NewFormat {
  readonly dokumentId: string;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly filename: string;
}

/** The Dokument's Akte, locked, where something may still be added to it. */
async function lockForAddition(ctx: Ctx, dokumentId: string): Promise<{ akte: LockedAkte; vorgangId: string }> {
  const { akten } = await lockAktenHolding(ctx, { dokumentIds: [dokumentId] });
  const [akte] = akten.values();
  const [dokument] = akte === undefined ? [] : await selectHeldDokumente(ctx, { dokumentIds: [dokumentId] });
  if (akte === undefined || dokument === undefined) throw new NotFound("records.no-such-dokument");
  const [vorgang] = await selectHeldVorgaenge(ctx, { vorgangIds: [dokument.vorgangId] });
  const closed = akte.closed || vorgang?.zdaAt !== null;
  if (closed && ctx.actor.kind !== "system") throw new Conflict("records.vorgang-closed");
  return { akte, vorgangId: dokument.vorgangId };
}

/**
 * Adds a version to a Dokument: what is filed stays, and the newest one is shown from now on.
 * @throws Forbidden `records.duty-missing`, NotFound `records.no-such-dokument`, Conflict `records.vorgang-closed`
 * for people where nothing more is worked on
 */
export async function addVersion(
  ctx: Ctx,
  input: NewFormat,
): Promise<{ readonly version: number; readonly sha256: string; readonly sizeBytes: number }> {
  requireRecordsDuty(ctx.actor);
  const { dokumentId, bytes, mediaType, filename } = input;
  const content = { sha256: await ctx.files.put(bytes), sizeBytes: bytes.length, mediaType, filename };
  const { akte, vorgangId } = await lockForAddition(ctx, dokumentId);
  const version = ((await selectFormats(ctx, dokumentId)).at(-1)?.version ?? 0) + 1;
  const edit = editAkte(ctx, akte);
  edit.record({ action: "dokument.version", vorgangId, details: { dokumentId, version, ...content } });
  insertFormat(ctx, dokumentId, { version, format: 1, ...content });
  await edit.save([dokumentId]);
  return { version, sha256: content.sha256, sizeBytes: content.sizeBytes };
}

/**
 * Adds another format of a version: the same in another form, beside the original.
 * @throws Forbidden `records.duty-missing`; NotFound `records.no-such-dokument`, `records.no-such-version`; Conflict
 * `records.vorgang-closed` for people where nothing more is worked on
 */
export async function addFormat(
  ctx: Ctx,
  input: NewFormat & { readonly version: number },
): Promise<{ readonly number: number; readonly sha256: string; readonly sizeBytes: number }> {
  requireRecordsDuty(ctx.actor);
  const { dokumentId, version, bytes, mediaType, filename } = input;
  const content = { sha256: await ctx.files.put(bytes), sizeBytes: bytes.length, mediaType, filename };
  const { akte, vorgangId } = await lockForAddition(ctx, dokumentId);
  const formats = (await selectFormats(ctx, dokumentId)).filter((one) => one.version === version);
  const last = formats.at(-1);
  if (last === undefined) throw new NotFound("records.no-such-version");
  // A job that was interrupted and runs again adds nothing twice.
  const same = formats.find((one) => one.sha256 === content.sha256 && one.mediaType === mediaType);
  if (same !== undefined) return { number: same.number, sha256: same.sha256, sizeBytes: same.sizeBytes };
  const format = last.number + 1;
  const edit = editAkte(ctx, akte);
  edit.record({ action: "dokument.format", vorgangId, details: { dokumentId, version, format, ...content } });
  insertFormat(ctx, dokumentId, { version, format, ...content });
  await edit.save([dokumentId]);
  return { number: format, sha256: content.sha256, sizeBytes: content.sizeBytes };
}
