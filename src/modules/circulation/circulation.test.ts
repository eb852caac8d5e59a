import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import {
  type Actor,
  addDays,
  Conflict,
  type Duty,
  dayInBerlin,
  Forbidden,
  Invalid,
  NotFound,
} from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import { createTestDatabase, type TestDatabase } from "../../platform/testing/index.ts";
import { createStaff, createUnit, setDeputy, setMembership } from "../accounts/index.ts";
import {
  changeAccess,
  closeVorgang,
  extendRecords,
  fileDokument,
  getAkte,
  getDokument,
  moveDokument,
  moveVorgang,
  type OpenedVorgang,
  openVorgang,
  readDokument,
  requireMayWork,
  seedAktenplan,
  verifyRecords,
} from "../records/index.ts";
import { findTown, switchOnTown } from "../tenants/index.ts";
import { withdrawUmlauf } from "./actions/answer-station.ts";
import { getUmlauf, listDesk, listGeschaeftsgang } from "./actions/read-desk.ts";
import { getVerfuegung } from "./actions/verfuegung.ts";
import { finishWiedervorlage } from "./actions/wiedervorlage.ts";
import {
  answerStation,
  circulationClosingCheck,
  circulationJobs,
  circulationWatcher,
  finishPoint,
  finishVerfuegung,
  makeVerfuegung,
  planWiedervorlage,
  startUmlauf,
} from "./index.ts";
import type { Purpose } from "./model/umlauf.ts";

type Staff = Extract<Actor, { kind: "staff" }>;
const system: Actor = { kind: "system", name: "test" };

let database: TestDatabase;
let tenant: number;
let social: string;
const people: Record<string, Staff> = {};
const person = (name: string): Staff => people[name] as Staff;
const to = (name: string) => ({ kind: "person" as const, id: person(name).staffId });
const as = <T>(who: Actor, work: (ctx: Ctx) => Promise<T>): Promise<T> => database.run(tenant, who, work);

async function hire(name: string, duties: readonly Duty[]): Promise<void> {
  const staffId = await as(system, (ctx) =>
    createStaff(ctx, {
      name,
      email: `${name.toLowerCase()}@amt.example`,
      password: "Blauer Reiher 1887 am Wehr",
      duties,
    }),
  );
  people[name] = { kind: "staff", staffId, name, duties };
}

/** An Akte that only the social office sees. */
async function newAkte(): Promise<OpenedVorgang> {
  database.now = new Date(database.now.getTime() + 1000);
  const opened = await as({ kind: "citizen" }, (ctx) =>
    openVorgang(ctx, { planUnit: "32.40", akteTitle: "Hilfe", retentionYears: 10, subject: "Antrag", caseId: null }),
  );
  await as(system, (ctx) =>
    changeAccess(ctx, opened.akteId, { federfuehrung: social, scope: "einheit", vertraulichkeit: "003", grants: [] }),
  );
  return opened;
}

const stationsFor = (...names: readonly (readonly [string, Purpose])[]) =>
  names.map(([name, purpose]) => ({ purpose, addressee: to(name), dueOn: null }));

const ownStation = async (name: string, umlaufId: string): Promise<string> =>
  (await as(person(name), listDesk)).stations.find((one) => one.umlaufId === umlaufId)?.stationId ?? "none";

beforeAll(async () => {
  database = await createTestDatabase(inject("testServer"), circulationJobs);
  await database.db.inPlatform(async (tx) => {
    await switchOnTown({ tx, actor: system, now: database.now } as never, { ags: "05774032", demo: true });
  });
  tenant = (await database.db.inPlatform((tx) => findTown(tx, "paderborn")))?.tenant ?? 0;
  extendRecords({ aktePanels: [], dokumentPanels: [], watchers: [circulationWatcher] });
  await as(system, seedAktenplan);
  social = await as(system, (ctx) => createUnit(ctx, { code: "50", name: "Sozialamt" }));
  for (const name of ["Sonja", "Lena", "Fremd", "Vera", "Kai"]) await hire(name, ["casework"]);
  await hire("Design", ["design"]);
  for (const [name, role] of [
    ["Sonja", "member"],
    ["Lena", "head"],
  ] as const) {
    await as(system, (ctx) => setMembership(ctx, { unitId: social, staffId: person(name).staffId, role }));
  }
});
afterAll(() => database.close());

