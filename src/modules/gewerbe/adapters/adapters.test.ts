import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Invalid, Unavailable } from "../../../kernel/index.ts";
import { folderAdapter } from "./folder.ts";
import { httpsAdapter } from "./https.ts";

const message = {
  filename: "2026-11-25-GewA1-ihk-1.xml",
  mediaType: "application/xml",
  bytes: Buffer.from("<gewerbeanzeige>Änne</gewerbeanzeige>"),
  idempotencyKey: "0193a2f0-0000-7000-8000-000000000001",
};

describe("the folder", () => {
  const folder = mkdtempSync(join(tmpdir(), "klickamt-folder-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("holds the message once, whole, however often it is sent", async () => {
    const adapter = folderAdapter(folder);
    await adapter.send("ihk", message);
    await adapter.send("ihk", message);
    expect(readdirSync(join(folder, "ihk"))).toEqual([message.filename]);
    expect(readFileSync(join(folder, "ihk", message.filename))).toEqual(message.bytes);
  });

  test.each(["../ihk", "/etc", "ihk/..", "", "Ihk", "."])("does not leave its place: %j", async (target) => {
    await expect(folderAdapter(folder).send(target, message)).rejects.toThrow(Invalid);
  });

  test("does not take a file name that leads elsewhere", async () => {
    await expect(folderAdapter(folder).send("ihk", { ...message, filename: "../x.xml" })).rejects.toThrow(Invalid);
  });

  test("that cannot be written is worth another try", async () => {
    const occupied = join(folder, "occupied");
    writeFileSync(occupied, "a file stands where the folder should be");
    await expect(folderAdapter(occupied).send("ihk", message)).rejects.toThrow(Unavailable);
  });
});

describe("HTTPS", () => {
  let server: Server;
  let address: string;
  let answers: number[] = [];
  let seen: { headers: IncomingHttpHeaders; body: string; path: string }[] = [];
  const adapter = httpsAdapter({ timeoutMs: 300, allowLoopback: true });

  beforeAll(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        seen.push({ headers: request.headers, body: Buffer.concat(chunks).toString(), path: request.url ?? "" });
        const status = answers.shift() ?? 200;
        if (status === 0) return;
        response.writeHead(status, status === 307 ? { location: `${address}elsewhere` } : {});
        response.end("noted");
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  beforeEach(() => {
    answers = [];
    seen = [];
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  test("sends the bytes with their type and a key by which a repeat is known", async () => {
    await adapter.send(address, message);
    expect(seen).toHaveLength(1);
    expect(seen[0]?.body).toBe(message.bytes.toString());
    expect(seen[0]?.headers).toMatchObject({
      "content-type": "application/xml",
      "idempotency-key": message.idempotencyKey,
    });
  });

  test.each([500, 503, 429, 408])("%i is worth another try", async (status) => {
    answers = [status];
    await expect(adapter.send(address, message)).rejects.toThrow(Unavailable);
  });

  test.each([400, 401, 404, 422])("%i is not", async (status) => {
    answers = [status];
    await expect(adapter.send(address, message)).rejects.toThrow(Invalid);
  });

  test("does not follow a redirect with people's data", async () => {
    answers = [307];
    await expect(adapter.send(address, message)).rejects.toThrow("gewerbe.recipient-redirects");
    expect(seen.map(({ path }) => path)).toEqual(["/"]);
  });

  test("does not wait for ever", async () => {
    answers = [0];
    await expect(adapter.send(address, message)).rejects.toThrow(Unavailable);
  });

  test("nobody there is worth another try", async () => {
    await expect(adapter.send("http://127.0.0.1:9/", message)).rejects.toThrow(Unavailable);
  });

  test.each(["http://example.org/", "ftp://example.org/", "javascript:alert(1)", "nowhere"])(
    "nothing goes unencrypted to %s",
    async (target) => {
      await expect(adapter.send(target, message)).rejects.toThrow("gewerbe.bad-target");
    },
  );

  test("not even to this machine, outside of tests", async () => {
    const real = httpsAdapter({ timeoutMs: 300, allowLoopback: false });
    await expect(real.send(address, message)).rejects.toThrow("gewerbe.bad-target");
    expect(seen).toEqual([]);
  });
});
