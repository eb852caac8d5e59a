/** What goes to a recipient. */
export interface RecipientMessage {
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /** The same when it is sent again: a recipient takes it once. */
  readonly idempotencyKey: string;
}

/** A way to a recipient. */
export interface RecipientAdapter {
  /**
   * Hands the message over; returns when it has arrived.
   * @throws Unavailable `gewerbe.recipient-unreachable`: worth trying again
   * @throws Invalid `gewerbe.recipient-refused`: the recipient will not take it however often it is sent
   */
  send(target: string, message: RecipientMessage): Promise<void>;
}