describe("Umlauf", () => {
  test("goes from one to the next; who is asked reads the Akte as long as it is their turn", async () => {
    const { akteId, vorgangId } = await newAkte();
    const umlaufId = await as(person("Sonja"), (ctx) =>
      startUmlauf(ctx, {
        vorgangId,
        subject: "Entwurf des Bescheids",
        order: "nacheinander",
        stations: stationsFor(["Fremd", "mitzeichnung"], ["Lena", "schlusszeichnung"]),
      }),
    );
    await as(person("Fremd"), (ctx) => getAkte(ctx, akteId));
    await expect(as(person("Fremd"), (ctx) => requireMayWork(ctx, akteId))).rejects.toThrow(Forbidden);
    await expect(as(person("Kai"), (ctx) => getUmlauf(ctx, umlaufId))).rejects.toThrow(NotFound);
    expect((await as(person("Lena"), listDesk)).stations.filter((one) => one.umlaufId === umlaufId)).toEqual([]);
    const own = await ownStation("Fremd", umlaufId);
    await expect(as(person("Kai"), (ctx) => answerStation(ctx, own, { kind: "zeichnen", note: "" }))).rejects.toThrow(
      NotFound,
    );
    await expect(as(person("Sonja"), (ctx) => answerStation(ctx, own, { kind: "zeichnen", note: "" }))).rejects.toThrow(
      Forbidden,
    );
    await as(person("Fremd"), (ctx) => answerStation(ctx, own, { kind: "zeichnen", note: "einverstanden" }));
    await expect(as(person("Fremd"), (ctx) => getAkte(ctx, akteId))).rejects.toThrow(NotFound);
    const last = await ownStation("Lena", umlaufId);
    await as(person("Lena"), (ctx) => answerStation(ctx, last, { kind: "zeichnen", note: "" }));
    await expect(as(person("Lena"), (ctx) => answerStation(ctx, last, { kind: "zeichnen", note: "" }))).rejects.toThrow(
      Conflict,
    );
    expect((await as(person("Sonja"), (ctx) => getUmlauf(ctx, umlaufId))).umlauf.state).toBe("abgeschlossen");
    expect((await as(system, verifyRecords)).broken).toEqual([]);
  });

  test("a refusal needs a reason and ends it; what is only for information cannot be refused", async () => {
    const { vorgangId } = await newAkte();
    const umlaufId = await as(person("Sonja"), (ctx) =>
      startUmlauf(ctx, {
        vorgangId,
        subject: "Zwei zugleich",
        order: "gleichzeitig",
        stations: stationsFor(["Fremd", "kenntnis"], ["Kai", "mitzeichnung"], ["Lena", "schlusszeichnung"]),
      }),
    );
    const information = await ownStation("Fremd", umlaufId);
    await expect(
      as(person("Fremd"), (ctx) => answerStation(ctx, information, { kind: "ablehnen", note: "gefällt mir nicht" })),
    ).rejects.toThrow(Invalid);
    const own = await ownStation("Kai", umlaufId);
    await expect(as(person("Kai"), (ctx) => answerStation(ctx, own, { kind: "ablehnen", note: "" }))).rejects.toThrow(
      Invalid,
    );
    await as(person("Kai"), (ctx) => answerStation(ctx, own, { kind: "ablehnen", note: "Rechnung stimmt nicht" }));
    const { umlauf, stations } = await as(person("Sonja"), (ctx) => getUmlauf(ctx, umlaufId));
    expect(umlauf.state).toBe("abgelehnt");
    expect(stations.map(({ state }) => state)).toEqual(["entfallen", "abgelehnt", "entfallen"]);
    expect(await ownStation("Fremd", umlaufId)).toBe("none");
  });

  test("what lies with somebody absent lies with who stands in for them, and says so", async () => {
    const { vorgangId } = await newAkte();
    const umlaufId = await as(person("Sonja"), (ctx) =>
      startUmlauf(ctx, {
        vorgangId,
        subject: "Vertretung",
        order: "nacheinander",
        stations: stationsFor(["Kai", "mitzeichnung"]),
      }),
    );
    expect(await ownStation("Vera", umlaufId)).toBe("none");
    const today = dayInBerlin(database.now);
    await as(system, (ctx) =>
      setDeputy(ctx, {
        absent: person("Kai").staffId,
        deputy: person("Vera").staffId,
        fromDay: today,
        untilDay: today,
      }),
    );
    await as(person("Vera"), async (ctx) =>
      answerStation(ctx, await ownStation("Vera", umlaufId), { kind: "zeichnen", note: "" }),
    );
    const { stations } = await as(person("Sonja"), (ctx) => getUmlauf(ctx, umlaufId));
    expect(stations[0]).toMatchObject({ state: "erledigt", doneByName: "Vera", doneForName: "Kai" });
  });

  test("begins in no Vorgang that is z.d.A., and no Verfügung does: neither could be finished", async () => {
    const { vorgangId } = await newAkte();
    await as(system, (ctx) => closeVorgang(ctx, vorgangId));
    const umlauf = {
      vorgangId,
      subject: "Zu spät",
      order: "nacheinander" as const,
      stations: stationsFor(["Kai", "kenntnis"]),
    };
    await expect(as(person("Sonja"), (ctx) => startUmlauf(ctx, umlauf))).rejects.toThrow("records.vorgang-closed");
    const points = [{ text: "Anrufen", addressee: to("Kai"), dueOn: null }];
    await expect(
      as(person("Sonja"), (ctx) => makeVerfuegung(ctx, { vorgangId, title: "Zu spät", points })),
    ).rejects.toThrow("records.vorgang-closed");
  });

  test("is passed on, withdrawn, and stands against z.d.A. as long as it runs; only who works on the Akte begins one", async () => {
    const { akteId, vorgangId } = await newAkte();
    const order = {
      vorgangId,
      subject: "Weiter",
      order: "nacheinander" as const,
      stations: stationsFor(["Fremd", "mitzeichnung"]),
    };
    await expect(as(person("Fremd"), (ctx) => startUmlauf(ctx, order))).rejects.toThrow(NotFound);
    await expect(as(person("Design"), (ctx) => startUmlauf(ctx, order))).rejects.toThrow(Forbidden);
    await expect(
      as(person("Sonja"), (ctx) => startUmlauf(ctx, { ...order, stations: stationsFor(["Design", "kenntnis"]) })),
    ).rejects.toThrow(Invalid);
    const umlaufId = await as(person("Sonja"), (ctx) => startUmlauf(ctx, order));
    await as(person("Fremd"), async (ctx) =>
      answerStation(ctx, await ownStation("Fremd", umlaufId), { kind: "weitergeben", to: to("Kai"), note: "für Kai" }),
    );
    await as(person("Kai"), (ctx) => getAkte(ctx, akteId));
    const against = () => as(system, (ctx) => circulationClosingCheck.find(ctx, { akteId, vorgangId, caseId: null }));
    expect(await against()).toHaveLength(1);
    await expect(as(person("Kai"), (ctx) => withdrawUmlauf(ctx, umlaufId))).rejects.toThrow(Forbidden);
    await as(person("Sonja"), (ctx) => withdrawUmlauf(ctx, umlaufId));
    expect(await against()).toEqual([]);
    await expect(as(person("Kai"), (ctx) => getAkte(ctx, akteId))).rejects.toThrow(NotFound);
  });

  test("a Schlusszeichnung addressed to a unit is its head's", async () => {
    const { vorgangId } = await newAkte();
    const umlaufId = await as(person("Sonja"), (ctx) =>
      startUmlauf(ctx, {
        vorgangId,
        subject: "An das Amt",
        order: "nacheinander",
        stations: [{ purpose: "schlusszeichnung", addressee: { kind: "einheit", id: social }, dueOn: null }],
      }),
    );
    expect(await ownStation("Sonja", umlaufId)).toBe("none");
    await as(person("Lena"), async (ctx) =>
      answerStation(ctx, await ownStation("Lena", umlaufId), { kind: "zeichnen", note: "" }),
    );
  });
});

