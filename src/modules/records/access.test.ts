import fc from "fast-check";
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
import {
  createStaff,
  createUnit,
  endDeputyship,
  setClearance,
  setDeputy,
  setMembership,
  type Vertraulichkeitsstufe,
  vertraulichkeitsstufen,
} from "../accounts/index.ts";
import { checkAkteClosing } from "./actions/close-by-hand.ts";
import { attemptsAnHour, listOpenings, setOpeningRule } from "./actions/open-with-reason.ts";
import { listAktenplan } from "./actions/read-akten.ts";
import { listContents, listHistory } from "./actions/read-pages.ts";
import { verifyAkte } from "./actions/verify-records.ts";
import {
  type AkteAccess,
  changeAccess,
  closeAkte,
  closeVorgang,
  closeVorgangByHand,
  defineClosingChecks,
  endSharing,
  fileDokument,
  findAkteOfVorgang,
  getAkte,
  getDokument,
  listAkten,
  listDokumente,
  listDokumenteOfAkte,
  listVorgaenge,
  moveAkten,
  moveVorgang,
  type OpenedVorgang,
  openVorgang,
  openWithReason,
  readDokument,
  recordEvent,
  reopenAkte,
  reopenVorgang,
  requireMayWork,
  seedAktenplan,
  setPlanAccess,
  shareAkte,
  sightOf,
  verifyRecords,
} from "./index.ts";
import { openAccess } from "./model/access.ts";

type Staff = Extract<Actor, { kind: "staff" }>;

const system: Actor = { kind: "system", name: "test" };
const citizen: Actor = { kind: "citizen" };
const tenant = 1;

let database: TestDatabase;
const people: Record<string, Staff> = {};
const units: Record<string, string> = {};

const as = <T>(who: Actor, work: (ctx: Ctx) => Promise<T>): Promise<T> => database.run(tenant, who, work);

async function hire(name: string, duties: readonly Duty[]): Promise<Staff> {
  const staffId = await as(system, (ctx) =>
    createStaff(ctx, {
      name,
      email: `${name.toLowerCase()}@amt.example`,
      password: "Blauer Reiher 1887 am Wehr",
      duties,
    }),
  );
  const staff: Staff = { kind: "staff", staffId, name, duties };
  people[name] = staff;
  return staff;
}

const person = (name: string): Staff => people[name] as Staff;
const unit = (code: string): string => units[code] as string;

beforeAll(async () => {
  database = await createTestDatabase(inject("testServer"));
  await as(system, seedAktenplan);
  for (const [code, name, parent] of [
    ["32", "Ordnungsamt", undefined],
    ["32.1", "Gewerbe", "32"],
    ["50", "Sozialamt", undefined],
  ] as const) {
    units[code] = await as(system, (ctx) =>
      createUnit(ctx, { code, name, ...(parent === undefined ? {} : { parentId: unit(parent) }) }),
    );
  }
  await hire("Gudrun", ["casework"]);
  await hire("Olaf", ["casework"]);
  await hire("Sonja", ["casework"]);
  await hire("Renate", ["records"]);
  await hire("Fremd", ["casework"]);
  await hire("Vera", ["casework"]);
  await hire("Design", ["design"]);
  for (const [name, code, role] of [
    ["Gudrun", "32.1", "member"],
    ["Olaf", "32", "head"],
    ["Sonja", "50", "member"],
  ] as const) {
    await as(system, (ctx) => setMembership(ctx, { unitId: unit(code), staffId: person(name).staffId, role }));
  }
});
afterAll(() => database.close());

const words = (text: string) => new TextEncoder().encode(text);

async function newAkte(
  subject: string,
  access: Partial<AkteAccess> = {},
): Promise<OpenedVorgang & { dokumentId: string }> {
  database.now = new Date(database.now.getTime() + 1000);
  const opened = await as(citizen, (ctx) =>
    openVorgang(ctx, {
      planUnit: "32.40",
      akteTitle: subject,
      retentionYears: 10,
      subject: `Vorgang ${subject}`,
      caseId: null,
      documents: [
        {
          title: "Anzeige",
          kind: "antrag",
          filename: "a.txt",
          mediaType: "text/plain",
          bytes: words(subject),
          author: "Anna",
        },
      ],
    }),
  );
  const wanted = { ...openAccess, ...access };
  await as(system, (ctx) => changeAccess(ctx, opened.akteId, wanted));
  return { ...opened, dokumentId: opened.documents[0]?.dokumentId ?? "" };
}

