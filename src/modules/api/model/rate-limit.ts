/** What is left of a minute. */
export interface Allowance {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Whole seconds until the minute is over and the count begins anew. */
  readonly resetSeconds: number;
}

const minuteMs = 60_000;
const mostCounted = 10_000;

/**
 * Counts the requests of each key, minute by minute from its first one. Lives in the memory of one process: with
 * several processes each counts for itself.
 */
export class RateLimit {
  readonly #minutes = new Map<string, { readonly begun: number; count: number }>();

  /** Counts one request and says whether it may be served. */
  take(keyId: string, limit: number, now: number): Allowance {
    let minute = this.#minutes.get(keyId);
    if (minute === undefined || now - minute.begun >= minuteMs || now < minute.begun) {
      minute = { begun: now, count: 0 };
      this.#minutes.delete(keyId);
      this.#minutes.set(keyId, minute);
      if (this.#minutes.size > mostCounted) this.#forgetOldest();
    }
    minute.count += 1;
    return {
      allowed: minute.count <= limit,
      limit,
      remaining: Math.max(0, limit - minute.count),
      resetSeconds: Math.max(1, Math.ceil((minute.begun + minuteMs - now) / 1000)),
    };
  }

  #forgetOldest(): void {
    const [oldest] = this.#minutes.keys();
    if (oldest !== undefined) this.#minutes.delete(oldest);
  }
}

/** As headers. Source: draft-ietf-httpapi-ratelimit-headers-10; Retry-After: RFC 9110, section 10.2.3. */
export function rateHeaders(allowance: Allowance): Readonly<Record<string, string>> {
  return {
    "ratelimit-policy": `"minute";q=${allowance.limit};w=60`,
    ratelimit: `"minute";r=${allowance.remaining};t=${allowance.resetSeconds}`,
    ...(allowance.allowed ? {} : { "retry-after": String(allowance.resetSeconds) }),
  };
}
