import { connect } from "node:net";
import { Unavailable } from "../../kernel/index.ts";

const answerWithinMs = 60_000;
const pieceBytes = 64 * 1024;
const mostAnswerBytes = 4096;

/** `host:port`, `[::1]:3310` or `/run/clamav/clamd.ctl`. */
function addressOf(clamd: string): { path: string } | { host: string; port: number } {
  if (clamd.startsWith("/")) return { path: clamd };
  const colon = clamd.lastIndexOf(":");
  return { host: clamd.slice(0, colon).replace(/^\[|\]$/g, ""), port: Number(clamd.slice(colon + 1)) };
}

/** Says one command to clamd and returns its answer. Source: clamd(8), commands with a zero byte at the end. */
function ask(clamd: string, command: string, body: Uint8Array | undefined, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(addressOf(clamd));
    const parts: Buffer[] = [];
    let length = 0;
    const fail = (): void => {
      socket.destroy();
      reject(new Unavailable("uploads.scanner"));
    };
    socket.setTimeout(timeoutMs, fail);
    socket.on("error", fail);
    socket.on("data", (part: Buffer) => {
      parts.push(part);
      length += part.length;
      if (length > mostAnswerBytes) fail();
    });
    socket.on("end", () => {
      socket.destroy();
      resolve(Buffer.concat(parts).toString("utf8").replace(/\0/g, "").trim());
    });
    socket.on("connect", () => {
      socket.write(`z${command}\0`);
      if (body === undefined) return;
      for (let at = 0; at < body.length; at += pieceBytes) {
        const piece = body.subarray(at, at + pieceBytes);
        const size = Buffer.alloc(4);
        size.writeUInt32BE(piece.length);
        socket.write(size);
        socket.write(piece);
      }
      socket.write(Buffer.alloc(4));
    });
  });
}

/**
 * Asks clamd about a file.
 * @throws Unavailable `uploads.scanner` where it does not answer, or has not looked at all of it: a file that nobody
 * has looked at is never clean
 */
export async function scan(clamd: string, bytes: Uint8Array, timeoutMs = answerWithinMs): Promise<"clean" | "malware"> {
  const answer = await ask(clamd, "INSTREAM", bytes, timeoutMs);
  if (/^stream: OK$/.test(answer)) return "clean";
  if (/^stream: .+ FOUND$/.test(answer)) return "malware";
  throw new Unavailable("uploads.scanner");
}

/**
 * Version of clamd and of its signatures, for `doctor`.
 * @throws Unavailable `uploads.scanner`
 */
export function clamdVersion(clamd: string): Promise<string> {
  return ask(clamd, "VERSION", undefined, 5000);
}
