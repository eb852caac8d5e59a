import { Forbidden, isId, NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Draft } from "../draft.ts";
import { answerLayout } from "../model/index.ts";
import { getOnlineLeistung, type OnlineReady } from "../registry.ts";
import { getDraft, getDraftWithPage } from "../store.ts";

/** A draft, and which of the device's codes opened it. */
export interface OpenDraft {
  readonly draft: Draft;
  readonly code: string;
}

/**
 * Opens a draft for whoever knows its code, with all its answers.
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
  return withCode(ctx, await getDraft(ctx, draftId, options), codes);
}

/**
 * The same for one page of the form, with the answers that this page and the way through the pages need: of a long form
 * these are few.
 * @throws Forbidden `forms.no-access`, NotFound `forms.no-such-draft`, `forms.no-such-leistung`
 */
export async function openPage(
  ctx: Ctx,
  draftId: string,
  codes: readonly string[],
  sectionKey: string,
): Promise<OpenDraft & OnlineReady> {
  if (!isId(draftId)) throw new NotFound("forms.no-such-draft");
  const opened = withCode(ctx, await getDraftWithPage(ctx, draftId, sectionKey), codes);
  const { draft } = opened;
  const ready = await getOnlineLeistung(ctx, draft.leistungId, draft.formVersion);
  const { compiled } = ready.online;
  // Panels are worked out from everything, and so is what was laid out for another form.
  const enough =
    draft.layout === answerLayout(compiled)?.id &&
    (draft.layout === undefined || compiled.sectionByKey.get(sectionKey)?.section.panels === undefined);
  return { ...(enough ? opened : await openDraft(ctx, draftId, codes)), ...ready };
}

function withCode(ctx: Ctx, draft: Draft, codes: readonly string[]): OpenDraft {
  const code = codes.find((known) => ctx.keyring.mac("access-code", known) === draft.codeMac);
  if (code === undefined) throw new Forbidden("forms.no-access");
  return { draft, code };
}
