import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import type { Actor, TenantId } from "../../kernel/index.ts";
import {
  type ArchiveFormat,
  approveDestruction,
  configureDisposal,
  defineArchiveFormat,
  defineDestructionParts,
  disposalJobs,
  disposalWatcher,
  getDestruction,
  getIncoming,
  getMessage,
  getProcess,
  handOverAkten,
  listImportedObjects,
  listIncoming,
  noteImport,
  type OutgoingMessage,
  proposeDestruction,
  proposeReleased,
  readImport,
  readIncoming,
  receivePackage,
  saveSettings,
  setRetention,
  startImport,
  startProcess,
  withdrawAkte,
} from "../../modules/disposal/index.ts";
import {
  changeAccess,
  changeAkte,
  closeAkte,
  closeVorgang,
  extendRecords,
  fileDokument,
  getAkte,
  listAkten,
  listDokumenteOfAkte,
  listFormats,
  listTeilakten,
  listTombstones,
  listVorgaenge,
  openVorgang,
  placeHold,
  readDokument,
  reopenAkte,
  seedAktenplan,
  verifyAkte,
  verifyRecords,
} from "../../modules/records/index.ts";
import { findTown, switchOnTown } from "../../modules/tenants/index.ts";
import {
  backupRunningSeconds,
  beginRemoval,
  type Ctx,
  isBackupRunning,
  stopRemovals,
} from "../../platform/db/index.ts";
import { placeOf } from "../../platform/files/index.ts";
import type { AnyJob } from "../../platform/jobs/index.ts";
import { createTestDatabase, standards, type TestDatabase, xsdMistakes } from "../../platform/testing/index.ts";
import { xdomeaArchiveFormat } from "./archive-format.ts";

const system: Actor = { kind: "system", name: "test" };
const ayla: Extract<Actor, { kind: "staff" }> = {
  kind: "staff",
  staffId: "00000000-0000-7000-8000-0000000000a1",
  name: "Ayla Öztürk",
  duties: ["records"],
};
const bernd: Actor = {
  kind: "staff",
  staffId: "00000000-0000-7000-8000-0000000000a2",
  name: "Bernd Weiß",
  duties: ["records"],
};
const caseworker: Actor = {
  kind: "staff",
  staffId: "00000000-0000-7000-8000-0000000000a3",
  name: "Kim Beispiel",
  duties: ["casework"],
};

let database: TestDatabase;
let tenant: TenantId;
let folder: string;
/** Messages that were validated against the schema, by type. */
const validated = new Map<string, number>();

const xsdFolder = "xdomea/4.0.0";
function schemaMistakes(message: Uint8Array): readonly string[] {
  const typ = /_|Aussonderung\.[A-Za-z]+\.(\d{4})/.exec(new TextDecoder().decode(message))?.[1] ?? "";
  const catalog = standards.read(`${xsdFolder}/catalog.xml`);
  const addresses = [...catalog.matchAll(/<uri name="([^"]+)" uri="([^"]+)"/g)].map(
    ([, address = "", path = ""]) => [address, standards.path(`${xsdFolder}/${path}`)] as const,
  );
  const xsd = standards.path(`${xsdFolder}/xdomea-Nachrichten-AussonderungDurchfuehren.xsd`);
  validated.set(typ, (validated.get(typ) ?? 0) + 1);
  return xsdMistakes(message, xsd, Object.fromEntries(addresses));
}
const format: ArchiveFormat = xdomeaArchiveFormat(standards.present ? { schemaMistakes } : {});

beforeAll(async () => {
  database = await createTestDatabase(inject("testServer"), disposalJobs);
  folder = mkdtempSync(join(tmpdir(), "klickamt-disposal-"));
  await database.db.inPlatform((tx) =>
    switchOnTown({ tx, actor: { kind: "system", name: "test" }, now: database.now }, { ags: "05774032", demo: true }),
  );
  tenant = (await database.db.inPlatform((tx) => findTown(tx, "paderborn")))?.tenant as TenantId;
  await database.run(tenant, system, (ctx) => seedAktenplan(ctx));
  defineArchiveFormat(format);
  defineDestructionParts([]);
});
beforeEach(() => configureDisposal({ folder, simulator: true }));
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const as = <T>(actor: Actor, work: (ctx: Ctx) => Promise<T>): Promise<T> => database.run(tenant, actor, work);

const opened = new Date("2013-02-01T09:00:00Z");
const closed = new Date("2014-06-30T10:00:00Z");

/** A closed Akte whose time is over. */
async function dueAkte(planUnit: string, title: string, content = title): Promise<string> {
  const { akteId, vorgangId } = await as(system, (ctx) =>
    openVorgang(
      { ...ctx, now: opened },
      {
        planUnit,
        akteTitle: title,
        retentionYears: 10,
        subject: "Vorgang 1",
        caseId: null,
        documents: [
          {
            title: "Schreiben & <Anlage>",
            kind: "schreiben",
            filename: "schreiben.txt",
            mediaType: "text/plain",
            bytes: new TextEncoder().encode(content),
            author: "Anna Müller",
          },
          {
            title: "Bescheid",
            kind: "bescheinigung",
            filename: "Bescheid über Größe.PDF",
            mediaType: "application/pdf",
            bytes: new TextEncoder().encode(`%PDF-1.7 ${content}`),
            author: "Stadt Paderborn",
          },
        ],
      },
    ),
  );
  await as(system, async (ctx) => {
    await closeVorgang({ ...ctx, now: closed }, vorgangId);
    await closeAkte({ ...ctx, now: closed }, akteId);
  });
  return akteId;
}

/** What was stored within a day is never removed. */
async function longAgo(address: string): Promise<void> {
  const then = new Date(database.now.getTime() - 3 * 86_400_000);
  utimesSync(join(database.filesFolder, placeOf(address)), then, then);
}

async function drain(): Promise<void> {
  expect((await database.queue.drain()).failed).toEqual([]);
}

const statesOf = async (processId: string): Promise<readonly string[]> =>
  (await as(ayla, (ctx) => getProcess(ctx, processId))).items.map(({ state }) => state);
