import { Readable } from "node:stream";
import { NotFound } from "../../kernel/index.ts";
import { requireOwnScript } from "./own-forms.ts";
import type { StreamRoute } from "./route.ts";
import { ctxOf, earlyRequest, inTransaction, type Serving, viewOf } from "./serving.ts";

/** Serves a route whose bodies are read as they come. */
export function serveStream(serving: Serving, route: StreamRoute): void {
  const { app, options } = serving;
  app.route({
    method: [...route.methods],
    url: route.path,
    async handler(request, reply) {
      const { town: slug = "" } = request.params as Record<string, string>;
      const town = await options.dependencies.findTown(slug);
      if (town === undefined) throw new NotFound("web.no-such-town");
      requireOwnScript(request);
      const view = viewOf(serving, request, town, { kind: "citizen" }, "");
      const single = Object.entries(request.headers).filter(
        (header): header is [string, string] => typeof header[1] === "string",
      );
      const response = await route.handle({
        ...earlyRequest(serving, request, town),
        method: request.method,
        url: request.url,
        headers: new Headers(single),
        body: request.body instanceof Readable ? request.body : undefined,
        href: view.href,
        write: (work) => inTransaction(serving, town, (tx) => work(ctxOf(serving, town, tx))),
      });
      reply.status(response.status).header("cache-control", "no-store");
      response.headers.forEach((value, name) => {
        reply.header(name, value);
      });
      return reply.send(response.body === null ? null : Buffer.from(await response.arrayBuffer()));
    },
  });
}
