/** A package from elsewhere that becomes Akten here. Stored for ever: state, kind, result. */
export interface Import {
  readonly importId: string;
  readonly name: string;
  /** Address of the package, until it is done. */
  readonly sha256?: string;
  /** SHA-256 of the package, kept for ever. */
  readonly digest: string;
  /** Of the standard: `3.1.0`. */
  readonly version: string;
  readonly sourceProcess: string;
  /** Who has sent it. */
  readonly source: string;
  readonly state: "preview" | "running" | "done" | "dropped";
  /** Unit of the Aktenplan that takes the Akten. */
  readonly planUnit?: string;
  readonly begunAt: Date;
  readonly begunBy: string;
  readonly doneAt?: Date;
  /** Elements of the message that have no place here: path and line. */
  readonly leftOver: readonly string[];
}

/** What became of an object of a package. */
export interface ImportedObject {
  readonly kind: "akte" | "teilakte" | "vorgang" | "dokument";
  /** xdomeaUUID that it had elsewhere. */
  readonly sourceUuid: string;
  readonly title: string;
  readonly result: "taken" | "not-possible" | "there-already";
  readonly localId?: string;
  readonly akteId?: string;
  readonly remark?: string;
}
