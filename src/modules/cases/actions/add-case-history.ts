import type { Localized } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Case } from "../model/case.ts";
import { getCase, insertHistory } from "../store/index.ts";
import { actorOf } from "./duty.ts";

/** What happened, for the history of a case. */
export interface CaseEvent {
  /** `module.verb`, stored for ever: `gewerbe.bescheinigt`. */
  readonly action: string;
  /** What colleagues read. */
  readonly text: Localized;
  /** What the citizen reads on the status page, a whole sentence; leave out what is none of their business. */
  readonly citizenText?: Localized;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Writes down what happened in the case whose version is known. */
export async function recordCaseEvent(
  ctx: Ctx,
  subject: Pick<Case, "caseId" | "rowVersion">,
  event: CaseEvent,
): Promise<void> {
  await insertHistory(ctx, subject.caseId, historyEntry(ctx, subject, event));
}

/** What happened, by whom and when. */
export function historyEntry(ctx: Ctx, subject: Pick<Case, "rowVersion">, event: CaseEvent) {
  return {
    action: event.action,
    ...actorOf(ctx),
    text: event.text,
    ...(event.citizenText === undefined ? {} : { citizenText: event.citizenText }),
    details: event.details ?? {},
    caseVersion: subject.rowVersion,
    at: ctx.now,
  };
}

/**
 * Adds to the history of a case; effects and jobs of other modules call it.
 * @throws NotFound `cases.no-such-case`
 */
export async function addCaseHistory(ctx: Ctx, caseId: string, event: CaseEvent): Promise<void> {
  await recordCaseEvent(ctx, await getCase(ctx, caseId), event);
}
