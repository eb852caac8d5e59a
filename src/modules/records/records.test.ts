import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Actor, Conflict, Forbidden, Invalid, NotFound } from "../../kernel/index.ts";
import { openFolderStore } from "../../platform/files/index.ts";
import { createTestDatabase, type TestDatabase } from "../../platform/testing/index.ts";
import {
  closeVorgang,
  fileDokument,
  findAkteOfVorgang,
  getDokument,
  listDokumente,
  listDokumenteOfAkte,
  type OpenedVorgang,
  openAkte,
  openVorgang,
  readDokument,
  recordEvent,
  seedAktenplan,
  verifyRecords,
} from "./index.ts";
import { hashOfEntry } from "./model/history.ts";
import { selectSnapshots } from "./store/index.ts";

const system: Actor = { kind: "system", name: "test" };
const citizen: Actor = { kind: "citizen" };
const caseworker: Actor = { kind: "staff", staffId: "s1", name: "Ayla Öztürk", duties: ["casework"] };
const administrator: Actor = {
  kind: "staff",
  staffId: "s2",
  name: "Uwe Admin",
  duties: ["administration", "register"],
};

const founding = {
  planUnit: "32.40",
  akteTitle: "Gewerbe Müller, Anna",
  retentionYears: 10,
  subject: "Gewerbeanmeldung vom 23.11.2026",
  caseId: null,
} as const;
const text = (words: string) => new TextEncoder().encode(words);
const letter = (words: string) => ({
  title: "Anzeige",
  kind: "antrag" as const,
  filename: "anzeige.txt",
  mediaType: "text/plain",
  bytes: text(words),
  author: "Anna Müller",
});

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject("testServer"));
  for (const tenant of [1, 2, 3, 4, 5, 6]) await database.run(tenant, system, (ctx) => seedAktenplan(ctx));
});
afterAll(() => database.close());

