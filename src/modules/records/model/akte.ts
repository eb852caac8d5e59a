import type { Aussonderungsart } from "./aktenplan.ts";

/** An Akte with its metadata, named as xdomea names them. */
export interface Akte {
  readonly akteId: string;
  /** Kennzeichen: `32.40-2026-00017`. */
  readonly aktenzeichen: string;
  readonly betreff: string;
  readonly planUnit: string;
  readonly planUnitTitle: string;
  /** xdomea: 001 elektronisch, 002 hybrid, 003 Papier. */
  readonly medium: string;
  /** xdomea code list Vertraulichkeitsstufe, 001 to 005. */
  readonly vertraulichkeit: string;
  /** Aufbewahrungsdauer, from the end of the year in which the Akte was closed; the Leistung that opened it said it. */
  readonly retentionYears: number;
  readonly aussonderungsart: Aussonderungsart;
  readonly openedAt: Date;
  /** Since when it is zu den Akten; null while it is open. */
  readonly zdaAt: Date | null;
}

/** A Vorgang of an Akte. */
export interface Vorgang {
  readonly vorgangId: string;
  readonly akteId: string;
  /** The Teilakte in which it lies, where the Akte has some. */
  readonly teilakteId: string | null;
  /** `32.40-2026-00017/01`. */
  readonly aktenzeichen: string;
  readonly betreff: string;
  readonly caseId: string | null;
  readonly openedAt: Date;
  /** Since when it is zu den Akten; null while it is worked on. */
  readonly zdaAt: Date | null;
}

/** A Teilakte: a part of an Akte under a number and a Betreff of its own. Source: xdomea. */
export interface Teilakte {
  readonly teilakteId: string;
  readonly akteId: string;
  readonly number: number;
  readonly betreff: string;
  readonly openedAt: Date;
}

/** An Akte in a list. */
export interface AkteInList {
  readonly akteId: string;
  readonly aktenzeichen: string;
  readonly betreff: string;
  readonly planUnit: string;
  readonly openedAt: Date;
  readonly zdaAt: Date | null;
  readonly vorgaenge: number;
}
