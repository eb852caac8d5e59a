import type { Server } from "node:http";
import type { Socket } from "node:net";

/**
 * Lets a server end although connections are open on which nothing is asked. Browsers open some in advance, and Node
 * counts none of them as idle that has not brought a request yet: it would wait until the other side ends them.
 * @returns to be called when the server closes: what is running has so many milliseconds
 */
export function trackConnections(server: Server, runningMs: number): () => void {
  const silent = new Set<Socket>();
  let closing = false;
  server.on("connection", (socket: Socket) => {
    if (closing) socket.destroy();
    else silent.add(socket.once("close", () => silent.delete(socket)));
  });
  server.on("request", ({ socket }) => silent.delete(socket));
  return () => {
    closing = true;
    for (const socket of silent) socket.destroy();
    const tooLong = setTimeout(() => server.closeAllConnections(), runningMs);
    server.once("close", () => clearTimeout(tooLong));
  };
}
