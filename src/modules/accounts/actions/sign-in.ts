import { randomBytes } from "node:crypto";
import { equalInConstantTime, hashPassword, verifyPassword } from "../../../platform/crypto/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { macOfToken } from "../authenticate.ts";
import { failuresAllowed, normalEmail, sessionLifetimeMs, throttleWindowMs } from "../model/account.ts";
import {
  deleteFailures,
  deleteSession,
  findStaffByEmail,
  forgetOld,
  insertFailure,
  insertSession,
  listFailures,
  lockAccount,
} from "../store.ts";

/** Signed in, refused, or asked to wait so many minutes. */
export type SignInResult =
  | {
      readonly kind: "signed-in";
      /** Goes into the session cookie; nobody else has it. */
      readonly token: string;
      /** Goes into a cookie that lasts: shows later that this browser knew the password once. */
      readonly knownBrowser: string;
      readonly mustChangePassword: boolean;
    }
  | { readonly kind: "wrong" }
  | { readonly kind: "wait"; readonly minutes: number };

/** Verified for addresses nobody has, so that they take as long as those somebody has. */
let dummy: Promise<string> | undefined;

/**
 * Opens a session for somebody who knows the password, and ends the one this browser had. A failure is a return value,
 * because it has to be committed to be counted.
 * @param input.previousToken the session cookie of the browser
 * @param input.knownBrowser what an earlier sign-in of this browser gave
 */
export async function signIn(
  ctx: Ctx,
  input: {
    readonly email: string;
    readonly password: string;
    readonly previousToken?: string;
    readonly knownBrowser?: string;
  },
): Promise<SignInResult> {
  const email = normalEmail(input.email);
  const shown = input.knownBrowser;
  const known = shown !== undefined && equalInConstantTime(shown, knownBrowserOf(ctx, email, shown));
  const accountMac = ctx.keyring.mac("sign-in-account", known ? `${email}|${shown}` : email);
  await lockAccount(ctx, accountMac);

  const windowStart = new Date(ctx.now.getTime() - throttleWindowMs);
  const failures = await listFailures(ctx, accountMac, windowStart);
  const decisive = failures.at(-failuresAllowed);
  if (decisive !== undefined) {
    const waitMs = decisive.getTime() + throttleWindowMs - ctx.now.getTime();
    return { kind: "wait", minutes: Math.max(1, Math.ceil(waitMs / 60_000)) };
  }

  const staff = await findStaffByEmail(ctx, email);
  dummy ??= hashPassword(randomBytes(16).toString("hex"));
  const right = await verifyPassword(staff?.passwordHash ?? (await dummy), input.password.slice(0, 1000));
  if (staff === undefined || !right) {
    await insertFailure(ctx, accountMac);
    return { kind: "wrong" };
  }

  await deleteFailures(ctx, accountMac);
  await forgetOld(ctx, windowStart);
  if (input.previousToken !== undefined) await deleteSession(ctx, macOfToken(ctx, input.previousToken));
  const token = randomBytes(32).toString("base64url");
  await insertSession(ctx, {
    tokenMac: macOfToken(ctx, token),
    staffId: staff.staffId,
    expiresAt: new Date(ctx.now.getTime() + sessionLifetimeMs),
  });
  return {
    kind: "signed-in",
    token,
    knownBrowser: known ? shown : knownBrowserOf(ctx, email, ""),
    mustChangePassword: staff.mustChangePassword,
  };
}

/** `<random>.<keyed hash of it with the account>`: proves a past sign-in and opens nothing. */
function knownBrowserOf(ctx: Pick<Ctx, "keyring" | "tenant">, email: string, shown: string): string {
  const random = shown === "" ? randomBytes(12).toString("base64url") : (shown.split(".")[0] ?? "");
  return `${random}.${ctx.keyring.mac("known-browser", `${ctx.tenant}|${email}|${random}`)}`;
}
