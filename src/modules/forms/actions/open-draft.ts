import { Forbidden, isId, NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Draft } from "../draft.ts";
import { listFormChecks } from "../extensions.ts";
import { takeJustSaved } from "../just-saved.ts";
import { answerLayout, findField } from "../model/index.ts";
import { getOnlineLeistung, type OnlineReady } from "../registry.ts";
import { getDraft, getDraftWithPage } from "../store.ts";

/** A draft, and which of the device's codes opened it. */
export interface OpenDraft {
  readonly draft: Draft;
  readonly code: string;
}

export interface Opening {
  /** Nobody else changes it until the transaction ends. */
  readonly forUpdate?: boolean;
  /** Only shown: where it was saved a moment ago it need not be read, see `keepJustSaved`. */
  readonly onlyShown?: boolean;
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
  opening: Opening = {},
): Promise<OpenDraft> {
  if (!isId(draftId)) throw new NotFound("forms.no-such-draft");
  const saved = opening.onlyShown === true ? takeJustSaved(ctx, draftId) : undefined;
  return withCode(ctx, saved ?? (await getDraft(ctx, draftId, opening)), codes);
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
  opening: Pick<Opening, "onlyShown"> = {},
): Promise<OpenDraft & OnlineReady> {
  if (!isId(draftId)) throw new NotFound("forms.no-such-draft");
  const saved = opening.onlyShown === true ? takeJustSaved(ctx, draftId) : undefined;
  const opened = withCode(ctx, saved ?? (await getDraftWithPage(ctx, draftId, sectionKey)), codes);
  const { draft } = opened;
  const ready = await getOnlineLeistung(ctx, draft.leistungId, draft.formVersion);
  const layout = answerLayout(ready.online.compiled);
  const enough = draft.layout === layout?.id && (layout === undefined || !seesAll(ready, sectionKey));
  return { ...(enough ? opened : await openDraft(ctx, draftId, codes)), ...ready };
}

/** Whether modules above work something out on this page from all answers: panels, checks. */
function seesAll({ leistung, online: { compiled } }: OnlineReady, sectionKey: string): boolean {
  return (
    compiled.sectionByKey.get(sectionKey)?.section.panels !== undefined ||
    listFormChecks(leistung.id).some(({ at }) => findField(compiled, at)?.sectionKey === sectionKey)
  );
}

function withCode(ctx: Ctx, draft: Draft, codes: readonly string[]): OpenDraft {
  const code = codes.find((known) => ctx.keyring.mac("access-code", known) === draft.codeMac);
  if (code === undefined) throw new Forbidden("forms.no-access");
  return { draft, code };
}