describe("Opening", () => {
  test("an application opens Akte and Vorgang with the next Aktenzeichen and files its documents", async () => {
    const opened = await database.run(1, citizen, (ctx) =>
      openVorgang(ctx, { ...founding, documents: [letter("eins"), letter("zwei")] }),
    );
    expect(opened.aktenzeichen).toBe("32.40-2026-00001/01");
    expect(opened.documents).toHaveLength(2);
    const dokumente = await database.run(1, caseworker, (ctx) => listDokumente(ctx, opened.vorgangId));
    expect(dokumente.map((dokument) => dokument.sequence)).toEqual([3, 4]);
    expect(dokumente[1]).toMatchObject({
      title: "Anzeige",
      kind: "antrag",
      author: "Anna Müller",
      mediaType: "text/plain",
      sizeBytes: 4,
      aktenzeichen: "32.40-2026-00001/01",
      akteId: opened.akteId,
    });
  });

  test("a second Vorgang in the same Akte counts on, and an empty Akte takes the next number", async () => {
    const first = await database.run(2, citizen, (ctx) => openVorgang(ctx, founding));
    const second = await database.run(2, citizen, (ctx) => openVorgang(ctx, { ...founding, akteId: first.akteId }));
    const empty = await database.run(2, caseworker, (ctx) =>
      openAkte(ctx, { planUnit: "32.40", title: "Leer", retentionYears: 10 }),
    );
    expect(second.aktenzeichen).toBe("32.40-2026-00001/02");
    expect(empty.aktenzeichen).toBe("32.40-2026-00002");
    const akte = await database.run(2, citizen, (ctx) => findAkteOfVorgang(ctx, second.vorgangId));
    expect(akte).toEqual({
      akteId: first.akteId,
      aktenzeichen: "32.40-2026-00001",
      planUnit: "32.40",
      open: true,
    });
    expect(await database.run(3, citizen, (ctx) => findAkteOfVorgang(ctx, second.vorgangId))).toBeUndefined();
    await expect(
      database.run(2, citizen, (ctx) => openVorgang(ctx, { ...founding, planUnit: "32.50", akteId: first.akteId })),
    ).rejects.toThrow(Invalid);
  });

  test("a unit that the plan does not have, or that only groups, is refused", async () => {
    for (const planUnit of ["99.99", "32"]) {
      await expect(database.run(1, system, (ctx) => openVorgang(ctx, { ...founding, planUnit }))).rejects.toThrow(
        NotFound,
      );
    }
  });

  test("the year of the Aktenzeichen is that of the day in Berlin", async () => {
    const before = database.now;
    database.now = new Date("2026-12-31T23:30:00Z");
    const opened = await database.run(1, system, (ctx) => openVorgang(ctx, { ...founding, planUnit: "33.40" }));
    database.now = before;
    expect(opened.aktenzeichen).toBe("33.40-2027-00001/01");
  });

  test("many at once, some of which fail, leave no gap and no double, and every chain is sound", async () => {
    const attempts = await Promise.allSettled(
      Array.from({ length: 120 }, (_, index) =>
        database.run(3, citizen, async (ctx) => {
          const opened = await openVorgang(ctx, { ...founding, documents: [letter(`Antrag ${index}`)] });
          if (index % 7 === 3) throw new Error("changed my mind");
          return opened.aktenzeichen;
        }),
      ),
    );
    const given = attempts.flatMap((attempt) => (attempt.status === "fulfilled" ? [attempt.value] : [])).sort();
    expect(given).toHaveLength(103);
    expect(given).toEqual(
      Array.from({ length: 103 }, (_, index) => `32.40-2026-${String(index + 1).padStart(5, "0")}/01`),
    );
    const report = await database.run(3, system, (ctx) => verifyRecords(ctx));
    expect(report).toEqual({ akten: 103, entries: 309, documents: 103, broken: [] });
  });

  test("many at once in one Akte leave no gap in its Vorgänge and no fork in its chain", async () => {
    const { akteId } = await database.run(4, citizen, (ctx) => openVorgang(ctx, founding));
    await Promise.allSettled(
      Array.from({ length: 40 }, (_, index) =>
        database.run(4, citizen, async (ctx) => {
          const opened = await openVorgang(ctx, { ...founding, akteId });
          await fileDokument(ctx, { ...letter(`Anlage ${index}`), vorgangId: opened.vorgangId });
          if (index % 4 === 0) throw new Error("changed my mind");
        }),
      ),
    );
    const dokumente = await database.run(4, caseworker, (ctx) => listDokumenteOfAkte(ctx, akteId));
    expect(dokumente.map((dokument) => Number(dokument.aktenzeichen.split("/")[1])).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 30 }, (_, index) => index + 2),
    );
    const report = await database.run(4, system, (ctx) => verifyRecords(ctx));
    expect(report).toEqual({ akten: 1, entries: 62, documents: 30, broken: [] });
  });
});

describe("Filing and closing", () => {
  test("a Dokument is read back as it was filed", async () => {
    const { vorgangId } = await database.run(1, citizen, (ctx) => openVorgang(ctx, founding));
    const filed = await database.run(1, caseworker, (ctx) => fileDokument(ctx, { ...letter("Inhalt ä"), vorgangId }));
    const bytes = await database.run(1, caseworker, (ctx) => readDokument(ctx, filed.dokumentId));
    expect(new TextDecoder().decode(bytes)).toBe("Inhalt ä");
    await expect(database.run(2, caseworker, (ctx) => getDokument(ctx, filed.dokumentId))).rejects.toThrow(NotFound);
    await expect(database.run(1, caseworker, (ctx) => getDokument(ctx, "nonsense"))).rejects.toThrow(NotFound);
  });

  test("a closed Vorgang takes events, the proof of a delivery and what a job files, and nothing else", async () => {
    const { akteId, vorgangId } = await database.run(1, citizen, (ctx) => openVorgang(ctx, founding));
    await database.run(1, caseworker, (ctx) => closeVorgang(ctx, vorgangId));
    await database.run(1, system, (ctx) => closeVorgang(ctx, vorgangId));
    await expect(
      database.run(1, caseworker, (ctx) => fileDokument(ctx, { ...letter("spät"), vorgangId })),
    ).rejects.toThrow(Conflict);
    await database.run(1, caseworker, (ctx) =>
      fileDokument(ctx, { ...letter("Protokoll"), kind: "uebermittlung", vorgangId }),
    );
    await database.run(1, system, (ctx) => fileDokument(ctx, { ...letter("Kopie"), vorgangId }));
    await database.run(1, system, (ctx) =>
      recordEvent(ctx, { akteId, vorgangId, action: "gewerbe.uebermittelt", details: { an: "IHK", zahl: 1.5 } }),
    );
    const report = await database.run(1, system, (ctx) => verifyRecords(ctx));
    expect(report.broken).toEqual([]);
  });

  test("an event needs a name of its own module and an Akte to which the Vorgang belongs", async () => {
    const one = await database.run(1, citizen, (ctx) => openVorgang(ctx, founding));
    const other = await database.run(1, citizen, (ctx) => openVorgang(ctx, founding));
    const event = { akteId: one.akteId, action: "gewerbe.geprueft", details: {} };
    for (const action of ["dokument.abgelegt", "Geprüft", "x"]) {
      await expect(database.run(1, system, (ctx) => recordEvent(ctx, { ...event, action }))).rejects.toThrow(Invalid);
    }
    await expect(
      database.run(1, system, (ctx) => recordEvent(ctx, { ...event, details: { wert: Number.NaN } })),
    ).rejects.toThrow(Invalid);
    await expect(
      database.run(1, system, (ctx) => recordEvent(ctx, { ...event, vorgangId: other.vorgangId })),
    ).rejects.toThrow(NotFound);
  });
});

