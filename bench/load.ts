import { Connection } from "./http-client.ts";
import { wholeJourney } from "./journey.ts";
import { Visitor } from "./visitor.ts";

/** What the process that makes the load is asked to do. */
export type LoadOrder =
  | {
      readonly kind: "journeys";
      readonly url: string;
      readonly clients: number;
      /** At most so long … */
      readonly seconds: number;
      /** … or so many in all, whatever comes first. */
      readonly journeys?: number;
    }
  | {
      readonly kind: "page";
      readonly url: string;
      readonly path: string;
      readonly clients: number;
      readonly seconds: number;
    };

/** What came of it. */
export interface LoadReport {
  readonly seconds: number;
  readonly journeys: number;
  readonly requests: number;
  readonly errors: readonly string[];
  /** Processor time of the process that makes the load, while it did. */
  readonly processorMs: number;
  /** Of every request, in milliseconds. */
  readonly latencies: readonly number[];
  /** Of whole journeys, in milliseconds. */
  readonly journeyTimes: readonly number[];
  /** Mean of each kind of page, in milliseconds. */
  readonly pages: Readonly<Record<string, { readonly count: number; readonly meanMs: number }>>;
}

const idPattern = /[0-9a-f]{8}-[0-9a-f-]{27}/;

async function load(order: LoadOrder): Promise<LoadReport> {
  const latencies: number[] = [];
  const journeyTimes: number[] = [];
  const errors: string[] = [];
  const pages = new Map<string, { count: number; sum: number }>();
  let number = 0;
  const begun = performance.now();
  const spentBefore = process.cpuUsage();
  const most = order.kind === "journeys" ? (order.journeys ?? Number.POSITIVE_INFINITY) : 1;
  const until = begun + order.seconds * 1000;

  async function client(): Promise<void> {
    const connection = new Connection(order.url);
    while (performance.now() < until && number < most) {
      if (order.kind === "page") {
        const sent = performance.now();
        const { status } = await connection.request("GET", order.path, "");
        latencies.push(performance.now() - sent);
        if (status !== 200) errors.push(String(status));
        continue;
      }
      const visitor = new Visitor(connection, (path, reply, tookMs) => {
        latencies.push(tookMs);
        if (reply.status >= 400) errors.push(`${reply.status} ${path.replace(idPattern, ":id")}`);
        const name = `${reply.status === 303 ? "POST" : "GET"} ${path.replace(idPattern, ":id")}`;
        const page = pages.get(name) ?? { count: 0, sum: 0 };
        page.count++;
        page.sum += tookMs;
        pages.set(name, page);
      });
      const started = performance.now();
      try {
        await wholeJourney(visitor, number++);
        journeyTimes.push(performance.now() - started);
      } catch (error) {
        errors.push((error as Error).message.replace(idPattern, ":id"));
        if (errors.length > 100) break;
      }
    }
    connection.close();
  }

  await Promise.all(Array.from({ length: order.clients }, client));
  const spent = process.cpuUsage(spentBefore);
  return {
    seconds: (performance.now() - begun) / 1000,
    journeys: journeyTimes.length,
    requests: latencies.length,
    errors,
    processorMs: (spent.user + spent.system) / 1000,
    latencies,
    journeyTimes,
    pages: Object.fromEntries([...pages].map(([name, { count, sum }]) => [name, { count, meanMs: sum / count }])),
  };
}

process.once("message", (order: LoadOrder) => {
  void load(order).then((report) => {
    process.send?.(report, () => process.disconnect?.());
  });
});
