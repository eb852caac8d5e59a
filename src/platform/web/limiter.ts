/** How many different keys are counted apart; whoever comes beyond shares one count. */
const mostKeys = 100_000;

/** Counts by key within each minute of the clock. */
export interface Limiter {
  /** Counts one. @returns false where it is one too many */
  allow(key: string): boolean;
}

/**
 * Whom an address counts for. Whoever has one of IPv6 has 2⁶⁴ of them: a connection is given the first four groups
 * (RFC 6177) and makes up the others.
 */
export function networkOf(address: string): string {
  const [plain = ""] = address.split("%");
  if (!plain.includes(":") || plain.includes(".")) return address;
  const [before = "", after] = plain.split("::");
  const groups = before === "" ? [] : before.split(":");
  const behind = after === undefined || after === "" ? [] : after.split(":");
  const left = after === undefined ? 0 : Math.max(0, 8 - groups.length - behind.length);
  return [...groups, ...Array<string>(left).fill("0"), ...behind].slice(0, 4).join(":");
}

/** At most so many a minute for each key. In this process: several count each for itself. */
export function perMinute(max: number, now: () => number = Date.now): Limiter {
  let minute = 0;
  let counts = new Map<string, number>();
  return {
    allow(key) {
      const current = Math.floor(now() / 60_000);
      if (current !== minute) {
        minute = current;
        counts = new Map();
      }
      const counted = counts.has(key) || counts.size < mostKeys ? key : "";
      const count = (counts.get(counted) ?? 0) + 1;
      counts.set(counted, count);
      return count <= max;
    },
  };
}
