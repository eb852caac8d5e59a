import type { Language } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";

/** Finds what else than a mailbox a code leads to, e.g. a draft. Implemented in modules above. */
export interface CodeResolver {
  /**
   * @param code in the form of `newAccessCode`
   * @returns path within the town, without language and town: `/antrag/…`
   */
  resolve(ctx: Ctx, code: string): Promise<{ readonly href: string } | undefined>;
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