/** Types of its messages, sorted: which of two that lie in the folder together is read first does not matter. */
const typesOf = async (processId: string): Promise<readonly string[]> =>
  (await as(ayla, (ctx) => getProcess(ctx, processId))).messages.map(({ typ }) => typ).sort();
const isGone = async (akteId: string): Promise<boolean> =>
  (await as(ayla, (ctx) => listTombstones(ctx, { akteIds: [akteId], limit: 1 }))).length === 1;

/** A message of the archive that somebody uploads. */
async function upload(message: OutgoingMessage, bytes = format.write(message).bytes): Promise<string> {
  const read = await readIncoming(database.files, bytes, { way: "upload", name: "antwort.zip", checkName: false });
  const incoming = await as(ayla, (ctx) => receivePackage(ctx, read));
  return incoming?.refusal?.code ?? "taken";
}

describe("The whole disposal with the simulated archive", () => {
  test("0501 to 0506, then four eyes; only then is the Akte gone, and its mark stays", async () => {
    const wanted = await dueAkte("10.30", "Hauptsatzung 2003");
    const second = await dueAkte("10.30", "Friedhofssatzung 2003 unlesbar");
    const processId = await as(ayla, (ctx) => startProcess(ctx, { kind: "vierstufig", akteIds: [wanted, second] }));
    await drain();
    expect(await typesOf(processId)).toEqual(["0501", "0502", "0504", "0505"]);
    expect(await statesOf(processId)).toEqual(["to-hand-over", "to-hand-over"]);

    await as(ayla, (ctx) => handOverAkten(ctx, processId));
    await drain();
    expect(await typesOf(processId)).toEqual(["0501", "0502", "0503", "0504", "0505", "0506", "0507"]);
    const { items } = await as(ayla, (ctx) => getProcess(ctx, processId));
    expect(items.map(({ state }) => state).sort()).toEqual(["failed", "taken"]);
    expect(items.find(({ akteId }) => akteId === wanted)).toMatchObject({
      state: "taken",
      archivkennung: expect.stringMatching(/^SIM 10\.30/),
    });
    expect(items.find(({ akteId }) => akteId === second)?.remark).toContain("Simulierter Fehler");

    // The archive could not import one of them: it goes again, under the next number.
    await as(ayla, (ctx) => handOverAkten(ctx, processId));
    await drain();
    const again = (await as(ayla, (ctx) => getProcess(ctx, processId))).messages.filter(({ typ }) => typ === "0503");
    expect(again.map(({ number, name }) => [number, name])).toEqual([
      [1, `${processId}_0503_1.zip`],
      [2, `${processId}_0503_2.zip`],
    ]);

    const destructionId = await as(ayla, (ctx) => proposeReleased(ctx, processId, "Nach Übernahme"));
    await drain();
    expect(await isGone(wanted)).toBe(false);
    await expect(as(ayla, (ctx) => approveDestruction(ctx, destructionId))).rejects.toThrow("disposal.same-person");
    await expect(as(caseworker, (ctx) => approveDestruction(ctx, destructionId))).rejects.toThrow(
      "disposal.duty-missing",
    );
    await as(bernd, (ctx) => approveDestruction(ctx, destructionId));
    await drain();
    expect(await isGone(wanted)).toBe(true);
    expect(await isGone(second)).toBe(false);
    const [stone] = await as(ayla, (ctx) => listTombstones(ctx, { akteIds: [wanted], limit: 1 }));
    expect(stone).toMatchObject({ basis: "uebernahme", archivkennung: expect.stringMatching(/^SIM/) });
    expect((await as(ayla, (ctx) => listIncoming(ctx, { refusedOnly: true, limit: 10 }))).length).toBe(0);
  });

  test("is there for who may see one of its Akten, and its packages only for who may see all", async () => {
    extendRecords({ aktePanels: [], dokumentPanels: [], watchers: [disposalWatcher] });
    const akten = await Promise.all(["A", "B"].map((name) => dueAkte("10.30", `Satzung ${name}`)));
    const processId = await as(ayla, (ctx) => startProcess(ctx, { kind: "vierstufig", akteIds: akten }));
    await drain();
    const { messages } = await as(bernd, (ctx) => getProcess(ctx, processId));
    const incoming = (await as(bernd, (ctx) => listIncoming(ctx, { refusedOnly: false, limit: 50 }))).filter(
      (one) => one.processId === processId,
    );
    expect([messages.length, incoming.length]).toEqual([4, 2]);
    const packages = async (who: Actor) => {
      for (const { messageId } of messages) await as(who, (ctx) => getMessage(ctx, messageId));
      for (const { incomingId } of incoming) await as(who, (ctx) => getIncoming(ctx, incomingId));
    };
    await packages(bernd);
    const close = (akteId: string) =>
      as(system, (ctx) =>
        changeAccess(ctx, akteId, {
          federfuehrung: null,
          scope: "benannte",
          vertraulichkeit: "003",
          grants: [{ kind: "person", id: ayla.staffId, name: ayla.name, mayWork: true }],
        }),
      );
    await close(akten[0] as string);
    await packages(ayla);
    expect((await as(bernd, (ctx) => getProcess(ctx, processId))).items).toHaveLength(1);
    for (const { messageId } of messages) {
      await expect(as(bernd, (ctx) => getMessage(ctx, messageId))).rejects.toThrow("disposal.no-such-message");
    }
    for (const { incomingId } of incoming) {
      await expect(as(bernd, (ctx) => getIncoming(ctx, incomingId))).rejects.toThrow("disposal.no-such-package");
    }
    await close(akten[1] as string);
    await expect(as(bernd, (ctx) => getProcess(ctx, processId))).rejects.toThrow("disposal.no-such-process");
    extendRecords({ aktePanels: [], dokumentPanels: [], watchers: [] });
  });

  test("the history of the Akte goes with the hand-over, each part with what it is about, and not with the offer", async () => {
    const akteId = await dueAkte("10.30", "Wappensatzung 2004");
    await as(ayla, async (ctx) => {
      await reopenAkte(ctx, akteId, "Frau Beispiel hat nachgefragt");
      await changeAkte(ctx, { akteId, betreff: "Wappensatzung 2004/2005" });
    });
    await as(system, (ctx) => closeAkte({ ...ctx, now: new Date(closed.getTime() + 1000) }, akteId));
    const processId = await as(ayla, (ctx) => startProcess(ctx, { kind: "vierstufig", akteIds: [akteId] }));
    await drain();
    await as(ayla, (ctx) => handOverAkten(ctx, processId));
    await drain();
    const shelf = join(folder, "simulation", "paderborn", "archiv");
    const read = (typ: string) => {
      const message = format.read(readFileSync(join(shelf, `${processId}_${typ}_1.zip`)));
      if (message.typ !== "0501" && message.typ !== "0503") throw new Error(message.typ);
      return message.akten[0];
    };
    expect(JSON.stringify(read("0501"))).not.toContain("historie");
    const akte = read("0503");
    const told = (akte?.historie ?? []).map(({ aktion, akteur, metadatum, alterWert, neuerWert }) =>
      [aktion, akteur, metadatum, alterWert, neuerWert].filter((one) => one !== undefined).join(" | "),
    );
    const known = (await as(system, (ctx) => getAkte(ctx, akteId))).aktenzeichen;
    expect(told.slice(0, 4)).toEqual([
      `Akte angelegt | Klickamt (test) | Kennzeichen | ${known}`,
      "Akte zu den Akten | Klickamt (test) | ZdA | 0 | 1",
      "Akte wieder geöffnet | Ayla Öztürk | ZdA | 1 | 0",
      "Angaben zur Akte geändert | Ayla Öztürk | Betreff | Wappensatzung 2004 | Wappensatzung 2004/2005",
    ]);
    const { history } = await as(system, (ctx) => verifyAkte(ctx, akteId, { contents: false }));
    expect(akte?.historie?.[0]).toMatchObject({
      zeitpunkt: opened.toISOString(),
      bemerkung: expect.stringContaining(history[0]?.hash ?? "?"),
    });
    const [vorgang] = akte?.vorgaenge ?? [];
    expect(vorgang?.historie?.map(({ aktion }) => aktion)).toEqual(["Vorgang angelegt", "Vorgang zu den Akten"]);
    expect(vorgang?.dokumente.map(({ historie }) => historie?.map(({ aktion }) => aktion))).toEqual([
      ["Dokument abgelegt"],
      ["Dokument abgelegt"],
    ]);
    // Words that somebody wrote about a person are no metadatum that changed.
    expect(JSON.stringify(akte)).not.toContain("Frau Beispiel");
    const overview = readFileSync(join(shelf, `${processId}_0503_1.zip.uebersicht.txt`), "utf8");
    expect(overview).toContain("Betreff: Wappensatzung 2004 → Wappensatzung 2004/2005");
    expect(overview).toMatch(/Version 1: \S+\.pdf \(application\/pdf\)/);
  });

  test("the protocol outlives what it is about, names no one, and proves the tombstone", async () => {
    const akteId = await dueAkte("32.40", "Gewerbe Geheim");
    const destructionId = await as(ayla, (ctx) => proposeDestruction(ctx, { akteIds: [akteId], note: "" }));
    await as(bernd, (ctx) => approveDestruction(ctx, destructionId));
    await drain();
    const [stone] = await as(ayla, (ctx) => listTombstones(ctx, { akteIds: [akteId], limit: 1 }));
    const proof = stone?.proofAkteId ?? "";
    const dokumente = await as(ayla, (ctx) => listDokumenteOfAkte(ctx, proof));
    const protocol = dokumente.at(-1);
    expect(protocol).toMatchObject({ mediaType: "application/pdf", title: expect.stringContaining("protokoll") });
    const bytes = await as(ayla, (ctx) => readDokument(ctx, protocol?.dokumentId ?? ""));
    expect(Buffer.from(bytes).subarray(0, 5).toString()).toBe("%PDF-");
    expect(Buffer.from(bytes).includes("Geheim")).toBe(false);
    expect((await as(ayla, (ctx) => getAkte(ctx, proof))).betreff).toBe("Aussonderung 2026");
    const report = await as(system, (ctx) => verifyRecords(ctx));
    expect(report.broken).toEqual([]);
  });

  test("in one step, where the units were agreed, and deleted at once where the town says so", async () => {
    const settings = {
      archiveName: "Stadtarchiv Paderborn",
      way: "simulator" as const,
      oneStepUnits: ["61.10"],
      directAfterImport: true,
      protocolUnit: "10.10",
    };
    const akteId = await dueAkte("61.10", "Bebauungsplan 17");
    await expect(as(ayla, (ctx) => startProcess(ctx, { kind: "einstufig", akteIds: [akteId] }))).rejects.toThrow(
      "disposal.not-agreed",
    );
    await as(ayla, (ctx) => saveSettings(ctx, settings));
    const processId = await as(ayla, (ctx) => startProcess(ctx, { kind: "einstufig", akteIds: [akteId] }));
    await as(ayla, (ctx) => handOverAkten(ctx, processId));
    await drain();
    expect(await typesOf(processId)).toEqual(["0503", "0506", "0507"]);
    expect(await isGone(akteId)).toBe(true);
    const { process, messages } = await as(ayla, (ctx) => getProcess(ctx, processId));
    expect(process.closedAt).toEqual(database.now);
    // The package with the Akte in it is gone too; its hash stays.
    expect(messages.find(({ typ }) => typ === "0503")).toMatchObject({ digest: expect.any(String) });
    expect(messages.find(({ typ }) => typ === "0503")?.sha256).toBeUndefined();
    await as(ayla, (ctx) => saveSettings(ctx, { ...settings, directAfterImport: false }));
  });

  test("what the archive does not want is destroyed by two people, on its word", async () => {
    const akten = await Promise.all(["A", "B"].map((name) => dueAkte("32.10", `Gefahrenabwehr ${name}`)));
    const processId = await as(ayla, (ctx) => startProcess(ctx, { kind: "vierstufig", akteIds: akten }));
    await drain();
    // Two numbers in a row: one of them is even.
    expect([...(await statesOf(processId))].sort()).toEqual(["to-destroy", "to-hand-over"]);
    const destructionId = await as(bernd, (ctx) => proposeReleased(ctx, processId, ""));
    await as(ayla, (ctx) => approveDestruction(ctx, destructionId));
    await drain();
    expect([...(await statesOf(processId))].sort()).toEqual(["destroyed", "to-hand-over"]);
  });

  test.skipIf(!standards.present)("every message that left was valid against XSD 4.0.0, all seven", () => {
    expect([...validated.keys()].sort()).toEqual(["0501", "0502", "0503", "0504", "0505", "0506", "0507"]);
  });
});

