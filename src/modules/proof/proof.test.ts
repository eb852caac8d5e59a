import { rmSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { type Actor, Forbidden, sha256 } from "../../kernel/index.ts";
import { openKeyring } from "../../platform/crypto/index.ts";
import {
  createTestDatabase,
  startTimestampAuthority,
  type TestDatabase,
  type TestTimestampAuthority,
} from "../../platform/testing/index.ts";
import {
  closeVorgang,
  defineRecordsChecks,
  hashOfEntry,
  type OpenedVorgang,
  openVorgang,
  seedAktenplan,
  verifyAkte,
  verifyRecords,
} from "../records/index.ts";
import { findGemeinden, switchOnTown } from "../tenants/index.ts";
import { listFindings, listHeads } from "./actions/look-at-proofs.ts";
import { listTrustedKeys } from "./actions/signing-key.ts";
import { checkProofs, configureProof, proofJobs, proofState, rotateKey, sealDay } from "./index.ts";
import { fingerprintOf, handoverOf, isSignedBy, writeStatement } from "./model/daily-head.ts";
import { leafHash, MerkleTree, rootOf } from "./model/merkle-tree.ts";
import { findReading, selectFindings, selectHeads, selectKeys, selectStampedHeads } from "./store/index.ts";

const system: Actor = { kind: "system", name: "test" };
const citizen: Actor = { kind: "citizen" };
const registrar: Actor = { kind: "staff", staffId: "s1", name: "Ayla Öztürk", duties: ["casework", "records"] };

let database: TestDatabase;
let authority: TestTimestampAuthority;
const towns: number[] = [];
let next = 0;

function configure(more: Partial<Parameters<typeof configureProof>[0]> = {}): void {
  configureProof({
    timestamps: { url: authority.url, roots: [authority.root] },
    roundDays: 30,
    publicUrl: "https://stadt.example",
    formerKeys: [],
    ...more,
  });
}

beforeAll(async () => {
  [database, authority] = await Promise.all([
    createTestDatabase(inject("testServer"), proofJobs),
    startTimestampAuthority(),
  ]);
  defineRecordsChecks([checkProofs]);
  for (const { ags } of findGemeinden("B", 30)) {
    const { tenantId } = await database.db.inPlatform((tx) =>
      switchOnTown({ tx, actor: system, now: new Date() }, { ags, demo: false }),
    );
    await database.run(tenantId, system, (ctx) => seedAktenplan(ctx));
    towns.push(tenantId);
  }
});
afterAll(async () => {
  await database.close();
  await authority.close();
});

/** A town that no other test knows. */
let town: number;
beforeEach(() => {
  town = towns[next++] as number;
  expect(town).toBeDefined();
  database.now = new Date("2026-11-23T09:00:00Z");
  authority.now = new Date("2026-11-23T09:00:01Z");
  authority.fault = undefined;
  configure();
});

const open = (words = "Anzeige"): Promise<OpenedVorgang> =>
  database.run(town, citizen, (ctx) =>
    openVorgang(ctx, {
      planUnit: "32.40",
      akteTitle: "Gewerbe Müller, Anna",
      retentionYears: 10,
      subject: "Gewerbeanmeldung",
      caseId: null,
      documents: [
        {
          title: "Anzeige",
          kind: "antrag",
          filename: "anzeige.txt",
          mediaType: "text/plain",
          bytes: new TextEncoder().encode(`${words} ${town}`),
          author: "Anna Müller",
        },
      ],
    }),
  );
const seal = () => database.run(town, system, sealDay);
const tomorrow = () => {
  database.now = new Date(database.now.getTime() + 86_400_000);
  authority.now = new Date(database.now.getTime() + 1000);
};
/** As the clock does at night, for this town alone. */
const night = (job: string) => database.run(town, system, (ctx) => ctx.jobs.send(ctx, job, {}));
const broken = async () => (await database.run(town, system, verifyRecords)).broken;

/** Changes rows as only a superuser with triggers switched off can. */
async function tamper(...statements: readonly (readonly [string, ...unknown[]])[]): Promise<void> {
  await database.asSuperuser(async (client) => {
    await client.query("set session_replication_role = replica");
    for (const [text, ...values] of statements) {
      const { rowCount } = await client.query(text, values);
      expect(rowCount, text).toBeGreaterThan(0);
    }
  });
}

/** Writes another Betreff into the first entry and computes the whole chain anew, with its head: sound in itself. */
async function recomputeChain(akteId: string): Promise<void> {
  const { history: entries } = await database.run(town, system, (ctx) => verifyAkte(ctx, akteId, { contents: true }));
  let previousHash = "0".repeat(64);
  const statements: [string, ...unknown[]][] = [];
  for (const entry of entries) {
    const details = entry.sequence === 1 ? { ...entry.details, betreff: "Gewerbe Meier, Otto" } : entry.details;
    const hash = hashOfEntry({ ...entry, details, previousHash });
    statements.push([
      "update records.history set details = $1, previous_hash = $2, hash = $3 where akte_id = $4 and sequence = $5",
      JSON.stringify(details),
      previousHash,
      hash,
      akteId,
      entry.sequence,
    ]);
    previousHash = hash;
  }
  statements.push([
    "update records.akte set betreff = 'Gewerbe Meier, Otto', head_hash = $1 where akte_id = $2",
    previousHash,
    akteId,
  ]);
  await tamper(...statements);
}

describe("A daily head", () => {
  test("sums up all chains of the town, is signed, and follows the one before", async () => {
    const first = await open("eins");
    await open("zwei");
    const { head, isNew } = await seal();
    expect([head.number, head.day, head.akten, isNew]).toEqual([1, "2026-11-23", 2, true]);
    const [key] = await database.run(town, system, selectKeys);
    expect(isSignedBy(key?.publicKey ?? new Uint8Array(), head.statement, head.signature)).toBe(true);
    expect(JSON.parse(head.statement)).toMatchObject({ format: "klickamt-tageskopf-1", number: 1, root: head.root });

    expect((await seal()).isNew).toBe(false);
    tomorrow();
    await database.run(town, registrar, (ctx) => closeVorgang(ctx, first.vorgangId));
    const second = (await seal()).head;
    expect([second.number, second.akten, second.previousHash]).toEqual([2, 2, head.hash]);
    expect(second.root).not.toBe(head.root);
    tomorrow();
    const third = (await seal()).head;
    expect([third.root, third.akten]).toEqual([second.root, 2]);
    expect(await broken()).toEqual([]);
  });

  test("is made for a town without Akten too, and only by the program", async () => {
    const { head } = await seal();
    expect([head.akten, head.root]).toEqual([0, sha256("")]);
    expect(await broken()).toEqual([]);
    await expect(database.run(town, registrar, sealDay)).rejects.toThrow(Forbidden);
    await expect(database.run(town, registrar, rotateKey)).rejects.toThrow(Forbidden);
    await expect(database.run(town, registrar, checkProofs)).resolves.toEqual([]);
  });

  test("is signed with a new key after a change of keys, and the old key hands over", async () => {
    await open();
    await seal();
    const second = await database.run(town, system, rotateKey);
    tomorrow();
    const { head } = await seal();
    const keys = await database.run(town, system, selectKeys);
    expect(keys.map(({ number }) => number)).toEqual([1, 2]);
    expect(JSON.parse(head.statement).key).toBe(fingerprintOf(second.publicKey));
    expect(
      isSignedBy(
        keys[0]?.publicKey ?? new Uint8Array(),
        handoverOf(second.publicKey),
        keys[1]?.handover ?? new Uint8Array(),
      ),
    ).toBe(true);
    expect(await broken()).toEqual([]);
  });

  test("signed before the installation's secret was replaced counts where the configuration names the key", async () => {
    await open();
    await seal();
    const other = openKeyring("another secret for tests only, long enough to be one");
    const inNew = <T>(work: Parameters<typeof database.run<T>>[2]) =>
      database.run(town, system, (ctx) => work({ ...ctx, keyring: other }));
    tomorrow();
    expect((await inNew(sealDay)).head.keyNumber).toBe(2);
    expect(await inNew(checkProofs)).toEqual([
      { akteId: null, aktenzeichen: "2026-11-23", sequence: 1, what: "head-forged" },
    ]);
    const [old] = await database.run(town, system, selectKeys);
    configure({ formerKeys: [fingerprintOf(old?.publicKey ?? new Uint8Array())] });
    expect(await inNew(checkProofs)).toEqual([]);
    expect((await inNew(listTrustedKeys)).map(({ number }) => number)).toEqual([1, 2]);
  });
});

describe("What is done past every protection is found: ", () => {
  let opened: OpenedVorgang;
  beforeEach(async () => {
    opened = await open("eins");
    await open("zwei");
    await seal();
    expect(await broken()).toEqual([]);
  });
  const place = () => ({ akteId: opened.akteId, aktenzeichen: opened.aktenzeichen.slice(0, -3) });

  test("a row that was changed", async () => {
    await tamper([
      "update records.history set details = jsonb_set(details, '{title}', '\"Absage\"') where akte_id = $1 and sequence = 3",
      opened.akteId,
    ]);
    expect(await broken()).toEqual([{ ...place(), sequence: 3, what: "entry-changed" }]);
  });

  test("a row that was deleted", async () => {
    await tamper(["delete from records.history where akte_id = $1 and sequence = 2", opened.akteId]);
    expect(await broken()).toEqual([{ ...place(), sequence: 2, what: "entry-missing" }]);
  });

  test("a chain that was computed anew with its head", async () => {
    await recomputeChain(opened.akteId);
    expect(await broken()).toEqual([{ ...place(), sequence: 3, what: "chain-recomputed" }]);
  });

  test("the last entries of a chain taken away with its head", async () => {
    const { history: entries } = await database.run(town, system, (ctx) =>
      verifyAkte(ctx, opened.akteId, { contents: true }),
    );
    await tamper(
      ["delete from records.history where akte_id = $1 and sequence = 3", opened.akteId],
      ["delete from records.dokument_version where dokument_id = $1", opened.documents[0]?.dokumentId],
      ["delete from records.dokument where dokument_id = $1", opened.documents[0]?.dokumentId],
      ["update records.akte set head_sequence = 2, head_hash = $2 where akte_id = $1", opened.akteId, entries[1]?.hash],
    );
    expect(await broken()).toEqual([{ ...place(), sequence: 3, what: "chain-recomputed" }]);
  });

  test("the last Akte of its unit removed with its number", async () => {
    const last = await open("drei");
    tomorrow();
    await seal();
    for (const table of ["history", "akte_term", "akte"]) {
      await tamper([`delete from records.${table} where akte_id = $1`, last.akteId]);
    }
    await tamper(
      ["delete from records.dokument_version where dokument_id = $1", last.documents[0]?.dokumentId],
      ["delete from records.dokument where dokument_id = $1", last.documents[0]?.dokumentId],
      ["delete from records.vorgang where akte_id = $1", last.akteId],
      ["update records.counter set last_number = last_number - 1 where tenant_id = $1", town],
    );
    expect(await broken()).toEqual([{ akteId: null, aktenzeichen: last.akteId, sequence: 0, what: "akte-removed" }]);
    tomorrow();
    expect((await seal()).head.akten).toBe(3);
    expect(await broken()).toHaveLength(1);
  });
});

describe("Heads that somebody has had their hands on are found: ", () => {
  beforeEach(async () => {
    await open("eins");
    await seal();
    tomorrow();
    await open("zwei");
    await seal();
    tomorrow();
    await seal();
  });
  const fault = (sequence: number, what: string) => ({
    akteId: null,
    aktenzeichen: `2026-11-${22 + sequence}`,
    sequence,
    what,
  });

  test("one that was deleted", async () => {
    await tamper(["delete from proof.head where tenant_id = $1 and number = 2", town]);
    expect(await broken()).toEqual([fault(3, "head-missing")]);
  });

  test("one that was changed", async () => {
    await tamper(["update proof.head set akten = 7 where tenant_id = $1 and number = 2", town]);
    expect(await broken()).toEqual([fault(2, "head-changed")]);
  });

  test("a leaf below one", async () => {
    await tamper([
      "update proof.leaf set hash = $2 where tenant_id = $1 and head_number = 2",
      town,
      sha256("something else"),
    ]);
    expect(await broken()).toContainEqual(fault(2, "leaves-changed"));
  });

  test("one that was written anew and signed with a key of somebody else, whose public key was put in as well", async () => {
    const heads = await database.run(town, system, (ctx) => selectHeads(ctx, { after: 0, limit: 10 }));
    const foreign = openKeyring("the secret of somebody who wants to forge something");
    const publicKey = foreign.publicKey("forger");
    let previousHash = "0".repeat(64);
    const statements: [string, ...unknown[]][] = [
      ["update proof.signing_key set public_key = $2 where tenant_id = $1", town, Buffer.from(publicKey)],
    ];
    for (const head of heads) {
      const statement = writeStatement({
        ...JSON.parse(head.statement),
        previousHash,
        key: fingerprintOf(publicKey),
      });
      statements.push([
        "update proof.head set statement = $3, previous_hash = $4, hash = $5, signature = $6 where tenant_id = $1 and number = $2",
        town,
        head.number,
        statement,
        previousHash,
        sha256(statement),
        Buffer.from(foreign.sign("forger", Buffer.from(statement))),
      ]);
      previousHash = sha256(statement);
    }
    await tamper(...statements);
    expect(await broken()).toEqual([fault(1, "head-forged")]);
  });

  test("a time stamp that belongs to another head, or was made by somebody else", async () => {
    await night("proof.seal");
    expect((await database.queue.drain()).failed).toEqual([]);
    expect(await broken()).toEqual([]);
    const [third, second] = await database.run(town, system, (ctx) => selectStampedHeads(ctx, { limit: 2 }));
    await tamper([
      "update proof.stamp set token = $2 where tenant_id = $1 and head_number = 2",
      town,
      Buffer.from(third?.stamp?.token ?? []),
    ]);
    expect(await broken()).toEqual([fault(2, "stamp-forged")]);
    await tamper([
      "update proof.stamp set token = $2 where tenant_id = $1 and head_number = 2",
      town,
      Buffer.from(second?.stamp?.token ?? []),
    ]);
    expect(await broken()).toEqual([]);
    const stranger = await startTimestampAuthority();
    configure({ timestamps: { url: stranger.url, roots: [stranger.root] } });
    expect(await broken()).toEqual([fault(1, "stamp-forged")]);
    await stranger.close();
  });
});

describe("Every night", () => {
  test("a head is made and stamped; where the service does not answer, the stamp comes later", async () => {
    await open();
    authority.fault = "down";
    await night("proof.seal");
    const { failed } = await database.queue.drain();
    expect(failed).toContainEqual({ job: "proof.stamp", code: "timestamps.unavailable" });
    const newest = async () => (await database.run(town, system, (ctx) => selectStampedHeads(ctx, { limit: 1 })))[0];
    expect([(await newest())?.number, (await newest())?.stamp]).toEqual([1, undefined]);

    authority.fault = undefined;
    database.now = new Date("2026-11-26T00:10:00Z");
    authority.now = new Date("2026-11-26T00:10:01Z");
    expect(await database.run(town, system, proofState)).toMatchObject({ newestDay: "2026-11-23", unstamped: 1 });
    await night("proof.seal");
    expect((await database.queue.drain()).failed).toEqual([]);
    const heads = await database.run(town, system, (ctx) => selectStampedHeads(ctx, { limit: 9 }));
    expect(heads.map(({ number, stamp }) => [number, stamp?.stampedAt.toISOString()])).toEqual([
      [2, "2026-11-26T00:10:01.000Z"],
      [1, "2026-11-26T00:10:01.000Z"],
    ]);
    const asked = authority.requests();
    await night("proof.seal");
    await database.queue.drain();
    expect(authority.requests()).toBe(asked);
    expect(await broken()).toEqual([]);
  });

  test("without a service the heads are signed only", async () => {
    configureProof({ roundDays: 30, publicUrl: "", formerKeys: [] });
    await open();
    await night("proof.seal");
    expect((await database.queue.drain()).failed).toEqual([]);
    expect(await database.run(town, system, proofState)).toMatchObject({ unstamped: 0, openFindings: 0 });
  });

  test("a share of the contents is read, on from where the night before had ended; what does not match is told", async () => {
    const all: OpenedVorgang[] = [];
    for (let number = 0; number < 230; number++) all.push(await open(`Dokument ${number}`));
    const read = () => database.run(town, system, findReading);
    const nextNight = async () => {
      tomorrow();
      await night("proof.read-contents");
      expect((await database.queue.drain()).failed).toEqual([]);
    };
    const swapped = all[150]?.documents[0]?.sha256 as string;
    const lost = all[151]?.documents[0]?.sha256 as string;
    await swap(swapped, "something else");
    await swap(lost, undefined);

    await nextNight();
    expect((await read())?.contentsRead).toBe(100);
    await nextNight();
    await nextNight();
    expect((await read())?.round).toBe(2);
    const findings = await database.run(town, system, selectFindings);
    expect(findings.map(({ sha256: address, what }) => [address, what])).toEqual(
      expect.arrayContaining([
        [swapped, "content-changed"],
        [lost, "content-missing"],
      ]),
    );
    expect(await database.run(town, system, proofState)).toMatchObject({ openFindings: 2 });
    const seen = await database.run(town, registrar, listFindings);
    expect(seen.findings.map(({ title, aktenzeichen }) => [title, aktenzeichen]).sort()).toEqual([
      ["Anzeige", all[150]?.aktenzeichen],
      ["Anzeige", all[151]?.aktenzeichen],
    ]);
    const caseworker: Actor = { kind: "staff", staffId: "s2", name: "Kim Beispiel", duties: ["casework"] };
    await expect(database.run(town, caseworker, listFindings)).rejects.toThrow(Forbidden);
    await expect(database.run(town, caseworker, (ctx) => listHeads(ctx, { limit: 1 }))).rejects.toThrow(Forbidden);
    expect((await broken()).map(({ what }) => what).sort()).toEqual(["content-changed", "content-missing"]);

    await swap(swapped, `Dokument 150 ${town}`);
    for (let count = 0; count < 3; count++) await nextNight();
    expect(await database.run(town, system, proofState)).toMatchObject({ openFindings: 1 });
  });
});

/** Changes bytes in the file store as somebody with the disk can. */
async function swap(address: string, words: string | undefined): Promise<void> {
  const path = `${database.filesFolder}/${address.slice(0, 2)}/${address.slice(2, 4)}/${address}`;
  if (words === undefined) rmSync(path);
  else writeFileSync(path, words);
}

describe("The tree", () => {
  test("has the roots of RFC 6962 whatever its size, and comes to the same when it grows or changes", () => {
    const recursive = (lines: readonly string[]): Buffer => {
      if (lines.length === 1) return leafHash(lines[0] as string);
      let split = 1;
      while (split * 2 < lines.length) split *= 2;
      return Buffer.from(
        sha256(Buffer.concat([Buffer.of(1), recursive(lines.slice(0, split)), recursive(lines.slice(split))])),
        "hex",
      );
    };
    const grown = new MerkleTree([]);
    const lines: string[] = [];
    for (let size = 1; size <= 70; size++) {
      const line = `line ${size}`;
      const at = size % 7 === 0 ? Math.floor(size / 2) : lines.length;
      lines.splice(at, 0, line);
      grown.change([{ at, line, insert: true }]);
      if (size % 5 === 0) {
        const place = size % lines.length;
        lines[place] = `changed ${size}`;
        grown.change([{ at: place, line: `changed ${size}`, insert: false }]);
      }
      expect(grown.root, `size ${size}`).toBe(recursive(lines).toString("hex"));
      expect(new MerkleTree(lines).root).toBe(grown.root);
      for (const place of [0, Math.floor(size / 2), size - 1]) {
        expect(rootOf(lines[place] as string, grown.pathOf(place))).toBe(grown.root);
        expect(rootOf("another line", grown.pathOf(place))).not.toBe(grown.root);
      }
    }
  });
});
