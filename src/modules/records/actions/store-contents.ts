import { newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { checkedMetadata, type DokumentInput, type FiledDokument } from "../model/dokument.ts";
import type { ChainHead, HistoryDraft } from "../model/history.ts";
import type { Addition } from "../store/index.ts";

/** A Dokument whose content is stored and whose row is still to be written. */
export type StoredDokument = Omit<Addition["dokumente"][number], "sequence">;

/** Stores the contents before anything in the database is locked; a rollback leaves only bytes nobody points at. */
export async function storeContents(
  ctx: Ctx,
  vorgangId: string,
  documents: readonly DokumentInput[],
): Promise<readonly StoredDokument[]> {
  return Promise.all(
    documents.map(async ({ bytes, ...document }) => ({
      dokumentId: newId(ctx.now.getTime()),
      vorgangId,
      kind: document.kind,
      title: document.title,
      author: document.author,
      sha256: await ctx.files.put(bytes),
      sizeBytes: bytes.length,
      mediaType: document.mediaType,
      filename: document.filename,
      ...(document.parentId === undefined ? {} : { parentId: document.parentId }),
      metadata: checkedMetadata(document.metadata ?? {}),
    })),
  );
}

/** The history entries of stored Dokumente. They carry the hash: the chain proves the content. */
export function filingDrafts(
  dokumente: readonly StoredDokument[],
  action: "dokument.abgelegt" | "dokument.nachgetragen" = "dokument.abgelegt",
): readonly HistoryDraft[] {
  return dokumente.map(({ vorgangId, metadata, ...filed }) => ({
    action,
    vorgangId,
    details: { ...filed, ...metadata, version: 1 },
  }));
}

/** Gives each Dokument the number of its entry; theirs are the newest of the chain. */
export function withSequence(dokumente: readonly StoredDokument[], head: ChainHead): Addition["dokumente"] {
  return dokumente.map((dokument, index) => ({ ...dokument, sequence: head.sequence - dokumente.length + 1 + index }));
}

/** What callers learn about what they filed. */
export function filedDokumente(dokumente: readonly StoredDokument[]): readonly FiledDokument[] {
  return dokumente.map(({ dokumentId, sha256, sizeBytes }) => ({ dokumentId, sha256, sizeBytes }));
}