test("what goes round goes along with its Vorgang or Dokument into another Akte: who is asked reads that one, and it is not closed over it", async () => {
  const [source, target] = [await newAkte(), await newAkte()];
  const { vorgangId } = source;
  const { dokumentId } = await as(person("Sonja"), (ctx) =>
    fileDokument(ctx, {
      vorgangId,
      title: "Gutachten",
      kind: "eingang",
      filename: "gutachten.txt",
      mediaType: "text/plain",
      bytes: new TextEncoder().encode("Gutachten"),
      author: "Sonja",
    }),
  );
  const begin = (about: { dokumentId?: string }, who: string) =>
    as(person("Sonja"), (ctx) =>
      startUmlauf(ctx, {
        vorgangId,
        subject: `Für ${who}`,
        order: "nacheinander",
        stations: stationsFor([who, "mitzeichnung"]),
        ...about,
      }),
    );
  const whole = await begin({}, "Fremd");
  const verfuegungId = await as(person("Sonja"), (ctx) =>
    makeVerfuegung(ctx, {
      vorgangId,
      title: "Prüfen",
      points: [{ text: "Prüfen", addressee: to("Kai"), dueOn: null }],
    }),
  );
  await as(system, (ctx) => moveVorgang(ctx, { vorgangId, akteId: target.akteId }));
  for (const name of ["Fremd", "Kai"]) {
    await as(person(name), (ctx) => getAkte(ctx, target.akteId));
    await expect(as(person(name), (ctx) => getAkte(ctx, source.akteId))).rejects.toThrow(NotFound);
  }
  const lies = async (akteId: string) => {
    const { umlaeufe, verfuegungen } = await as(person("Sonja"), (ctx) => listGeschaeftsgang(ctx, akteId));
    return [...umlaeufe.map(({ umlauf }) => umlauf.umlaufId), ...verfuegungen.map((one) => one.verfuegungId)];
  };
  expect(await lies(source.akteId)).toEqual([]);
  expect(await lies(target.akteId)).toEqual([whole, verfuegungId]);
  const against = () =>
    as(system, (ctx) => circulationClosingCheck.find(ctx, { akteId: target.akteId, vorgangId, caseId: null }));
  expect(await against()).toHaveLength(2);
  await as(person("Fremd"), async (ctx) =>
    answerStation(ctx, await ownStation("Fremd", whole), { kind: "zeichnen", note: "" }),
  );
  await as(person("Kai"), (ctx) => finishPoint(ctx, verfuegungId, 1));
  await as(person("Sonja"), (ctx) => finishVerfuegung(ctx, verfuegungId));
  expect(await against()).toEqual([]);
  for (const name of ["Fremd", "Kai"])
    await expect(as(person(name), (ctx) => getAkte(ctx, target.akteId))).rejects.toThrow(NotFound);

  const one = await begin({ dokumentId }, "Kai");
  const other = await newAkte();
  await as(person("Sonja"), (ctx) => moveDokument(ctx, { dokumentId, vorgangId: other.vorgangId }));
  await as(person("Kai"), (ctx) => getDokument(ctx, dokumentId));
  expect(await lies(other.akteId)).toEqual([one]);
  await as(person("Sonja"), (ctx) => withdrawUmlauf(ctx, one));
  expect((await as(system, verifyRecords)).broken).toEqual([]);
});

