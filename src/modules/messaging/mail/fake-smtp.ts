import type { AddressInfo } from "node:net";
import { createServer, type Server, type Socket } from "node:net";

/** A mail as the fake server took it. */
export interface TakenMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly data: string;
}

/** For tests: as much of an SMTP server (RFC 5321) as a client needs to be glad, with answers to order. */
export interface FakeSmtp {
  readonly url: string;
  readonly taken: readonly TakenMail[];
  /** Answers to the next commands of this name instead of taking them, e.g. `("DATA", "451 4.7.1 later")`. */
  answer(command: "MAIL" | "RCPT" | "DATA" | "END", ...replies: string[]): void;
  close(): Promise<void>;
}

export async function startFakeSmtp(): Promise<FakeSmtp> {
  const taken: TakenMail[] = [];
  const orders = new Map<string, string[]>();
  const sockets = new Set<Socket>();

  function converse(socket: Socket): void {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => undefined);
    let buffered = "";
    let data: string | undefined;
    let from = "";
    let to: string[] = [];
    const say = (line: string) => socket.write(`${line}\r\n`);
    const ordered = (command: string) => orders.get(command)?.shift();

    function command(line: string): void {
      const word = line.slice(0, 4).toUpperCase();
      const order = ordered(word);
      if (order !== undefined) return void say(order);
      if (word === "EHLO" || word === "HELO") say("250 fake");
      else if (word === "MAIL") {
        from = /<(.*?)>/.exec(line)?.[1] ?? "";
        to = [];
        say("250 ok");
      } else if (word === "RCPT") {
        to.push(/<(.*?)>/.exec(line)?.[1] ?? "");
        say("250 ok");
      } else if (word === "DATA") {
        data = "";
        say("354 go on");
      } else if (word === "QUIT") {
        say("221 bye");
        socket.end();
      } else say("250 ok");
    }

    say("220 fake ESMTP");
    socket.on("data", (chunk) => {
      buffered += chunk.toString("utf8");
      for (let end = buffered.indexOf("\r\n"); end !== -1; end = buffered.indexOf("\r\n")) {
        const line = buffered.slice(0, end);
        buffered = buffered.slice(end + 2);
        if (data === undefined) command(line);
        else if (line === ".") {
          const order = ordered("END");
          if (order === undefined) taken.push({ from, to, data });
          data = undefined;
          say(order ?? "250 taken");
        } else data += `${line.replace(/^\./, "")}\r\n`;
      }
    });
  }

  const server: Server = createServer(converse);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken,
    answer(name, ...replies) {
      orders.set(name, [...(orders.get(name) ?? []), ...replies]);
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
