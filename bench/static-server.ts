import { fastify } from "fastify";

// The yardstick of the journeys: what Fastify does on this machine when it has nothing to do.
const page = `<!doctype html><html lang="de"><title>Yardstick</title><p>${"Lorem ipsum dolor sit amet. ".repeat(365)}</p></html>`;
const app = fastify({ logger: false });
app.get("/", (_request, reply) => reply.type("text/html; charset=utf-8").send(page));
await app.listen({ port: Number(process.env.PORT), host: "127.0.0.1" });
process.send?.("ready");
process.once("disconnect", () => process.exit(0)); // the benchmark was interrupted
