import { Invalid, Unavailable } from "../../../kernel/index.ts";
import type { RecipientAdapter } from "./recipient-adapter.ts";

const loopback = ["127.0.0.1", "localhost", "[::1]"];

/** Whether personal data may go there: encrypted (§ 3 Abs. 4 GewAnzV), or to this machine where that is allowed. */
function mayGoTo(target: string, allowLoopback: boolean): boolean {
  if (!URL.canParse(target)) return false;
  const url = new URL(target);
  return url.protocol === "https:" || (allowLoopback && url.protocol === "http:" && loopback.includes(url.hostname));
}

/** Statuses after which the same request may succeed later. */
const passing = [408, 425, 429];

/**
 * Posts messages to an `https:` address with the header `Idempotency-Key`. Follows no redirect: data go where the
 * town has said and nowhere else.
 * @param options.timeoutMs for the whole exchange
 * @param options.allowLoopback `http:` to this machine: for tests
 */
export function httpsAdapter(options: {
  readonly timeoutMs: number;
  readonly allowLoopback: boolean;
}): RecipientAdapter {
  return {
    async send(target, message) {
      if (!mayGoTo(target, options.allowLoopback)) throw new Invalid("gewerbe.bad-target");
      let status: number;
      try {
        const answer = await fetch(target, {
          method: "POST",
          redirect: "manual",
          signal: AbortSignal.timeout(options.timeoutMs),
          headers: {
            "content-type": message.mediaType,
            "content-disposition": `attachment; filename="${message.filename}"`,
            "idempotency-key": message.idempotencyKey,
          },
          body: Buffer.from(message.bytes),
        });
        status = answer.status;
        await answer.body?.cancel();
      } catch (error) {
        const reason = (error as Error).name === "TimeoutError" ? "timeout" : "connection";
        throw new Unavailable("gewerbe.recipient-unreachable", { reason });
      }
      if (status >= 200 && status < 300) return;
      if (status >= 500 || passing.includes(status)) throw new Unavailable("gewerbe.recipient-unreachable", { status });
      throw new Invalid(status < 400 ? "gewerbe.recipient-redirects" : "gewerbe.recipient-refused", { status });
    },
  };
}