describe("What does not fit is refused with a reason, and changes nothing", () => {
  let processId: string;
  let offered: string;
  let offer: string;
  const head = (typ: string, more: Partial<OutgoingMessage> = {}) => ({
    messageId: crypto.randomUUID(),
    processId,
    number: 1,
    madeAt: database.now,
    from: "Stadtarchiv",
    to: "Stadt Paderborn",
    ...more,
    typ,
  });
  const appraisal = (more: object = {}): OutgoingMessage =>
    ({ ...head("0502"), answers: offer, judged: [{ uuid: offered, verdict: "A" }], ...more }) as OutgoingMessage;

  beforeAll(async () => {
    configureDisposal({ folder, simulator: false });
    offered = await dueAkte("10.30", "Straßensatzung");
    processId = await as(ayla, (ctx) => startProcess(ctx, { kind: "vierstufig", akteIds: [offered] }));
    await drain();
    offer = (await as(ayla, (ctx) => getProcess(ctx, processId))).messages[0]?.messageId ?? "";
  });
  beforeEach(() => configureDisposal({ folder, simulator: false }));

  test("unknown process, object not offered, no answer to ours, undecided, a part alone, our own side's message", async () => {
    const stranger = crypto.randomUUID();
    const [vorgang] = await as(ayla, (ctx) => listVorgaenge(ctx, offered));
    expect(await upload(appraisal({ processId: stranger }))).toBe("unknown-process");
    expect(await upload(appraisal({ judged: [{ uuid: stranger, verdict: "A" }] }))).toBe("object-not-offered");
    expect(await upload(appraisal({ answers: stranger }))).toBe("unknown-message");
    expect(await upload(appraisal({ judged: [{ uuid: offered, verdict: "other" }] }))).toBe("undecided");
    expect(await upload(appraisal({ judged: [{ uuid: vorgang?.vorgangId, verdict: "V" }] }))).toBe("parts-disagree");
    expect(
      await upload(
        appraisal({
          judged: [
            { uuid: offered, verdict: "A" },
            { uuid: vorgang?.vorgangId, verdict: "V" },
          ],
        }),
      ),
    ).toBe("parts-disagree");
    expect(await upload({ ...head("0505"), answers: offer } as OutgoingMessage)).toBe("wrong-message");
    expect(await upload({ ...head("0507"), answers: offer } as OutgoingMessage)).toBe("unknown-message");
    expect(
      await upload({ ...head("0506"), answers: offer, success: true, faults: [], objects: [] } as OutgoingMessage),
    ).toBe("unknown-message");
    expect(await statesOf(processId)).toEqual(["offered"]);
  });

  test("damaged, of another version, no xdomea at all, and too large", async () => {
    const { bytes } = format.write(appraisal());
    expect(await upload(appraisal(), bytes.slice(0, bytes.length - 30))).toBe("damaged-package");
    const xml = '<a:X xmlns:a="urn:xoev-de:xdomea:schema:2.4.0"/>';
    expect(await upload(appraisal(), new TextEncoder().encode(xml))).toBe("wrong-version");
    expect(await upload(appraisal(), new TextEncoder().encode("Hallo"))).toBe("unreadable");
    const huge = await readIncoming(database.files, { length: 513 * 1024 * 1024 } as Uint8Array, {
      way: "upload",
      name: "zu-gross.zip",
      checkName: false,
    });
    expect((await as(ayla, (ctx) => receivePackage(ctx, huge)))?.refusal?.code).toBe("too-large");
    const refused = await as(ayla, (ctx) => listIncoming(ctx, { refusedOnly: true, limit: 50 }));
    for (const { refusal } of refused) expect(refusal?.reason.de.length).toBeGreaterThan(10);
  });

  test("a hash that does not match its file", async () => {
    const file = (bytes: string) => ({
      name: `${crypto.randomUUID()}.txt`,
      mediaType: "text/plain",
      sha256: "0".repeat(64),
      bytes: new TextEncoder().encode(bytes),
    });
    const akte = {
      uuid: crypto.randomUUID(),
      dokumente: [],
      teilakten: [],
      vorgaenge: [
        {
          uuid: crypto.randomUUID(),
          teilvorgaenge: [],
          dokumente: [
            { uuid: crypto.randomUUID(), anlagen: [], versionen: [{ nummer: "1", formate: [file("echt")] }] },
          ],
        },
      ],
    };
    expect(() => format.write({ ...head("0503"), akten: [akte] } as OutgoingMessage)).toThrow("hash does not match");
  });

  test("the same answer twice, and another answer to the same", async () => {
    const right = appraisal();
    expect(await upload(right)).toBe("taken");
    expect(await upload(right)).toBe("twice");
    expect(await upload(appraisal({ judged: [{ uuid: offered, verdict: "V" }] }))).toBe("already-answered");
    expect(await statesOf(processId)).toEqual(["to-hand-over"]);
    await drain();
    expect(await typesOf(processId)).toEqual(["0501", "0502", "0505"]);
  });

  test("a package in the folder is taken in once, whatever lies there", async () => {
    const inbox = join(folder, "archiv", "paderborn", "eingang");
    mkdirSync(inbox, { recursive: true });
    const receipt = format.write({ ...head("0504"), answers: offer } as OutgoingMessage);
    writeFileSync(join(inbox, receipt.name), receipt.bytes);
    writeFileSync(join(inbox, ".noch-nicht.zip"), "halb");
    await database.queue.tick("disposal.collect");
    await drain();
    expect(readdirSync(inbox)).toEqual([".noch-nicht.zip"]);
    expect(await typesOf(processId)).toEqual(["0501", "0502", "0504", "0505"]);
    const sent = readdirSync(join(folder, "archiv", "paderborn", "ausgang"));
    expect(sent).toContain(`${processId}_0501_1.zip`);
    expect(
      format.read(readFileSync(join(folder, "archiv", "paderborn", "ausgang", `${processId}_0501_1.zip`))),
    ).toMatchObject({ typ: "0501", processId });
  });
});

