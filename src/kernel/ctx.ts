/** A municipality on this installation: a small positive integer, first column of every tenant table. */
export type TenantId = number & { readonly __unit: "tenant" };

/**
 * What a member of staff may do. Routes and actions ask for one of these.
 * `casework`: work on cases. `records`: registry and file. `register`: read the Gewerbe register.
 * `administration`: staff and settings of the municipality. `design`: make and change services and code lists.
 * `publish`: put services on the portal, or take them off. `dataprotection`: answer requests of people about their data.
 */
export type Duty = "casework" | "records" | "register" | "administration" | "design" | "publish" | "dataprotection";

/** Who acts. Goes into histories; `name` is shown to colleagues. */
export type Actor =
  | { readonly kind: "citizen"; readonly mailboxId?: string }
  | { readonly kind: "staff"; readonly staffId: string; readonly name: string; readonly duties: readonly Duty[] }
  | { readonly kind: "system"; readonly name: string };

/**
 * Documents as bytes, addressed by their SHA-256. Written before the commit, never changed. What is read is not
 * compared with its address: whoever must be sure does that.
 * Every method throws Invalid `files.bad-address` for what is no SHA-256 in lower-case hex, and Unavailable
 * `files.store-unavailable` where a store outside does not answer.
 */
export interface BlobStore {
  /** Stores the bytes durably and returns their address. The same bytes again cost little, and count as stored now. */
  put(bytes: Uint8Array): Promise<string>;
  /** @throws NotFound `files.missing` */
  get(sha256: string): Promise<Uint8Array>;
  /** Reads piece by piece what need not lie in memory. @throws NotFound `files.missing` at the first piece */
  stream(sha256: string): AsyncIterable<Uint8Array>;
  has(sha256: string): Promise<boolean>;
  /** Up to 1000 addresses in ascending order, those after the given one; none at the end. */
  list(after?: string): Promise<readonly string[]>;
  /**
   * Erases for good, for bytes that no row of any town names. Somebody may be storing the same bytes at this moment and
   * commit a row later: with `unlessStoredSince` what was stored since then stays; give a moment well before the
   * transactions that may still be running, a day ago rather than a minute.
   * @returns false where it stayed
   */
  delete(sha256: string, unlessStoredSince?: Date): Promise<boolean>;
}

/** Keys derived from the installation's secret, one per purpose. */
export interface Keyring {
  /** Keyed hash (HMAC-SHA-256, base64url) of a value for a purpose, e.g. an access code for look-up. */
  mac(purpose: string, value: string): string;
  /** Signature (Ed25519, 64 bytes) with the key of a purpose: the same message gives the same bytes. */
  sign(purpose: string, message: Uint8Array): Uint8Array;
  /** Public key (Ed25519, 32 bytes as in RFC 8032) of a purpose, for whoever checks its signatures. */
  publicKey(purpose: string): Uint8Array;
}

/** Queues background work in the running transaction: it exists when, and only when, the commit does. */
export interface JobSender<Tx> {
  /**
   * @param payload ids and figures only, never personal data: the queue has no row-level security
   * @param options `startAfter`: not before
   */
  send(
    ctx: Pick<Ctx<Tx>, "tx" | "tenant">,
    job: string,
    payload: object,
    options?: { readonly startAfter?: Date },
  ): Promise<void>;
}

/**
 * Everything an action may use: one transaction, who acts, for which municipality, and the time.
 * Opened by the web and job wrappers, once per POST or job; there is no global database handle.
 */
export interface Ctx<Tx = unknown> {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly tenant: TenantId;
  readonly now: Date;
  readonly files: BlobStore;
  readonly keyring: Keyring;
  readonly jobs: JobSender<Tx>;
}
