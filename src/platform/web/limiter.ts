/** How many different keys are counted apart; whoever comes beyond shares one count. */
const mostKeys = 100_000;

/** Counts by key within each minute of the clock. */
export interface Limiter {
  /** Counts one. @returns false where it is one too many */
  allow(key: string): boolean;
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
