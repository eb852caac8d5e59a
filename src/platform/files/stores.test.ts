import { randomBytes } from "node:crypto";
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BlobStore, Invalid, NotFound, sha256, Unavailable } from "../../kernel/index.ts";
import type { S3Settings } from "../config/index.ts";
import { type S3TestServer, startS3Server } from "../testing/index.ts";
import { isIntact, listPages, placeOf } from "./address.ts";
import { openFolderStore } from "./folder-store.ts";
import { openS3Store, StoreRefused } from "./s3-store.ts";

interface Opened {
  readonly store: BlobStore;
  /** Where the bytes of an address lie on this machine, to spoil them. */
  pathOf(address: string): string;
}

const folder = mkdtempSync(join(tmpdir(), "klickamt-stores-"));
let server: S3TestServer;
beforeAll(async () => {
  server = await startS3Server();
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const openings: Readonly<Record<string, () => Promise<Opened>>> = {
  folder: async () => {
    const own = mkdtempSync(join(folder, "store-"));
    return { store: openFolderStore(own), pathOf: (address) => join(own, placeOf(address)) };
  },
  S3: async () => {
    const prefix = `${randomBytes(6).toString("hex")}/`;
    return {
      store: await openS3Store({ ...server.settings, prefix }),
      pathOf: (address) => server.pathOf(prefix + placeOf(address)),
    };
  },
};

async function everything(store: BlobStore): Promise<string[]> {
  const all: string[] = [];
  for await (const page of listPages(store)) all.push(...page);
  return all;
}

async function streamed(store: BlobStore, address: string): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of store.stream(address)) pieces.push(piece);
  return Buffer.concat(pieces);
}

const ago = (ms: number) => new Date(Date.now() - ms);
const hourMs = 3_600_000;

