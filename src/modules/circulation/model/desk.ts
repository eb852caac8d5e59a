import type { Standing } from "../../accounts/index.ts";
import type { Addressee } from "./umlauf.ts";

/** Whose desk it is: the actor with where they stand. */
export interface Desk {
  readonly staffId: string;
  readonly name: string;
  readonly standing: Standing;
}

/** Everything that things can be addressed to so that they lie on this desk. */
export function namesOf({ standing }: Desk): readonly string[] {
  return [...standing.people, ...standing.units];
}

/** Whether something addressed so is for this desk to do. A Schlusszeichnung of a unit is its head's. */
export function isFor(desk: Desk, addressee: Addressee, final = false): boolean {
  if (addressee.kind === "person") return desk.standing.people.includes(addressee.id);
  return (final ? desk.standing.headed : desk.standing.units).includes(addressee.id);
}

/** The absent person in whose place it is done; null where it is one's own. */
export function inPlaceOf(desk: Desk, addressee: Addressee): string | null {
  return addressee.kind === "person" && addressee.id !== desk.staffId ? addressee.name : null;
}