describe("Who may not", () => {
  test("staff without casework or records may neither add, close, read nor verify", async () => {
    const { akteId, vorgangId } = await database.run(1, citizen, (ctx) => openVorgang(ctx, founding));
    const { dokumentId } = await database.run(1, citizen, (ctx) => fileDokument(ctx, { ...letter("x"), vorgangId }));
    const attempts = [
      database.run(1, administrator, (ctx) => openAkte(ctx, { planUnit: "32.40", title: "x", retentionYears: 1 })),
      database.run(1, administrator, (ctx) => openVorgang(ctx, founding)),
      database.run(1, administrator, (ctx) => fileDokument(ctx, { ...letter("y"), vorgangId })),
      database.run(1, administrator, (ctx) => recordEvent(ctx, { akteId, action: "test.x", details: {} })),
      database.run(1, administrator, (ctx) => closeVorgang(ctx, vorgangId)),
      database.run(1, administrator, (ctx) => findAkteOfVorgang(ctx, vorgangId)),
      database.run(1, administrator, (ctx) => getDokument(ctx, dokumentId)),
      database.run(1, administrator, (ctx) => readDokument(ctx, dokumentId)),
      database.run(1, administrator, (ctx) => listDokumente(ctx, vorgangId)),
      database.run(1, administrator, (ctx) => listDokumenteOfAkte(ctx, akteId)),
      database.run(1, administrator, (ctx) => verifyRecords(ctx)),
    ];
    for (const attempt of await Promise.allSettled(attempts)) {
      expect(attempt).toMatchObject({ status: "rejected", reason: expect.any(Forbidden) });
    }
  });

  test("a citizen may add, but neither read, close nor verify", async () => {
    const { akteId, vorgangId } = await database.run(1, citizen, (ctx) => openVorgang(ctx, founding));
    const { dokumentId } = await database.run(1, citizen, (ctx) => fileDokument(ctx, { ...letter("x"), vorgangId }));
    const attempts = [
      database.run(1, citizen, (ctx) => closeVorgang(ctx, vorgangId)),
      database.run(1, citizen, (ctx) => getDokument(ctx, dokumentId)),
      database.run(1, citizen, (ctx) => readDokument(ctx, dokumentId)),
      database.run(1, citizen, (ctx) => listDokumente(ctx, vorgangId)),
      database.run(1, citizen, (ctx) => listDokumenteOfAkte(ctx, akteId)),
      database.run(1, citizen, (ctx) => verifyRecords(ctx)),
    ];
    for (const attempt of await Promise.allSettled(attempts)) {
      expect(attempt).toMatchObject({ status: "rejected", reason: expect.any(Forbidden) });
    }
  });

  test("the program itself can neither change nor remove what is filed", async () => {
    const { akteId } = await database.run(1, citizen, (ctx) =>
      openVorgang(ctx, { ...founding, documents: [letter("x")] }),
    );
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      await client.query("set klickamt.tenant = '1'");
      for (const table of ["history", "dokument", "dokument_version", "akte", "vorgang"]) {
        await expect(client.query(`delete from records.${table}`)).rejects.toThrow(/permission denied/);
      }
      for (const change of [
        "history set action = 'x'",
        "dokument set author = 'x'",
        "dokument_version set version = 2",
      ]) {
        await expect(client.query(`update records.${change}`)).rejects.toThrow(/permission denied/);
      }
      const { rows } = await client.query("select 1 from records.history where akte_id = $1", [akteId]);
      expect(rows).toHaveLength(3);
    } finally {
      await client.end();
    }
  });
});

