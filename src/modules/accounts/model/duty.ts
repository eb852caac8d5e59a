import { type Actor, type Duty, Forbidden } from "../../../kernel/index.ts";

/** Every duty, in the order in which forms offer them. */
export const allDuties: readonly Duty[] = [
  "casework",
  "records",
  "register",
  "administration",
  "design",
  "publish",
  "dataprotection",
];

/**
 * Goes on only where the actor has this duty (or one of these). The system, that is jobs and the operator's commands,
 * may do everything; citizens have no duties.
 * @throws Forbidden `accounts.duty-missing`
 */
export function requireDuty(actor: Actor, duty: Duty | readonly Duty[]): void {
  if (actor.kind === "system") return;
  const wanted: readonly Duty[] = typeof duty === "string" ? [duty] : duty;
  if (actor.kind === "staff" && wanted.some((one) => actor.duties.includes(one))) return;
  throw new Forbidden("accounts.duty-missing", { duty: wanted.join(" ") });
}
