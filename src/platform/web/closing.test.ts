import { createServer, type RequestListener, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { trackConnections } from "./closing.ts";

let server: Server;
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

/** @returns closes the server as ours does; resolves when no connection is left */
async function serve(handle: RequestListener, runningMs: number): Promise<() => Promise<void>> {
  server = createServer(handle);
  const letGo = trackConnections(server, runningMs);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return () => {
    letGo();
    return new Promise((closed) => server.close(() => closed()));
  };
}

/** Opens a connection and writes on it. @returns what has come when it ends */
async function open(text: string): Promise<{ readonly answer: Promise<string> }> {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  sockets.push(socket);
  let received = "";
  socket.on("data", (bytes) => (received += bytes));
  socket.on("error", () => undefined);
  const answer = new Promise<string>((ended) => socket.once("close", () => ended(received)));
  const arrived = new Promise((taken) => server.once("connection", taken));
  await new Promise<void>((connected) => socket.once("connect", () => connected()));
  await arrived;
  if (text !== "") await new Promise((written) => socket.write(text, written));
  return { answer };
}

describe("a server that closes", () => {
  test("waits for no connection on which nothing, or not yet a whole request, has come", async () => {
    const close = await serve((_request, answer) => void answer.end("here"), 60_000);
    const silent = await open("");
    const begun = await open("GET / HTTP/1.1\r\nHost: x\r\nCoo");
    await close();
    expect(await Promise.all([silent.answer, begun.answer])).toEqual(["", ""]);
  });

  test("lets a request that is running come to its end", async () => {
    let finish = (): void => undefined;
    let asked: () => void = () => undefined;
    const running = new Promise<void>((begun) => (asked = begun));
    const close = await serve((_request, answer) => {
      finish = () => void answer.setHeader("connection", "close").end("all of it");
      asked();
    }, 60_000);
    const { answer } = await open("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    await running;
    const closed = close();
    finish();
    await closed;
    expect(await answer).toContain("all of it");
  });

  test("breaks off what is still running after its time", async () => {
    let asked: () => void = () => undefined;
    const running = new Promise<void>((begun) => (asked = begun));
    const close = await serve(() => asked(), 50);
    const { answer } = await open("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    await running;
    await close();
    expect(await answer).toBe("");
  });
});
