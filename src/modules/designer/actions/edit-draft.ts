import { Conflict, type Localized } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { limits, requireWithinLimits } from "../model/limits.ts";
import type { ServiceVersion, VersionContent } from "../model/service.ts";
import { forgetBefore, getDraftForUpdate, saveDraft } from "../store.ts";
import { authorOf, requireDesign } from "./author.ts";

export interface Edit {
  readonly serviceId: string;
  /** Row version that the person saw. */
  readonly seen: number;
  /** What is done, for the log: "Feld „Name“ geändert". */
  readonly what: Localized;
  /** @returns the new content, or undefined where nothing is to be changed */
  change(content: VersionContent): VersionContent | undefined;
}

/**
 * One change of a draft, as a step that can be taken back.
 * @throws Forbidden `accounts.duty-missing` without the duty `design`
 * @throws NotFound `designer.no-draft`
 * @throws Conflict `designer.changed-meanwhile` where somebody changed it after `seen`
 * @throws Invalid `designer.too-large`
 */
export async function editDraft(ctx: Ctx, edit: Edit): Promise<void> {
  requireDesign(ctx);
  const draft = await getDraftForUpdate(ctx, edit.serviceId);
  requireUnchanged(draft, edit.seen);
  const { definition, rules, samples, originVersion } = draft;
  const before: VersionContent = { definition, rules, samples, originVersion };
  const content = edit.change(before);
  if (content === undefined || JSON.stringify(content) === JSON.stringify(before)) return;
  requireWithinLimits(content);
  const author = authorOf(ctx);
  await saveDraft(ctx, draft, { content, by: author.name, staffId: author.staffId, what: edit.what, before });
  await forgetBefore(ctx, draft.serviceId, draft.version, { upTo: draft.rowVersion + 1 - limits.revocableSteps });
}

/** @throws Conflict `designer.changed-meanwhile` */
export function requireUnchanged(draft: ServiceVersion, seen: number): void {
  if (draft.rowVersion !== seen) {
    throw new Conflict("designer.changed-meanwhile", { seen, now: draft.rowVersion });
  }
}