describe.each(Object.entries(openings))("documents in a store: %s", (_name, open) => {
  let store: BlobStore;
  let pathOf: Opened["pathOf"];
  beforeAll(async () => {
    ({ store, pathOf } = await open());
  });

  test("what was stored comes back under its SHA-256, also in pieces, also when it is empty", async () => {
    for (const bytes of [Buffer.from("Gewerbeanmeldung"), Buffer.alloc(0), randomBytes(70_000)]) {
      const address = await store.put(bytes);
      expect(address).toBe(sha256(bytes));
      expect(await store.has(address)).toBe(true);
      expect(Buffer.from(await store.get(address)).equals(bytes)).toBe(true);
      expect((await streamed(store, address)).equals(bytes)).toBe(true);
      expect(await isIntact(store, address)).toBe(true);
    }
  });

  test("the same bytes a second time are one document", async () => {
    const bytes = randomBytes(3000);
    const before = (await everything(store)).length;
    expect(await store.put(bytes)).toBe(await store.put(Uint8Array.from(bytes)));
    expect((await everything(store)).length).toBe(before + 1);
  });

  test("what is not there is not found, and is no error to ask for or to erase", async () => {
    const address = sha256("never stored");
    expect(await store.has(address)).toBe(false);
    await expect(store.get(address)).rejects.toThrow(NotFound);
    await expect(streamed(store, address)).rejects.toThrow(NotFound);
    expect(await store.delete(address)).toBe(true);
    expect(await store.delete(address, ago(0))).toBe(true);
  });

  test.each([
    "",
    "..",
    "../../../etc/passwd",
    `../${"a".repeat(61)}`,
    "A".repeat(64),
    "a".repeat(63),
    `${"a".repeat(64)}\n`,
    `${"a".repeat(64)}/x`,
    `${"a".repeat(62)}%2`,
    `${"a".repeat(63)}\0`,
  ])("the address %j reaches nothing", async (address) => {
    await expect(store.get(address)).rejects.toThrow(Invalid);
    await expect(store.has(address)).rejects.toThrow(Invalid);
    await expect(store.delete(address)).rejects.toThrow(Invalid);
    await expect(store.list(address)).rejects.toThrow(Invalid);
    await expect(streamed(store, address)).rejects.toThrow(Invalid);
  });

  test("a document of 70 MB is kept whole", async () => {
    const bytes = randomBytes(70 * 2 ** 20);
    const address = await store.put(bytes);
    expect(sha256(await store.get(address))).toBe(address);
    expect(await isIntact(store, address)).toBe(true);
    expect(await store.delete(address)).toBe(true);
  });

  test("the same and different bytes at once all arrive", async () => {
    const same = randomBytes(200_000);
    const others = Array.from({ length: 20 }, () => randomBytes(5000));
    const stored = await Promise.all([...Array.from({ length: 12 }, () => same), ...others].map((b) => store.put(b)));
    expect(new Set(stored).size).toBe(21);
    for (const address of new Set(stored)) expect(await isIntact(store, address)).toBe(true);
  });

  test("wrong bytes at rest are noticed, and storing what belongs there after erasing mends it", async () => {
    const bytes = randomBytes(4000);
    const address = await store.put(bytes);
    const spoilt = Buffer.from(bytes);
    spoilt[2000] = (spoilt[2000] as number) ^ 1;
    writeFileSync(pathOf(address), spoilt);
    expect(await isIntact(store, address)).toBe(false);
    expect(sha256(await store.get(address))).not.toBe(address);
    await store.delete(address);
    expect(await store.put(bytes)).toBe(address);
    expect(await isIntact(store, address)).toBe(true);
  });

  test("a document that was cut short is whole after it was stored again", async () => {
    const bytes = randomBytes(4000);
    const address = await store.put(bytes);
    truncateSync(pathOf(address), 1000);
    expect(await isIntact(store, address)).toBe(false);
    await store.put(bytes);
    expect(await isIntact(store, address)).toBe(true);
  });

  test("what was erased is gone for every way of asking", async () => {
    const address = await store.put(randomBytes(100));
    expect(await store.delete(address)).toBe(true);
    expect(await store.has(address)).toBe(false);
    await expect(store.get(address)).rejects.toThrow(NotFound);
    expect(await everything(store)).not.toContain(address);
  });

  test("what somebody has stored meanwhile, for the first time or again, is not erased", async () => {
    const bytes = randomBytes(100);
    const address = await store.put(bytes);
    expect(await store.delete(address, ago(hourMs))).toBe(false);
    utimesSync(pathOf(address), ago(3 * hourMs), ago(3 * hourMs));
    await store.put(bytes);
    expect(await store.delete(address, ago(hourMs))).toBe(false);
    expect(await isIntact(store, address)).toBe(true);
    utimesSync(pathOf(address), ago(3 * hourMs), ago(3 * hourMs));
    expect(await store.delete(address, ago(hourMs))).toBe(true);
    expect(await store.has(address)).toBe(false);
  });
});

describe.each(Object.entries(openings))("the list of a store: %s", (_name, open) => {
  test("names each document once, in order, in pages, and nothing that is none", async () => {
    const { store, pathOf } = await open();
    expect(await store.list()).toEqual([]);
    const wanted = await Promise.all(Array.from({ length: 60 }, (_, number) => store.put(Buffer.from(`${number}`))));
    const first = pathOf(wanted[0] as string);
    const stranger = first.slice(0, first.lastIndexOf(wanted[0] as string));
    for (const name of ["notes.txt", "f".repeat(63), `${"f".repeat(64)}.bak`]) {
      appendFileSync(first.replace(wanted[0] as string, name), "x");
    }
    // Crashed between writing and renaming.
    appendFileSync(join(stranger, ".0123456789abcdef"), "half");
    // In a place where it is never looked for.
    const elsewhere = "f".repeat(64);
    writeFileSync(first.replace(wanted[0] as string, elsewhere), "x");
    expect(await everything(store)).toEqual([...wanted].sort());
    const middle = [...wanted].sort()[30] as string;
    expect(await store.list(middle)).toEqual([...wanted].sort().slice(31));
    expect(await store.list("f".repeat(64))).toEqual([]);
  });

  test("goes on after a thousand", async () => {
    const { store } = await open();
    const addresses: string[] = [];
    for (let ten = 0; ten < 101; ten++) {
      const some = Array.from({ length: 10 }, (_, one) => store.put(Buffer.from(`${10 * ten + one}`)));
      addresses.push(...(await Promise.all(some)));
    }
    const pages: (readonly string[])[] = [];
    for await (const page of listPages(store)) pages.push(page);
    expect(pages.map((page) => page.length)).toEqual([1000, 10]);
    expect(pages.flat()).toEqual([...addresses].sort());
  });
});

