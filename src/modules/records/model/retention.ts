import { type PlainDay, plainDay } from "../../../kernel/index.ts";
import type { AkteInList } from "./akte.ts";
import type { Aussonderungsart } from "./aktenplan.ts";

/** How long something is kept that is not kept as its Akte says. */
export interface RetentionRule {
  /** Null: for ever. */
  readonly years: number | null;
}

/** What was said over the heads of Akten: for all of a unit, and for single ones, which count more. */
export interface RetentionRules {
  readonly units: readonly (RetentionRule & { readonly planUnit: string })[];
  readonly akten: readonly (RetentionRule & { readonly akteId: string })[];
}

/** Which closed Akten are wanted, one page of them. */
export interface RetentionFilter {
  readonly planUnit?: string;
  readonly arten?: readonly Aussonderungsart[];
  /** Ends in this year or before. */
  readonly untilYear?: number;
  readonly year?: number;
  /** Only these. */
  readonly akteIds?: readonly string[];
  /** All but these. */
  readonly without?: readonly string[];
  readonly after?: string;
  readonly limit: number;
}

/** A closed Akte with the end of its retention. */
export interface AkteInRetention extends AkteInList {
  readonly zdaAt: Date;
  readonly aussonderungsart: Aussonderungsart;
  readonly retentionYears: number | null;
  /** Aufbewahrungsende: 31 December of this year. Null: never. */
  readonly endsYear: number | null;
  /** Under a legal hold. */
  readonly held: boolean;
  /** Who may see it, for modules that keep rows about it. */
  readonly circleId: number;
}

/** How many closed Akten of a unit end in a year. */
export interface RetentionCount {
  readonly planUnit: string;
  readonly aussonderungsart: Aussonderungsart;
  readonly endsYear: number | null;
  readonly akten: number;
}

/** Aufbewahrungsende: the last day of the year that lies so many years after the year in which it was closed. */
export function retentionEnd(closedOn: PlainDay, years: number): PlainDay {
  return plainDay(`${String(Number(closedOn.slice(0, 4)) + years).padStart(4, "0")}-12-31`);
}

/** Whether the retention is over on this day: from the first of January after its end. */
export function isDue(endsYear: number | null, today: PlainDay): boolean {
  return endsYear !== null && endsYear < Number(today.slice(0, 4));
}
