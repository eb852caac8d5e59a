import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { newId } from "../../kernel/index.ts";
import { createTestDatabase, type TestDatabase } from "../../platform/testing/index.ts";
import { switchOnTown, type Tenant } from "../tenants/index.ts";
import { inspectUpload } from "./actions/inspect-upload.ts";
import { listUploads } from "./actions/keep-uploads.ts";
import { receiveUpload } from "./actions/record-upload.ts";
import { clamdVersion, scan } from "./clamd.ts";
import { uploadsJobs } from "./jobs.ts";
import { configureUploads } from "./settings.ts";

/**
 * A signature as clamd reads it from a file `.ndb`: name, kind of file, place, bytes in hexadecimal. It finds a phrase
 * that nobody else uses. Source: ClamAV, extended signature format.
 */
const signatureFile = `Klickamt.Test:0:*:${Buffer.from("klickamt-test-signature-7d1c55a0").toString("hex")}\n`;
const infected = Buffer.from("Guten Tag, klickamt-test-signature-7d1c55a0, auf Wiedersehen");
const harmless = Buffer.from("Guten Tag, auf Wiedersehen");

/**
 * A small server that speaks the part of clamd's protocol that is used here and looks for the signatures of a file. It
 * stands in for clamd where that is not installed; the test with a real one is below.
 */
function standIn(signatures: string): Server {
  const known = signatures
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [name = "", , , hex = ""] = line.split(":");
      return { name, bytes: Buffer.from(hex, "hex") };
    });
  return createServer((socket) => {
    let came = Buffer.alloc(0);
    socket.on("error", () => undefined);
    socket.on("data", (part: Buffer) => {
      came = Buffer.concat([came, part]);
      const end = came.indexOf(0);
      const command = came.toString("latin1", 0, end);
      if (command === "zVERSION") return socket.end("Stand-in 1.0\0");
      if (command !== "zINSTREAM") return socket.end("UNKNOWN COMMAND\0");
      const pieces: Buffer[] = [];
      let at = end + 1;
      while (at + 4 <= came.length) {
        const size = came.readUInt32BE(at);
        if (size === 0) {
          const content = Buffer.concat(pieces);
          if (content.length > 1_000_000) return socket.end("INSTREAM size limit exceeded. ERROR\0");
          const found = known.find(({ bytes }) => content.includes(bytes));
          return socket.end(found === undefined ? "stream: OK\0" : `stream: ${found.name}.UNOFFICIAL FOUND\0`);
        }
        if (at + 4 + size > came.length) return;
        pieces.push(came.subarray(at + 4, at + 4 + size));
        at += 4 + size;
      }
    });
  });
}

let database: TestDatabase;
let town: Tenant;
let folder: string;
let server: Server;
let clamd: string;
const citizen = { kind: "citizen" } as const;

beforeAll(async () => {
  database = await createTestDatabase(inject("testServer"), uploadsJobs);
  town = await database.db.inPlatform((tx) =>
    switchOnTown({ tx, actor: { kind: "system", name: "test" }, now: database.now }, { ags: "05774032", demo: false }),
  );
  folder = mkdtempSync(join(tmpdir(), "klickamt-clamd-"));
  server = standIn(signatureFile);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  clamd = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

async function handIn(content: Buffer): Promise<string> {
  const ownerId = newId();
  const uploadId = newId();
  const given = { uploadId, filename: "a.txt", kinds: ["text"], maxBytes: 1_000_000 } as const;
  const inspection = await inspectUpload(town.tenantId, { ...given, content });
  await database.run(town.tenantId, citizen, (ctx) =>
    receiveUpload(ctx, {
      uploadId,
      ownerId,
      fieldPath: "brief",
      limits: { kinds: ["text"] },
      filename: "a.txt",
      bytes: content.length,
      inspection,
    }),
  );
  return ownerId;
}
const stateOf = async (ownerId: string) => {
  const [upload] = await database.run(town.tenantId, citizen, (ctx) => listUploads(ctx, ownerId));
  return [upload?.state, upload?.reason];
};

describe("with a virus scanner", () => {
  test("a file is in quarantine until the scanner has answered", async () => {
    configureUploads({ folder, clamd });
    const ownerId = await handIn(harmless);
    expect(await stateOf(ownerId)).toEqual(["quarantined", undefined]);
    expect((await database.queue.drain()).failed).toEqual([]);
    expect(await stateOf(ownerId)).toEqual(["clean", undefined]);
  });

  test("a file with a known signature is refused and its bytes go", async () => {
    configureUploads({ folder, clamd });
    const ownerId = await handIn(infected);
    await database.queue.drain();
    expect(await stateOf(ownerId)).toEqual(["refused", "malware"]);
    const [upload] = await database.run(town.tenantId, citizen, (ctx) => listUploads(ctx, ownerId));
    expect(existsSync(join(folder, String(town.tenantId), `${upload?.uploadId}.file`))).toBe(false);
  });

  test("a file waits while the scanner does not answer, and the row says so", async () => {
    configureUploads({ folder, clamd: "127.0.0.1:1" });
    const ownerId = await handIn(harmless);
    expect((await database.queue.drain()).failed).toEqual([{ job: "uploads.scan", code: "uploads.scanner" }]);
    expect(await stateOf(ownerId)).toEqual(["quarantined", "scanner-unavailable"]);
  });

  test("an answer that is neither yes nor no is none: a file that was too large for the scanner is not clean", async () => {
    await expect(scan(clamd, Buffer.alloc(1_000_001))).rejects.toThrow("uploads.scanner");
  });

  test("its version can be asked for", async () => {
    expect(await clamdVersion(clamd)).toBe("Stand-in 1.0");
  });
});

test("without a scanner a file that was looked at is clean", async () => {
  configureUploads({ folder });
  expect(await stateOf(await handIn(harmless))).toEqual(["clean", undefined]);
});

const realClamd = ((): string | undefined => {
  try {
    return execFileSync("sh", ["-c", "command -v clamd"], { encoding: "utf8" }).trim() || undefined;
  } catch {
    return undefined;
  }
})();

describe.skipIf(realClamd === undefined)("with a real clamd and its own signature file", () => {
  test("finds what the signature describes, and nothing else", { timeout: 120_000 }, async () => {
    const home = mkdtempSync(join(tmpdir(), "klickamt-clamav-"));
    const socket = join(home, "clamd.sock");
    writeFileSync(join(home, "test.ndb"), signatureFile);
    writeFileSync(
      join(home, "clamd.conf"),
      `LocalSocket ${socket}\nDatabaseDirectory ${home}\nForeground yes\nOfficialDatabaseOnly no\n`,
    );
    const child = spawn(realClamd as string, ["--config-file", join(home, "clamd.conf")], { stdio: "ignore" });
    try {
      await expect.poll(() => clamdVersion(socket).catch(() => ""), { timeout: 60_000, interval: 500 }).not.toBe("");
      expect(await scan(socket, harmless)).toBe("clean");
      expect(await scan(socket, infected)).toBe("malware");
    } finally {
      child.kill();
      rmSync(home, { recursive: true, force: true });
    }
  });
});