test("a folder of documents can be laid into a bucket as it is, and back", async () => {
  const own = mkdtempSync(join(folder, "as-is-"));
  const address = await openFolderStore(own).put(Buffer.from("as it is"));
  const prefix = "as-it-is/";
  const target = server.pathOf(prefix + placeOf(address));
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, readFileSync(join(own, placeOf(address))));
  expect(await isIntact(await openS3Store({ ...server.settings, prefix }), address)).toBe(true);
});

test("a put into a folder that ends in between leaves no document, and the next one is whole", async () => {
  const own = mkdtempSync(join(folder, "crash-"));
  const bytes = randomBytes(1000);
  const place = join(own, placeOf(sha256(bytes)));
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(join(dirname(place), ".deadbeefdeadbeef"), bytes.subarray(0, 500));
  const store = openFolderStore(own);
  expect(await store.has(sha256(bytes))).toBe(false);
  expect(await store.list()).toEqual([]);
  await store.put(bytes);
  expect(await isIntact(store, sha256(bytes))).toBe(true);
});

test("what was being erased when the program was killed is erased by the next try", async () => {
  const own = mkdtempSync(join(folder, "killed-"));
  const store = openFolderStore(own);
  const address = await store.put(Buffer.from("Bescheid"));
  const inside = dirname(join(own, placeOf(address)));
  renameSync(join(own, placeOf(address)), join(inside, `.${address}`));
  expect(await store.has(address)).toBe(false);
  expect(await store.delete(address)).toBe(true);
  expect(readdirSync(inside)).toEqual([]);
});

test("storing while it is erased never leaves a folder without the document that was promised", async () => {
  const own = mkdtempSync(join(folder, "race-"));
  const store = openFolderStore(own);
  for (let round = 0; round < 150; round++) {
    const bytes = Buffer.from(`Bescheid ${round}`);
    const address = await store.put(bytes);
    utimesSync(join(own, placeOf(address)), ago(48 * hourMs), ago(48 * hourMs));
    const [again] = await Promise.all([store.put(bytes), store.delete(address, ago(24 * hourMs))]);
    expect(await store.has(again)).toBe(true);
  }
  for (const first of readdirSync(own)) {
    for (const second of readdirSync(join(own, first))) {
      expect(readdirSync(join(own, first, second)).filter((name) => name.startsWith("."))).toEqual([]);
    }
  }
});