describe("While a backup runs", () => {
  const never = () => expect.unreachable();
  test("an approved destruction waits and says why, at the desk too; nothing is removed; then it goes on", async () => {
    const akteId = await dueAkte("32.40", "Gewerbe während der Sicherung", "Nur hier steht dieser Inhalt.");
    const dokumente = await as(ayla, (ctx) => listDokumenteOfAkte(ctx, akteId));
    const destructionId = await as(ayla, (ctx) => proposeDestruction(ctx, { akteIds: [akteId], note: "" }));
    const backup = await stopRemovals(database.migratorUrl, never);
    await as(bernd, (ctx) => approveDestruction(ctx, destructionId));
    const waits = { job: "disposal.destroy", code: "platform.backup-running" };
    expect((await database.queue.drain()).failed).toEqual([waits]);
    expect(await isGone(akteId)).toBe(false);
    expect(await as(ayla, (ctx) => isBackupRunning(ctx.tx))).toBe(true);
    expect(await backupRunningSeconds(database.migratorUrl)).toBeLessThan(60);
    await backup.check();
    await backup.release();
    expect(await as(ayla, (ctx) => isBackupRunning(ctx.tx))).toBe(false);
    expect(await backupRunningSeconds(database.migratorUrl)).toBeUndefined();

    await database.letRetriesFallDue();
    await drain();
    expect(await isGone(akteId)).toBe(true);
    // The rows are gone, the contents wait: another backup begins before they are removed.
    const gone = dokumente.map(({ sha256 }) => sha256);
    for (const address of gone) await longAgo(address);
    const second = await stopRemovals(database.migratorUrl, never);
    await database.queue.tick("disposal.remove-contents");
    expect((await database.queue.drain()).failed).toContainEqual({
      job: "disposal.remove-contents",
      code: "platform.backup-running",
    });
    for (const address of gone) expect(await database.files.get(address)).toBeDefined();
    await second.release();
    await database.letRetriesFallDue();
    await drain();
    for (const address of gone) await expect(database.files.get(address)).rejects.toThrow();
  });

  test("an approved destruction outlives a backup that runs for longer than a job is tried again", async () => {
    const akteId = await dueAkte("32.40", "Gewerbe und lange Sicherung");
    const destructionId = await as(ayla, (ctx) => proposeDestruction(ctx, { akteIds: [akteId], note: "" }));
    await as(bernd, (ctx) => approveDestruction(ctx, destructionId));
    await takeQueued();
    const job = disposalJobs.find(({ name }) => name === "disposal.destroy");
    const fail = (code: string, last: boolean) =>
      as(system, async (ctx) => job?.failed?.(ctx, { destructionId }, { code, attempt: 15, last }));
    await fail("platform.backup-running", false);
    await fail("job.bug", true);
    expect(await takeQueued()).toEqual([]);
    await fail("platform.backup-running", true);
    await drain();
    expect(await isGone(akteId)).toBe(true);
  });

  test("the backup waits for a removal that has begun, says so, and keeps others from beginning before it", async () => {
    const told: object[] = [];
    let finish: () => void = never;
    let begun: () => void = never;
    const hasBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const removal = as(system, async (ctx) => {
      await beginRemoval(ctx.tx);
      begun();
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
    });
    await hasBegun;
    const waiting = Promise.withResolvers<void>();
    const backup = stopRemovals(database.migratorUrl, (reason) => {
      told.push(reason);
      waiting.resolve();
    });
    await waiting.promise;
    expect(told).toEqual([{ removals: 1, backups: 0 }]);
    await expect
      .poll(() =>
        as(system, (ctx) => beginRemoval(ctx.tx)).then(
          () => "begun",
          (error: Error) => error.message,
        ),
      )
      .toBe("platform.backup-running");
    finish();
    await removal;
    const held = await backup;
    const another: object[] = [];
    const next = stopRemovals(database.migratorUrl, (reason) => another.push(reason));
    await expect.poll(() => another).toEqual([{ removals: 0, backups: 1 }]);
    await held.release();
    await (await next).release();
  });

  test("a backup that has lost its hold notices", async () => {
    const backup = await stopRemovals(database.migratorUrl, never);
    await database.asSuperuser((client) =>
      client.query(
        "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and mode = 'ExclusiveLock' and database = (select oid from pg_database where datname = current_database())",
      ),
    );
    await expect
      .poll(() =>
        backup.check().then(
          () => "held",
          () => "lost",
        ),
      )
      .toBe("lost");
    await as(system, (ctx) => beginRemoval(ctx.tx));
    await backup.release();
  });
});

