import type { Ctx } from "../../platform/db/index.ts";

/** What uploads belong to. Implemented by the module that owns it. */
export interface UploadOwner {
  /** Whether these are its files; absent: all that no other owns. */
  owns?(ctx: Ctx, ownerId: string): Promise<boolean>;
  /**
   * The files of a field have changed: one was found to be good or bad, was replaced or removed. Called in the same
   * transaction. Locks the owner before it reads the list, so that of two at once none is lost.
   */
  changed(ctx: Ctx, ownerId: string, fieldPath: string): Promise<void>;
}

let owners: readonly UploadOwner[] = [];

/** Sets who owns uploads; the first that does is told. Called once at boot; again replaces. */
export function defineUploadOwner(...implementations: readonly UploadOwner[]): void {
  owners = implementations;
}

/** Tells whoever the files belong to. */
export async function tellUploadOwner(ctx: Ctx, ownerId: string, fieldPath: string): Promise<void> {
  for (const owner of owners) {
    if (owner.owns !== undefined && !(await owner.owns(ctx, ownerId))) continue;
    return owner.changed(ctx, ownerId, fieldPath);
  }
}