/** Everything by which an Akte can be come upon; each says whether it was. */
const paths: Readonly<
  Record<string, (ctx: Ctx, akte: OpenedVorgang & { dokumentId: string }, subject: string) => Promise<boolean>>
> = {
  list: async (ctx, { akteId }) => (await listAkten(ctx, { limit: 1000 })).akten.some((one) => one.akteId === akteId),
  unit: async (ctx, { akteId }) =>
    (await listAkten(ctx, { planUnit: "32.40", limit: 1000 })).akten.some((one) => one.akteId === akteId),
  search: async (ctx, { akteId }, subject) =>
    (await listAkten(ctx, { search: subject.slice(0, 6), limit: 1000 })).akten.some((one) => one.akteId === akteId),
  reference: async (ctx, { akteId, aktenzeichen }) =>
    (await listAkten(ctx, { search: aktenzeichen.split("/")[0] ?? "", limit: 1000 })).akten.some(
      (one) => one.akteId === akteId,
    ),
  akte: async (ctx, { akteId }) => found(getAkte(ctx, akteId)),
  history: async (ctx, { akteId }) => found(listHistory(ctx, akteId, { limit: 5 })),
  proof: async (ctx, { akteId }) => found(verifyAkte(ctx, akteId, { contents: true })),
  contents: async (ctx, { akteId }) => {
    try {
      return (await listContents(ctx, akteId, { after: 0 })).vorgaenge.length > 0;
    } catch (error) {
      if (error instanceof NotFound) return false;
      throw error;
    }
  },
  vorgaenge: async (ctx, { akteId }) => (await listVorgaenge(ctx, akteId)).length > 0,
  akteOfVorgang: async (ctx, { vorgangId }) => (await findAkteOfVorgang(ctx, vorgangId)) !== undefined,
  dokumente: async (ctx, { vorgangId }) => (await listDokumente(ctx, vorgangId)).length > 0,
  dokumenteOfAkte: async (ctx, { akteId }) => (await listDokumenteOfAkte(ctx, akteId)).length > 0,
  dokument: async (ctx, { dokumentId }) => found(getDokument(ctx, dokumentId)),
  bytes: async (ctx, { dokumentId }) => found(readDokument(ctx, dokumentId)),
};

async function found(look: Promise<unknown>): Promise<boolean> {
  try {
    await look;
    return true;
  } catch (error) {
    if (error instanceof NotFound) return false;
    throw error;
  }
}

/** The newest entries of an Akte in their order, and what its proof says. */
const told = (akteId: string) =>
  as(system, async (ctx) => ({
    entries: (await listHistory(ctx, akteId, { limit: 10 })).entries.toReversed(),
    broken: (await verifyAkte(ctx, akteId, { contents: true })).broken,
  }));

const counted = async (who: Actor): Promise<number> =>
  (await as(who, listAktenplan)).find(({ planUnit }) => planUnit === "32.40")?.akten ?? 0;

