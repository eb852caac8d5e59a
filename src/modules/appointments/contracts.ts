import type { Language } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";

/** What an appointment is about, as its page and the desk's day link to it. */
export interface SubjectLink {
  /** `32-2026-00017`, or the name of the application. */
  readonly title: string;
  /** Path within the town, without language and town. */
  readonly href: string;
}

/** The case that an appointment is wanted for. */
export interface WantedFor {
  readonly caseId: string;
  readonly mailboxId: string;
  /** Of whom it is about: nobody types it twice. */
  readonly name: string;
}

/** Knows the cases that appointments belong to. Implemented in a module above. */
export interface AppointmentSubject {
  /** Links by case id; a case that is not known, or not for these eyes, is left out. */
  listSubjects(
    ctx: Ctx,
    caseIds: readonly string[],
    audience: "citizen" | "desk",
    language: Language,
  ): Promise<ReadonlyMap<string, SubjectLink>>;
  /**
   * The case of whoever has these codes that an appointment for this service is wanted for, where there is one
   * without an appointment yet.
   */
  findSubject(ctx: Ctx, serviceKey: string, codes: readonly string[]): Promise<WantedFor | undefined>;
}

let subject: AppointmentSubject = {
  listSubjects: async () => new Map(),
  findSubject: async () => undefined,
};

/** Registered once at boot. Calling it again replaces. */
export function defineAppointmentSubject(given: AppointmentSubject): void {
  subject = given;
}

export function getAppointmentSubject(): AppointmentSubject {
  return subject;
}

/**
 * Of these cases those that lie in Akten which who acts may not see. Implemented in a module above: `cases`. None for
 * citizens and jobs.
 */
export type HiddenCases = (ctx: Ctx, caseIds: readonly string[]) => Promise<ReadonlySet<string>>;

let hiddenCases: HiddenCases = async () => new Set();

/** Registered once at boot. Calling it again replaces. */
export function defineAppointmentSight(given: HiddenCases): void {
  hiddenCases = given;
}

/** Asks who knows. One question for a whole page. */
export const listHiddenCases: HiddenCases = (ctx, caseIds) => hiddenCases(ctx, caseIds);