describe("What keeps an Akte here", () => {
  test("a legal hold: not offered, not proposed, not handed over, not destroyed", async () => {
    const [held, later] = await Promise.all([dueAkte("32.40", "Gewerbe A"), dueAkte("32.40", "Gewerbe B")]);
    await as(ayla, (ctx) => placeHold(ctx, held as string, "Klage"));
    const propose = (akteIds: readonly string[]) => as(ayla, (ctx) => proposeDestruction(ctx, { akteIds, note: "" }));
    await expect(propose([held as string])).rejects.toThrow("disposal.not-due");
    const destructionId = await propose([later as string]);
    await as(ayla, (ctx) => placeHold(ctx, later as string, "Anfrage"));
    await as(bernd, (ctx) => approveDestruction(ctx, destructionId));
    await drain();
    expect(await isGone(later as string)).toBe(false);
    await expect(
      as(ayla, (ctx) => startProcess(ctx, { kind: "vierstufig", akteIds: [held as string] })),
    ).rejects.toThrow("disposal.not-due");
  });

  test("a longer or unlimited retention, of the Akte or of its unit", async () => {
    const akteId = await dueAkte("32.60", "Bußgeld");
    const propose = () => as(ayla, (ctx) => proposeDestruction(ctx, { akteIds: [akteId], note: "" }));
    await as(ayla, (ctx) => setRetention(ctx, { planUnit: "32.60", rule: "years", years: 30, reason: "Satzung" }));
    await expect(propose()).rejects.toThrow("disposal.not-due");
    await as(ayla, (ctx) => setRetention(ctx, { planUnit: "32.60", rule: "standard", reason: "Satzung geändert" }));
    await as(ayla, (ctx) => setRetention(ctx, { akteId, rule: "unlimited", reason: "Denkmal" }));
    await expect(propose()).rejects.toThrow("disposal.not-due");
    await as(ayla, (ctx) => setRetention(ctx, { akteId, rule: "standard", reason: "Doch nicht" }));
    expect(await propose()).toEqual(expect.any(String));
  });

  test("what was taken out of its disposal after it was proposed: it stays, whoever approves it", async () => {
    const akten = await Promise.all(["A", "B"].map((name) => dueAkte("32.10", `Aufzug ${name}`)));
    const processId = await as(ayla, (ctx) => startProcess(ctx, { kind: "vierstufig", akteIds: akten }));
    await drain();
    const { items } = await as(ayla, (ctx) => getProcess(ctx, processId));
    const akteId = items.find(({ state }) => state === "to-destroy")?.akteId ?? "";
    const destructionId = await as(bernd, (ctx) => proposeReleased(ctx, processId, ""));
    await as(bernd, (ctx) => withdrawAkte(ctx, { processId, akteId, reason: "Wird noch gebraucht" }));
    await as(ayla, (ctx) => approveDestruction(ctx, destructionId));
    await drain();
    expect(await isGone(akteId)).toBe(false);
    const { akten: kept } = await as(ayla, (ctx) => getDestruction(ctx, destructionId));
    expect(kept).toMatchObject([{ state: "kept", keptBecause: "withdrawn" }]);
  });

  test("what has come since the hand-over: the archive has not all of it", async () => {
    const akteId = await dueAkte("10.30", "Marktsatzung");
    const processId = await as(ayla, (ctx) => startProcess(ctx, { kind: "vierstufig", akteIds: [akteId] }));
    await drain();
    await as(ayla, (ctx) => handOverAkten(ctx, processId));
    await drain();
    expect(await statesOf(processId)).toEqual(["taken"]);
    const [vorgang] = await as(system, (ctx) => listVorgaenge(ctx, akteId));
    await as(system, (ctx) =>
      fileDokument(ctx, {
        vorgangId: vorgang?.vorgangId ?? "",
        title: "Nachtrag",
        kind: "schreiben",
        filename: "nachtrag.txt",
        mediaType: "text/plain",
        bytes: new TextEncoder().encode("Nachtrag"),
        author: "Post",
      }),
    );
    const destructionId = await as(ayla, (ctx) => proposeReleased(ctx, processId, ""));
    await as(bernd, (ctx) => approveDestruction(ctx, destructionId));
    await drain();
    expect(await isGone(akteId)).toBe(false);
    expect(await statesOf(processId)).toEqual(["failed"]);
  });
});

