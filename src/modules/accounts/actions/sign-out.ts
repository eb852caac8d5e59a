import type { Ctx } from "../../../platform/db/index.ts";
import { macOfToken } from "../authenticate.ts";
import { deleteSession } from "../store.ts";

/** Ends the session of a token. Whoever has the token may do so; ending it twice does no harm. */
export async function signOut(ctx: Ctx, token: string): Promise<void> {
  await deleteSession(ctx, macOfToken(ctx, token));
}
