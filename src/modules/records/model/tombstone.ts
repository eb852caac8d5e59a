/**
 * Why an Akte may be destroyed. `plan`: its unit of the Aktenplan says V; `bewertung`: the archive has appraised it so;
 * `uebernahme`: the archive has confirmed that it took it over.
 */
export type DestructionBasis = "plan" | "bewertung" | "uebernahme";

/** Leave to destroy one Akte. Source: four eyes; xdomea, Aussonderung: only after 0506. */
export interface DestructionOrder {
  readonly orderId: string;
  readonly akteId: string;
  readonly basis: DestructionBasis;
  /** Who proposed it: id of the member of staff, or name of the job. */
  readonly proposedBy: string;
  /** Somebody else. May only be absent where the archive has confirmed that it took the Akte over. */
  readonly approvedBy?: string;
  /** UUID of the message that confirms it, and the mark of the archive for the Akte. */
  readonly confirmedBy?: string;
  readonly archivkennung?: string;
}

/** What stays of an Akte that was destroyed: no word of what it was about. */
export interface Tombstone {
  readonly akteId: string;
  readonly aktenzeichen: string;
  readonly planUnit: string;
  readonly openedAt: Date;
  readonly zdaAt: Date;
  readonly vorgaenge: number;
  readonly dokumente: number;
  /** Where the chain of its history had come to. */
  readonly headSequence: number;
  readonly headHash: string;
  readonly destroyedAt: Date;
  readonly orderId: string;
  readonly basis: DestructionBasis;
  readonly archivkennung?: string;
  /** The Akte, and the entry of its history, that say the same. */
  readonly proofAkteId: string;
  readonly proofSequence: number;
}
