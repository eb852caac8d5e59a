/** How far the reading of all contents has come. */
export interface Reading {
  readonly round: number;
  readonly roundBeganAt: Date;
  /** The last Dokument that was read in this round. */
  readonly after: string;
  readonly contentsRead: number;
  readonly lastReadAt: Date | null;
  readonly lastRoundEndedAt: Date | null;
  readonly lastRoundContents: number | null;
}

/** A content that was not what had been filed. */
export interface Finding {
  readonly findingId: string;
  readonly akteId: string;
  readonly dokumentId: string;
  readonly version: number;
  readonly sha256: string;
  readonly what: "content-missing" | "content-changed";
  readonly foundAt: Date;
  readonly seenLastAt: Date;
  /** When a later reading found it whole again; null while it is not. */
  readonly resolvedAt: Date | null;
}

/** Before the first Dokument. */
export const beforeAll = "00000000-0000-0000-0000-000000000000";

/** Dokumente of one step: between two of them nothing is lost but this. */
export const dokumenteInStep = 100;

/** How many Dokumente a night has to read so that all are read within so many days. */
export function shareOf(dokumente: number, roundDays: number): number {
  return Math.max(dokumenteInStep, Math.ceil(dokumente / roundDays));
}
