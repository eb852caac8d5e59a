import { sha256, type TenantId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { type Dokument, type DokumentFormat, getDokument, listFormats } from "../../records/index.ts";
import { chosenFormat } from "../model/showing.ts";

/** One format of a Dokument that somebody may see; its bytes can be read when the transaction has ended. */
export interface Source {
  readonly tenant: TenantId;
  readonly dokument: Dokument;
  /** Every version in all its formats. */
  readonly formats: readonly DokumentFormat[];
  readonly format: DokumentFormat;
  /** @throws Error where the file store gives other bytes than were filed */
  read(): Promise<Uint8Array>;
}

/** Reads a content and compares it with its address: what was changed is never shown. */
export function reader(ctx: Pick<Ctx, "files">, address: string): () => Promise<Uint8Array> {
  const { files } = ctx;
  return async () => {
    const bytes = await files.get(address);
    if (sha256(bytes) !== address) throw new Error(`content ${address} was changed`);
    return bytes;
  };
}

/**
 * The format of a Dokument that is to be shown.
 * @throws Forbidden `records.duty-missing`, NotFound `records.no-such-dokument`
 */
export async function openSource(
  ctx: Ctx,
  dokumentId: string,
  asked: { readonly version?: number; readonly number?: number } = {},
): Promise<Source> {
  const dokument = await getDokument(ctx, dokumentId);
  const formats = await listFormats(ctx, dokumentId);
  const format = chosenFormat(formats, asked);
  return { tenant: ctx.tenant, dokument, formats, format, read: reader(ctx, format.sha256) };
}
