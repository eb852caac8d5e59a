import type { Language, PlainDay } from "../../../kernel/index.ts";

/** Somebody who wants an earlier time than there is. */
export interface WaitingEntry {
  readonly waitingId: string;
  readonly serviceKey: string;
  readonly people: number;
  readonly firstDay: PlainDay;
  readonly lastDay: PlainDay;
  readonly name: string | undefined;
  readonly codeMac: string | undefined;
  readonly caseId: string | undefined;
  readonly mailboxId: string | undefined;
  readonly language: Language;
  /** `offered`: a freed time is kept for them until `offer.until`. */
  readonly state: "waiting" | "offered" | "booked" | "left";
  readonly joinedAt: Date;
  /** Offers that were let pass. */
  readonly passed: number;
  /** What was offered last. */
  readonly offer: { readonly start: Date; readonly counterId: string; readonly until: Date | undefined } | undefined;
}

/**
 * In which order a freed time is offered: who has let fewer offers pass first, then who has waited longer. Nobody is
 * asked twice about the same time.
 */
export function inOfferOrder<
  W extends Pick<WaitingEntry, "state" | "passed" | "joinedAt" | "firstDay" | "lastDay" | "offer">,
>(entries: readonly W[], freed: { readonly start: Date; readonly day: PlainDay }): readonly W[] {
  return entries
    .filter(
      (entry) =>
        entry.state === "waiting" &&
        entry.firstDay <= freed.day &&
        freed.day <= entry.lastDay &&
        entry.offer?.start.getTime() !== freed.start.getTime(),
    )
    .sort((one, other) => one.passed - other.passed || one.joinedAt.getTime() - other.joinedAt.getTime());
}
