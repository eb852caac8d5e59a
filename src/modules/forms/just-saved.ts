import { afterCommit, type Ctx } from "../../platform/db/index.ts";
import type { Draft } from "./draft.ts";

/** A page that is sent leads to the next one: its browser asks for that at once. */
const askedWithinMs = 1000;

interface JustSaved {
  readonly draft: Draft;
  /** Ends it, so that nothing of it is left where nobody asks. */
  readonly timer: NodeJS.Timeout;
}

const kept = new Map<string, JustSaved>();
const keyOf = (ctx: Ctx, draftId: string) => `${ctx.tenant}:${draftId}`;

/**
 * Keeps a draft as it is with the commit, for the one page that its browser asks for next: it need not be read again.
 * Only here, and for a moment: whoever has saved something through another process meanwhile sees this page as it was
 * just before. What is stored never relies on it.
 */
export function keepJustSaved(ctx: Ctx, draft: Draft): void {
  afterCommit(ctx.tx, () => {
    forgetJustSaved(ctx, draft.draftId);
    const key = keyOf(ctx, draft.draftId);
    kept.set(key, { draft, timer: setTimeout(() => kept.delete(key), askedWithinMs).unref() });
  });
}

/** The draft that was saved a moment ago; only once, and not after something else was stored. */
export function takeJustSaved(ctx: Ctx, draftId: string): Draft | undefined {
  const draft = kept.get(keyOf(ctx, draftId))?.draft;
  forgetJustSaved(ctx, draftId);
  return draft;
}

/** Something else is about to be stored. */
export function forgetJustSaved(ctx: Ctx, draftId: string): void {
  const key = keyOf(ctx, draftId);
  clearTimeout(kept.get(key)?.timer);
  kept.delete(key);
}
