import { type Actor, Forbidden } from "../../../kernel/index.ts";

type Staff = Extract<Actor, { kind: "staff" }>;

/**
 * Who may dispose of Akten: the registry (`records`), and the program itself.
 * @throws Forbidden `disposal.duty-missing`
 */
export function requireDisposalDuty(actor: Actor): void {
  if (actor.kind === "system") return;
  if (actor.kind !== "staff" || !actor.duties.includes("records")) throw new Forbidden("disposal.duty-missing");
}

/**
 * A person of the registry: what needs four eyes needs two of them, and the program is none.
 * @throws Forbidden `disposal.duty-missing`
 */
export function requireRegistrar(actor: Actor): Staff {
  if (actor.kind !== "staff" || !actor.duties.includes("records")) throw new Forbidden("disposal.duty-missing");
  return actor;
}

/** Name of who acts, as protocols keep it. */
export function nameOf(actor: Actor): string {
  return actor.kind === "citizen" ? "" : actor.name;
}