describe("Who sees an Akte", () => {
  const grantTo = (name: string, mayWork: boolean) => ({
    kind: "person" as const,
    id: person(name).staffId,
    name,
    mayWork,
  });
  const cases: readonly {
    readonly subject: string;
    readonly access: () => Partial<AkteAccess>;
    readonly sees: readonly string[];
    readonly works: readonly string[];
  }[] = [
    {
      subject: "Offenherzig",
      access: () => ({}),
      sees: ["Gudrun", "Olaf", "Sonja", "Renate", "Fremd"],
      works: ["Gudrun", "Olaf", "Sonja", "Renate", "Fremd"],
    },
    {
      subject: "Gewerbesache",
      access: () => ({ federfuehrung: unit("32.1"), scope: "einheit" }),
      sees: ["Gudrun", "Olaf", "Renate"],
      works: ["Gudrun", "Olaf", "Renate"],
    },
    {
      subject: "Oberamtssache",
      access: () => ({ federfuehrung: unit("32"), scope: "einheit" }),
      sees: ["Olaf", "Renate"],
      works: ["Olaf", "Renate"],
    },
    {
      subject: "Mitleserin",
      access: () => ({ federfuehrung: unit("50"), scope: "einheit", grants: [grantTo("Fremd", false)] }),
      sees: ["Sonja", "Renate", "Fremd"],
      works: ["Sonja", "Renate"],
    },
    {
      subject: "Benannte",
      access: () => ({ federfuehrung: unit("32"), scope: "benannte", grants: [grantTo("Sonja", true)] }),
      sees: ["Sonja"],
      works: ["Sonja"],
    },
    {
      subject: "Verschlossen",
      access: () => ({ federfuehrung: unit("32.1"), scope: "einheit", vertraulichkeit: "002" }),
      sees: [],
      works: [],
    },
  ];

  for (const { subject, access, sees, works } of cases) {
    test(`${subject}: by every way in, for every role`, async () => {
      const before = new Map<string, number>();
      for (const name of Object.keys(people).filter((one) => one !== "Design"))
        before.set(name, await counted(person(name)));
      const akte = await newAkte(subject, access());
      for (const name of ["Gudrun", "Olaf", "Sonja", "Renate", "Fremd"]) {
        for (const [path, look] of Object.entries(paths)) {
          const seen = await as(person(name), (ctx) => look(ctx, akte, subject));
          expect(seen, `${name} by ${path}`).toBe(sees.includes(name));
        }
        expect((await counted(person(name))) - (before.get(name) ?? 0), `${name} counts`).toBe(
          sees.includes(name) ? 1 : 0,
        );
        const may = as(person(name), (ctx) => requireMayWork(ctx, akte.akteId));
        if (works.includes(name)) await may;
        else await expect(may).rejects.toThrow(sees.includes(name) ? Forbidden : NotFound);
      }
      for (const [path, look] of Object.entries(paths)) {
        if (path === "akteOfVorgang") continue;
        expect(await as(system, (ctx) => look(ctx, akte, subject)), path).toBe(true);
        await expect(
          as(person("Design"), (ctx) => look(ctx, akte, subject)),
          path,
        ).rejects.toThrow(Forbidden);
      }
    });
  }

  test("what somebody may only read they cannot add to, close or change, and what they do not see is not there", async () => {
    const akte = await newAkte("Nurlesen", {
      federfuehrung: unit("50"),
      scope: "einheit",
      grants: [grantTo("Fremd", false)],
    });
    const letter = {
      title: "x",
      kind: "schreiben" as const,
      filename: "x.txt",
      mediaType: "text/plain",
      bytes: words("x"),
      author: "x",
    };
    const tries: readonly ((ctx: Ctx) => Promise<unknown>)[] = [
      (ctx) => fileDokument(ctx, { ...letter, vorgangId: akte.vorgangId }),
      (ctx) => closeVorgang(ctx, akte.vorgangId),
      (ctx) => recordEvent(ctx, { akteId: akte.akteId, action: "test.event", details: {} }),
      (ctx) =>
        openVorgang(ctx, {
          akteId: akte.akteId,
          planUnit: "32.40",
          akteTitle: "",
          retentionYears: 1,
          subject: "y",
          caseId: null,
        }),
      (ctx) => closeAkte(ctx, akte.akteId),
      (ctx) => reopenVorgang(ctx, akte.vorgangId, "weil es sein muss"),
    ];
    for (const attempt of tries) {
      await expect(as(person("Fremd"), attempt)).rejects.toThrow(Forbidden);
      await expect(as(person("Gudrun"), attempt)).rejects.toThrow(NotFound);
    }
    await as(person("Fremd"), (ctx) =>
      recordEvent(ctx, { akteId: akte.akteId, action: "test.event", details: {}, needs: "sight" }),
    );
  });

  test("a change holds at once, stands in the history, and only registry and heads may make it", async () => {
    const akte = await newAkte("Wechselhaft", { federfuehrung: unit("32.1"), scope: "einheit" });
    const toSocial: AkteAccess = { ...openAccess, federfuehrung: unit("50"), scope: "einheit" };
    await expect(as(person("Gudrun"), (ctx) => changeAccess(ctx, akte.akteId, toSocial))).rejects.toThrow(Forbidden);
    await expect(as(person("Sonja"), (ctx) => changeAccess(ctx, akte.akteId, toSocial))).rejects.toThrow(NotFound);
    await expect(
      as(person("Olaf"), (ctx) => changeAccess(ctx, akte.akteId, { ...toSocial, vertraulichkeit: "001" })),
    ).rejects.toThrow(Forbidden);
    await expect(
      as(person("Olaf"), (ctx) => changeAccess(ctx, akte.akteId, { ...openAccess, scope: "benannte" })),
    ).rejects.toThrow(Invalid);
    await as(person("Olaf"), (ctx) => changeAccess(ctx, akte.akteId, toSocial));
    await expect(as(person("Gudrun"), (ctx) => getAkte(ctx, akte.akteId))).rejects.toThrow(NotFound);
    expect((await as(person("Sonja"), (ctx) => getAkte(ctx, akte.akteId))).akteId).toBe(akte.akteId);
    const { entries, broken } = await told(akte.akteId);
    expect(broken).toBeUndefined();
    expect(entries.at(-1)).toMatchObject({
      action: "akte.zugriff",
      actor: { name: "Olaf" },
      details: { federfuehrungName: "50 Sozialamt", zugriff: "einheit", vertraulichkeit: "003" },
    });
  });

  test("clearance is needed besides, also of who is named, and is no head's to lend", async () => {
    const akte = await newAkte("Vertraulich", {
      federfuehrung: unit("32.1"),
      scope: "einheit",
      vertraulichkeit: "005",
      grants: [grantTo("Fremd", false)],
    });
    for (const name of ["Gudrun", "Fremd", "Renate"]) {
      await expect(as(person(name), (ctx) => getAkte(ctx, akte.akteId))).rejects.toThrow(NotFound);
    }
    const clear = (name: string, level: Vertraulichkeitsstufe) =>
      as(system, (ctx) => setClearance(ctx, person(name).staffId, level));
    // 004 is not the most by its number, but by what it protects.
    for (const [level, sees] of [
      ["002", false],
      ["005", true],
      ["001", true],
      ["004", true],
    ] as const) {
      await clear("Fremd", level);
      expect(await as(person("Fremd"), (ctx) => found(getAkte(ctx, akte.akteId))), level).toBe(sees);
    }
    await clear("Fremd", "003");
  });

  test("a Vorgang that goes into another Akte is seen by those who see that one", async () => {
    const from = await newAkte("Herkunft");
    const to = await newAkte("Ankunft", { federfuehrung: unit("50"), scope: "einheit" });
    await as(person("Renate"), (ctx) => moveVorgang(ctx, { vorgangId: from.vorgangId, akteId: to.akteId }));
    expect(await as(person("Gudrun"), (ctx) => findAkteOfVorgang(ctx, from.vorgangId))).toBeUndefined();
    expect(await as(person("Sonja"), (ctx) => findAkteOfVorgang(ctx, from.vorgangId))).toMatchObject({
      akteId: to.akteId,
    });
  });

  test("new Akten begin as their unit of the Aktenplan says", async () => {
    await as(person("Renate"), (ctx) =>
      setPlanAccess(ctx, "33.40", { federfuehrung: unit("50"), scope: "einheit", vertraulichkeit: "003" }),
    );
    const opened = await as(citizen, (ctx) =>
      openVorgang(ctx, { planUnit: "33.40", akteTitle: "Fund", retentionYears: 1, subject: "Fund", caseId: null }),
    );
    expect(opened.circleId).toBeGreaterThan(0);
    expect(await as(person("Sonja"), (ctx) => found(getAkte(ctx, opened.akteId)))).toBe(true);
    expect(await as(person("Gudrun"), (ctx) => found(getAkte(ctx, opened.akteId)))).toBe(false);
    await expect(
      as(person("Gudrun"), (ctx) =>
        setPlanAccess(ctx, "33.40", { federfuehrung: null, scope: "alle", vertraulichkeit: "003" }),
      ),
    ).rejects.toThrow(Forbidden);
  });

  test("no list of anybody ever holds an Akte outside their sight, whatever the access", async () => {
    const names = ["Gudrun", "Olaf", "Sonja", "Renate", "Fremd"] as const;
    const accesses = fc.record({
      federfuehrung: fc.constantFrom("32", "32.1", "50"),
      scope: fc.constantFrom("alle" as const, "einheit" as const, "benannte" as const),
      vertraulichkeit: fc.constantFrom(...vertraulichkeitsstufen),
      named: fc.uniqueArray(fc.record({ name: fc.constantFrom(...names), mayWork: fc.boolean() }), {
        selector: ({ name }) => name,
        maxLength: 3,
      }),
    });
    await fc.assert(
      fc.asyncProperty(accesses, async (given) => {
        const grants = given.named.map(({ name, mayWork }) => grantTo(name, mayWork));
        fc.pre(given.scope !== "benannte" || grants.some(({ mayWork }) => mayWork));
        const akte = await newAkte("Zufallsakte", { ...given, federfuehrung: unit(given.federfuehrung), grants });
        const inUnit: Record<string, readonly string[]> = {
          "32": ["Olaf", "Renate"],
          "32.1": ["Gudrun", "Olaf", "Renate"],
          "50": ["Sonja", "Renate"],
        };
        for (const name of names) {
          const let_in =
            given.scope === "alle" ||
            (given.scope === "einheit" && inUnit[given.federfuehrung]?.includes(name) === true) ||
            given.named.some((one) => one.name === name);
          const expected = let_in && given.vertraulichkeit === "003";
          const { akten } = await as(person(name), (ctx) => listAkten(ctx, { search: "zufalls", limit: 1000 }));
          expect(
            akten.some(({ akteId }) => akteId === akte.akteId),
            name,
          ).toBe(expected);
          for (const one of akten) expect(await as(person(name), (ctx) => found(getAkte(ctx, one.akteId)))).toBe(true);
        }
      }),
      { numRuns: 15 },
    );
  });
});