describe("an S3 server that cannot be used", () => {
  const bytes = Buffer.from("Bescheid");
  const quick = { connectMs: 300, silenceMs: 300, operationMs: 1500, tries: 2 };
  const closers: (() => void)[] = [];
  afterAll(() => {
    for (const close of closers) close();
  });

  /** A server that answers the listing at the start, and everything else as told. */
  async function answering(rest: (request: IncomingMessage, response: ServerResponse) => void): Promise<{
    readonly store: BlobStore;
    readonly asked: string[];
  }> {
    const asked: string[] = [];
    const outside = createServer((request, response) => {
      if (request.url?.includes("list-type") === true) {
        response.end('<?xml version="1.0"?><ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>');
        return;
      }
      asked.push(`${request.method} ${request.headers["x-amz-server-side-encryption"] ?? "-"}`);
      rest(request, response);
    });
    await new Promise<void>((ready) => outside.listen(0, "127.0.0.1", ready));
    closers.push(() => {
      outside.closeAllConnections();
      outside.close();
    });
    const { port } = outside.address() as { port: number };
    const endpoint = `http://127.0.0.1:${port}`;
    return { store: await openS3Store({ ...server.settings, endpoint, encryption: "AES256" }, quick), asked };
  }

  test("is refused at the start with one line that names the setting", async () => {
    const refused = async (change: Partial<S3Settings>) => {
      const error: unknown = await openS3Store({ ...server.settings, ...change }, quick).catch((reason) => reason);
      expect(error).toBeInstanceOf(StoreRefused);
      return (error as Error).message;
    };
    expect(await refused({ bucket: "nobody-has-this" })).toMatch(
      /^KLICKAMT_S3_BUCKET: there is no bucket nobody-has-this/,
    );
    expect(await refused({ keyId: "SOMEBODY" })).toMatch(/^KLICKAMT_S3_KEY_ID: /);
    const secret = "not the secret at all";
    const wrongSecret = await refused({ secret });
    expect(wrongSecret).toMatch(/^KLICKAMT_S3_SECRET: /);
    expect(wrongSecret).not.toContain(secret);
    const nobody = await refused({ endpoint: "http://127.0.0.1:9" });
    expect(nobody).toMatch(
      /^KLICKAMT_S3_ENDPOINT: http:\/\/127\.0\.0\.1:9 does not answer as S3 does \(ECONNREFUSED\)\.$/,
    );
  });

  test("gets the hash with the bytes, under the signature, so that it can refuse what has changed on the way", async () => {
    let headers: IncomingHttpHeaders = {};
    const { store } = await answering((request, response) => {
      headers = request.headers;
      request.resume();
      request.on("end", () => response.end());
    });
    const address = await store.put(bytes);
    expect(headers["x-amz-content-sha256"]).toBe(address);
    expect(headers["x-amz-checksum-sha256"]).toBe(Buffer.from(address, "hex").toString("base64"));
    expect(headers.authorization).toMatch(/SignedHeaders=[^,]*x-amz-checksum-sha256;x-amz-content-sha256/);
  });

  test("that answers 503 is asked again and then given up, and the caller may try later", async () => {
    const { store, asked } = await answering((request, response) => {
      request.resume();
      request.on("end", () => response.writeHead(503).end());
    });
    await expect(store.put(bytes)).rejects.toMatchObject({ kind: "unavailable", code: "files.store-unavailable" });
    expect(asked).toEqual(["PUT AES256", "PUT AES256"]);
    await expect(store.get(sha256(bytes))).rejects.toThrow(Unavailable);
    await expect(store.has(sha256(bytes))).rejects.toThrow(Unavailable);
  });

  test("that says nothing keeps nobody waiting for long", async () => {
    const { store } = await answering(() => undefined);
    const begun = performance.now();
    await expect(store.put(bytes)).rejects.toThrow(Unavailable);
    await expect(store.get(sha256(bytes))).rejects.toThrow(Unavailable);
    await expect(store.delete(sha256(bytes))).rejects.toThrow(Unavailable);
    expect(performance.now() - begun).toBeLessThan(3 * quick.operationMs + 500);
  });

  test("that breaks off or stops in the middle of a document gives none", async () => {
    const breaksOff = await answering((_request, response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write("half", () => response.destroy());
    });
    await expect(breaksOff.store.get(sha256(bytes))).rejects.toThrow(Unavailable);
    await expect(streamed(breaksOff.store, sha256(bytes))).rejects.toThrow(Unavailable);
    const stops = await answering((_request, response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write("half");
    });
    const begun = performance.now();
    await expect(stops.store.get(sha256(bytes))).rejects.toThrow(Unavailable);
    expect(performance.now() - begun).toBeLessThan(quick.operationMs + 500);
  });
});
