import { type Actor, Forbidden } from "../../../kernel/index.ts";

function worksWithRecords(actor: Actor): boolean {
  return actor.kind === "staff" && (actor.duties.includes("casework") || actor.duties.includes("records"));
}

/**
 * Who may look into the E-Akte or end a Vorgang: staff with `casework` or `records`, and the program itself.
 * @throws Forbidden `records.duty-missing`
 */
export function requireRecordsDuty(actor: Actor): void {
  if (actor.kind !== "system" && !worksWithRecords(actor)) throw new Forbidden("records.duty-missing");
}

/** Whether somebody works at the registry: staff with `records`, and the program itself. */
export function isRegistry(actor: Actor): boolean {
  return actor.kind === "system" || (actor.kind === "staff" && actor.duties.includes("records"));
}

/**
 * Who may change the order of the E-Akte: the Aktenplan, what lies where, how long it is kept.
 * @throws Forbidden `records.registry-duty-missing`
 */
export function requireRegistryDuty(actor: Actor): void {
  if (!isRegistry(actor)) throw new Forbidden("records.registry-duty-missing");
}

/**
 * Who may add to the E-Akte. A citizen may: sending an application opens the Vorgang and files it in the
 * same transaction. Staff without `casework` or `records` may not.
 * @throws Forbidden `records.duty-missing`
 */
export function requireMayAdd(actor: Actor): void {
  if (actor.kind === "staff" && !worksWithRecords(actor)) throw new Forbidden("records.duty-missing");
}
