import { setTimeout } from "node:timers/promises";
import type { WebRequest } from "./route.ts";

const everyMs = 200;

/**
 * Looks again and again until a job has done what the page is about, for as long as the request has patience. The queue
 * takes up to half a second: waiting that long spares most people a second look.
 * @returns what was seen last, done or not
 */
export async function lookUntil<Seen>(
  request: Pick<WebRequest, "patienceMs">,
  look: () => Promise<Seen>,
  isDone: (seen: Seen) => boolean,
): Promise<Seen> {
  for (let waited = 0; ; waited += everyMs) {
    const seen = await look();
    if (isDone(seen) || waited >= request.patienceMs) return seen;
    await setTimeout(everyMs);
  }
}
