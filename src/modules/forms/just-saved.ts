import { afterCommit, type Ctx } from "../../platform/db/index.ts";
import type { Draft } from "./draft.ts";

/** A page that is sent leads to the next one: its browser asks for that at once. */
const askedWithinMs = 1000;

interface JustSaved {
  readonly draft: Draft;
  readonly until: number;
}

const kept = new Map<string, JustSaved>();
const keyOf = (ctx: Ctx, draftId: string) => `${ctx.tenant}:${draftId}`;

function forgetOld(now: number): void {
  // They lie in the order in which they end.
  for (const [key, { until }] of kept) {
    if (until > now) return;
    kept.delete(key);
  }
}

/**
 * Keeps a draft as it is with the commit, for the one page that its browser asks for next: it need not be read again.
 * Only here, and for a moment: whoever has saved something through another process meanwhile sees this page as it was
 * just before. What is stored never relies on it.
 */
export function keepJustSaved(ctx: Ctx, draft: Draft): void {
  afterCommit(ctx.tx, () => {
    const now = performance.now();
    forgetOld(now);
    const key = keyOf(ctx, draft.draftId);
    kept.delete(key);
    kept.set(key, { draft, until: now + askedWithinMs });
  });
}

/** The draft that was saved a moment ago; only once, and not after something else was stored. */
export function takeJustSaved(ctx: Ctx, draftId: string): Draft | undefined {
  const found = kept.get(keyOf(ctx, draftId));
  if (found === undefined) return undefined;
  kept.delete(keyOf(ctx, draftId));
  return found.until > performance.now() ? found.draft : undefined;
}

/** Something else is about to be stored. */
export function forgetJustSaved(ctx: Ctx, draftId: string): void {
  kept.delete(keyOf(ctx, draftId));
}
