import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Actor, Conflict, Forbidden, Invalid, NotFound, plainDay } from "../../kernel/index.ts";
import { createTestDatabase, type TestDatabase } from "../../platform/testing/index.ts";
import { moveVorgaenge } from "./actions/move-vorgaenge.ts";
import {
  addFormat,
  addVersion,
  addVerweis,
  changeAkte,
  changeDokument,
  changeTeilakte,
  changeVorgang,
  closeVorgang,
  fileDokument,
  getAkte,
  getDokument,
  listAkten,
  listDokumente,
  listFormats,
  listTeilakten,
  listVerweise,
  listVorgaenge,
  moveDokument,
  moveVorgang,
  type OpenedVorgang,
  openTeilakte,
  openVorgang,
  readDokument,
  readFormat,
  recordEvent,
  removeVerweis,
  seedAktenplan,
  verifyRecords,
} from "./index.ts";
import { hashOfEntry } from "./model/history.ts";
import { selectSnapshots } from "./store/index.ts";

const system: Actor = { kind: "system", name: "test" };
const registrar: Actor = { kind: "staff", staffId: "s1", name: "Ayla Öztürk", duties: ["records"] };
const caseworker: Actor = { kind: "staff", staffId: "s2", name: "Kim Beispiel", duties: ["casework"] };
const stranger: Actor = { kind: "staff", staffId: "s3", name: "Uwe Admin", duties: ["administration"] };

const bytes = (words: string) => new TextEncoder().encode(words);
const letter = (title: string) => ({
  title,
  kind: "eingang" as const,
  filename: "brief.txt",
  mediaType: "text/plain",
  bytes: bytes(`Inhalt von ${title}`),
  author: "Anna Müller",
});

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject("testServer"));
  for (const tenant of [1, 2, 3]) await database.run(tenant, system, (ctx) => seedAktenplan(ctx));
});
afterAll(() => database.close());

function open(title: string, documents: readonly string[] = [], tenant = 1, akteId?: string): Promise<OpenedVorgang> {
  return database.run(tenant, system, (ctx) =>
    openVorgang(ctx, {
      planUnit: "32.40",
      akteTitle: title,
      retentionYears: 10,
      subject: `Vorgang ${title}`,
      caseId: null,
      documents: documents.map(letter),
      ...(akteId === undefined ? {} : { akteId }),
    }),
  );
}
const as = <T>(actor: Actor, work: Parameters<typeof database.run<T>>[2], tenant = 1) =>
  database.run(tenant, actor, work);
const broken = async (tenant = 1) => (await database.run(tenant, system, verifyRecords)).broken;

