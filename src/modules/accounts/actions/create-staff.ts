import { Conflict, type Duty, Invalid, newId } from "../../../kernel/index.ts";
import { hashPassword } from "../../../platform/crypto/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { isEmail, normalEmail, passwordMistake } from "../model/account.ts";
import { requireDuty } from "../model/duty.ts";
import { addHistory, insertStaff } from "../store.ts";

export interface NewStaff {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly duties: readonly Duty[];
  /** The password is a first one, to be changed at the first sign-in. Default false. */
  readonly mustChangePassword?: boolean;
  /** Told on the sign-in page of a demonstration, e.g. the password itself. */
  readonly demoPasswordHint?: string;
}

/**
 * Gives somebody an account in this municipality.
 * @returns their staff id
 * @throws Forbidden `accounts.duty-missing`
 * @throws Invalid `accounts.staff` for an empty name, a broken address, a weak password or no duty
 * @throws Conflict `accounts.email-taken`
 */
export async function createStaff(ctx: Ctx, input: NewStaff): Promise<string> {
  requireDuty(ctx.actor, "administration");
  const name = input.name.normalize("NFC").trim();
  const email = normalEmail(input.email);
  const weak =
    input.demoPasswordHint === undefined && passwordMistake(input.password, { name, email }, "de") !== undefined;
  if (name === "" || name.length > 120 || !isEmail(email) || weak || input.duties.length === 0) {
    throw new Invalid("accounts.staff");
  }
  const staffId = newId();
  const inserted = await insertStaff(ctx, {
    staffId,
    name,
    email,
    passwordHash: await hashPassword(input.password),
    mustChangePassword: input.mustChangePassword ?? false,
    duties: [...new Set(input.duties)],
    ...(input.demoPasswordHint === undefined ? {} : { demoPasswordHint: input.demoPasswordHint }),
  });
  if (!inserted) throw new Conflict("accounts.email-taken");
  await addHistory(ctx, staffId, "created");
  return staffId;
}
