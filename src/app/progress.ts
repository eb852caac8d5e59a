/** Runs a step of a long command and prints what came of it, and how long it took. */
export async function step<T>(title: string, work: () => Promise<T>, describe: (result: T) => string): Promise<T> {
  const begun = performance.now();
  const result = await work();
  console.log(`  ✓ ${title}: ${describe(result)} (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
  return result;
}

/** Tells every few seconds how far something is that takes long. */
export function progress(title: string, total?: number): (done: number) => void {
  let last = performance.now();
  return (done) => {
    if (performance.now() - last < 5000) return;
    last = performance.now();
    console.log(`    ${title}: ${done}${total === undefined ? "" : ` of ${total}`}`);
  };
}

/** `12.3 MiB` */
export const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;

/** Documents on their way at once: a store outside is far away, and each may lie in memory whole. */
const width = 8;

/** Works through all of them, some at a time. After a failure no more are begun, and it is thrown. */
export async function inParallel<T>(items: Iterable<T>, work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items[Symbol.iterator]();
  let failed = false;
  const workers = Array.from({ length: width }, async () => {
    for (let next = waiting.next(); !failed && next.done !== true; next = waiting.next()) {
      try {
        await work(next.value);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  });
  const ends = await Promise.allSettled(workers);
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}