describe("What is filed says more about itself", () => {
  test("a Dokument has metadata and Anlagen, and both are proven", async () => {
    const { vorgangId } = await open("Metadaten");
    const { dokumentId } = await as(caseworker, (ctx) =>
      fileDokument(ctx, {
        ...letter("Anschreiben"),
        vorgangId,
        metadata: {
          posteingang: plainDay("2026-11-20"),
          datumDesSchreibens: plainDay("2026-11-17"),
          fremdesGeschaeftszeichen: " IHK 4711 ",
          bemerkung: "  ",
        },
      }),
    );
    const anlage = await as(caseworker, (ctx) =>
      fileDokument(ctx, { ...letter("Lageplan"), kind: "anlage", vorgangId, parentId: dokumentId }),
    );
    expect(await as(caseworker, (ctx) => getDokument(ctx, dokumentId))).toMatchObject({
      kind: "eingang",
      parentId: null,
      metadata: { posteingang: "2026-11-20", datumDesSchreibens: "2026-11-17", fremdesGeschaeftszeichen: "IHK 4711" },
    });
    expect((await as(caseworker, (ctx) => getDokument(ctx, anlage.dokumentId))).parentId).toBe(dokumentId);
    const other = await open("Anderer");
    await expect(
      as(caseworker, (ctx) => fileDokument(ctx, { ...letter("x"), vorgangId: other.vorgangId, parentId: dokumentId })),
    ).rejects.toThrow(NotFound);
    await expect(
      as(caseworker, (ctx) =>
        fileDokument(ctx, { ...letter("x"), vorgangId, metadata: { posteingang: "2026-02-30" as never } }),
      ),
    ).rejects.toThrow(Invalid);
    expect(await broken()).toEqual([]);
  });

  test("a new version is shown, the old one stays, and other formats lie beside the original", async () => {
    const { vorgangId, documents } = await open("Versionen", ["Entwurf"]);
    const dokumentId = documents[0]?.dokumentId as string;
    const pdf = { dokumentId, bytes: bytes("%PDF"), mediaType: "application/pdf", filename: "brief.pdf" };
    const added = await as(caseworker, (ctx) => addVersion(ctx, { ...pdf, bytes: bytes("zweite Fassung") }));
    expect(added.version).toBe(2);
    expect((await as(system, (ctx) => addFormat(ctx, { ...pdf, version: 1 }))).number).toBe(2);
    expect((await as(system, (ctx) => addFormat(ctx, { ...pdf, version: 1 }))).number, "twice adds nothing").toBe(2);
    await expect(as(system, (ctx) => addFormat(ctx, { ...pdf, version: 7 }))).rejects.toThrow(NotFound);
    const formats = await as(caseworker, (ctx) => listFormats(ctx, dokumentId));
    expect(formats.map(({ version, number }) => [version, number])).toEqual([
      [1, 1],
      [1, 2],
      [2, 1],
    ]);
    expect(new Set(formats.flatMap(({ versionId, formatId }) => [versionId, formatId])).size).toBe(5);
    const read = (version: number, number: number) =>
      as(caseworker, async (ctx) => new TextDecoder().decode(await readFormat(ctx, dokumentId, version, number)));
    expect(await read(1, 1)).toBe("Inhalt von Entwurf");
    expect(await read(1, 2)).toBe("%PDF");
    expect(new TextDecoder().decode(await as(caseworker, (ctx) => readDokument(ctx, dokumentId)))).toBe(
      "zweite Fassung",
    );
    await as(caseworker, (ctx) => closeVorgang(ctx, vorgangId));
    await expect(as(caseworker, (ctx) => addVersion(ctx, pdf))).rejects.toThrow(Conflict);
    expect((await as(system, (ctx) => addFormat(ctx, { ...pdf, version: 2 }))).number).toBe(2);
    expect(await broken()).toEqual([]);
  });

  test("names and metadata change with an entry that says what was before", async () => {
    const { akteId, vorgangId, documents } = await open("Alter Name", ["Brief"]);
    const dokumentId = documents[0]?.dokumentId as string;
    const { teilakteId, number } = await as(caseworker, (ctx) => openTeilakte(ctx, { akteId, title: "Band" }));
    expect(number).toBe(1);
    await as(registrar, (ctx) => changeAkte(ctx, { akteId, betreff: " Neuer  Name ", retentionYears: 30 }));
    await as(caseworker, (ctx) => changeTeilakte(ctx, { teilakteId, betreff: "Band eins" }));
    await as(caseworker, (ctx) => changeVorgang(ctx, { vorgangId, betreff: "Umbenannt" }));
    await as(caseworker, (ctx) =>
      changeDokument(ctx, { dokumentId, title: "Brief der IHK", kind: "schreiben", metadata: { bemerkung: "eilt" } }),
    );
    await as(caseworker, (ctx) => changeDokument(ctx, { dokumentId, metadata: {} }));
    await as(caseworker, (ctx) => changeDokument(ctx, { dokumentId, metadata: {} }));
    expect(await as(caseworker, (ctx) => getAkte(ctx, akteId))).toMatchObject({
      betreff: "Neuer Name",
      retentionYears: 30,
    });
    expect(await as(caseworker, (ctx) => listTeilakten(ctx, akteId))).toMatchObject([{ betreff: "Band eins" }]);
    expect(await as(caseworker, (ctx) => getDokument(ctx, dokumentId))).toMatchObject({
      title: "Brief der IHK",
      kind: "schreiben",
      metadata: {},
    });
    const found = async (search: string) =>
      (await as(caseworker, (ctx) => listAkten(ctx, { search, limit: 50 }))).akten.map((akte) => akte.akteId);
    expect(await found("neuer name")).toContain(akteId);
    expect(await found("umbenannt")).toContain(akteId);
    expect(await found("alter name")).not.toContain(akteId);
    const [snapshot] = await as(system, (ctx) => selectSnapshots(ctx, { akteId }));
    expect(snapshot?.history.map(({ action }) => action)).toEqual([
      "akte.angelegt",
      "vorgang.angelegt",
      "dokument.abgelegt",
      "teilakte.angelegt",
      "akte.geaendert",
      "teilakte.geaendert",
      "vorgang.geaendert",
      "dokument.geaendert",
      "dokument.geaendert",
    ]);
    expect(snapshot?.history[4]?.details).toEqual({
      after: { betreff: "Neuer Name", retentionYears: 30 },
      before: { betreff: "Alter Name", retentionYears: 10 },
    });
    expect(await broken()).toEqual([]);
    await expect(as(caseworker, (ctx) => changeAkte(ctx, { akteId, retentionYears: 1 }))).rejects.toThrow(Forbidden);
    for (const betreff of ["", "  ", "x".repeat(501)])
      await expect(as(registrar, (ctx) => changeAkte(ctx, { akteId, betreff }))).rejects.toThrow(Invalid);
  });
});

