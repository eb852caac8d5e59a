import { addAbortSignal, type Readable } from "node:stream";
import type { S3ServiceException } from "@aws-sdk/client-s3";
import { type BlobStore, NotFound, sha256, Unavailable } from "../../kernel/index.ts";
import type { S3Settings } from "../config/index.ts";
import { placeOf } from "./address.ts";

/** Why a store cannot be used, in one line for the operator, with the setting that is wrong. */
export class StoreRefused extends Error {}

/** How long a store outside may keep somebody waiting. A transaction may be open meanwhile. */
export interface S3Limits {
  readonly connectMs: number;
  /** Without a byte in either direction. */
  readonly silenceMs: number;
  /** One operation with all its tries. Shorter than PostgreSQL waits for a transaction that does nothing. */
  readonly operationMs: number;
  readonly tries: number;
}

const usualLimits: S3Limits = { connectMs: 3000, silenceMs: 10_000, operationMs: 45_000, tries: 3 };

const pageSize = 1000;
/** The clock of the server shows seconds, and is not ours. */
const clockToleranceMs = 2000;

interface Facts {
  readonly cause: string;
  readonly status: number;
}

function factsOf(error: unknown): Facts {
  const { name, code, $metadata } = error as Partial<S3ServiceException> & { readonly code?: string };
  return { cause: code ?? name ?? "unknown", status: $metadata?.httpStatusCode ?? 0 };
}

function refusal(error: unknown, settings: S3Settings): StoreRefused {
  const { cause, status } = factsOf(error);
  const at = settings.endpoint ?? `Amazon S3, ${settings.region}`;
  if (cause === "NoSuchBucket") {
    return new StoreRefused(`KLICKAMT_S3_BUCKET: there is no bucket ${settings.bucket} at ${at}.`);
  }
  if (cause === "InvalidAccessKeyId") return new StoreRefused(`KLICKAMT_S3_KEY_ID: ${at} does not know this key.`);
  if (cause === "SignatureDoesNotMatch") {
    return new StoreRefused(`KLICKAMT_S3_SECRET: it does not belong to KLICKAMT_S3_KEY_ID at ${at}.`);
  }
  if (["PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException"].includes(cause)) {
    return new StoreRefused(`KLICKAMT_S3_REGION: the bucket ${settings.bucket} is not in ${settings.region}.`);
  }
  if (status === 403) {
    return new StoreRefused(
      `the key may not use the bucket ${settings.bucket} (${cause}). It needs s3:ListBucket, s3:GetObject, s3:PutObject and s3:DeleteObject.`,
    );
  }
  return new StoreRefused(
    `KLICKAMT_S3_ENDPOINT: ${at} does not answer as S3 does (${cause}${status === 0 ? "" : `, ${status}`}).`,
  );
}

/**
 * Documents in a bucket of an S3 server, each under its SHA-256 behind the prefix. Loads the client for it.
 * @throws StoreRefused where the bucket cannot be listed with these settings
 */
