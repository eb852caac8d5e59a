import type { Ctx } from "../../platform/db/index.ts";

/** What uploads belong to. Implemented by the module that owns it. */
export interface UploadOwner {
  /**
   * The files of a field have changed: one was found to be good or bad, was replaced or removed. Called in the same
   * transaction. Locks the owner before it reads the list, so that of two at once none is lost.
   */
  changed(ctx: Ctx, ownerId: string, fieldPath: string): Promise<void>;
}

let owner: UploadOwner = { changed: async () => undefined };

/** Sets who owns uploads. Called once at boot; again replaces. */
export function defineUploadOwner(implementation: UploadOwner): void {
  owner = implementation;
}

export const uploadOwner = (): UploadOwner => owner;
