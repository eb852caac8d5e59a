import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { newId, sha256 } from "../../kernel/index.ts";
import { createTestDatabase, type TestDatabase } from "../../platform/testing/index.ts";
import { switchOnTown, type Tenant } from "../tenants/index.ts";
import { beginUpload } from "./actions/begin-upload.ts";
import { inspectUpload } from "./actions/inspect-upload.ts";
import { listUploads, moveUploads, removeUpload, sealUploads } from "./actions/keep-uploads.ts";
import { markReceived, receiveUpload, recordInspection } from "./actions/record-upload.ts";
import { createPart } from "./folder.ts";
import { uploadsJobs } from "./jobs.ts";
import { refusalReasons } from "./model/reason.ts";
import type { Upload } from "./model/upload.ts";
import { configureUploads } from "./settings.ts";
import { explainLimits, explainRefusal } from "./views/wording.ts";

let database: TestDatabase;
let town: Tenant;
let other: Tenant;
const folder = mkdtempSync(join(tmpdir(), "klickamt-uploads-"));
const citizen = { kind: "citizen" } as const;
const kinds = ["text"] as const;
let ownerId: string;

beforeAll(async () => {
  database = await createTestDatabase(inject("testServer"), uploadsJobs);
  const switchOn = (ags: string) =>
    database.db.inPlatform((tx) =>
      switchOnTown({ tx, actor: { kind: "system", name: "test" }, now: database.now }, { ags, demo: false }),
    );
  town = await switchOn("05774032");
  other = await switchOn("05711000");
  configureUploads({ folder });
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  ownerId = newId();
});

const run = <T>(work: Parameters<typeof database.run<T>>[2], tenant = town): Promise<T> =>
  database.run(tenant.tenantId, citizen, work);
const uploads = (): Promise<readonly Upload[]> => run((ctx) => listUploads(ctx, ownerId));

async function handIn(text: string, fieldPath = "brief"): Promise<string> {
  const uploadId = newId();
  const content = Buffer.from(text);
  const given = { uploadId, filename: "a.txt", kinds, maxBytes: 1000 };
  const inspection = await inspectUpload(town.tenantId, { ...given, content });
  const limits = { kinds, maxFiles: 3, maxBytes: 1000 };
  await run((ctx) => receiveUpload(ctx, { ...given, ownerId, fieldPath, limits, bytes: content.length, inspection }));
  return uploadId;
}

describe("a file is looked at by a job where the process that received it did not get to it", () => {
  const check = uploadsJobs.find(({ name }) => name === "uploads.check");
  async function received(text: string): Promise<string> {
    const uploadId = newId();
    await createPart(town.tenantId, uploadId);
    const limits = { kinds, maxBytes: 1000 };
    await run((ctx) =>
      beginUpload(ctx, { uploadId, ownerId, fieldPath: "brief", limits, filename: "a.txt", bytes: text.length }),
    );
    writeFileSync(join(folder, String(town.tenantId), `${uploadId}.part`), text);
    await run((ctx) => markReceived(ctx, uploadId));
    return uploadId;
  }

  test("once: what is recorded stays", async () => {
    const uploadId = await received("Guten Tag");
    expect((await uploads())[0]?.state).toBe("checking");
    const outcome = await check?.outside?.(
      { read: (work) => run(work), tellProgress: (work) => run(work), remove: (work) => work(), idempotencyKey: "x" },
      { uploadId },
    );
    await run(async (ctx) => check?.inside(ctx, { uploadId }, outcome));
    expect((await uploads())[0]).toMatchObject({ state: "clean", sha256: sha256("Guten Tag") });
    await run((ctx) => recordInspection(ctx, uploadId, { kind: "refused", reason: "damaged" }));
    expect((await uploads())[0]?.state).toBe("clean");
  });

  test("and where that fails for good the file is refused, so that nobody waits for ever", async () => {
    const uploadId = await received("Guten Tag");
    await run(async (ctx) => check?.failed?.(ctx, { uploadId }, { code: "job.bug", attempt: 15, last: true }));
    expect((await uploads())[0]).toMatchObject({ state: "refused", reason: "too-complex" });
  });
});

