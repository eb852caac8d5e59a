import type { PlainDay } from "../../../kernel/index.ts";
import type { Vertraulichkeitsstufe } from "./clearance.ts";

/** An organisational unit of the administration. */
export interface Unit {
  readonly unitId: string;
  /** As the town counts its offices: `32`, `32.1`. */
  readonly code: string;
  readonly name: string;
  readonly parentId?: string;
  /** Takes nobody and nothing new any more. */
  readonly dissolvedAt?: Date;
}

/** What somebody is in a unit. Stored for ever. A head sees and does what everybody below does. */
export type UnitRole = "member" | "head";

/** Somebody in a unit. */
export interface UnitMember {
  readonly staffId: string;
  readonly name: string;
  readonly role: UnitRole;
  readonly unitId: string;
}

/** Who stands in for whom, on which calendar days in Europe/Berlin; both days are included. */
export interface Deputyship {
  readonly deputyshipId: string;
  readonly absent: { readonly staffId: string; readonly name: string };
  readonly deputy: { readonly staffId: string; readonly name: string };
  readonly fromDay: PlainDay;
  readonly untilDay: PlainDay;
}

/** Where somebody stands today: for whom they act, and with whom. */
export interface Standing {
  readonly clearance: Vertraulichkeitsstufe;
  /** Themselves, and everybody whom they stand in for today. */
  readonly people: readonly string[];
  /** Units in which any of these are, with everything below what any of them heads. */
  readonly units: readonly string[];
  /** Units that any of these head, with everything below. */
  readonly headed: readonly string[];
}

/** A unit with how deep it lies below the town. */
export interface PlacedUnit extends Unit {
  readonly depth: number;
}

/** Units as a tree on one list: each directly below its parent, by code. */
export function unitTree(units: readonly Unit[]): readonly PlacedUnit[] {
  const known = new Set(units.map(({ unitId }) => unitId));
  const below = Map.groupBy(units, ({ parentId }) => (parentId !== undefined && known.has(parentId) ? parentId : ""));
  const placed: PlacedUnit[] = [];
  const place = (parentId: string, depth: number) => {
    const level = (below.get(parentId) ?? []).toSorted((a, b) => a.code.localeCompare(b.code, "de", { numeric: true }));
    for (const unit of level) {
      placed.push({ ...unit, depth });
      place(unit.unitId, depth + 1);
    }
  };
  place("", 0);
  return placed;
}

/** Whether a unit would come to lie below itself. */
export function wouldCircle(units: readonly Unit[], unitId: string, parentId: string): boolean {
  const parents = new Map(units.map((unit) => [unit.unitId, unit.parentId]));
  for (let at: string | undefined = parentId; at !== undefined; at = parents.get(at)) if (at === unitId) return true;
  return false;
}

export const unitCodePattern = /^[0-9A-Za-z][0-9A-Za-z./ -]{0,19}$/;
