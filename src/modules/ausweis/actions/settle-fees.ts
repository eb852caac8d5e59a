import { type Cents, cents, formatCents, Invalid } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { addCaseHistory, type Case } from "../../cases/index.ts";
import {
  type AccountWithState,
  addCharge,
  type ChargeLine,
  findAccountOfCase,
  openAccount,
  waiveCharge,
} from "../../payments/index.ts";
import { applicationOf, dayOfApplication, requireApplication } from "../case-application.ts";
import { type FeeFacts, type FeeLine, feeFactsOf, feesOf } from "../model/index.ts";
import { findCardOfCase, findPhoto, listChecked } from "../store/index.ts";

/**
 * Key of what is given up because it is not due; what is given up at discretion has another. A photograph may be taken
 * and replaced twice on one day, so the day alone is no key.
 */
const surplusKey = (caseId: string, entries: number): string => `ausweis:${caseId}:${entries}:surplus`;
const isSurplus = (key: string): boolean => key.endsWith(":surplus");

/**
 * What is charged depends on what was done, not on what was announced in the form: who takes the photograph, whether
 * somebody came outside office hours, whether a provisional card was issued.
 * Source: § 1 Abs. 1 to 4 PAuswGebV.
 */
async function factsOfVisit(ctx: Ctx, subject: Case): Promise<FeeFacts> {
  const { caseId } = subject;
  const facts = feeFactsOf(applicationOf(subject), await dayOfApplication(ctx, caseId));
  const photo = await findPhoto(ctx, caseId);
  const checked = await listChecked(ctx, caseId);
  return {
    ...facts,
    photoAtOffice: photo === undefined ? facts.photoAtOffice : photo.origin === "geraet",
    outsideHours: checked.some(({ what }) => what === "ausserhalb-dienstzeit"),
    vorlaeufiger: facts.vorlaeufiger || (await findCardOfCase(ctx, caseId, "vorlaeufig")) !== undefined,
  };
}

/** What the application costs, and what the claim says so far. */
export async function feesToday(
  ctx: Ctx,
  subject: Case,
): Promise<{
  readonly lines: readonly FeeLine[];
  readonly account: AccountWithState | undefined;
  /** Lines that the claim lacks. */
  readonly lacking: readonly ChargeLine[];
  /** Charged before and not due any more, less what was waived already. */
  readonly surplusCents: Cents;
}> {
  const lines = feesOf(await factsOfVisit(ctx, subject));
  const account = await findAccountOfCase(ctx, subject.caseId);
  const charged = account?.entries.filter(({ kind }) => kind === "charge") ?? [];
  const lacking = lines.filter(({ key }) => !charged.some(({ lineKey }) => lineKey === key));
  const gone = charged
    .filter(({ lineKey }) => !lines.some(({ key }) => key === lineKey))
    .reduce((sum, { amountCents }) => sum + amountCents, 0);
  const givenUp = (account?.entries ?? [])
    .filter(({ kind, idempotencyKey }) => kind === "waiver" && isSurplus(idempotencyKey))
    .reduce((sum, { amountCents }) => sum + amountCents, 0);
  // Given up once and due again: the photograph was taken at the office after all.
  const again = givenUp - gone;
  const more: readonly ChargeLine[] =
    again <= 0
      ? []
      : [
          {
            key: `wieder-${account?.entries.length ?? 0}`,
            label: { de: "Gebühr, die wieder anfällt", en: "Fee that falls due again" },
            amountCents: cents(again),
            source: "§ 1 PAuswGebV",
          },
        ];
  // Nothing is given up that was waived at discretion already.
  const standing = account === undefined ? 0 : account.chargedCents - account.waivedCents;
  return {
    lines,
    account,
    lacking: [...lacking, ...more],
    surplusCents: cents(Math.max(0, Math.min(gone - givenUp, standing))),
  };
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
      idempotencyKey: surplusKey(caseId, account.entries.length),
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
