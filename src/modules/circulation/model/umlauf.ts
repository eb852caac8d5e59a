import type { PlainDay } from "../../../kernel/index.ts";

/** What is asked at a station. Stored for ever. Zur Kenntnis: read it. Mitzeichnung: agree. Schlusszeichnung: decide. */
export type Purpose = "kenntnis" | "mitzeichnung" | "schlusszeichnung";

/** Stored for ever. `wartet`: those before come first. `entfallen`: the Umlauf ended before it came to them. */
export type StationState = "wartet" | "offen" | "erledigt" | "abgelehnt" | "weitergegeben" | "entfallen";

/** Stored for ever. */
export type UmlaufState = "laeuft" | "abgeschlossen" | "abgelehnt" | "zurueckgezogen";

/** One after the other, or all at once; the Schlusszeichnung always comes last. */
export type UmlaufOrder = "nacheinander" | "gleichzeitig";

/** Of whom something is asked. */
export interface Addressee {
  readonly kind: "person" | "einheit";
  readonly id: string;
  /** As it was called then. */
  readonly name: string;
}

/** A station of an Umlauf. */
export interface Station {
  readonly stationId: string;
  readonly umlaufId: string;
  /** 1, 2, 3 … */
  readonly position: number;
  readonly purpose: Purpose;
  readonly addressee: Addressee;
  readonly state: StationState;
  readonly dueOn: PlainDay | null;
  readonly doneAt: Date | null;
  readonly doneByName: string | null;
  /** In Vertretung for whom. */
  readonly doneForName: string | null;
  readonly note: string | null;
}

/** A Vorgang or a Dokument that goes round. */
export interface Umlauf {
  readonly umlaufId: string;
  readonly akteId: string;
  readonly vorgangId: string;
  /** Null: the whole Vorgang. */
  readonly dokumentId: string | null;
  readonly subject: string;
  readonly order: UmlaufOrder;
  readonly state: UmlaufState;
  readonly startedBy: string;
  readonly startedByName: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
}

/** Most stations of one Umlauf. */
export const mostStations = 20;

/** Why stations cannot be meant. */
export type StationsMistake = "none" | "too-many" | "final-not-last" | "two-finals";

/** What is wrong with the stations of a new Umlauf; undefined where nothing is. */
export function stationsMistake(purposes: readonly Purpose[]): StationsMistake | undefined {
  if (purposes.length === 0) return "none";
  if (purposes.length > mostStations) return "too-many";
  const finals = purposes.filter((purpose) => purpose === "schlusszeichnung").length;
  if (finals > 1) return "two-finals";
  return finals === 1 && purposes.at(-1) !== "schlusszeichnung" ? "final-not-last" : undefined;
}

type Placed = Pick<Station, "stationId" | "position" | "purpose" | "state">;

/** What follows from where the stations stand. */
export interface Advance {
  /** Stations whose turn it is now. */
  readonly opens: readonly string[];
  /** Stations to which it does not come any more. */
  readonly drops: readonly string[];
  readonly state: UmlaufState;
}

/**
 * Whose turn it is: a refusal ends the Umlauf; otherwise one after the other, or all at once, and the Schlusszeichnung
 * once everything before it is done. It is over when nobody is left.
 */
export function advanceUmlauf(order: UmlaufOrder, stations: readonly Placed[]): Advance {
  const sorted = stations.toSorted((a, b) => a.position - b.position);
  const waiting = sorted.filter(({ state }) => state === "wartet");
  const open = sorted.filter(({ state }) => state === "offen");
  const ids = (some: readonly Placed[]) => some.map(({ stationId }) => stationId);
  if (sorted.some(({ state }) => state === "abgelehnt")) {
    return { opens: [], drops: ids([...open, ...waiting]), state: "abgelehnt" };
  }
  if (open.length === 0 && waiting.length === 0) return { opens: [], drops: [], state: "abgeschlossen" };
  const [next] = waiting;
  if (next === undefined || (open.length > 0 && order === "nacheinander"))
    return { opens: [], drops: [], state: "laeuft" };
  if (order === "nacheinander") return { opens: [next.stationId], drops: [], state: "laeuft" };
  const others = waiting.filter(({ purpose }) => purpose !== "schlusszeichnung");
  if (others.length > 0) return { opens: ids(others), drops: [], state: "laeuft" };
  return { opens: open.length > 0 ? [] : [next.stationId], drops: [], state: "laeuft" };
}