describe("Deputies", () => {
  test("see and do what the absent person may, from the first day to the last, and not after it was ended", async () => {
    const akte = await newAkte("Urlaubsvertretung", { federfuehrung: unit("50"), scope: "einheit" });
    const sees = () => as(person("Vera"), (ctx) => found(getAkte(ctx, akte.akteId)));
    const start = database.now;
    const today = dayInBerlin(start);
    const set = (fromDay: number, untilDay: number) =>
      as(system, (ctx) =>
        setDeputy(ctx, {
          absent: person("Sonja").staffId,
          deputy: person("Vera").staffId,
          fromDay: addDays(today, fromDay),
          untilDay: addDays(today, untilDay),
        }),
      );
    expect(await sees()).toBe(false);
    await set(1, 2);
    const seenOn: boolean[] = [];
    for (const day of [0, 1, 2, 3]) {
      database.now = new Date(start.getTime() + day * 86_400_000);
      seenOn.push(await sees());
    }
    database.now = start;
    expect(seenOn).toEqual([false, true, true, false]);
    const running = await set(0, 5);
    await as(person("Vera"), (ctx) => requireMayWork(ctx, akte.akteId));
    await as(system, (ctx) => endDeputyship(ctx, running));
    expect(await sees()).toBe(false);
    await expect(
      as(person("Vera"), (ctx) =>
        setDeputy(ctx, {
          absent: person("Sonja").staffId,
          deputy: person("Vera").staffId,
          fromDay: today,
          untilDay: today,
        }),
      ),
    ).rejects.toThrow(Forbidden);
  });
});

