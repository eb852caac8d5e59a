import type { Language } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import type { IconName } from "../../platform/ui/index.ts";

/** Finds what else than a mailbox a code leads to, e.g. a draft. Implemented in modules above. */
export interface CodeResolver {
  /**
   * @param code in the form of `newAccessCode`
   * @returns path within the town, without language and town: `/antrag/…`
   */
  resolve(ctx: Ctx, code: string): Promise<{ readonly href: string } | undefined>;
}

/** Something that the citizen can do about a case, or has done: pay, book an appointment. */
export interface CaseStep {
  readonly label: string;
  readonly text: string;
  readonly icon: IconName;
  /** Path within the town, without language and town. */
  readonly href: string;
  readonly done: boolean;
}

/** A case as its mailbox shows it. */
export interface MailboxCase {
  readonly caseId: string;
  readonly title: string;
  readonly aktenzeichen: string;
  /** One plain sentence: where it stands. */
  readonly statusText: string;
  /** Path within the town, without language and town: `/postfach/…/vorgang/…`. */
  readonly href: string;
  readonly updatedAt: Date;
  /** What the citizen can do now. */
  readonly steps: readonly CaseStep[];
}

/** Knows the cases of a mailbox. Implemented in the module of cases. */
export interface MailboxCases {
  /** Latest first. */
  listCases(ctx: Ctx, mailboxId: string, language: Language): Promise<readonly MailboxCase[]>;
}

let codeResolvers: readonly CodeResolver[] = [];
let mailboxCases: MailboxCases = { listCases: async () => [] };

/** Registered once at boot; asked in this order, after the mailboxes. Calling it again replaces. */
export function defineCodeResolvers(resolvers: readonly CodeResolver[]): void {
  codeResolvers = resolvers;
}

/** Registered once at boot. Calling it again replaces. */
export function defineMailboxCases(cases: MailboxCases): void {
  mailboxCases = cases;
}

export function listCodeResolvers(): readonly CodeResolver[] {
  return codeResolvers;
}

export function getMailboxCases(): MailboxCases {
  return mailboxCases;
}