/** Runs jobs one by one, and lets each die once at every point where it touches the world outside its memory. */
async function drainCrashing(): Promise<{ readonly crashes: number }> {
  const pending: { job: string; payload: object }[] = [];
  const byName = new Map<string, AnyJob>(disposalJobs.map((job) => [job.name, job]));
  const rows = await database.db.inPlatform(async () => takeQueued());
  pending.push(...rows);
  let crashes = 0;
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    const job = byName.get(next.job);
    if (job === undefined) throw new Error(`no job ${next.job}`);
    for (let dieAt = 1; ; dieAt++) {
      const queued: { job: string; payload: object }[] = [];
      let touched = 0;
      const touch = () => {
        touched++;
        if (touched === dieAt) throw new Error("crash");
      };
      const ctxOf = (tx: Ctx["tx"]): Ctx => {
        const { transaction } = tx.getExecutor() as unknown as {
          transaction: { executeQuery(query: unknown): Promise<unknown>; defer(query: unknown): void };
        };
        const execute = transaction.executeQuery.bind(transaction);
        transaction.executeQuery = async (query) => {
          touch();
          return execute(query);
        };
        return {
          tx,
          tenant,
          actor: { kind: "system", name: job.name },
          now: database.now,
          keyring: database.keyring,
          files: {
            ...database.files,
            async put(bytes) {
              touch();
              return database.files.put(bytes);
            },
            async delete(address, since) {
              touch();
              return database.files.delete(address, since);
            },
          },
          jobs: {
            async send(_ctx, name, payload) {
              touch();
              queued.push({ job: name, payload });
            },
          },
        };
      };
      try {
        const outcome = await job.outside?.(
          {
            idempotencyKey: "test",
            tellProgress: async () => undefined,
            remove: (work) => work(),
            read: (work) => database.db.inTenant(tenant, (tx) => work(ctxOf(tx)), { readOnly: true }),
          },
          next.payload,
        );
        touch();
        await database.db.inTenant(tenant, async (tx) => {
          await job.inside(ctxOf(tx), next?.payload, outcome);
          touch();
        });
        pending.push(...queued);
        break;
      } catch (error) {
        if ((error as Error).message !== "crash") throw error;
        crashes++;
      }
    }
  }
  return { crashes };
}

/** Takes what is queued out of the queue, to be run by hand. */
async function takeQueued(): Promise<{ job: string; payload: object }[]> {
  return database.asSuperuser(async (client) => {
    const { rows } = await client.query<{ data: { job: string; payload: object } }>(
      "delete from pgboss.job where name = 'klickamt' and state < 'active' returning data",
    );
    return rows.map(({ data }) => data);
  });
}