describe("Opening with a reason", () => {
  const reason = "Amtshilfe für das Sozialgericht, Az. 3 K 17/26";
  const open = (name: string, aktenzeichen: string, why = reason) =>
    as(person(name), (ctx) => openWithReason(ctx, { aktenzeichen, reason: why }));

  test("lets a head read for the hours of the town, records it, and reports it to who looks after the Akte", async () => {
    const akte = await newAkte("Einsicht", { federfuehrung: unit("50"), scope: "einheit" });
    const aktenzeichen = akte.aktenzeichen.split("/")[0] ?? "";
    await expect(open("Gudrun", aktenzeichen)).rejects.toThrow(Forbidden);
    await expect(open("Olaf", aktenzeichen, "zu kurz")).rejects.toThrow(Invalid);
    expect(await as(person("Olaf"), (ctx) => found(getAkte(ctx, akte.akteId)))).toBe(false);
    expect(await open("Olaf", aktenzeichen)).toEqual({ kind: "opened", akteId: akte.akteId });
    expect(await as(person("Olaf"), (ctx) => found(readDokument(ctx, akte.dokumentId)))).toBe(true);
    await expect(as(person("Olaf"), (ctx) => requireMayWork(ctx, akte.akteId))).rejects.toThrow(Forbidden);
    expect(await open("Olaf", akte.aktenzeichen)).toEqual({ kind: "seen-anyway", akteId: akte.akteId });
    const { entries } = await told(akte.akteId);
    expect(entries.at(-1)).toMatchObject({
      action: "akte.einsicht",
      actor: { name: "Olaf" },
      details: { grund: reason },
    });
    expect((await as(person("Renate"), (ctx) => listOpenings(ctx))).map(({ name }) => name)).toContain("Olaf");
    expect((await as(person("Sonja"), (ctx) => listOpenings(ctx))).map(({ name }) => name)).toContain("Olaf");
    expect(await as(person("Gudrun"), (ctx) => listOpenings(ctx))).toEqual([]);
    const start = database.now;
    database.now = new Date(start.getTime() + 24 * 3_600_000 + 1000);
    expect(await as(person("Olaf"), (ctx) => found(getAkte(ctx, akte.akteId)))).toBe(false);
    database.now = start;
  });

  test("finds an Akte by what it was called before, and by a Vorgang that went into another one", async () => {
    const access = { federfuehrung: unit("50"), scope: "einheit" as const };
    const [moved, source, target] = [
      await newAkte("Umgezogen", access),
      await newAkte("Gibt ab", access),
      await newAkte("Nimmt auf", access),
    ];
    const before = moved.aktenzeichen.split("/")[0] ?? "";
    const ofVorgang = source.aktenzeichen;
    await as(system, (ctx) => moveAkten(ctx, { akteIds: [moved.akteId], planUnit: "50.10" }));
    await as(system, (ctx) => moveVorgang(ctx, { vorgangId: source.vorgangId, akteId: target.akteId }));
    expect(await open("Olaf", before)).toEqual({ kind: "opened", akteId: moved.akteId });
    expect(await open("Olaf", ofVorgang)).toEqual({ kind: "opened", akteId: target.akteId });
  });

  test("never goes beyond the own clearance, and tells nothing of it", async () => {
    const akte = await newAkte("Zu geheim", { federfuehrung: unit("50"), scope: "einheit", vertraulichkeit: "001" });
    expect(await open("Olaf", akte.aktenzeichen)).toEqual({ kind: "none" });
    expect(await open("Olaf", "32.40-1999-00001")).toEqual({ kind: "none" });
  });

  test("is for whom the town has decided, and not too often", async () => {
    const rule = (allowed: "niemand" | "leitung" | "alle") =>
      as(system, (ctx) => setOpeningRule(ctx, { allowed, hours: 1 }));
    await rule("niemand");
    await expect(open("Olaf", "32.40-1999-00001")).rejects.toThrow(Forbidden);
    await rule("alle");
    for (let attempt = 0; attempt < attemptsAnHour; attempt++) {
      expect(await open("Fremd", `32.40-1999-${attempt}`)).toEqual({ kind: "none" });
    }
    expect(await open("Fremd", "32.40-1999-00001")).toEqual({ kind: "wait" });
    await rule("leitung");
    await expect(as(person("Olaf"), (ctx) => setOpeningRule(ctx, { allowed: "alle", hours: 1 }))).rejects.toThrow(
      Forbidden,
    );
  });
});

