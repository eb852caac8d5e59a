import { type Actor, Forbidden } from "../../../kernel/index.ts";

/**
 * Who works with what comes in: staff with `casework` or `records`, and the program itself.
 * @throws Forbidden `intake.duty-missing`
 */
export function requireIntakeDuty(actor: Actor): void {
  if (actor.kind === "system") return;
  if (actor.kind === "staff" && (actor.duties.includes("casework") || actor.duties.includes("records"))) return;
  throw new Forbidden("intake.duty-missing");
}

/** @throws Forbidden `intake.duty-missing` where it is no member of staff */
export function staffOf(actor: Actor): { readonly staffId: string; readonly name: string } {
  requireIntakeDuty(actor);
  if (actor.kind !== "staff") throw new Forbidden("intake.duty-missing");
  return { staffId: actor.staffId, name: actor.name };
}