describe("Verification names the first broken link of an Akte", () => {
  async function freshAkte() {
    const opened = await database.run(5, citizen, (ctx) =>
      openVorgang(ctx, { ...founding, documents: [letter(`Antrag ${Math.random()}`), letter("Anlage")] }),
    );
    await database.run(5, caseworker, (ctx) =>
      recordEvent(ctx, { akteId: opened.akteId, action: "gewerbe.geprueft", details: { ergebnis: "vollständig" } }),
    );
    await database.run(5, caseworker, (ctx) => closeVorgang(ctx, opened.vorgangId));
    return opened;
  }
  const breaks = async (akteId: string) =>
    (await database.run(5, system, (ctx) => verifyRecords(ctx))).broken.filter((link) => link.akteId === akteId);

  // The entries: 1 Akte, 2 Vorgang, 3 and 4 Dokumente, 5 event, 6 z.d.A.
  const cases: readonly (readonly [name: string, change: string, sequence: number, what: string])[] = [
    [
      "details of an entry changed",
      `update records.history set details = '{"ergebnis": "x"}' where akte_id = $1 and sequence = 5`,
      5,
      "entry-changed",
    ],
    [
      "actor of an entry changed",
      "update records.history set actor_name = 'Wer anders' where akte_id = $1 and sequence = 5",
      5,
      "entry-changed",
    ],
    [
      "time of an entry changed by a microsecond",
      "update records.history set recorded_at = recorded_at + interval '1 microsecond' where akte_id = $1 and sequence = 2",
      2,
      "entry-changed",
    ],
    [
      "an entry in the middle deleted",
      "delete from records.history where akte_id = $1 and sequence = 5",
      5,
      "entry-missing",
    ],
    ["the newest entry deleted", "delete from records.history where akte_id = $1 and sequence = 6", 6, "entry-missing"],
    ["all entries deleted", "delete from records.history where akte_id = $1", 1, "entry-missing"],
    ["the head changed", `update records.akte set head_hash = repeat('a', 64) where akte_id = $1`, 6, "head-wrong"],
    ["the head set back", "update records.akte set head_sequence = 5 where akte_id = $1", 6, "head-wrong"],
    [
      "the Betreff of the Akte changed",
      "update records.akte set betreff = 'Anderes' where akte_id = $1",
      1,
      "akte-changed",
    ],
    ["the retention changed", "update records.akte set aufbewahrungsdauer = 1 where akte_id = $1", 1, "akte-changed"],
    ["the Vorgang renamed", "update records.vorgang set betreff = 'Anderes' where akte_id = $1", 2, "vorgang-changed"],
    ["the Vorgang opened again", "update records.vorgang set zda_at = null where akte_id = $1", 6, "vorgang-changed"],
    ["the Vorgang deleted", "delete from records.vorgang where akte_id = $1", 2, "vorgang-missing"],
    [
      "a Dokument deleted",
      "delete from records.dokument d using records.vorgang v where v.vorgang_id = d.vorgang_id and v.akte_id = $1 and d.sequence = 4",
      4,
      "dokument-missing",
    ],
    [
      "a Dokument renamed",
      "update records.dokument d set title = 'Anderes' from records.vorgang v where v.vorgang_id = d.vorgang_id and v.akte_id = $1 and d.sequence = 3",
      3,
      "dokument-changed",
    ],
    [
      "a version pointed at other bytes",
      "update records.dokument_version n set sha256 = repeat('b', 64) from records.dokument d, records.vorgang v where d.dokument_id = n.dokument_id and v.vorgang_id = d.vorgang_id and v.akte_id = $1 and d.sequence = 4",
      4,
      "dokument-changed",
    ],
    [
      "a version slipped in",
      "insert into records.dokument_version select n.tenant_id, n.dokument_id, 2, repeat('c', 64), 1, n.media_type, n.filename, n.made_at from records.dokument_version n, records.dokument d, records.vorgang v where d.dokument_id = n.dokument_id and v.vorgang_id = d.vorgang_id and v.akte_id = $1 and d.sequence = 4",
      6,
      "dokument-unrecorded",
    ],
  ];
  test.each(cases)("%s", async (_name, change, sequence, what) => {
    const { akteId } = await freshAkte();
    expect(await breaks(akteId)).toEqual([]);
    expect(await database.tamper(change, [akteId])).toBeGreaterThan(0);
    const found = await breaks(akteId);
    expect(found).toMatchObject([{ akteId, sequence, what }]);
    expect(found[0]?.aktenzeichen).toMatch(/^32\.40-2026-\d{5}$/);
  });

  test("a changed entry whose own hash was recomputed breaks the link after it", async () => {
    const { akteId } = await freshAkte();
    const entry = await database.run(5, system, async (ctx) => (await selectSnapshots(ctx, { akteId }))[0]?.history[4]);
    if (entry === undefined) throw new Error("there are six entries");
    const forged = { ...entry, details: { ergebnis: "gefälscht" } };
    await database.tamper("update records.history set details = $2, hash = $3 where akte_id = $1 and sequence = 5", [
      akteId,
      JSON.stringify(forged.details),
      hashOfEntry(forged),
    ]);
    expect(await breaks(akteId)).toMatchObject([{ sequence: 6, what: "chain-broken" }]);
  });

  test("a swapped or lost content is found, and never handed out", async () => {
    const folder = mkdtempSync(join(tmpdir(), "klickamt-records-"));
    const files = openFolderStore(folder);
    const fileOf = (address: string) => join(folder, address.slice(0, 2), address.slice(2, 4), address);
    try {
      const [swapped, lost, sound] = await database.run(6, citizen, async (ctx) => {
        const own = { ...ctx, files };
        return [
          await openVorgang(own, { ...founding, documents: [letter("getauscht")] }),
          await openVorgang(own, { ...founding, documents: [letter("verloren")] }),
          await openVorgang(own, { ...founding, documents: [letter("in Ordnung")] }),
        ] as const;
      });
      writeFileSync(fileOf(swapped.documents[0]?.sha256 as string), "etwas anderes");
      rmSync(fileOf(lost.documents[0]?.sha256 as string));
      const report = await database.run(6, system, (ctx) => verifyRecords({ ...ctx, files }));
      // Akten of one millisecond come in any order.
      expect(report.broken.toSorted((a, b) => a.aktenzeichen.localeCompare(b.aktenzeichen))).toEqual([
        {
          akteId: swapped.akteId,
          aktenzeichen: "32.40-2026-00001",
          sequence: 3,
          what: "content-changed",
        },
        { akteId: lost.akteId, aktenzeichen: "32.40-2026-00002", sequence: 3, what: "content-missing" },
      ]);
      const read = (opened: OpenedVorgang) =>
        database.run(6, caseworker, (ctx) =>
          readDokument({ ...ctx, files }, opened.documents[0]?.dokumentId as string),
        );
      await expect(read(swapped)).rejects.toThrow(/was changed/);
      expect(new TextDecoder().decode(await read(sound))).toBe("in Ordnung");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test("an Akte that vanished altogether is missed by its number", async () => {
    const { akteId, aktenzeichen } = await freshAkte();
    for (const table of ["history", "vorgang", "akte"])
      await database.tamper(`delete from records.${table} where akte_id = $1`, [akteId]);
    const { broken } = await database.run(5, system, (ctx) => verifyRecords(ctx));
    expect(broken).toContainEqual({
      akteId: null,
      aktenzeichen: aktenzeichen.split("/")[0],
      sequence: 0,
      what: "akte-missing",
    });
  });
});