describe("What is asked of the database", () => {
  /** The statements that this work sends, without their values. */
  async function statements(who: Actor, work: (ctx: Ctx) => Promise<unknown>): Promise<readonly string[]> {
    return as(who, async (ctx) => {
      const executor = ctx.tx.getExecutor();
      const sent: string[] = [];
      const execute = executor.executeQuery.bind(executor);
      executor.executeQuery = (query, ...rest) => {
        sent.push(query.sql);
        return execute(query, ...rest);
      };
      await work(ctx).catch((error: unknown) => {
        if (!(error instanceof NotFound)) throw error;
      });
      return sent;
    });
  }

  test("is the same for an Akte that is hidden and one that is not there", async () => {
    const hidden = await newAkte("Unsichtbar", { federfuehrung: unit("50"), scope: "einheit", vertraulichkeit: "002" });
    const missing = {
      akteId: "019ab000-0000-7000-8000-00000000dead",
      vorgangId: "019ab000-0000-7000-8000-00000000beef",
      dokumentId: "019ab000-0000-7000-8000-00000000cafe",
      aktenzeichen: "32.40-1999-99999/01",
    };
    const letter = {
      title: "x",
      kind: "schreiben" as const,
      filename: "x.txt",
      mediaType: "text/plain",
      bytes: words("x"),
      author: "x",
    };
    const looks: Readonly<Record<string, (ctx: Ctx, what: typeof missing) => Promise<unknown>>> = {
      akte: (ctx, { akteId }) => getAkte(ctx, akteId),
      vorgaenge: (ctx, { akteId }) => listVorgaenge(ctx, akteId),
      vorgang: (ctx, { vorgangId }) => findAkteOfVorgang(ctx, vorgangId),
      dokument: (ctx, { dokumentId }) => getDokument(ctx, dokumentId),
      bytes: (ctx, { dokumentId }) => readDokument(ctx, dokumentId),
      work: (ctx, { akteId }) => requireMayWork(ctx, akteId),
      file: (ctx, { vorgangId }) => fileDokument(ctx, { ...letter, vorgangId }),
      close: (ctx, { vorgangId }) => closeVorgang(ctx, vorgangId),
      closeAkte: (ctx, { akteId }) => closeAkte(ctx, akteId),
      reopen: (ctx, { akteId }) => reopenAkte(ctx, akteId, "weil es sein muss"),
      event: (ctx, { akteId }) => recordEvent(ctx, { akteId, action: "test.event", details: {} }),
      reason: (ctx, { aktenzeichen }) =>
        openWithReason(ctx, { aktenzeichen, reason: "Ich brauche diese Akte für die Beschwerde" }),
    };
    for (const [name, look] of Object.entries(looks)) {
      const ofHidden = await statements(person("Olaf"), (ctx) => look(ctx, hidden));
      const ofMissing = await statements(person("Olaf"), (ctx) => look(ctx, missing));
      expect(ofHidden, name).toEqual(ofMissing);
      expect(ofHidden.length, name).toBeGreaterThan(0);
    }
  });

  test("is one statement for the sight, however often a page asks", async () => {
    const sent = await statements(person("Olaf"), async (ctx) => {
      for (let time = 0; time < 5; time++) await sightOf(ctx);
    });
    expect(sent).toHaveLength(1);
  });
});