describe("A crash at any point leaves what the next run completes", () => {
  test("of a whole disposal with the simulated archive", async () => {
    const akteId = await dueAkte("10.30", "Absturz");
    const processId = await as(ayla, (ctx) => startProcess(ctx, { kind: "vierstufig", akteIds: [akteId] }));
    const first = await drainCrashing();
    expect(await statesOf(processId)).toEqual(["to-hand-over"]);
    await as(ayla, (ctx) => handOverAkten(ctx, processId));
    const second = await drainCrashing();
    expect(await statesOf(processId)).toEqual(["taken"]);
    expect([...(await typesOf(processId))].sort()).toEqual(["0501", "0502", "0503", "0504", "0505", "0506", "0507"]);
    const destructionId = await as(ayla, (ctx) => proposeReleased(ctx, processId, ""));
    await as(bernd, (ctx) => approveDestruction(ctx, destructionId));
    const third = await drainCrashing();
    expect(await isGone(akteId)).toBe(true);
    expect(await statesOf(processId)).toEqual(["destroyed"]);
    // That many places to die at: if nothing was counted, the test would prove nothing.
    expect(Math.min(first.crashes, second.crashes, third.crashes)).toBeGreaterThan(40);
    const proof = (await as(ayla, (ctx) => listTombstones(ctx, { akteIds: [akteId], limit: 1 })))[0]?.proofAkteId ?? "";
    const dokumente = await as(ayla, (ctx) => listDokumenteOfAkte(ctx, proof));
    const vorgaenge = await as(ayla, (ctx) => listVorgaenge(ctx, proof));
    expect(dokumente.length).toBe(vorgaenge.length);
  });

  test("of an import", async () => {
    const source = packageFromElsewhere();
    const read = await readImport(database.files, source, "von-dort.zip");
    if (read.kind !== "read") throw new Error(read.reason.de);
    const importId = await as(ayla, (ctx) => noteImport(ctx, read));
    await as(ayla, (ctx) => startImport(ctx, importId, "20.30"));
    expect((await drainCrashing()).crashes).toBeGreaterThan(20);
    const { akten } = await as(ayla, (ctx) => listAkten(ctx, { planUnit: "20.30", limit: 10 }));
    expect(akten.map(({ betreff }) => betreff)).toEqual(["Förderung Radweg"]);
    const vorgaenge = await as(ayla, (ctx) => listVorgaenge(ctx, akten[0]?.akteId ?? ""));
    expect(vorgaenge.map(({ betreff }) => betreff)).toEqual(["Antrag", "Dokumente ohne Vorgang", "Nachträge"]);
    const dokumente = await as(ayla, (ctx) => listDokumenteOfAkte(ctx, akten[0]?.akteId ?? ""));
    expect(dokumente.map(({ title }) => title).sort()).toEqual([
      "Angaben der abgebenden Stelle",
      "Angaben der abgebenden Stelle",
      "Angaben der abgebenden Stelle",
      "Antrag",
      "Gutachten",
      "Historie der abgebenden Stelle",
      "Historie der abgebenden Stelle",
      "Lageplan",
      "Plan",
    ]);
    const filed = (title: string) => dokumente.find((one) => one.title === title)?.dokumentId ?? "";
    expect(
      (await as(ayla, (ctx) => listFormats(ctx, filed("Gutachten")))).map(({ version, number, filename }) => [
        version,
        number,
        filename,
      ]),
    ).toEqual([
      [1, 1, "Gutachten.txt"],
      [1, 2, "Gutachten.pdf"],
      [2, 1, "Gutachten.txt"],
    ]);
    const text = new TextDecoder().decode(
      await as(ayla, (ctx) => readDokument(ctx, filed("Historie der abgebenden Stelle"))),
    );
    expect(text).toContain("Akte KL 12/3: Förderung Radweg");
    expect(text).toContain("  2011-02-03T08:00:00Z | Herr Dortig | Vorgang eröffnet");
    expect(text).toContain("DMS | geändert | Betreff: Weg → Radweg | Nr. 2");
    const objects = await as(ayla, (ctx) => listImportedObjects(ctx, importId));
    expect(objects.find(({ title }) => title === "Gutachten")?.remark).toBe("2 Versionen, 3 Formate");
    expect(objects.find(({ kind, title }) => kind === "vorgang" && title === "Antrag")?.remark).toBe(
      "Historie der abgebenden Stelle: 4 Einträge, abgelegt",
    );

    expect(dokumente.find(({ title }) => title === "Antrag")?.version).toBe(2);
    expect((await as(ayla, (ctx) => listTeilakten(ctx, akten[0]?.akteId ?? ""))).map(({ betreff }) => betreff)).toEqual(
      ["Band 2"],
    );
    const again = await readImport(database.files, source, "noch-einmal.zip");
    if (again.kind !== "read") throw new Error(again.reason.de);
    const secondId = await as(ayla, (ctx) => noteImport(ctx, again));
    await as(ayla, (ctx) => startImport(ctx, secondId, "20.30"));
    await drain();
    expect((await as(ayla, (ctx) => listAkten(ctx, { planUnit: "20.30", limit: 10 }))).akten.length).toBe(1);
  });
});

