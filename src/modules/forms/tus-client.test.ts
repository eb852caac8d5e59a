import { createServer as createHttpServer, request as httpRequest, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { Upload as TusClient } from "tus-js-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../../kernel/index.ts";
import { listUploads } from "../uploads/index.ts";
import { openParken, type Parken } from "./testing/parken.ts";

let first: Parken;
let urls: readonly string[];

beforeAll(async () => {
  first = await openParken();
  const one = await first.web.app.listen({ port: 0, host: "127.0.0.1" });
  // A second web process on the same data: its own server, locks and all, in one test's process.
  const second = await first.openAnother();
  urls = [one, await second.listen({ port: 0, host: "127.0.0.1" })];
});
afterAll(() => first.close());

/** Stands between, as a balancer does: each request goes to the other server, and some answers get lost. */
async function balancer(lose: (request: IncomingMessage, count: number) => boolean) {
  let count = 0;
  const server = createHttpServer((incoming, outgoing) => {
    const target = new URL(urls[count % 2] as string);
    const lost = lose(incoming, count++);
    const passed = httpRequest(
      {
        host: target.hostname,
        port: target.port,
        method: incoming.method,
        path: incoming.url,
        headers: incoming.headers,
      },
      (answer) => {
        if (lost) {
          incoming.socket.destroy();
          answer.resume();
          return;
        }
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      },
    );
    passed.on("error", () => outgoing.destroy());
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => server.close(),
    requests: () => count,
  };
}

test("another client of the protocol, two web processes and lost answers: the file arrives whole", async () => {
  const browser = first.web.openBrowser();
  await browser.open("/paderborn/fortsetzen");
  const csrf = /name="_csrf" value="([^"]+)"/.exec(browser.html)?.[1] ?? "";
  await browser.post("/paderborn/leistungen/parken/beginnen", { _csrf: csrf, _submission: newId() });
  const draftId = /\/antrag\/([^/]+)/.exec(browser.path)?.[1] ?? "";
  const content = Buffer.from("Zeile für Zeile ein Mietvertrag.\n".repeat(5000));
  const middle = await balancer((request, count) => request.method === "PATCH" && count % 3 === 2);
  try {
    await new Promise<void>((resolve, reject) => {
      new TusClient(content, {
        endpoint: `${middle.url}/paderborn/antrag/${draftId}/dateien`,
        chunkSize: 20_000,
        retryDelays: [50, 50, 50, 50, 50],
        metadata: { field: "mietvertrag", filename: "Vertrag.txt" },
        headers: {
          "X-Requested-With": "klickamt",
          Cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        },
        onSuccess: () => resolve(),
        onError: reject,
      }).start();
    });
  } finally {
    middle.close();
  }
  const [upload] = await first.database.run(first.town.tenantId, { kind: "citizen" }, (ctx) =>
    listUploads(ctx, draftId),
  );
  expect(upload).toMatchObject({ filename: "Vertrag.txt", state: "clean", bytes: content.length });
  expect(middle.requests()).toBeGreaterThan(10);
});
