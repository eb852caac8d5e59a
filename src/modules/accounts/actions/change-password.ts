import { Forbidden, type Language } from "../../../kernel/index.ts";
import { hashPassword, verifyPassword } from "../../../platform/crypto/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { macOfToken } from "../authenticate.ts";
import { failuresAllowed, passwordMistake, throttleWindowMs } from "../model/account.ts";
import {
  addHistory,
  deleteSessionsOf,
  findStaff,
  insertFailure,
  listFailures,
  lockAccount,
  savePassword,
} from "../store.ts";

/** Which of the two inputs was wrong, and why. */
export type PasswordMistakes = Partial<Record<"current" | "wanted", string>>;

const words = {
  wrong: { de: "Das ist nicht Ihr jetziges Passwort.", en: "This is not your current password." },
  same: {
    de: "Das neue Passwort ist das alte. Wählen Sie ein anderes.",
    en: "The new password is the old one. Choose another.",
  },
  wait: {
    de: "Das waren zu viele Versuche. Warten Sie eine Viertelstunde.",
    en: "Too many attempts. Wait a quarter of an hour.",
  },
} as const;

/**
 * Changes the actor's own password and ends their other sessions.
 * @param input.keepToken session of this browser, which goes on
 * @returns what was wrong; no entries where the password is changed
 * @throws Forbidden `accounts.staff-only`
 */
export async function changePassword(
  ctx: Ctx,
  input: {
    readonly current: string;
    readonly wanted: string;
    readonly keepToken?: string;
    readonly language: Language;
  },
): Promise<PasswordMistakes> {
  if (ctx.actor.kind !== "staff") throw new Forbidden("accounts.staff-only");
  const staff = await findStaff(ctx, ctx.actor.staffId);
  if (staff === undefined || staff.deactivatedAt !== undefined) throw new Forbidden("accounts.staff-only");
  const accountMac = ctx.keyring.mac("change-password", staff.staffId);
  await lockAccount(ctx, accountMac);
  const failures = await listFailures(ctx, accountMac, new Date(ctx.now.getTime() - throttleWindowMs));
  if (failures.length >= failuresAllowed) return { current: words.wait[input.language] };
  if (!(await verifyPassword(staff.passwordHash, input.current.slice(0, 1000)))) {
    await insertFailure(ctx, accountMac);
    return { current: words.wrong[input.language] };
  }
  const mistake =
    input.wanted === input.current ? words.same[input.language] : passwordMistake(input.wanted, staff, input.language);
  if (mistake !== undefined) return { wanted: mistake };
  await savePassword(ctx, staff.staffId, await hashPassword(input.wanted));
  await deleteSessionsOf(
    ctx,
    staff.staffId,
    input.keepToken === undefined ? undefined : macOfToken(ctx, input.keepToken),
  );
  await addHistory(ctx, staff.staffId, "password-changed");
  return {};
}
