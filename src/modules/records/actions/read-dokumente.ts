import { isId, NotFound, sha256 } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Dokument, DokumentFormat } from "../model/dokument.ts";
import { selectDokumente, selectFormats } from "../store/index.ts";
import { sightOf } from "./sight-of.ts";

/** @throws Forbidden `records.duty-missing`, NotFound `records.no-such-dokument` */
export async function getDokument(ctx: Ctx, dokumentId: string): Promise<Dokument> {
  const sight = await sightOf(ctx);
  const [dokument] = isId(dokumentId) ? await selectDokumente(ctx, sight, { dokumentIds: [dokumentId] }) : [];
  if (dokument === undefined) throw new NotFound("records.no-such-dokument");
  return dokument;
}

/** Those of these Dokumente that whoever acts may see, by id. @throws Forbidden `records.duty-missing` */
export async function findDokumente(ctx: Ctx, dokumentIds: readonly string[]): Promise<ReadonlyMap<string, Dokument>> {
  const sight = await sightOf(ctx);
  const found = await selectDokumente(ctx, sight, { dokumentIds: dokumentIds.filter(isId) });
  return new Map(found.map((dokument) => [dokument.dokumentId, dokument]));
}

/**
 * The bytes of the original of the newest version, as they were filed.
 * @throws Forbidden `records.duty-missing`, NotFound `records.no-such-dokument`, Error where the file store
 * gives other bytes than were filed: they are never handed out
 */
export async function readDokument(ctx: Ctx, dokumentId: string): Promise<Uint8Array> {
  const dokument = await getDokument(ctx, dokumentId);
  return readContent(ctx, dokumentId, dokument.sha256);
}

async function readContent(ctx: Ctx, dokumentId: string, address: string): Promise<Uint8Array> {
  const bytes = await ctx.files.get(address);
  if (sha256(bytes) !== address) throw new Error(`content of Dokument ${dokumentId} was changed`);
  return bytes;
}

/**
 * Every version of a Dokument in all its formats, in their order.
 * @throws Forbidden `records.duty-missing`, NotFound `records.no-such-dokument`
 */
export async function listFormats(ctx: Ctx, dokumentId: string): Promise<readonly DokumentFormat[]> {
  return selectFormats(ctx, (await getDokument(ctx, dokumentId)).dokumentId);
}

/**
 * The bytes of one format of a version.
 * @param number 1 is the original
 * @throws Forbidden `records.duty-missing`; NotFound `records.no-such-dokument`, `records.no-such-version`; Error where
 * the file store gives other bytes than were filed
 */
export async function readFormat(ctx: Ctx, dokumentId: string, version: number, number: number): Promise<Uint8Array> {
  const format = (await listFormats(ctx, dokumentId)).find((one) => one.version === version && one.number === number);
  if (format === undefined) throw new NotFound("records.no-such-version");
  return readContent(ctx, dokumentId, format.sha256);
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
