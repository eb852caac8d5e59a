import { type Cents, cents, dayInBerlin } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Case } from "../../cases/index.ts";
import { type AccountWithState, addCharge, findAccountOfCase, openAccount, waiveCharge } from "../../payments/index.ts";
import { applicationOf, requireApplication } from "../case-application.ts";
import { type FeeLine, feeFactsOf, feesOf } from "../model/index.ts";

/** What the application costs on the day, and what the claim says so far. */
export async function feesToday(
  ctx: Ctx,
  subject: Case,
): Promise<{
  readonly lines: readonly FeeLine[];
  readonly account: AccountWithState | undefined;
  /** Lines that the claim lacks. */
  readonly lacking: readonly FeeLine[];
  /** Charged before and not due any more, less what was waived already. */
  readonly surplusCents: Cents;
}> {
  const lines = feesOf(feeFactsOf(applicationOf(subject), dayInBerlin(ctx.now)));
  const account = await findAccountOfCase(ctx, subject.caseId);
  const charged = account?.entries.filter(({ kind }) => kind === "charge") ?? [];
  const lacking = lines.filter(({ key }) => !charged.some(({ lineKey }) => lineKey === key));
  const gone = charged
    .filter(({ lineKey }) => !lines.some(({ key }) => key === lineKey))
    .reduce((sum, { amountCents }) => sum + amountCents, 0);
  return { lines, account, lacking, surplusCents: cents(Math.max(0, gone - (account?.waivedCents ?? 0))) };
}

/**
 * Makes the claim what the law says on the day of the visit: opens it, adds what is missing, gives up what is not due
 * any more (somebody turned 24 since; the office takes no photograph after all). Doing it twice changes nothing.
 * Source: § 1 PAuswGebV; the application is made at the visit, § 9 Abs. 1 PAuswG.
 * @throws Forbidden, Invalid, Conflict as `requireApplication`
 */
export async function settleFees(ctx: Ctx, caseId: string): Promise<void> {
  const { subject } = await requireApplication(ctx, caseId);
  const { lines, account, lacking, surplusCents } = await feesToday(ctx, subject);
  if (account === undefined) {
    await openAccount(ctx, {
      purpose: { de: "Gebühr für den Personalausweis", en: "Fee for the identity card" },
      lines: lines.map(({ key, label, amountCents, source }) => ({ key, label, amountCents, source })),
      payerName: subject.subjectName,
      mailboxId: subject.mailboxId,
      caseId,
      idempotencyKey: `ausweis:${caseId}`,
    });
    return;
  }
  for (const { key, label, amountCents, source } of lacking) {
    await addCharge(ctx, { accountId: account.accountId, line: { key, label, amountCents, source } });
  }
  if (surplusCents > 0) {
    await waiveCharge(ctx, {
      accountId: account.accountId,
      amountCents: surplusCents,
      reason: "Am Tag des Antrags nicht geschuldet (§ 1 PAuswGebV)",
      idempotencyKey: `ausweis:${caseId}:${dayInBerlin(ctx.now)}:surplus`,
    });
  }
}