describe("z.d.A. by hand", () => {
  test("names what stands against it, and goes on once nothing does", async () => {
    let open = true;
    defineClosingChecks([
      {
        id: "test",
        find: async () => (open ? [{ text: { de: "Noch etwas offen", en: "Something open" }, blocks: true }] : []),
      },
    ]);
    const akte = await newAkte("Abschluss", { federfuehrung: unit("32.1") });
    const gudrun = person("Gudrun");
    await expect(as(gudrun, (ctx) => closeVorgangByHand(ctx, akte.akteId, akte.vorgangId))).rejects.toThrow(Conflict);
    open = false;
    await expect(as(gudrun, (ctx) => closeAkte(ctx, akte.akteId))).rejects.toThrow(Conflict);
    await as(gudrun, (ctx) => closeVorgangByHand(ctx, akte.akteId, akte.vorgangId));
    await as(gudrun, (ctx) => closeAkte(ctx, akte.akteId));
    expect((await as(gudrun, (ctx) => getAkte(ctx, akte.akteId))).zdaAt).toEqual(database.now);
    await expect(as(gudrun, (ctx) => reopenVorgang(ctx, akte.vorgangId, "Widerspruch eingegangen"))).rejects.toThrow(
      Conflict,
    );
    await expect(as(gudrun, (ctx) => reopenAkte(ctx, akte.akteId, "kurz"))).rejects.toThrow(Invalid);
    await as(gudrun, (ctx) => reopenAkte(ctx, akte.akteId, "Widerspruch eingegangen"));
    await as(gudrun, (ctx) => reopenVorgang(ctx, akte.vorgangId, "Widerspruch eingegangen"));
    expect((await as(gudrun, (ctx) => listVorgaenge(ctx, akte.akteId)))[0]?.zdaAt).toBeNull();
    const { entries, broken } = await told(akte.akteId);
    expect(broken).toBeUndefined();
    expect(entries.slice(-4).map(({ action }) => action)).toEqual([
      "vorgang.zda",
      "akte.zda",
      "akte.wiedereroeffnet",
      "vorgang.wiedereroeffnet",
    ]);
    defineClosingChecks([]);
  });

  test("an Akte without a unit in charge, or with an empty Vorgang, is not closed", async () => {
    const akte = await newAkte("Unvollständig");
    await as(person("Renate"), (ctx) => closeVorgang(ctx, akte.vorgangId));
    await expect(as(person("Renate"), (ctx) => closeAkte(ctx, akte.akteId))).rejects.toThrow(Conflict);
    const unitOf = async (who: Staff) => (await as(who, (ctx) => checkAkteClosing(ctx, akte.akteId))).obstacles[0];
    expect((await unitOf(person("Renate")))?.path).toBe(`/amt/akte/${akte.akteId}/zugriff`);
    // Only the registry may enter it: the page would be closed to anybody else.
    expect(await unitOf(person("Gudrun"))).toEqual({
      text: {
        de: "Für die Akte ist keine federführende Einheit eingetragen. Das macht die Registratur.",
        en: "No unit in charge is entered for this file. The registry does that.",
      },
      blocks: true,
    });
    const empty = await as(person("Renate"), (ctx) =>
      openVorgang(ctx, { planUnit: "32.40", akteTitle: "Leer", retentionYears: 1, subject: "Leer", caseId: null }),
    );
    await expect(as(person("Renate"), (ctx) => closeVorgangByHand(ctx, empty.akteId, empty.vorgangId))).rejects.toThrow(
      Conflict,
    );
  });
});

