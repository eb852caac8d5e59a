import { type Actor, type Duty, Forbidden } from "../../../kernel/index.ts";

/**
 * The program itself, or staff with one of these duties.
 * @throws Forbidden `gewerbe.duty-missing`
 */
export function requireOneOf(actor: Actor, duties: readonly Duty[]): void {
  if (actor.kind === "system") return;
  if (actor.kind !== "staff" || !duties.some((duty) => actor.duties.includes(duty))) {
    throw new Forbidden("gewerbe.duty-missing");
  }
}

/** Name of who acts, for histories. */
export function actorName(actor: Actor): string {
  return actor.kind === "citizen" ? "Anzeigende Person" : actor.name;
}
