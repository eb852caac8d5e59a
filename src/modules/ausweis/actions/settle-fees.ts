import { type Cents, cents, dayInBerlin, formatCents, Invalid } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { addCaseHistory, type Case } from "../../cases/index.ts";
import { type AccountWithState, addCharge, findAccountOfCase, openAccount, waiveCharge } from "../../payments/index.ts";
import { applicationOf, requireApplication } from "../case-application.ts";
import { type FeeLine, feeFactsOf, feesOf } from "../model/index.ts";
import { findCardOfCase } from "../store.ts";

/** Key of what is given up because it is not due on the day; what is given up at discretion has another. */
const surplusKey = (caseId: string, day: string): string => `ausweis:${caseId}:${day}:surplus`;
const isSurplus = (key: string): boolean => key.endsWith(":surplus");

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
  const facts = feeFactsOf(applicationOf(subject), dayInBerlin(ctx.now));
  // Issued without having been asked for in the form: charged all the same (§ 1 Abs. 2 PAuswGebV).
  const vorlaeufiger = facts.vorlaeufiger || (await findCardOfCase(ctx, subject.caseId, "vorlaeufig")) !== undefined;
  const lines = feesOf({ ...facts, vorlaeufiger });
  const account = await findAccountOfCase(ctx, subject.caseId);
  const charged = account?.entries.filter(({ kind }) => kind === "charge") ?? [];
  const lacking = lines.filter(({ key }) => !charged.some(({ lineKey }) => lineKey === key));
  const gone = charged
    .filter(({ lineKey }) => !lines.some(({ key }) => key === lineKey))
    .reduce((sum, { amountCents }) => sum + amountCents, 0);
  const givenUp = (account?.entries ?? [])
    .filter(({ kind, idempotencyKey }) => kind === "waiver" && isSurplus(idempotencyKey))
    .reduce((sum, { amountCents }) => sum + amountCents, 0);
  return { lines, account, lacking, surplusCents: cents(Math.max(0, gone - givenUp)) };
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
      idempotencyKey: surplusKey(caseId, dayInBerlin(ctx.now)),
    });
  }
}

/**
 * Charges less because whoever owes the fee is in need, or nothing at all. It is at the office's discretion; benefits
 * under SGB II or SGB XII alone are no need. The reason stays in the history of the case, the ledger names the
 * paragraph only. What was paid already comes back over the worklist of payments.
 * Source: § 1 Abs. 6 PAuswGebV.
 * @param input.toCents what is still charged, 0 for nothing
 * @throws Forbidden, Invalid, Conflict as `requireApplication`
 * @throws Invalid `ausweis.no-reason`, `ausweis.bad-reduction`: not less than what is charged now
 */
export async function reduceFee(
  ctx: Ctx,
  caseId: string,
  input: { readonly toCents: number; readonly reason: string },
): Promise<void> {
  const reason = input.reason.trim().slice(0, 1000);
  if (reason === "") throw new Invalid("ausweis.no-reason");
  await settleFees(ctx, caseId);
  const account = await findAccountOfCase(ctx, caseId);
  if (account === undefined) throw new Error("a fee that was just set is gone");
  const charged = account.chargedCents - account.waivedCents;
  if (!Number.isSafeInteger(input.toCents) || input.toCents < 0 || input.toCents >= charged) {
    throw new Invalid("ausweis.bad-reduction");
  }
  await waiveCharge(ctx, {
    accountId: account.accountId,
    amountCents: cents(charged - input.toCents),
    reason: input.toCents === 0 ? "Von der Gebühr abgesehen (§ 1 Abs. 6 PAuswGebV)" : "Ermäßigt (§ 1 Abs. 6 PAuswGebV)",
    idempotencyKey: `ausweis:${caseId}:${account.entries.length}:reduction`,
  });
  const to = cents(input.toCents);
  await addCaseHistory(ctx, caseId, {
    action: "ausweis.ermaessigung",
    text:
      to === 0
        ? { de: `Von der Gebühr abgesehen: ${reason}`, en: `Fee waived: ${reason}` }
        : {
            de: `Gebühr auf ${formatCents(to, "de")} ermäßigt: ${reason}`,
            en: `Fee reduced to ${formatCents(to, "en")}: ${reason}`,
          },
    citizenText:
      to === 0
        ? { de: "Sie müssen keine Gebühr bezahlen.", en: "You do not have to pay a fee." }
        : {
            de: `Ihre Gebühr ist auf ${formatCents(to, "de")} ermäßigt.`,
            en: `Your fee has been reduced to ${formatCents(to, "en")}.`,
          },
    details: { toCents: to, source: "§ 1 Abs. 6 PAuswGebV" },
  });
}