describe("What is filed moves", () => {
  test("a Vorgang goes into another Akte with everything in it, and both chains say it", async () => {
    const from = await open("Quelle", ["eins", "zwei"]);
    const to = await open("Ziel", ["drei"]);
    const [eins, zwei] = from.documents.map(({ dokumentId }) => dokumentId) as [string, string];
    await as(caseworker, (ctx) =>
      addVersion(ctx, { dokumentId: eins, bytes: bytes("eins b"), mediaType: "text/plain", filename: "b.txt" }),
    );
    await as(caseworker, (ctx) =>
      addVerweis(ctx, { from: { kind: "dokument", id: zwei }, to: { kind: "akte", id: to.akteId }, kind: "bezug" }),
    );
    await as(system, (ctx) => closeVorgang(ctx, from.vorgangId));
    await as(registrar, (ctx) => moveVorgang(ctx, { vorgangId: from.vorgangId, akteId: to.akteId }));
    expect(await as(caseworker, (ctx) => listVorgaenge(ctx, from.akteId))).toEqual([]);
    const [, moved] = await as(caseworker, (ctx) => listVorgaenge(ctx, to.akteId));
    expect(moved).toMatchObject({
      vorgangId: from.vorgangId,
      aktenzeichen: to.aktenzeichen.replace("/01", "/02"),
      zdaAt: database.now,
    });
    const dokumente = await as(caseworker, (ctx) => listDokumente(ctx, from.vorgangId));
    expect(dokumente.map(({ dokumentId, version, filedAt }) => [dokumentId, version, filedAt])).toEqual([
      [eins, 2, database.now],
      [zwei, 1, database.now],
    ]);
    expect(await broken()).toEqual([]);

    // Whoever knows the old Aktenzeichen finds it, and an event that names the old Akte goes where the Vorgang lies.
    const { akten } = await as(caseworker, (ctx) => listAkten(ctx, { search: from.aktenzeichen, limit: 9 }));
    expect(akten.map(({ akteId }) => akteId)).toContain(to.akteId);
    await as(system, (ctx) => recordEvent(ctx, { ...from, action: "gewerbe.geprueft", details: {} }));
    await expect(
      as(system, (ctx) => recordEvent(ctx, { ...to, vorgangId: from.vorgangId, action: "a.b", details: {} })),
    ).resolves.toBeUndefined();
    const [chain] = await as(system, (ctx) => selectSnapshots(ctx, { akteId: to.akteId }));
    expect(chain?.history.slice(-5).map(({ action }) => action)).toEqual([
      "vorgang.uebernommen",
      "dokument.uebernommen",
      "dokument.uebernommen",
      "gewerbe.geprueft",
      "a.b",
    ]);

    // Back again it has the number it had.
    await as(registrar, (ctx) => moveVorgang(ctx, { vorgangId: from.vorgangId, akteId: from.akteId }));
    expect(await as(caseworker, (ctx) => listVorgaenge(ctx, from.akteId))).toMatchObject([
      { aktenzeichen: from.aktenzeichen },
    ]);
    expect(await broken()).toEqual([]);
  });

  test("a Vorgang goes into a Teilakte and out of it", async () => {
    const { akteId, vorgangId } = await open("Teilakten");
    const other = await open("Andere");
    const { teilakteId } = await as(registrar, (ctx) => openTeilakte(ctx, { akteId, title: "Band 1" }));
    const move = (teilakte: string | null) =>
      as(registrar, (ctx) => moveVorgang(ctx, { vorgangId, akteId, teilakteId: teilakte }));
    await move(teilakteId);
    expect(await as(registrar, (ctx) => listVorgaenge(ctx, akteId))).toMatchObject([{ teilakteId }]);
    await move(null);
    expect(await as(registrar, (ctx) => listVorgaenge(ctx, akteId))).toMatchObject([{ teilakteId: null }]);
    await expect(
      as(registrar, (ctx) => moveVorgang(ctx, { vorgangId: other.vorgangId, akteId: other.akteId, teilakteId })),
    ).rejects.toThrow(NotFound);
    expect(await broken()).toEqual([]);
  });

  test("a Dokument goes with its Anlagen; an Anlage alone becomes a Dokument of its own", async () => {
    const from = await open("Dokumente", ["Brief"]);
    const second = await open("Dokumente", [], 1, from.akteId);
    const to = await open("Ziel der Dokumente");
    const brief = from.documents[0]?.dokumentId as string;
    const { dokumentId: anlage } = await as(caseworker, (ctx) =>
      fileDokument(ctx, { ...letter("Anlage"), vorgangId: from.vorgangId, parentId: brief }),
    );
    const places = async () =>
      Promise.all(
        [brief, anlage].map(async (dokumentId) => {
          const { vorgangId, parentId } = await as(caseworker, (ctx) => getDokument(ctx, dokumentId));
          return [vorgangId, parentId];
        }),
      );
    await as(caseworker, (ctx) => moveDokument(ctx, { dokumentId: brief, vorgangId: second.vorgangId }));
    expect(await places()).toEqual([
      [second.vorgangId, null],
      [second.vorgangId, brief],
    ]);
    await as(caseworker, (ctx) => moveDokument(ctx, { dokumentId: brief, vorgangId: to.vorgangId }));
    expect(await places()).toEqual([
      [to.vorgangId, null],
      [to.vorgangId, brief],
    ]);
    await as(caseworker, (ctx) => moveDokument(ctx, { dokumentId: anlage, vorgangId: from.vorgangId }));
    expect(await places()).toEqual([
      [to.vorgangId, null],
      [from.vorgangId, null],
    ]);
    expect(await broken()).toEqual([]);
    await as(caseworker, (ctx) => closeVorgang(ctx, to.vorgangId));
    for (const move of [
      { dokumentId: anlage, vorgangId: to.vorgangId },
      { dokumentId: brief, vorgangId: from.vorgangId },
    ])
      await expect(as(caseworker, (ctx) => moveDokument(ctx, move))).rejects.toThrow(Conflict);
  });

  test("a Verweis is shown at both ends and can be taken away", async () => {
    const one = await open("Eins");
    const two = await open("Zwei", ["Plan"]);
    const to = { kind: "dokument" as const, id: two.documents[0]?.dokumentId as string };
    const { verweisId } = await as(caseworker, (ctx) =>
      addVerweis(ctx, { from: { kind: "vorgang", id: one.vorgangId }, to, kind: "kopie", note: " siehe dort " }),
    );
    for (const akteId of [one.akteId, two.akteId]) {
      const listed = await as(caseworker, (ctx) => listVerweise(ctx, { kind: "akte", id: akteId }, [to.id]));
      expect(listed).toMatchObject([
        {
          verweisId,
          note: "siehe dort",
          direction: akteId === one.akteId ? "out" : "in",
          otherAkteId: akteId === one.akteId ? two.akteId : one.akteId,
          otherTitle: akteId === one.akteId ? "Plan" : "Vorgang Eins",
        },
      ]);
    }
    expect(await broken()).toEqual([]);
    await as(caseworker, (ctx) => removeVerweis(ctx, verweisId));
    expect(await as(caseworker, (ctx) => listVerweise(ctx, to))).toEqual([]);
    expect(await broken()).toEqual([]);
    await expect(as(caseworker, (ctx) => removeVerweis(ctx, verweisId))).rejects.toThrow(NotFound);
  });

  test("moves there and back, filing and events at once make no deadlock, no loss and no broken chain", async () => {
    const akten = await Promise.all(["A", "B", "C"].map((title) => open(title, ["x", "y"], 2)));
    const vorgangIds = akten.map(({ vorgangId }) => vorgangId);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 45 }, (_, index) => {
        const vorgangId = vorgangIds[index % 3] as string;
        const target = akten[(index * 7 + Math.floor(index / 3)) % 3] as OpenedVorgang;
        if (index % 5 === 4)
          return as(registrar, (ctx) => moveVorgaenge(ctx, { vorgangIds, akteId: target.akteId }), 2);
        if (index % 5 === 3)
          return as(caseworker, (ctx) => fileDokument(ctx, { ...letter(`Nr. ${index}`), vorgangId }), 2);
        if (index % 5 === 2)
          return as(
            system,
            (ctx) => recordEvent(ctx, { ...target, vorgangId: target.vorgangId, action: "t.e", details: {} }),
            2,
          );
        return as(registrar, (ctx) => moveVorgang(ctx, { vorgangId, akteId: target.akteId }), 2);
      }),
    );
    expect(outcomes.filter(({ status }) => status === "rejected")).toEqual([]);
    const dokumente = (
      await Promise.all(vorgangIds.map((vorgangId) => as(caseworker, (ctx) => listDokumente(ctx, vorgangId), 2)))
    ).flat();
    expect(dokumente).toHaveLength(6 + 9);
    expect(await broken(2)).toEqual([]);
  });

  test("whoever finds a Vorgang gone to another Akte lets go of theirs first: nobody waits in a circle", async () => {
    const opened = await Promise.all(["A", "B", "C"].map((title) => open(title, ["x"], 2)));
    const [first, second, third] = opened.toSorted((a, b) => (a.akteId < b.akteId ? -1 : 1)) as [
      OpenedVorgang,
      OpenedVorgang,
      OpenedVorgang,
    ];
    const moved = Promise.withResolvers<void>();
    const mayGo = Promise.withResolvers<void>();
    const mover = as(
      registrar,
      async (ctx) => {
        await moveVorgang(ctx, { vorgangId: second.vorgangId, akteId: first.akteId });
        moved.resolve();
        await mayGo.promise;
      },
      2,
    );
    await moved.promise;
    let tries = 0;
    // One waits for the second Akte and will need the first, too; the other one waits for the first.
    const waiting = [second, first].map(({ vorgangId }) =>
      as(
        registrar,
        (ctx) => {
          tries++;
          return moveVorgang(ctx, { vorgangId, akteId: third.akteId });
        },
        2,
      ),
    );
    const countWaiting = () =>
      database.asSuperuser(async (client) => {
        const { rows } = await client.query<{ n: number }>(
          "select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
        );
        return rows[0]?.n;
      });
    await expect.poll(countWaiting, { timeout: 4000 }).toBe(2);
    mayGo.resolve();
    await Promise.all([mover, ...waiting]);
    // A transaction that PostgreSQL ends because of a circle is tried again.
    expect(tries).toBe(2);
    expect(await broken(2)).toEqual([]);
  });
});

