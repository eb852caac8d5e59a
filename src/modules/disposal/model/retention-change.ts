import type { Aussonderungsart } from "../../records/index.ts";

/** A word about how long the Akten of a unit, or one Akte, are kept. The newest counts, and that of an Akte most. */
export interface RetentionChange {
  /** One of the two. */
  readonly planUnit?: string;
  readonly akteId?: string;
  /** `standard`: as the Akte says. */
  readonly rule: "standard" | "years" | "unlimited";
  readonly years?: number;
  readonly reason: string;
  readonly setAt: Date;
  readonly setBy: string;
}

/** Akten of a unit whose retention ended in a year. */
export interface DueNote {
  /** Year in which they may go. */
  readonly year: number;
  readonly planUnit: string;
  readonly aussonderungsart: Aussonderungsart;
  readonly akten: number;
}
