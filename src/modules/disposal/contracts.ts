import type { Ctx } from "../../platform/db/index.ts";
import type { ArchiveFormat } from "./model/archive-format.ts";

/** What of an Akte is destroyed: ids, since everything else goes. */
export interface Doomed {
  readonly akteId: string;
  readonly vorgangIds: readonly string[];
  readonly dokumentIds: readonly string[];
  /** Cases that opened the Vorgänge. */
  readonly caseIds: readonly string[];
}

/**
 * Rows about an Akte that lie in another module, and go with it. Runs in the transaction that destroys the Akte, when
 * its tombstone is there and its own rows are gone (`records.is_destroyed` in triggers); may name contents that it leaves
 * behind. Parts run in the order in which they are wired: lower modules first.
 */
export interface DestructionPart {
  /** The module: `cases`. */
  readonly name: string;
  /** @returns addresses of contents that its rows named */
  destroy(ctx: Ctx, doomed: Doomed): Promise<readonly string[]>;
}

let parts: readonly DestructionPart[] = [];
let format: ArchiveFormat | undefined;

/** Sets who else destroys what they keep about an Akte. Called once at boot; again replaces. */
export function defineDestructionParts(given: readonly DestructionPart[]): void {
  parts = given;
}

export const listDestructionParts = (): readonly DestructionPart[] => parts;

/** Sets the standard of messages to the archive. Called once at boot; again replaces. */
export function defineArchiveFormat(given: ArchiveFormat): void {
  format = given;
}

/** @throws Error where `defineArchiveFormat` was not called */
export function archiveFormat(): ArchiveFormat {
  if (format === undefined) throw new Error("no archive format is defined");
  return format;
}