test("somebody asked to take part reads the Akte until it ends, and everything stays proven", async () => {
  const akte = await newAkte("Mitwirkung", { federfuehrung: unit("50"), scope: "einheit" });
  const share = { akteId: akte.akteId, granteeId: unit("32.1"), granteeName: "32.1 Gewerbe", why: "test/1" };
  await expect(as(person("Gudrun"), (ctx) => shareAkte(ctx, share))).rejects.toThrow(NotFound);
  await as(person("Sonja"), (ctx) => shareAkte(ctx, share));
  expect(await as(person("Gudrun"), (ctx) => found(readDokument(ctx, akte.dokumentId)))).toBe(true);
  await expect(as(person("Gudrun"), (ctx) => requireMayWork(ctx, akte.akteId))).rejects.toThrow(Forbidden);
  await as(person("Sonja"), (ctx) => endSharing(ctx, share));
  expect(await as(person("Gudrun"), (ctx) => found(getAkte(ctx, akte.akteId)))).toBe(false);
  expect((await as(system, verifyRecords)).broken).toEqual([]);
});

describe("Verification compares whom an Akte lets in with its history", () => {
  const breaks = async (akteId: string) =>
    (await as(system, (ctx) => verifyRecords(ctx))).broken
      .filter((link) => link.akteId === akteId)
      .map(({ sequence, what }) => [sequence, what]);
  async function tamper(change: string, values: readonly unknown[]): Promise<void> {
    await database.asSuperuser(async (client) => {
      expect((await client.query(change, [...values])).rowCount).toBeGreaterThan(0);
    });
  }
  const circle = "(select circle_id from records.akte where akte_id = $1)";

  // The entries: 1 Akte, 2 Vorgang, 3 Dokument, 4 access.
  test.each([
    ["the Akte put into the circle of all", "update records.akte set circle_id = 0 where akte_id = $1"],
    ["into a circle that is not there", "update records.akte set circle_id = 4711 where akte_id = $1"],
    [
      "another unit in charge of it",
      `update records.akte set federfuehrung = '${crypto.randomUUID()}' where akte_id = $1`,
    ],
    [
      "the circle opened to all",
      `update records.circle set scope = 'alle', unit_id = null where circle_id = ${circle}`,
    ],
    [
      "the level of the circle lowered",
      `update records.circle set vertraulichkeit = '003' where circle_id = ${circle}`,
    ],
    ["a person of the circle let work", `update records.circle_grant set may_work = true where circle_id = ${circle}`],
    ["a person of the circle left out", `delete from records.circle_grant where circle_id = ${circle}`],
    [
      "a person added to the circle",
      `insert into records.circle_grant select tenant_id, '${crypto.randomUUID()}', circle_id, 'person', 'Wer anders', true from records.circle where circle_id = ${circle}`,
    ],
  ])("%s", async (name, change) => {
    // Each case has a circle of its own, so that no other Akte is touched.
    const akte = await newAkte(name);
    await as(system, (ctx) =>
      changeAccess(ctx, akte.akteId, {
        federfuehrung: unit("32.1"),
        scope: "einheit",
        vertraulichkeit: "002",
        grants: [{ kind: "person", id: crypto.randomUUID(), name, mayWork: false }],
      }),
    );
    expect(await breaks(akte.akteId)).toEqual([]);
    await tamper(change, [akte.akteId]);
    expect(await breaks(akte.akteId)).toEqual([[4, "access-changed"]]);
    const shown = await as(system, (ctx) => verifyAkte(ctx, akte.akteId, { contents: false }));
    expect(shown.broken).toMatchObject({ what: "access-changed", sequence: 4 });
  });

  test("an Akte that nobody has restricted since it was opened, and one that began as its unit says", async () => {
    const open = (planUnit: string) =>
      as(citizen, (ctx) =>
        openVorgang(ctx, {
          planUnit,
          akteTitle: "Von Anfang an",
          retentionYears: 1,
          subject: "Vorgang",
          caseId: null,
          documents: [],
        }),
      );
    await as(system, (ctx) =>
      setPlanAccess(ctx, "33.40", { federfuehrung: unit("50"), scope: "einheit", vertraulichkeit: "003" }),
    );
    for (const [planUnit, change] of [
      ["32.40", `update records.akte set circle_id = (select min(circle_id) from records.circle) where akte_id = $1`],
      ["33.40", "update records.akte set circle_id = 0 where akte_id = $1"],
    ] as const) {
      const { akteId } = await open(planUnit);
      expect(await breaks(akteId)).toEqual([]);
      await tamper(change, [akteId]);
      expect(await breaks(akteId)).toEqual([[1, "access-changed"]]);
    }
  });
});
