import { createHash, createHmac } from "node:crypto";
import { rmSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import type { S3Settings } from "../config/index.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** A server that speaks S3 and checks signatures, for one test file. */
export interface S3TestServer {
  readonly settings: S3Settings;
  /** The same as environment variables. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where it keeps the bucket, to spoil something behind its back: the path of the bytes of a key. */
  pathOf(key: string): string;
  /** All keys that it holds are gone. */
  empty(): void;
  stop(): Promise<void>;
}

const secret = "S3RVER";

/**
 * Whether a request was signed with the secret (AWS Signature Version 4). The server's own check takes `/bucket/` for
 * `/bucket`, and refuses what the client rightly signs.
 */
function isSigned(request: IncomingMessage): boolean {
  const parts = /Credential=[^/]+\/([^,]+), *SignedHeaders=([^,]+), *Signature=([0-9a-f]{64})/.exec(
    request.headers.authorization ?? "",
  );
  if (parts === null) return false;
  const [, scope, names, signature] = parts as unknown as [string, string, string, string];
  const [path, query = ""] = (request.url ?? "").split("?");
  const canonical = [
    request.method,
    path,
    query
      .split("&")
      .map((pair) => (pair.includes("=") || pair === "" ? pair : `${pair}=`))
      .sort()
      .join("&"),
    ...names.split(";").map((name) => `${name}:${request.headers[name]}`),
    "",
    names,
    request.headers["x-amz-content-sha256"],
  ].join("\n");
  const time = request.headers["x-amz-date"];
  const toSign = ["AWS4-HMAC-SHA256", time, scope, createHash("sha256").update(canonical).digest("hex")].join("\n");
  const key = scope
    .split("/")
    .reduce((last: string | Buffer, part) => createHmac("sha256", last).update(part).digest(), `AWS4${secret}`);
  return createHmac("sha256", key).update(toSign).digest("hex") === signature;
}

const mismatch = '<?xml version="1.0" encoding="UTF-8"?><Error><Code>SignatureDoesNotMatch</Code></Error>';

/** Starts it with one empty bucket. */
export async function startS3Server(): Promise<S3TestServer> {
  // Only where it is wanted: every other test imports this folder, too.
  const { default: S3rver } = await import("@20minutes/s3rver");
  const folder = temporaryFolder("s3");
  const bucket = "klickamt-dokumente";
  const server = new S3rver({
    port: 0,
    address: "127.0.0.1",
    silent: true,
    directory: folder,
    configureBuckets: [{ name: bucket }],
    allowMismatchedSignatures: true,
  });
  // Its token for the next page needs a cipher that OpenSSL no longer has; whoever asks for what comes after needs none.
  const list = server.store.listObjects.bind(server.store);
  server.store.listObjects = async (...asked) => ({ ...(await list(...asked)), isTruncated: false });
  server.middleware.unshift(async (context, next) => {
    // An unknown key is for the server to refuse.
    if (!(context.req.headers.authorization ?? "").includes("Credential=S3RVER/") || isSigned(context.req)) {
      return next();
    }
    Object.assign(context, { status: 403, type: "application/xml", body: mismatch });
  });
  const { port } = await server.run();
  const settings = {
    endpoint: `http://127.0.0.1:${port}`,
    bucket,
    region: "eu-central-1",
    // The one account of this server.
    keyId: "S3RVER",
    secret,
    pathStyle: true,
    prefix: "rathaus/",
  };
  return {
    settings,
    environment: {
      KLICKAMT_S3_ENDPOINT: settings.endpoint,
      KLICKAMT_S3_BUCKET: bucket,
      KLICKAMT_S3_REGION: settings.region,
      KLICKAMT_S3_KEY_ID: settings.keyId,
      KLICKAMT_S3_SECRET: settings.secret,
      KLICKAMT_S3_PREFIX: settings.prefix,
    },
    pathOf: (key) => join(folder, bucket, `${key}._S3rver_object`),
    empty: () => rmSync(join(folder, bucket, "rathaus"), { recursive: true, force: true }),
    async stop() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