describe("Verification replays what happened", () => {
  /** Two Akten between which things went, with everything that the registry can do. */
  async function eventful() {
    const from = await open("Bewegt", ["Brief", "Anlage"], 3);
    const to = await open("Ruhig", ["Plan"], 3);
    const [brief, anlage] = from.documents.map(({ dokumentId }) => dokumentId) as [string, string];
    const at = <T>(work: Parameters<typeof database.run<T>>[2]) => as(registrar, work, 3);
    const { teilakteId } = await at((ctx) => openTeilakte(ctx, { akteId: to.akteId, title: "Band" }));
    await at((ctx) => changeDokument(ctx, { dokumentId: brief, metadata: { fremdesGeschaeftszeichen: "IHK" } }));
    await at((ctx) =>
      addFormat(ctx, {
        dokumentId: brief,
        version: 1,
        bytes: bytes("pdf"),
        mediaType: "application/pdf",
        filename: "a",
      }),
    );
    await at((ctx) =>
      addVerweis(ctx, { from: { kind: "dokument", id: brief }, to: { kind: "akte", id: to.akteId }, kind: "bezug" }),
    );
    await at((ctx) => moveVorgang(ctx, { vorgangId: from.vorgangId, akteId: to.akteId, teilakteId }));
    return { from, to, brief, anlage };
  }
  const breaksOf = async (akteId: string) => (await broken(3)).filter((link) => link.akteId === akteId);

  // In the Akte `to`: 1 Akte, 2 Vorgang, 3 Plan, 4 Teilakte, 5 Vorgang taken over, 6 Brief, 7 Anlage.
  const cases: readonly (readonly [name: string, change: string, sequence: number, what: string])[] = [
    ["the Teilakte renamed", "update records.teilakte set betreff = 'x' where akte_id = $1", 4, "teilakte-changed"],
    [
      "a Teilakte added",
      "insert into records.teilakte select tenant_id, gen_random_uuid(), akte_id, 2, 'x', opened_at from records.teilakte where akte_id = $1",
      7,
      "teilakte-unrecorded",
    ],
    [
      "the Vorgang out of its Teilakte",
      "update records.vorgang set teilakte_id = null where akte_id = $1 and number = 2",
      5,
      "vorgang-changed",
    ],
    [
      "metadata changed",
      "update records.dokument d set fremdes_geschaeftszeichen = 'HWK' from records.vorgang v where v.vorgang_id = d.vorgang_id and v.akte_id = $1 and d.sequence = 6",
      6,
      "dokument-changed",
    ],
    [
      "the time of filing changed",
      "update records.dokument d set filed_at = filed_at - interval '1 day' from records.vorgang v where v.vorgang_id = d.vorgang_id and v.akte_id = $1 and d.sequence = 7",
      7,
      "dokument-changed",
    ],
    [
      "a Dokument made an Anlage of another",
      "update records.dokument d set parent_id = p.dokument_id from records.vorgang v, records.dokument p where p.vorgang_id = v.vorgang_id and p.sequence = 6 and v.vorgang_id = d.vorgang_id and v.akte_id = $1 and d.sequence = 7",
      7,
      "dokument-changed",
    ],
    [
      "a Dokument moved without an entry",
      "update records.dokument d set vorgang_id = w.vorgang_id from records.vorgang v, records.vorgang w where w.akte_id = $1 and w.number = 1 and v.vorgang_id = d.vorgang_id and v.akte_id = $1 and d.sequence = 7",
      7,
      "dokument-changed",
    ],
    [
      "a format swapped",
      "update records.dokument_version n set sha256 = repeat('b', 64) from records.dokument d, records.vorgang v where d.dokument_id = n.dokument_id and v.vorgang_id = d.vorgang_id and v.akte_id = $1 and n.format = 2",
      6,
      "dokument-changed",
    ],
    [
      "a format deleted",
      "delete from records.dokument_version n using records.dokument d, records.vorgang v where d.dokument_id = n.dokument_id and v.vorgang_id = d.vorgang_id and v.akte_id = $1 and n.format = 2",
      6,
      "dokument-missing",
    ],
    ["a Verweis bent", "update records.verweis set kind = 'kopie' where akte_id = $1", 6, "verweis-changed"],
    ["a Verweis deleted", "delete from records.verweis where akte_id = $1", 6, "verweis-missing"],
    [
      "the former Aktenzeichen deleted",
      "delete from records.former_aktenzeichen where akte_id = $1",
      5,
      "aktenzeichen-missing",
    ],
    [
      "the number of Vorgänge set back",
      "update records.akte set last_vorgang = 1 where akte_id = $1",
      5,
      "akte-changed",
    ],
    ["the Akte closed", "update records.akte set zda_at = now() where akte_id = $1", 1, "akte-changed"],
  ];
  test.each(cases)("%s", async (_name, change, sequence, what) => {
    const { to } = await eventful();
    expect(await breaksOf(to.akteId)).toEqual([]);
    expect(await database.tamper(change, [to.akteId])).toBeGreaterThan(0);
    expect(await breaksOf(to.akteId)).toMatchObject([{ sequence, what }]);
  });

  test("a Vorgang taken back without an entry is missed in one Akte and unknown to the other", async () => {
    const { from, to } = await eventful();
    await database.tamper("update records.vorgang set akte_id = $1, teilakte_id = null where vorgang_id = $2", [
      from.akteId,
      from.vorgangId,
    ]);
    expect(await breaksOf(to.akteId)).toMatchObject([{ sequence: 5, what: "vorgang-missing" }]);
    expect(await breaksOf(from.akteId)).toMatchObject([{ what: "vorgang-unrecorded" }]);
  });

  test("a whole chain that was written anew does not fit the Akte from which something came", async () => {
    const { from, to } = await eventful();
    const [akte] = await as(system, (ctx) => selectSnapshots(ctx, { akteId: from.akteId }), 3);
    let previousHash = "0".repeat(64);
    for (const entry of akte?.history ?? []) {
      const details = entry.sequence === 2 ? { ...entry.details, betreff: "Anders" } : entry.details;
      const hash = hashOfEntry({ ...entry, details, previousHash });
      await database.tamper(
        "update records.history set details = $3, previous_hash = $4, hash = $5 where akte_id = $1 and sequence = $2",
        [from.akteId, entry.sequence, JSON.stringify(details), previousHash, hash],
      );
      previousHash = hash;
    }
    await database.tamper("update records.akte set head_hash = $2 where akte_id = $1", [from.akteId, previousHash]);
    expect(await breaksOf(from.akteId)).toEqual([]);
    expect(await breaksOf(to.akteId)).toMatchObject([{ sequence: 5, what: "origin-wrong" }]);
  });

  test("a sound chain whose entries cannot have happened is no proof", async () => {
    const { akteId } = await open("Erfunden", [], 3);
    const [akte] = await as(system, (ctx) => selectSnapshots(ctx, { akteId }), 3);
    const last = akte?.history.at(-1);
    if (last === undefined) throw new Error("there are two entries");
    const forged = {
      ...last,
      sequence: 3,
      action: "vorgang.geaendert",
      details: { after: { betreff: "Neu" }, before: { betreff: "Nie so" } },
      previousHash: last.hash,
    };
    const hash = hashOfEntry(forged);
    await database.tamper(
      "insert into records.history select tenant_id, akte_id, 3, recorded_at, 'vorgang.geaendert', actor_kind, actor_id, actor_name, vorgang_id, $2, hash, $3 from records.history where akte_id = $1 and sequence = 2",
      [akteId, JSON.stringify(forged.details), hash],
    );
    await database.tamper("update records.akte set head_sequence = 3, head_hash = $2 where akte_id = $1", [
      akteId,
      hash,
    ]);
    expect(await breaksOf(akteId)).toMatchObject([{ sequence: 3, what: "entry-impossible" }]);
  });

  test("whatever people do, in any order, the replay arrives at the rows", async () => {
    const tenant = 2;
    const akten = await Promise.all(["P", "Q", "R"].map((title) => open(title, ["eins", "zwei"], tenant)));
    const vorgangIds = akten.map(({ vorgangId }) => vorgangId);
    const dokumentIds = akten.flatMap(({ documents }) => documents.map(({ dokumentId }) => dokumentId));
    const pick = <T>(from: readonly T[], index: number) => from[index % from.length] as T;
    const step = fc.tuple(fc.nat(8), fc.nat(20), fc.nat(20));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 10 }), async (steps) => {
        for (const [what, a, b] of steps) {
          const vorgangId = pick(vorgangIds, a);
          const dokumentId = pick(dokumentIds, a);
          const { akteId } = pick(akten, b);
          await as(
            registrar,
            async (ctx) => {
              if (what === 0) await moveVorgang(ctx, { vorgangId, akteId });
              if (what === 1) await moveDokument(ctx, { dokumentId, vorgangId: pick(vorgangIds, b) });
              if (what === 2) await changeVorgang(ctx, { vorgangId, betreff: `Betreff ${b}` });
              if (what === 3)
                await changeDokument(ctx, { dokumentId, title: `Titel ${b}`, metadata: { bemerkung: `${b}` } });
              if (what === 4) await changeAkte(ctx, { akteId, betreff: `Akte ${a}` });
              if (what === 5) {
                const from = { kind: "dokument" as const, id: dokumentId };
                await addVerweis(ctx, { from, to: { kind: "akte", id: akteId }, kind: "bezug" });
              }
              if (what === 6)
                await addVersion(ctx, { dokumentId, bytes: bytes(`${a}${b}`), mediaType: "text/plain", filename: "n" });
              if (what === 7) {
                const { teilakteId } = await openTeilakte(ctx, { akteId, title: `Teil ${a}` });
                await moveVorgang(ctx, { vorgangId, akteId, teilakteId });
              }
              if (what === 8) {
                const [one] = await listVerweise(ctx, { kind: "akte", id: akteId });
                if (one !== undefined) await removeVerweis(ctx, one.verweisId);
              }
            },
            tenant,
          );
        }
        expect(await broken(tenant)).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });
});

