/** What a Verweis can lead from and to. Stored for ever. */
export type VerweisEnd = "akte" | "vorgang" | "dokument";

/**
 * What a Verweis means: `bezug` belongs together; `kopie` counts as lying here too, without a second copy of it;
 * `vorgaenger` and `nachfolger` after a split or a merge. Stored for ever.
 */
export type VerweisKind = "bezug" | "kopie" | "vorgaenger" | "nachfolger";

/** A relation between two things in the E-Akte. */
export interface Verweis {
  readonly verweisId: string;
  readonly fromKind: VerweisEnd;
  readonly fromId: string;
  readonly toKind: VerweisEnd;
  readonly toId: string;
  readonly kind: VerweisKind;
  readonly note: string | null;
}

/** A Verweis as somebody who may see its other end reads it. */
export interface ShownVerweis extends Verweis {
  /** `out` leads from here, `in` leads here. */
  readonly direction: "out" | "in";
  /** The Akte in which the other end lies. */
  readonly otherAkteId: string;
  /** Aktenzeichen of the other end, or of the Vorgang in which the Dokument lies. */
  readonly otherAktenzeichen: string;
  /** Betreff or title of the other end. */
  readonly otherTitle: string;
}
