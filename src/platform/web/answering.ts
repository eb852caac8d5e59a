import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";
import { renderDocument } from "../ui/index.ts";
import type { Browsers } from "./browsers.ts";
import { cookieToSet } from "./cookies.ts";
import type { Answer, Route } from "./route.ts";
import type { SecurityHeaders } from "./security-headers.ts";

/** Answers shorter than this gain nothing by compression. */
const smallestCompressedBytes = 1400;
/** Fast rather than small: a page is compressed on every request. */
const compress = promisify(gzip);

/** Sends an answer, with everything that each of its kind has. */
export type Send = (
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Answer,
  csp?: Route["csp"],
) => Promise<FastifyReply>;

export function createSend(options: {
  readonly security: SecurityHeaders;
  readonly browsers: Browsers;
  readonly secure: boolean;
}): Send {
  const { security, browsers, secure } = options;
  return async (request, reply, answer, csp) => {
    const { newBrowser, browserId } = request.klickamt;
    const cookies: string[] = [];
    if (newBrowser && answer.kind !== "content") cookies.push("set-cookie", browsers.cookieFor(browserId));
    for (const { name, value, maxAgeSeconds } of answer.cookies ?? []) {
      cookies.push("set-cookie", cookieToSet(name, value, value === "" ? 0 : maxAgeSeconds, secure));
    }
    switch (answer.kind) {
      case "page": {
        const common = security.widerFor(csp, answer.camera === true);
        const { body, headers } = await compressed(request, renderDocument(answer.page));
        const type = ["cache-control", "no-store", "content-type", "text/html; charset=utf-8"];
        return write(reply, answer.status, [...common, ...type, ...headers, ...cookies], body);
      }
      case "redirect": {
        const headers = ["cache-control", "no-store", "location", answer.to, ...cookies];
        return write(reply, 303, [...security.list, ...headers], undefined);
      }
      case "content": {
        const headers = [...contentHeaders(answer), ...cookies];
        const body = typeof answer.body === "string" ? utf8(answer.body) : Buffer.from(answer.body);
        return write(reply, answer.status, [...security.list, ...headers], answer.status === 204 ? undefined : body);
      }
    }
  };
}

function contentHeaders(answer: Extract<Answer, { kind: "content" }>): readonly string[] {
  const { status, cacheSeconds, filename } = answer;
  return [
    "cache-control",
    cacheSeconds === undefined ? "no-store" : `public, max-age=${cacheSeconds}`,
    ...(status === 204 ? [] : ["content-type", answer.mediaType]),
    ...(filename === undefined
      ? []
      : [
          "content-disposition",
          `attachment; filename="${filename.replaceAll(/[^A-Za-z0-9._-]/g, "_")}"; filename*=UTF-8''${encodeURIComponent(filename)}`,
        ]),
    ...Object.entries(answer.headers ?? {}).flat(),
  ];
}

/** Writes an answer past the framework, which would go over each header and measure the text once more. */
function write(
  reply: FastifyReply,
  status: number,
  headers: readonly string[],
  body: Buffer | undefined,
): FastifyReply {
  reply.hijack();
  reply.raw.writeHead(status, [
    ...headers,
    // What was said before the answer was known: `retry-after`, `allow`.
    ...Object.entries(reply.getHeaders()).flatMap(([name, value]) => [name, String(value)]),
    ...(status === 204 ? [] : ["content-length", String(body?.length ?? 0)]),
  ]);
  reply.raw.end(body);
  return reply;
}

let space = Buffer.allocUnsafe(131_072);

/** A text as bytes. Into room that is there already: Node would measure the text before it writes. */
function utf8(text: string): Buffer {
  if (text.length * 3 > space.length) space = Buffer.allocUnsafe(text.length * 3);
  const length = space.write(text);
  return Buffer.from(space.subarray(0, length));
}

/** A page as the browser takes it: with gzip where it may be and gains something. */
async function compressed(
  request: FastifyRequest,
  text: string,
): Promise<{ readonly body: Buffer; readonly headers: readonly string[] }> {
  const body = utf8(text);
  const accepts = request.headers["accept-encoding"] ?? "";
  if (body.length < smallestCompressedBytes || !/\bgzip\b/.test(accepts))
    return { body, headers: ["vary", "accept-encoding"] };
  return {
    body: await compress(body, { level: 4 }),
    headers: ["vary", "accept-encoding", "content-encoding", "gzip"],
  };
}