/** A hand-over of a stranger: versions, an attachment, a Teilakte, documents without a Vorgang, one without a file. */
function packageFromElsewhere(): Uint8Array {
  const dokument = (betreff: string, versions: readonly string[], anlagen: readonly object[] = []) => ({
    uuid: crypto.randomUUID(),
    betreff,
    versionen: versions.map((content, index) => ({
      nummer: String(index + 1),
      formate: [
        {
          name: `${crypto.randomUUID()}.txt`,
          originalName: `${betreff}.txt`,
          mediaType: "text/plain",
          bytes: new TextEncoder().encode(content),
        },
      ],
    })),
    anlagen,
  });
  const history = (aktion: string) => [
    { akteur: "Herr Dortig", zeitpunkt: "2011-02-03T08:00:00Z", aktion },
    {
      akteur: "DMS",
      zeitpunkt: "2012-02-03T08:00:00Z",
      aktion: "geändert",
      metadatum: "Betreff",
      alterWert: "Weg",
      neuerWert: "Radweg",
      bemerkung: "Nr. 2",
    },
  ];
  const twoForms = dokument("Gutachten", ["Text", "Text 2"]);
  const pdf = {
    name: `${crypto.randomUUID()}.pdf`,
    originalName: "Gutachten.pdf",
    mediaType: "application/pdf",
    bytes: new TextEncoder().encode("%PDF-1.4 Gutachten"),
  };
  twoForms.versionen[0]?.formate.push(pdf);
  const vorgang = (betreff: string, dokumente: readonly object[]) => ({
    uuid: crypto.randomUUID(),
    betreff,
    kennzeichen: "XY-1",
    openedOn: "2011-02-03",
    ...(betreff === "Antrag" ? { historie: history("Vorgang eröffnet") } : {}),
    dokumente,
    teilvorgaenge: [],
  });
  return format.write({
    typ: "0503",
    messageId: crypto.randomUUID(),
    processId: crypto.randomUUID(),
    number: 1,
    madeAt: new Date("2026-01-02T03:04:05Z"),
    from: "Kreis Lippe",
    to: "Stadt Paderborn",
    akten: [
      {
        uuid: crypto.randomUUID(),
        betreff: "Förderung Radweg",
        kennzeichen: "KL 12/3",
        retentionYears: 30,
        historie: history("Akte eröffnet"),
        dokumente: [dokument("Lageplan", ["Karte"]), { ...twoForms, historie: history("registriert") }],
        vorgaenge: [vorgang("Antrag", [dokument("Antrag", ["eins", "zwei"], [dokument("Plan", ["Plan"])])])],
        teilakten: [
          {
            uuid: crypto.randomUUID(),
            betreff: "Band 2",
            dokumente: [],
            teilakten: [],
            vorgaenge: [vorgang("Nachträge", [dokument("Ohne Datei", [])])],
          },
        ],
      },
    ],
  } as OutgoingMessage).bytes;
}

describe("A package from elsewhere", () => {
  test.skipIf(!standards.present)("of xdomea 3.0.0 with its files becomes an Akte here", async () => {
    const folder3 = "xdomea/examples/lav-nrw-3.0.0";
    const name = "9fde4e7a-b41b-11ec-9225-005056871b7c_Aussonderung.Aussonderung.0503";
    const file = "f4bcaaf7-d7cb-11ef-a278-005056871b7c.txt";
    const { zipSync } = await import("fflate");
    const bytes = zipSync({
      [`${name}.xml`]: readFileSync(standards.path(`${folder3}/${name}.xml`)),
      [file]: readFileSync(standards.path(`${folder3}/${file}`)),
    });
    const read = await readImport(database.files, bytes, `${name}.zip`);
    expect(read).toMatchObject({ kind: "read", message: { version: "3.0.0" } });
    if (read.kind !== "read") return;
    const importId = await as(ayla, (ctx) => noteImport(ctx, read));
    await as(ayla, (ctx) => startImport(ctx, importId, "40.20"));
    await drain();
    const { akten } = await as(ayla, (ctx) => listAkten(ctx, { planUnit: "40.20", limit: 10 }));
    expect(akten.length).toBe(1);
    const dokumente = await as(ayla, (ctx) => listDokumenteOfAkte(ctx, akten[0]?.akteId ?? ""));
    const original = dokumente.find(({ filename }) => filename === file);
    expect(original).toBeDefined();
    const history = dokumente.find(({ title }) => title === "Historie der abgebenden Stelle")?.dokumentId ?? "";
    const told = new TextDecoder().decode(await as(ayla, (ctx) => readDokument(ctx, history)));
    expect(told).toContain("2010-04-04T10:22:49Z | [Person/System] | [Beschreibung der Änderung]");
  });

  test("is kept for ever where its sender keeps it for ever, and otherwise as long as they say", async () => {
    const vorgang = (betreff: string) => ({
      uuid: crypto.randomUUID(),
      betreff,
      kennzeichen: "XY-1",
      openedOn: "2011-02-03",
      dokumente: [],
      teilvorgaenge: [],
    });
    const akte = (betreff: string, retentionYears: number | null) => ({
      uuid: crypto.randomUUID(),
      betreff,
      retentionYears,
      dokumente: [],
      vorgaenge: [vorgang(betreff)],
      teilakten: [],
    });
    const { bytes } = format.write({
      typ: "0503",
      messageId: crypto.randomUUID(),
      processId: crypto.randomUUID(),
      number: 1,
      madeAt: new Date("2026-01-02T03:04:05Z"),
      from: "Kreis Lippe",
      to: "Stadt Paderborn",
      akten: [akte("Für immer", null), akte("Fünf Jahre", 5)],
    } as OutgoingMessage);
    const read = await readImport(database.files, bytes, "von-dort.zip");
    if (read.kind !== "read") throw new Error(read.reason.de);
    const importId = await as(ayla, (ctx) => noteImport(ctx, read));
    await as(ayla, (ctx) => startImport(ctx, importId, "32.60"));
    await drain();
    const { akten } = await as(ayla, (ctx) => listAkten(ctx, { planUnit: "32.60", limit: 50 }));
    const closedAkte = async (title: string) => {
      const akteId = akten.find(({ betreff }) => betreff === title)?.akteId ?? "";
      await as(system, async (ctx) => {
        const then = { ...ctx, now: closed };
        for (const { vorgangId } of await listVorgaenge(then, akteId)) await closeVorgang(then, vorgangId);
        await closeAkte(then, akteId);
      });
      return akteId;
    };
    const propose = (akteId: string) => as(ayla, (ctx) => proposeDestruction(ctx, { akteIds: [akteId], note: "" }));
    const forEver = await closedAkte("Für immer");
    await expect(propose(forEver)).rejects.toThrow("disposal.not-due");
    expect(await propose(await closedAkte("Fünf Jahre"))).toEqual(expect.any(String));
  });

  test("an offer is refused: it carries no files", async () => {
    const offer = format.write({
      typ: "0501",
      messageId: crypto.randomUUID(),
      processId: crypto.randomUUID(),
      number: 1,
      madeAt: database.now,
      from: "A",
      to: "B",
      akten: [{ uuid: crypto.randomUUID(), dokumente: [], vorgaenge: [], teilakten: [] }],
    });
    const read = await readImport(database.files, offer.bytes, offer.name);
    expect(read).toMatchObject({ kind: "refused", reason: { de: expect.stringContaining("0501") } });
  });
});
