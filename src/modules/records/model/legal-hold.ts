/** A legal hold: as long as it is not lifted, nothing of its Akte is destroyed or handed over. */
export interface LegalHold {
  readonly holdId: string;
  readonly akteId: string;
  readonly aktenzeichen: string;
  readonly betreff: string;
  readonly reason: string;
  readonly placedAt: Date;
  readonly placedBy: string;
  readonly lifted?: { readonly at: Date; readonly by: string; readonly reason: string };
}
