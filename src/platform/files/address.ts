import { createHash } from "node:crypto";
import { type BlobStore, Invalid } from "../../kernel/index.ts";

/** @throws Invalid `files.bad-address` */
export function requireAddress(address: string): string {
  if (!/^[0-9a-f]{64}$/.test(address)) throw new Invalid("files.bad-address");
  return address;
}

/** Where a document lies in every store: `ab/cd/abcd…`, so that a folder can be copied into a bucket and back. */
export function placeOf(address: string): string {
  requireAddress(address);
  return `${address.slice(0, 2)}/${address.slice(2, 4)}/${address}`;
}

/**
 * Reads a document again, piece by piece, and says whether it is what its address names.
 * @throws NotFound `files.missing`
 */
export async function isIntact(store: BlobStore, address: string): Promise<boolean> {
  const digest = createHash("sha256");
  for await (const piece of store.stream(address)) digest.update(piece);
  return digest.digest("hex") === address;
}

/** All addresses of a store, page by page. */
export async function* listPages(store: BlobStore): AsyncGenerator<readonly string[]> {
  for (let page = await store.list(); page.length > 0; page = await store.list(page.at(-1))) yield page;
}