export async function openS3Store(settings: S3Settings, limits: S3Limits = usualLimits): Promise<BlobStore> {
  const {
    DeleteObjectCommand,
    GetObjectCommand,
    HeadObjectCommand,
    ListObjectsV2Command,
    PutObjectCommand,
    S3Client,
    // Loaded here: who keeps documents in a folder does not wait for it.
  } = await import("@aws-sdk/client-s3");
  const client = new S3Client({
    region: settings.region,
    credentials: { accessKeyId: settings.keyId, secretAccessKey: settings.secret },
    forcePathStyle: settings.pathStyle,
    maxAttempts: limits.tries,
    // Checksums beyond our own confuse servers that are not Amazon's.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    requestHandler: { connectionTimeout: limits.connectMs, socketTimeout: limits.silenceMs },
    ...(settings.endpoint === undefined ? {} : { endpoint: settings.endpoint }),
  });
  const bucket = settings.bucket;
  const at = (address: string) => ({ Bucket: bucket, Key: settings.prefix + placeOf(address) });

  /** Runs one operation within its time; undefined where there is no such object. */
  async function ask<T>(operation: string, work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    try {
      return await work(AbortSignal.timeout(limits.operationMs));
    } catch (error) {
      const { cause, status } = factsOf(error);
      if (status === 404 && cause !== "NoSuchBucket") return undefined;
      throw new Unavailable("files.store-unavailable", { operation, cause, status });
    }
  }

  async function bodyOf(address: string, operation: string): Promise<Readable> {
    const place = at(address);
    const found = await ask(operation, (abortSignal) => client.send(new GetObjectCommand(place), { abortSignal }));
    if (found === undefined) throw new NotFound("files.missing");
    return found.Body as Readable;
  }

  async function* stream(address: string): AsyncGenerator<Uint8Array> {
    const body = await bodyOf(address, "stream");
    try {
      yield* body;
    } catch (error) {
      throw new Unavailable("files.store-unavailable", { operation: "stream", ...factsOf(error) });
    }
  }

  async function lastStored(address: string): Promise<Date | undefined> {
    const place = at(address);
    const found = await ask("has", (abortSignal) => client.send(new HeadObjectCommand(place), { abortSignal }));
    return found === undefined ? undefined : (found.LastModified ?? new Date());
  }

  const encryption =
    settings.encryption === undefined
      ? {}
      : {
          ServerSideEncryption: settings.encryption,
          ...(settings.kmsKey === undefined ? {} : { SSEKMSKeyId: settings.kmsKey }),
        };

  const listing = (after: string | undefined, most: number, abortSignal: AbortSignal) =>
    client.send(
      new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: settings.prefix,
        MaxKeys: most,
        ...(after === undefined ? {} : { StartAfter: after }),
      }),
      { abortSignal },
    );

  try {
    await listing(undefined, 1, AbortSignal.timeout(limits.operationMs));
  } catch (error) {
    throw refusal(error, settings);
  }

  return {
    async put(bytes) {
      const address = sha256(bytes);
      // Never asked first: the same bytes lie there or none, and writing them again repairs and renews (ADR 0024).
      const stored = await ask("put", (abortSignal) =>
        client.send(
          new PutObjectCommand({
            ...at(address),
            Body: bytes,
            ContentLength: bytes.length,
            ContentType: "application/octet-stream",
            ChecksumSHA256: Buffer.from(address, "hex").toString("base64"),
            ...encryption,
          }),
          { abortSignal },
        ),
      );
      if (stored === undefined) throw new Unavailable("files.store-unavailable", { operation: "put", status: 404 });
      return address;
    },
    async get(address) {
      const body = addAbortSignal(AbortSignal.timeout(limits.operationMs), await bodyOf(address, "get"));
      const pieces: Uint8Array[] = [];
      try {
        for await (const piece of body) pieces.push(piece as Uint8Array);
      } catch (error) {
        throw new Unavailable("files.store-unavailable", { operation: "get", ...factsOf(error) });
      }
      return Buffer.concat(pieces);
    },
    stream,
    has: async (address) => (await lastStored(address)) !== undefined,
    async list(after) {
      let from = after === undefined ? undefined : at(after).Key;
      for (;;) {
        const page = await ask("list", (signal) => listing(from, pageSize, signal));
        if (page === undefined) throw new Unavailable("files.store-unavailable", { operation: "list", status: 404 });
        const keys = (page.Contents ?? []).map(({ Key }) => Key as string);
        // Whatever else somebody has put there is none of ours.
        const found = keys.map((key) => key.slice(-64)).filter((address, at) => isOurs(address, keys[at] as string));
        if (found.length > 0 || keys.length === 0) return found;
        from = keys.at(-1);
      }
    },
    async delete(address, unlessStoredSince) {
      const place = at(address);
      const stored = await lastStored(address);
      if (stored === undefined) return true;
      if (unlessStoredSince !== undefined && stored.getTime() + clockToleranceMs >= unlessStoredSince.getTime()) {
        return false;
      }
      await ask("delete", (abortSignal) => client.send(new DeleteObjectCommand(place), { abortSignal }));
      return true;
    },
  };

  function isOurs(address: string, key: string): boolean {
    return /^[0-9a-f]{64}$/.test(address) && key === settings.prefix + placeOf(address);
  }
}
