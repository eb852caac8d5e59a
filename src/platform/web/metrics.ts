import type { FastifyInstance } from "fastify";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { equalInConstantTime } from "../crypto/index.ts";
import type { ServerOptions } from "./options.ts";

export interface Metrics {
  /** Counts a request that ended in an error nobody expected. */
  countIncident(): void;
  /** Notes how long an answer took. */
  noteAnswer(answer: { method: string; route: string; status: number }, seconds: number): void;
  /** `/metrics`: for whoever has the token; without one, for this machine alone. */
  serve(app: FastifyInstance): void;
}

export function createMetrics(options: Pick<ServerOptions, "db" | "gatherMetrics" | "metricsToken">): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: "klickamt_http_seconds",
    help: "Time to answer a request",
    labelNames: ["method", "route", "status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  const incidents = new Counter({
    name: "klickamt_incidents_total",
    help: "Requests that ended in an error nobody expected",
    registers: [registry],
  });
  new Gauge({
    name: "klickamt_db_connections",
    help: "Connections to PostgreSQL",
    labelNames: ["state"],
    registers: [registry],
    collect() {
      for (const [state, value] of Object.entries(options.db.load())) this.set({ state }, value);
    },
  });
  const text = options.gatherMetrics?.(registry) ?? (() => registry.metrics());

  return {
    countIncident: () => incidents.inc(),
    noteAnswer: (answer, seconds) => durations.observe(answer, seconds),
    serve(app) {
      app.get("/metrics", async (request, reply) => {
        const local = request.ip === "127.0.0.1" || request.ip === "::1" || request.ip === "::ffff:127.0.0.1";
        const allowed =
          options.metricsToken === undefined
            ? local
            : equalInConstantTime(request.headers.authorization ?? "", `Bearer ${options.metricsToken}`);
        if (!allowed) return reply.status(404).send();
        return reply.type(registry.contentType).send(await text());
      });
    },
  };
}
