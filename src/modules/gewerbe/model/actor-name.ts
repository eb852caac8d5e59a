import type { Actor } from "../../../kernel/index.ts";

/** Name of who acts, for histories. */
export function actorName(actor: Actor): string {
  return actor.kind === "citizen" ? "Anzeigende Person" : actor.name;
}
