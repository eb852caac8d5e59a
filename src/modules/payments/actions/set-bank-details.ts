import { Invalid, parseIban } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { requireDuty } from "../../accounts/index.ts";
import type { BankDetails } from "../model/account.ts";
import { upsertBankDetails } from "../store/index.ts";

/** Which of the fields cannot be meant. */
export type BankDetailMistake = "holder" | "iban" | "bic";

/** What somebody typed, checked: the details, or the fields that are wrong. */
export function parseBankDetails(typed: {
  readonly holder: string;
  readonly iban: string;
  readonly bic: string;
}): { readonly details: BankDetails } | { readonly mistakes: readonly BankDetailMistake[] } {
  const holder = typed.holder.replaceAll(/\s+/g, " ").trim();
  const iban = parseIban(typed.iban);
  const bic = typed.bic.replaceAll(" ", "").toUpperCase();
  const mistakes: BankDetailMistake[] = [];
  if (holder === "" || holder.length > 70) mistakes.push("holder");
  if (typeof iban !== "string") mistakes.push("iban");
  if (bic !== "" && !/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(bic)) mistakes.push("bic");
  if (typeof iban !== "string" || mistakes.length > 0) return { mistakes };
  return { details: { holder, iban, bic: bic === "" ? undefined : bic } };
}

/**
 * Says where the municipality wants its money.
 * @throws Forbidden `accounts.duty-missing`: staff with `administration` and the system only
 * @throws Invalid `payments.bad-bank-details`: check with `parseBankDetails` before
 */
export async function setBankDetails(
  ctx: Ctx,
  typed: { readonly holder: string; readonly iban: string; readonly bic?: string },
): Promise<void> {
  requireDuty(ctx.actor, "administration");
  const parsed = parseBankDetails({ ...typed, bic: typed.bic ?? "" });
  if (!("details" in parsed)) throw new Invalid("payments.bad-bank-details");
  await upsertBankDetails(ctx, parsed.details);
}
