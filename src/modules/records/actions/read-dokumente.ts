import { isId, NotFound, sha256 } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Dokument } from "../model/dokument.ts";
import { selectDokumente } from "../store/index.ts";
import { sightOf } from "./sight-of.ts";

/** @throws Forbidden `records.duty-missing`, NotFound `records.no-such-dokument` */
export async function getDokument(ctx: Ctx, dokumentId: string): Promise<Dokument> {
  const sight = await sightOf(ctx);
  const [dokument] = isId(dokumentId) ? await selectDokumente(ctx, sight, { dokumentId }) : [];
  if (dokument === undefined) throw new NotFound("records.no-such-dokument");
  return dokument;
}

/**
 * The bytes of the newest version, as they were filed.
 * @throws Forbidden `records.duty-missing`, NotFound `records.no-such-dokument`, Error where the file store
 * gives other bytes than were filed: they are never handed out
 */
export async function readDokument(ctx: Ctx, dokumentId: string): Promise<Uint8Array> {
  const dokument = await getDokument(ctx, dokumentId);
  const bytes = await ctx.files.get(dokument.sha256);
  if (sha256(bytes) !== dokument.sha256) throw new Error(`content of Dokument ${dokumentId} was changed`);
  return bytes;
}

/**
 * The Dokumente of a Vorgang in the order of filing.
 * @throws Forbidden `records.duty-missing`
 */
export async function listDokumente(ctx: Ctx, vorgangId: string): Promise<readonly Dokument[]> {
  return selectDokumente(ctx, await sightOf(ctx), { vorgangId });
}

/**
 * The Dokumente of all Vorgänge of an Akte in the order of filing.
 * @throws Forbidden `records.duty-missing`
 */
export async function listDokumenteOfAkte(ctx: Ctx, akteId: string): Promise<readonly Dokument[]> {
  return selectDokumente(ctx, await sightOf(ctx), { akteId });
}
