import type { DestructionBasis } from "../../records/index.ts";

/** Stored for ever. `done`: carried out, its protocol is filed. */
export type DestructionState = "proposed" | "rejected" | "approved" | "done";

/** Stored for ever. `kept`: something stood in the way when its turn came. */
export type DoomedState = "proposed" | "ordered" | "destroyed" | "kept";

/** Why an Akte was kept after all. Stored for ever. */
export type KeptReason = "held" | "reopened" | "not-due" | "withdrawn" | "changed" | "gone";

/** A destruction: one proposes, another decides, the program carries it out. */
export interface Destruction {
  readonly destructionId: string;
  /** The disposal that it ends, where the archive has spoken. */
  readonly processId?: string;
  readonly state: DestructionState;
  readonly note: string;
  readonly proposedAt: Date;
  /** Id of the member of staff, or name of the job. */
  readonly proposedBy: string;
  readonly proposedByName: string;
  readonly decided?: {
    readonly at: Date;
    /** Absent where nobody had to decide: the archive has confirmed, and the town deletes at once. */
    readonly by?: string;
    readonly byName: string;
    readonly reason: string;
  };
  readonly protocol?: { readonly akteId: string; readonly vorgangId: string; readonly dokumentId?: string };
  readonly doneAt?: Date;
}

/** An Akte of a destruction. */
export interface DoomedAkte {
  readonly destructionId: string;
  readonly akteId: string;
  readonly circleId: number;
  readonly position: number;
  readonly aktenzeichen: string;
  readonly planUnit: string;
  readonly basis: DestructionBasis;
  readonly confirmedBy?: string;
  readonly archivkennung?: string;
  /** What its content was when the archive got it. */
  readonly contentDigest?: string;
  readonly state: DoomedState;
  readonly keptBecause?: KeptReason;
}

/** Most Akten of one destruction: what a person can look through. */
export const mostDoomed = 500;
