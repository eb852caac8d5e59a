import { Forbidden, isId, NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Draft } from "../draft.ts";
import { getDraft } from "../store.ts";

/** A draft, and which of the device's codes opened it. */
export interface OpenDraft {
  readonly draft: Draft;
  readonly code: string;
}

/**
 * Opens a draft for whoever knows its code.
 * @param codes that the device knows
 * @throws Forbidden `forms.no-access`, NotFound `forms.no-such-draft`
 */
export async function openDraft(
  ctx: Ctx,
  draftId: string,
  codes: readonly string[],
  options: { readonly forUpdate?: boolean } = {},
): Promise<OpenDraft> {
  if (!isId(draftId)) throw new NotFound("forms.no-such-draft");
  const draft = await getDraft(ctx, draftId, options);
  const code = codes.find((known) => ctx.keyring.mac("access-code", known) === draft.codeMac);
  if (code === undefined) throw new Forbidden("forms.no-access");
  return { draft, code };
}
