import { createHmac, timingSafeEqual } from "node:crypto";
import { type Cents, Forbidden, Invalid, type Localized } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";

/** What a provider says about a payment. `failed` is not the end: the payer may try again. */
export type ProviderStatus = "open" | "paid" | "failed";

/** A payment that was begun. */
export interface Checkout {
  readonly checkoutId: string;
  readonly accountId: string;
  readonly provider: string;
  readonly providerId: string | undefined;
  /** Where the payer pays. */
  readonly redirectTo: string | undefined;
  readonly amountCents: Cents;
  readonly language: "de" | "en";
  readonly state: "preparing" | "open" | "paid" | "failed";
  readonly createdAt: Date;
}

/** What a provider is asked for. */
export interface CheckoutOrder {
  readonly checkoutId: string;
  readonly amountCents: Cents;
  /** What the payer reads there; no personal data. */
  readonly description: string;
  readonly reference: string;
  readonly language: "de" | "en";
  /** Absolute addresses. */
  readonly returnUrl: string;
  readonly webhookUrl: string;
  /** Base of the town's pages, for providers that live there (the simulator). */
  readonly townUrl: string;
}

/** Money that goes back through the provider that it came by. */
export interface ProviderRefund {
  readonly refundId: string;
  readonly checkoutId: string;
  readonly accountId: string;
  readonly amountCents: Cents;
  /** `failed`: the provider refuses, the treasury pays out instead. */
  readonly state: "ordered" | "done" | "failed";
  readonly orderedAt: Date;
}

/** What a provider is asked to pay back. */
export interface RefundOrder {
  /** The key by which the provider knows a repeat. */
  readonly refundId: string;
  /** Its own name of the payment. */
  readonly providerId: string;
  readonly amountCents: Cents;
  readonly orderedAt: Date;
}

/** How a refund stands. `pending`: it will tell, or be asked again. */
export type RefundStatus = "pending" | "done" | "failed";

/** A message of a provider about a refund. */
export interface RefundEvent {
  readonly eventId: string;
  readonly refundId: string;
  readonly refund: "done" | "failed";
}

/** One message of a provider about a payment. */
export interface ProviderEvent {
  /** Unique with this provider: a repeat is recognised by it. */
  readonly eventId: string;
  readonly providerId: string;
  readonly status: ProviderStatus;
  /** What was really paid; needed for `paid`. */
  readonly amountCents: Cents | undefined;
}

/** A webhook as it came, before anybody trusts it. */
export interface RawWebhook {
  readonly body: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** Who may read for a provider that lives in this database. Real ones talk to the network instead. */
export type ProviderIo = { read<T>(work: (ctx: Ctx) => Promise<T>): Promise<T> };

/**
 * An online payment provider. `createCheckout` and `poll` run in jobs, outside any transaction, and may be repeated
 * after a crash: `checkoutId` is the idempotency key.
 */
export interface PaymentProvider {
  /** Stored with every payment: never changed. `[a-z-]+`. */
  readonly id: string;
  readonly label: Localized;
  /** No money moves; every page says so. */
  readonly simulated: boolean;
  /** @throws Unavailable where it does not answer */
  createCheckout(
    io: ProviderIo,
    order: CheckoutOrder,
  ): Promise<{ readonly providerId: string; readonly redirectTo: string }>;
  /** @throws Forbidden `payments.bad-signature`; Invalid `payments.bad-webhook` */
  parseWebhook(ctx: Pick<Ctx, "keyring" | "tenant" | "now">, webhook: RawWebhook): ProviderEvent | RefundEvent;
  /** Asked where no webhook came. @throws Unavailable */
  poll(
    io: ProviderIo,
    providerId: string,
  ): Promise<{ readonly status: ProviderStatus; readonly amountCents: Cents | undefined }>;
  /**
   * Pays back a part of a payment, or all of it. Again with the same `refundId` pays nothing again and says how it
   * stands now: so it is asked, too.
   * @throws Unavailable where it does not answer
   */
  refund(io: ProviderIo, order: RefundOrder): Promise<RefundStatus>;
}

const toleranceSeconds = 600;

/** Signature of a body: `t=<unix seconds>,v1=<HMAC-SHA-256 of "<t>.<body>" in hex>`. */
export function signWebhook(secret: string, body: string, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000);
  return `t=${seconds},v1=${createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex")}`;
}

/**
 * Goes on only where the body was signed with this secret within the last ten minutes.
 * @throws Forbidden `payments.bad-signature`
 */
export function verifyWebhook(secret: string, body: string, signature: string | undefined, now: Date): void {
  const match = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(signature ?? "");
  if (match !== null && Math.abs(now.getTime() / 1000 - Number(match[1])) <= toleranceSeconds) {
    const expected = createHmac("sha256", secret).update(`${match[1]}.${body}`).digest();
    if (timingSafeEqual(expected, Buffer.from(match[2] as string, "hex"))) return;
  }
  throw new Forbidden("payments.bad-signature");
}

/** @throws Invalid `payments.bad-webhook`: signed, but not what was agreed */
export function parseSignedJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Invalid("payments.bad-webhook");
  }
}