describe("Who may not", () => {
  test("citizens and staff of other duties change nothing; casework moves no Vorgang", async () => {
    const { akteId, vorgangId, documents } = await open("Verboten", ["Brief"]);
    const dokumentId = documents[0]?.dokumentId as string;
    const format = { dokumentId, bytes: bytes("x"), mediaType: "text/plain", filename: "x" };
    const at = { kind: "akte" as const, id: akteId };
    for (const actor of [stranger, { kind: "citizen" } as const]) {
      const attempts = [
        as(actor, (ctx) => openTeilakte(ctx, { akteId, title: "x" })),
        as(actor, (ctx) => changeAkte(ctx, { akteId, betreff: "x" })),
        as(actor, (ctx) => changeTeilakte(ctx, { teilakteId: akteId, betreff: "x" })),
        as(actor, (ctx) => changeVorgang(ctx, { vorgangId, betreff: "x" })),
        as(actor, (ctx) => changeDokument(ctx, { dokumentId, title: "x" })),
        as(actor, (ctx) => addVersion(ctx, format)),
        as(actor, (ctx) => addFormat(ctx, { ...format, version: 1 })),
        as(actor, (ctx) => listFormats(ctx, dokumentId)),
        as(actor, (ctx) => readFormat(ctx, dokumentId, 1, 1)),
        as(actor, (ctx) => moveVorgang(ctx, { vorgangId, akteId })),
        as(actor, (ctx) => moveDokument(ctx, { dokumentId, vorgangId })),
        as(actor, (ctx) => addVerweis(ctx, { from: at, to: { kind: "vorgang", id: vorgangId }, kind: "bezug" })),
        as(actor, (ctx) => removeVerweis(ctx, vorgangId)),
        as(actor, (ctx) => listVerweise(ctx, at)),
        as(actor, (ctx) => listTeilakten(ctx, akteId)),
      ];
      for (const attempt of await Promise.allSettled(attempts))
        expect(attempt).toMatchObject({ status: "rejected", reason: expect.any(Forbidden) });
    }
    await expect(as(caseworker, (ctx) => moveVorgang(ctx, { vorgangId, akteId }))).rejects.toThrow(Forbidden);
  });

  test("what lies in another town is not there", async () => {
    const { akteId, vorgangId, documents } = await open("Andere Stadt", ["Brief"]);
    const dokumentId = documents[0]?.dokumentId as string;
    const attempts = [
      as(registrar, (ctx) => changeAkte(ctx, { akteId, betreff: "x" }), 2),
      as(registrar, (ctx) => changeDokument(ctx, { dokumentId, title: "x" }), 2),
      as(registrar, (ctx) => moveVorgang(ctx, { vorgangId, akteId }), 2),
      as(registrar, (ctx) => listFormats(ctx, dokumentId), 2),
    ];
    for (const attempt of await Promise.allSettled(attempts))
      expect(attempt).toMatchObject({ status: "rejected", reason: expect.any(NotFound) });
  });

  test("author and time of a Dokument cannot be changed by anybody", async () => {
    await open("Fest", ["Brief"]);
    await database.asSuperuser(async (client) => {
      for (const change of ["author = 'x'", "filed_at = now()"])
        await expect(client.query(`update records.dokument set ${change}`)).rejects.toThrow(/never changed/);
    });
  });
});
