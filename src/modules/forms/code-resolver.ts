import type { CodeResolver } from "../messaging/index.ts";
import { findDraftByCode } from "./store.ts";

/** A code that opens no mailbox yet may open a draft. */
export const draftCodeResolver: CodeResolver = {
  async resolve(ctx, code) {
    const draft = await findDraftByCode(ctx, ctx.keyring.mac("access-code", code));
    return draft === undefined ? undefined : { href: `/antrag/${draft.draftId}` };
  },
};
