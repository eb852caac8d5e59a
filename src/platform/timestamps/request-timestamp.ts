import { randomBytes, type X509Certificate } from "node:crypto";
import { Unavailable } from "../../kernel/index.ts";
import { readTimestampResponse, type Timestamp, verifyTimestamp, writeTimestampRequest } from "./timestamp.ts";

/** A service that stamps hashes with the time. */
export interface TimestampAuthority {
  readonly url: string;
  /** Certificates that its own has to come from. */
  readonly roots: readonly X509Certificate[];
}

const timeoutMs = 20_000;
const mostBytes = 256 * 1024;

async function post(url: string, request: Uint8Array): Promise<Uint8Array> {
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/timestamp-query", accept: "application/timestamp-reply" },
      body: Buffer.from(request),
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!answer.ok || answer.body === null) throw new Unavailable("timestamps.unavailable", { status: answer.status });
    const pieces: Uint8Array[] = [];
    let size = 0;
    for await (const piece of answer.body) {
      size += piece.length;
      if (size > mostBytes) throw new Unavailable("timestamps.unavailable", { status: answer.status });
      pieces.push(piece);
    }
    return Buffer.concat(pieces);
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    throw new Unavailable("timestamps.unavailable", { reason: (error as Error).name });
  }
}

/**
 * Has a hash stamped by a service (RFC 3161 over HTTP) and proves what comes back.
 * @param imprint SHA-256, 32 bytes: all that leaves the house
 * @returns the token to keep, and what it says
 * @throws Unavailable `timestamps.unavailable`; Invalid as `readTimestampResponse` and `verifyTimestamp`
 */
export async function requestTimestamp(
  authority: TimestampAuthority,
  imprint: Uint8Array,
): Promise<Timestamp & { readonly token: Uint8Array }> {
  const nonce = randomBytes(8);
  const token = readTimestampResponse(await post(authority.url, writeTimestampRequest(imprint, nonce)));
  return { ...verifyTimestamp(token, { imprint, nonce, roots: authority.roots }), token };
}
