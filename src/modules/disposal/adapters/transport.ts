/** A package that was fetched from the archive and is not yet put away. */
export interface Fetched {
  /** Stays the same until it is put away: by it a repeat after a crash is known. */
  readonly claim: string;
  /** Name that the archive gave it. */
  readonly name: string;
  readonly sizeBytes: number;
}

/** The way to an archive and back. */
export interface ArchiveTransport {
  /**
   * Hands a package over; returns when it lies there whole. The same again changes nothing.
   * @throws Unavailable `disposal.archive-unreachable`
   */
  send(name: string, bytes: Uint8Array): Promise<void>;
  /** Fetches what has come, and names what was fetched before and is not put away. @throws Unavailable */
  fetch(): Promise<readonly Fetched[]>;
  /** @returns undefined where it was put away before */
  read(claim: string): Promise<Uint8Array | undefined>;
  /** Removes what was taken in. Again changes nothing. */
  putAway(claim: string): Promise<void>;
}