test("a Wiedervorlage lies before somebody on its day, once, and is gone when done", async () => {
  const { akteId } = await newAkte();
  const start = database.now;
  const day = addDays(dayInBerlin(start), 3);
  const plan = { akteId, day, addressee: to("Sonja"), note: "Antwort des Jobcenters da?" };
  await expect(as(person("Fremd"), (ctx) => planWiedervorlage(ctx, plan))).rejects.toThrow(NotFound);
  await expect(
    as(person("Sonja"), (ctx) => planWiedervorlage(ctx, { ...plan, day: addDays(day, -9) })),
  ).rejects.toThrow(Invalid);
  const id = await as(person("Sonja"), (ctx) => planWiedervorlage(ctx, plan));
  expect((await as(person("Sonja"), listDesk)).wiedervorlagen).toEqual([]);
  database.now = new Date(start.getTime() + 3 * 86_400_000);
  for (let night = 0; night < 2; night++) await as(system, (ctx) => circulationJobs[0].inside(ctx, {}, undefined));
  expect((await as(person("Sonja"), listDesk)).wiedervorlagen).toMatchObject([
    { wiedervorlageId: id, state: "vorgelegt" },
  ]);
  await expect(as(person("Lena"), (ctx) => finishWiedervorlage(ctx, id))).rejects.toThrow(Forbidden);
  await as(person("Sonja"), (ctx) => finishWiedervorlage(ctx, id));
  expect((await as(person("Sonja"), listDesk)).wiedervorlagen).toEqual([]);
  database.now = start;
  expect((await as(system, verifyRecords)).broken).toEqual([]);
});