describe("sealing takes exactly the files that were handed in", () => {
  const seal = (expected: Parameters<typeof sealUploads>[2]) => run((ctx) => sealUploads(ctx, ownerId, expected));
  const problem = (expected: Parameters<typeof sealUploads>[2]) =>
    seal(expected).then(
      () => "taken",
      (error) => error.facts,
    );

  test("with their bytes, once, and they cannot be removed any more", async () => {
    const [first, second] = [await handIn("eins"), await handIn("zwei", "bild")];
    const sealed = await seal([
      { fieldPath: "brief", uploadIds: [first] },
      { fieldPath: "bild", uploadIds: [second] },
    ]);
    expect(sealed.map(({ fieldPath, content }) => [fieldPath, Buffer.from(content).toString()])).toEqual([
      ["brief", "eins"],
      ["bild", "zwei"],
    ]);
    await expect(run((ctx) => removeUpload(ctx, ownerId, first))).rejects.toThrow("uploads.sealed");
    await expect(handIn("drei")).rejects.toThrow("uploads.sealed");
  });

  test("and none of another field, of somebody else, twice, changed, gone or not yet good", async () => {
    const id = await handIn("eins");
    expect(await problem([{ fieldPath: "bild", uploadIds: [id] }])).toEqual({ field: "bild", problem: "other-field" });
    expect(await problem([{ fieldPath: "brief", uploadIds: [id, id] }])).toEqual({ field: "brief", problem: "twice" });
    expect(await problem([{ fieldPath: "brief", uploadIds: [newId()] }])).toMatchObject({ problem: "missing" });
    const mine = ownerId;
    ownerId = newId();
    expect(await problem([{ fieldPath: "brief", uploadIds: [id] }])).toMatchObject({ problem: "missing" });
    ownerId = mine;
    await expect(
      run((ctx) => sealUploads(ctx, ownerId, [{ fieldPath: "brief", uploadIds: [id] }]), other),
    ).rejects.toMatchObject({ facts: { problem: "missing" } });
    writeFileSync(join(folder, String(town.tenantId), `${id}.file`), "zwei");
    expect(await problem([{ fieldPath: "brief", uploadIds: [id] }])).toMatchObject({ problem: "changed" });
    rmSync(join(folder, String(town.tenantId), `${id}.file`));
    expect(await problem([{ fieldPath: "brief", uploadIds: [id] }])).toMatchObject({ problem: "missing" });
    const begun = newId();
    await run((ctx) =>
      beginUpload(ctx, {
        uploadId: begun,
        ownerId,
        fieldPath: "brief",
        limits: { kinds, maxFiles: 3 },
        filename: "b.txt",
        bytes: 5,
      }),
    );
    expect(await problem([{ fieldPath: "brief", uploadIds: [begun] }])).toMatchObject({ problem: "not-clean" });
    expect((await uploads()).every(({ sealedAt }) => sealedAt === undefined)).toBe(true);
  });
});

test("nobody moves or removes the file of somebody else", async () => {
  const id = await handIn("eins");
  const stranger = newId();
  await expect(run((ctx) => removeUpload(ctx, stranger, id))).rejects.toThrow("uploads.no-such-upload");
  await run((ctx) => moveUploads(ctx, stranger, [{ uploadId: id, fieldPath: "bild" }]));
  expect((await uploads())[0]?.fieldPath).toBe("brief");
  await run((ctx) => removeUpload(ctx, ownerId, id), other);
  expect(await uploads()).toHaveLength(1);
});

test("of two that begin at once only as many fit as the field takes", async () => {
  const begin = () =>
    run((ctx) =>
      beginUpload(ctx, {
        uploadId: newId(),
        ownerId,
        fieldPath: "brief",
        limits: { kinds, maxFiles: 1 },
        filename: "a.txt",
        bytes: 5,
      }),
    );
  const results = await Promise.all([begin(), begin(), begin()]);
  expect(results.map(({ kind }) => kind).sort()).toEqual(["begun", "refused", "refused"]);
});

test("every reason is told in both languages, as whole sentences that say what to do", () => {
  for (const reason of refusalReasons) {
    const [de, en] = (["de", "en"] as const).map((language) => explainRefusal(reason, { kinds: ["pdf"] }, language));
    expect(de).toMatch(/^[A-ZÄÖÜ][\s\S]{25,}\.$/);
    expect(en).toMatch(/^[A-Z][\s\S]{25,}\.$/);
    expect(de).not.toBe(en);
  }
  expect(explainLimits({ kinds: ["picture"], maxFiles: 3, maxBytes: 2_500_000 }, "de")).toBe(
    "JPG, PNG, WebP oder HEIC; höchstens 3 Dateien, jede höchstens 2,5 MB",
  );
});