test("a Verfügung is done point by point and then lies in the Vorgang as a PDF", async () => {
  const { akteId, vorgangId } = await newAkte();
  const verfuegungId = await as(person("Sonja"), (ctx) =>
    makeVerfuegung(ctx, {
      vorgangId,
      title: "Bescheid erlassen",
      points: [
        { text: "Bescheid fertigen", addressee: to("Fremd"), dueOn: dayInBerlin(database.now) },
        { text: "z. d. A.", addressee: to("Sonja"), dueOn: null },
      ],
    }),
  );
  await expect(as(person("Kai"), (ctx) => getVerfuegung(ctx, verfuegungId))).rejects.toThrow(NotFound);
  await expect(as(person("Fremd"), (ctx) => finishPoint(ctx, verfuegungId, 2))).rejects.toThrow(Forbidden);
  await expect(as(person("Sonja"), (ctx) => finishVerfuegung(ctx, verfuegungId))).rejects.toThrow(Conflict);
  expect((await as(person("Fremd"), listDesk)).points).toHaveLength(1);
  await as(person("Fremd"), (ctx) => finishPoint(ctx, verfuegungId, 1));
  await expect(as(person("Fremd"), (ctx) => getAkte(ctx, akteId))).rejects.toThrow(NotFound);
  await as(person("Sonja"), (ctx) => finishPoint(ctx, verfuegungId, 2));
  const { dokumentId } = await as(person("Sonja"), (ctx) => finishVerfuegung(ctx, verfuegungId));
  const dokument = await as(person("Sonja"), (ctx) => getDokument(ctx, dokumentId));
  expect(dokument).toMatchObject({ kind: "verfuegung", vorgangId, mediaType: "application/pdf" });
  const bytes = await as(person("Sonja"), (ctx) => readDokument(ctx, dokumentId));
  expect(new TextDecoder("latin1").decode(bytes.slice(0, 5))).toBe("%PDF-");
  expect((await as(person("Fremd"), (ctx) => listGeschaeftsgang(ctx, akteId))).verfuegungen).toEqual([]);
  expect((await as(system, verifyRecords)).broken).toEqual([]);
});
