import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Actor, Conflict, Forbidden, Invalid, NotFound } from "../../kernel/index.ts";
import { createTestDatabase, type TestDatabase } from "../../platform/testing/index.ts";
import { getAccess } from "./actions/change-access.ts";
import { importPlan, listPlanHistory, previewPlan, removePlanUnit, savePlanUnit } from "./actions/change-aktenplan.ts";
import { moveAkten } from "./actions/move-akten.ts";
import { getAction, performWish, previewWish, undoAction } from "./actions/registry-actions.ts";
import {
  changeAccess,
  closeVorgang,
  fileDokument,
  findPlace,
  getAkte,
  getDokument,
  liftHold,
  listAkten,
  listDokumente,
  listPlanUnits,
  listVerweise,
  listVorgaenge,
  moveDokumente,
  moveVorgang,
  type OpenedVorgang,
  openAkte,
  openTeilakte,
  openVorgang,
  placeHold,
  recordEvent,
  seedAktenplan,
  verifyRecords,
} from "./index.ts";
import { defaultAktenplan, mistakesOfPlan, type PlanUnit } from "./model/aktenplan.ts";
import { readPlanCsv, writePlanCsv } from "./model/aktenplan-csv.ts";
import {
  aktenzeichenOf,
  findAktenzeichen,
  isAktenzeichen,
  isAktenzeichenRule,
  vorgangszeichenOf,
} from "./model/aktenzeichen.ts";
import { parseCsv, writeCsv } from "./model/csv.ts";
import type { RegistryWish } from "./model/registry-action.ts";

const system: Actor = { kind: "system", name: "test" };
const registrar: Actor = { kind: "staff", staffId: "s1", name: "Ayla Öztürk", duties: ["records"] };
const colleague: Actor = { kind: "staff", staffId: "s4", name: "Bo Kollege", duties: ["records"] };
const caseworker: Actor = { kind: "staff", staffId: "s2", name: "Kim Beispiel", duties: ["casework"] };

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject("testServer"));
  for (const tenant of [1, 2, 3, 4]) await database.run(tenant, system, (ctx) => seedAktenplan(ctx));
});
afterAll(() => database.close());

const as = <T>(actor: Actor, work: Parameters<typeof database.run<T>>[2], tenant = 1) =>
  database.run(tenant, actor, work);
const sound = async (tenant = 1) => expect((await database.run(tenant, system, verifyRecords)).broken).toEqual([]);
const letter = (title: string) => ({
  title,
  kind: "eingang" as const,
  filename: "brief.txt",
  mediaType: "text/plain",
  bytes: new TextEncoder().encode(title),
  author: "Anna Müller",
});

function open(title: string, options: { akteId?: string; planUnit?: string; documents?: number } = {}) {
  return as(system, (ctx) =>
    openVorgang(ctx, {
      planUnit: options.planUnit ?? "32.40",
      akteTitle: title,
      retentionYears: 10,
      subject: `Vorgang ${title}`,
      caseId: null,
      documents: Array.from({ length: options.documents ?? 1 }, (_, index) => letter(`${title} ${index + 1}`)),
      ...(options.akteId === undefined ? {} : { akteId: options.akteId }),
    }),
  );
}
const unit = (planUnit: string, more: Partial<PlanUnit> = {}): PlanUnit => ({
  planUnit,
  title: "Marktwesen",
  retentionYears: 8,
  aussonderungsart: "V",
  source: "Dienstanweisung",
  takesAkten: true,
  closed: false,
  rule: "{einheit}-{jahr}-{nummer:5}",
  ...more,
});
const zeichenOf = async (vorgangIds: readonly string[], akteId: string) =>
  (await as(registrar, (ctx) => listVorgaenge(ctx, akteId)))
    .filter(({ vorgangId }) => vorgangIds.includes(vorgangId))
    .map(({ aktenzeichen }) => aktenzeichen);

describe("The rule of an Aktenzeichen", () => {
  test.each([
    ["{einheit}-{jahr}-{nummer:5}", "32.40-2026-00017"],
    ["{einheit}_{jahr}_{nummer:3}", "32.40_2026_017"],
    ["{einheit}-{jahr}-{nummer:4}-GEW", "32.40-2026-0017-GEW"],
    ["{einheit} AZ {jahr} Nr {nummer:1}", "32.40 AZ 2026 Nr 17"],
  ])("%s gives %s", (rule, given) => {
    expect(isAktenzeichenRule(rule)).toBe(true);
    expect(aktenzeichenOf("32.40", 2026, 17, rule)).toBe(given);
  });

  test.each([
    "{jahr}-{nummer:5}",
    "{einheit}-{nummer:5}",
    "{einheit}-{jahr}",
    "{einheit}{jahr}-{nummer:5}",
    "{einheit}0-{jahr}-{nummer:5}",
    "{einheit}-{jahr}{nummer:5}",
    "{einheit}-{jahr}-1{nummer:5}",
    "{einheit}-{jahr}-{nummer:5}7",
    "{einheit}-{jahr}-{nummer:0}",
    "{einheit}/{jahr}/{nummer:5}",
    "{einheit}-{nummer:5}-{jahr}",
    "{einheit}  {jahr} {nummer:5}",
    "",
  ])("%s is refused", (rule) => {
    expect(isAktenzeichenRule(rule)).toBe(false);
  });

  describe("makes Aktenzeichen", () => {
    const sign = fc.constantFrom("-", "_", " ");
    const word = fc.stringMatching(/^[A-Za-z]{0,3}$/);
    const rule = fc
      .tuple(sign, word, sign, sign, word, sign, fc.integer({ min: 1, max: 9 }), word)
      .map(
        ([a, b, c, d, e, f, digits, suffix]) =>
          `{einheit}${a}${b}${c}{jahr}${d}${e}${f}{nummer:${digits}}${suffix === "" ? "" : `-${suffix}`}`,
      );
    const akte = fc.tuple(
      fc.stringMatching(/^[0-9A-Z]{1,3}(\.[0-9A-Z]{1,3}){0,2}$/),
      fc.integer({ min: 2000, max: 2099 }),
      fc.integer({ min: 1, max: 200_000 }),
    );

    test("of which no two are ever alike, whatever their units, years and rules", () => {
      fc.assert(
        fc.property(akte, rule, akte, rule, (one, itsRule, other, otherRule) => {
          fc.pre(isAktenzeichenRule(itsRule) && isAktenzeichenRule(otherRule));
          fc.pre(one.join() !== other.join());
          expect(aktenzeichenOf(...one, itsRule)).not.toBe(aktenzeichenOf(...other, otherRule));
        }),
        { numRuns: 2000 },
      );
    });

    test("that are known as such, with the number of a Vorgang too", () => {
      fc.assert(
        fc.property(akte, rule, fc.integer({ min: 1, max: 200 }), (one, itsRule, vorgang) => {
          fc.pre(isAktenzeichenRule(itsRule));
          const aktenzeichen = aktenzeichenOf(...one, itsRule);
          expect(isAktenzeichen(aktenzeichen)).toBe(true);
          expect(isAktenzeichen(vorgangszeichenOf(aktenzeichen, vorgang))).toBe(true);
        }),
        { numRuns: 2000 },
      );
      for (const other of ["", "32.40", "2026-00017", "32.40-2026", "32.40-2026-00017/1/2", "Brief vom 3.11.2026"]) {
        expect(isAktenzeichen(other), other).toBe(false);
      }
    });
  });

  test("is known in a letter too, by every rule of the town and by none else", () => {
    const rules = [
      { planUnit: "32.40", rule: "{einheit}-{jahr}-{nummer:5}" },
      { planUnit: "32.40", rule: "{einheit}-{jahr}-{nummer:3}" },
      { planUnit: "32.40", rule: "{einheit}-{jahr}-{nummer:3}-GEW" },
      { planUnit: "A1", rule: "{einheit} AZ {jahr} Nr {nummer:1}" },
      { planUnit: "7", rule: "{einheit} - {jahr}_{nummer:4}" },
    ];
    expect(
      findAktenzeichen(
        "Ihr Zeichen: 32.40 - 2026 – 00017/01, unser 7/26, 32.40-2026-00017/01; 32.40-2026-123456.",
        rules,
      ),
    ).toEqual(["32.40-2026-00017/01", "32.40-2026-123456"]);
    expect(findAktenzeichen("zu 32.40-2026-017-GEW / 02 und A1 AZ 2026 Nr 5, auch 7-2026_ 0004.", rules)).toEqual([
      "32.40-2026-017-GEW/02",
      "A1 AZ 2026 Nr 5",
      "7 - 2026_0004",
    ]);
    expect(findAktenzeichen("05251-2026-00017, 32.50-2026-00017, X32.40-2026-00017, DE02 1203 0000", rules)).toEqual(
      [],
    );
  });

  test("a hundred at once while the rule changes: no gap, no double, and all sorts by number", async () => {
    const rules = ["{einheit}-{jahr}-{nummer:5}", "{einheit}-{jahr}-{nummer:5}-S"];
    const outcomes = await Promise.allSettled(
      Array.from({ length: 100 }, (_, index) =>
        index % 25 === 24
          ? as(
              registrar,
              (ctx) => savePlanUnit(ctx, unit("20.20", { rule: rules[index % 2] as string }), { isNew: false }),
              2,
            )
          : as(
              system,
              async (ctx) => {
                const akte = await openAkte(ctx, { planUnit: "20.20", title: "Steuer", retentionYears: 10 });
                if (index % 10 === 0) throw new Error("changed my mind");
                return akte.aktenzeichen;
              },
              2,
            ),
      ),
    );
    const given = outcomes.flatMap((one) =>
      one.status === "fulfilled" && typeof one.value === "string" ? [one.value] : [],
    );
    expect(given.map((zeichen) => Number(zeichen.split("-")[2])).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 86 }, (_, index) => index + 1),
    );
    expect(new Set(given).size).toBe(86);
    await sound(2);
  });
});

describe("CSV", () => {
  test("what is written is read again, whatever stands in it, and no cell begins like a formula", () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 4 }), { minLength: 1 }), (cells) => {
        const text = writeCsv([["Kopf", "Zeile"], ...cells]);
        expect(text.startsWith("\ufeff")).toBe(true);
        const parsed = parseCsv(text);
        expect("lines" in parsed && parsed.lines.slice(1).map((line) => line.cells)).toEqual(cells);
      }),
    );
    for (const evil of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
      expect(writeCsv([["a", evil]])).toMatch(/a;"?'/);
  });

  test("commas, semicolons, quotes, line ends and a byte order mark are read as spreadsheets write them", () => {
    const lines = (text: string) => {
      const parsed = parseCsv(text);
      return "lines" in parsed ? parsed.lines.map(({ line, cells }) => [line, ...cells]) : parsed;
    };
    expect(lines("a,b\r\n1,2\r\n")).toEqual([
      [1, "a", "b"],
      [2, "1", "2"],
    ]);
    expect(lines('\ufeffa;b\n"x;""y""\nz";2\n\n3;4')).toEqual([
      [1, "a", "b"],
      [2, 'x;"y"\nz', "2"],
      [5, "3", "4"],
    ]);
    expect(lines('a;b\n"offen;2')).toEqual({ badLine: 2 });
    expect(lines('a;b\n1;x"y')).toEqual({ badLine: 2 });
  });

  test("the default plan is the same after a way through a file", () => {
    const { units, mistakes } = readPlanCsv(writePlanCsv(defaultAktenplan), new Set());
    expect(mistakes).toEqual([]);
    expect(units).toEqual(defaultAktenplan);
  });

  test("mistakes are told by line", () => {
    const head = "Nummer;Titel;Nimmt Akten auf;Aufbewahrung in Jahren;Aussonderungsart;Quelle";
    const told = (lines: readonly string[]) =>
      readPlanCsv([head, ...lines].join("\n"), new Set(["77.10"])).mistakes.map(({ line, what }) => `${line} ${what}`);
    expect(
      told([
        "77;Bau;nein;10;B;Plan",
        "77.10;Akten;nein;10;B;Plan",
        "78.10;Waise;ja;10;B;Plan",
        "77.20;;ja;10;B;Plan",
        "77.30;Zu lang;ja;zehn;X;Plan",
        "77.40;Ohne Quelle;vielleicht;10;V;",
        "77.40;Doppelt;ja;10;V;Plan",
        "77.50;Kurz",
        "77.60.10;Unter einer Einheit;ja;1;V;Plan",
        "77.60;Einheit;ja;1;V;Plan",
        "a.b;Klein;ja;1;V;Plan",
      ]).sort(),
    ).toEqual(
      [
        "3 has-akten",
        "4 no-group",
        "5 title",
        "6 retention",
        "6 aussonderungsart",
        "7 yes-no",
        "8 source",
        "8 doubled",
        "9 cells",
        "10 group-takes-akten",
        "12 number",
        "12 no-group",
      ].sort(),
    );
    expect(readPlanCsv("Nummer;Titel\n1;x", new Set()).mistakes.map(({ what, about }) => [what, about])).toContainEqual(
      ["column", "Quelle"],
    );
    expect(readPlanCsv("", new Set()).mistakes).toMatchObject([{ what: "empty" }]);
  });
});

describe("The Aktenplan of a town", () => {
  test("units are made, changed and removed, and each change is kept", async () => {
    expect(await as(registrar, (ctx) => savePlanUnit(ctx, unit("32.70"), { isNew: true }))).toEqual([]);
    expect(await as(registrar, (ctx) => savePlanUnit(ctx, unit("32.70"), { isNew: true }))).toMatchObject([
      { what: "doubled" },
    ]);
    expect(await as(registrar, (ctx) => savePlanUnit(ctx, unit("99.10"), { isNew: true }))).toMatchObject([
      { what: "no-group" },
    ]);
    expect(await as(registrar, (ctx) => savePlanUnit(ctx, unit("32.40.10"), { isNew: true }))).toMatchObject([
      { what: "group-takes-akten" },
    ]);
    expect(
      await as(registrar, (ctx) => savePlanUnit(ctx, unit("32", { takesAkten: true }), { isNew: false })),
    ).toMatchObject([{ what: "group-takes-akten" }]);
    await as(registrar, (ctx) =>
      savePlanUnit(ctx, unit("32.70", { title: "Märkte", rule: "{einheit}-{jahr}-{nummer:3}" }), { isNew: false }),
    );
    const akte = await as(registrar, (ctx) => openAkte(ctx, { planUnit: "32.70", title: "x", retentionYears: 8 }));
    expect(akte.aktenzeichen).toBe("32.70-2026-001");
    expect(
      await as(registrar, (ctx) => savePlanUnit(ctx, unit("32.70", { takesAkten: false }), { isNew: false })),
    ).toEqual([{ planUnit: "32.70", what: "has-akten" }]);
    for (const planUnit of ["32.70", "32"])
      await expect(as(registrar, (ctx) => removePlanUnit(ctx, planUnit))).rejects.toThrow(Conflict);
    await as(registrar, (ctx) => savePlanUnit(ctx, unit("32.80"), { isNew: true }));
    await as(registrar, (ctx) => removePlanUnit(ctx, "32.80"));
    const { entries } = await as(registrar, (ctx) => listPlanHistory(ctx, { planUnit: "32.70", limit: 10 }));
    expect(entries.map(({ action }) => action).sort()).toEqual(["angelegt", "geaendert"]);
    expect(entries.find(({ action }) => action === "geaendert")).toMatchObject({
      who: "Ayla Öztürk",
      before: { title: "Marktwesen" },
      after: { title: "Märkte" },
    });
  });

  test("a closed unit takes no new Akten from people; what citizens send arrives all the same", async () => {
    await as(registrar, (ctx) => savePlanUnit(ctx, unit("66.30", { closed: true }), { isNew: true }));
    await expect(
      as(registrar, (ctx) => openAkte(ctx, { planUnit: "66.30", title: "x", retentionYears: 1 })),
    ).rejects.toThrow(NotFound);
    expect((await open("Meldung", { planUnit: "66.30" })).aktenzeichen).toBe("66.30-2026-00001/01");
  });

  test("a file is previewed, then taken over whole; units with Akten stay", async () => {
    await as(system, (ctx) => openAkte(ctx, { planUnit: "10.20", title: "Rat", retentionYears: 30 }), 3);
    const plan = await as(registrar, (ctx) => listPlanUnits(ctx), 3);
    const wanted = plan
      .filter(({ planUnit }) => !planUnit.startsWith("66") && !planUnit.startsWith("10"))
      .map((one) => (one.planUnit === "20.10" ? { ...one, title: "Haushaltsplan" } : one));
    const csv = writePlanCsv([
      ...wanted,
      unit("70", { takesAkten: false }),
      unit("70.10.5"),
      unit("70.10", { takesAkten: false }),
    ]);
    const preview = await as(registrar, (ctx) => previewPlan(ctx, csv, { removeMissing: true }), 3);
    expect(preview.mistakes).toEqual([]);
    expect(preview.changes.added.map(({ planUnit }) => planUnit)).toEqual(["70", "70.10", "70.10.5"]);
    expect(preview.changes.changed.map(({ after }) => after.title)).toEqual(["Haushaltsplan"]);
    expect(preview.changes.missing.map(({ planUnit }) => planUnit)).toEqual([
      "10.10",
      "10.30",
      "10.40",
      "66",
      "66.10",
      "66.20",
    ]);
    expect(await as(registrar, (ctx) => listPlanUnits(ctx), 3)).toEqual(plan);
    await as(registrar, (ctx) => importPlan(ctx, csv, { removeMissing: true }), 3);
    const after = await as(registrar, (ctx) => listPlanUnits(ctx), 3);
    expect(after.map(({ planUnit }) => planUnit)).toContain("10.20");
    expect(after.map(({ planUnit }) => planUnit)).not.toContain("66.10");
    expect(mistakesOfPlan(after, new Set())).toEqual([]);
    const broken = csv.replace("Haushaltsplan", "");
    const refused = await as(registrar, (ctx) => importPlan(ctx, broken, { removeMissing: true }), 3);
    expect(refused.mistakes.map(({ what }) => what)).toEqual(["title"]);
    expect(await as(registrar, (ctx) => listPlanUnits(ctx), 3)).toEqual(after);
  });
});

describe("Moving an Akte to another unit", () => {
  test("gives it a new Aktenzeichen, keeps the old ones findable, and goes back to the old number", async () => {
    const opened = await open("Umzug");
    const akteId = opened.akteId;
    const old = opened.aktenzeichen.slice(0, -3);
    const [moved] = await as(registrar, (ctx) => moveAkten(ctx, { akteIds: [akteId], planUnit: "32.50" }));
    expect(moved).toEqual({ akteId, before: old, after: "32.50-2026-00001" });
    expect(await as(registrar, (ctx) => getAkte(ctx, akteId))).toMatchObject({
      aktenzeichen: "32.50-2026-00001",
      planUnit: "32.50",
      aussonderungsart: "B",
    });
    expect(await zeichenOf([opened.vorgangId], akteId)).toEqual(["32.50-2026-00001/01"]);
    for (const zeichen of [old, `${old}/01`, "32.50-2026-00001", "32.50-2026-00001/01"])
      expect((await as(registrar, (ctx) => findPlace(ctx, zeichen)))?.akteId, zeichen).toBe(akteId);
    expect(
      (await as(registrar, (ctx) => listAkten(ctx, { search: old, limit: 5 }))).akten.map((akte) => akte.akteId),
    ).toEqual([akteId]);
    await sound();
    await as(registrar, (ctx) => moveAkten(ctx, { akteIds: [akteId], planUnit: "32.40" }));
    expect((await as(registrar, (ctx) => getAkte(ctx, akteId))).aktenzeichen).toBe(old);
    expect(await zeichenOf([opened.vorgangId], akteId)).toEqual([opened.aktenzeichen]);
    await sound();
  });

  test("an Akte is found by the whole Aktenzeichen of a Vorgang in it, as people write it, and by a former one", async () => {
    const akte = await open("Gesucht");
    const before = akte.aktenzeichen;
    const found = (search: string, planUnit?: string) =>
      as(registrar, async (ctx) =>
        (await listAkten(ctx, { search, limit: 5, ...(planUnit === undefined ? {} : { planUnit }) })).akten.map(
          ({ akteId }) => akteId,
        ),
      );
    expect(await found(before)).toEqual([akte.akteId]);
    expect(await found(before.replaceAll("-", " – "))).toEqual([akte.akteId]);
    expect(await found(before, "33.20")).toEqual([]);
    expect(await found(`${before}9`)).toEqual([]);
    await as(registrar, (ctx) => moveAkten(ctx, { akteIds: [akte.akteId], planUnit: "32.50" }));
    expect(await found(before)).toEqual([akte.akteId]);
  });

  test("an application that names a moved or merged Akte still arrives", async () => {
    const moved = await open("Kundin");
    await as(registrar, (ctx) => moveAkten(ctx, { akteIds: [moved.akteId], planUnit: "32.50" }));
    const again = (akteId: string) =>
      as({ kind: "citizen" }, (ctx) =>
        openVorgang(ctx, {
          akteId,
          planUnit: "32.40",
          akteTitle: "Kundin",
          retentionYears: 10,
          subject: "Zweiter Antrag",
          caseId: "019ab000-0000-7000-8000-0000000000aa",
        }),
      );
    expect((await again(moved.akteId)).akteId).toBe(moved.akteId);
    const into = await open("Sammelakte");
    await as(registrar, (ctx) =>
      performWish(ctx, { verb: "akten-zusammenfuehren", akteIds: [moved.akteId], akteId: into.akteId }),
    );
    expect((await again(moved.akteId)).akteId).not.toBe(moved.akteId);
    await sound();
  });
});

describe("Many at once", () => {
  test("a preview says what will happen and what not, and changes nothing", async () => {
    const one = await open("Vorschau 1");
    const two = await open("Vorschau 2");
    const target = await open("Vorschau Ziel");
    const { teilakteId } = await as(registrar, (ctx) => openTeilakte(ctx, { akteId: target.akteId, title: "Band" }));
    const wish = {
      verb: "vorgaenge-verschieben",
      vorgangIds: [one.vorgangId, two.vorgangId, target.vorgangId],
      akteId: target.akteId,
      teilakteId: null,
    } as const;
    const preview = await as(registrar, (ctx) => previewWish(ctx, wish));
    expect(preview).toMatchObject({ target: target.aktenzeichen.slice(0, -3), targetTitle: "Vorschau Ziel" });
    expect(preview.steps.map(({ refusal, contents }) => [refusal, contents])).toEqual([
      [undefined, 1],
      [undefined, 1],
      ["already-there", 1],
    ]);
    expect(
      (await as(registrar, (ctx) => previewWish(ctx, { ...wish, teilakteId }))).steps.map(({ refusal }) => refusal),
    ).toEqual([undefined, undefined, undefined]);
    expect(await zeichenOf([one.vorgangId], one.akteId)).toEqual([one.aktenzeichen]);
    await expect(
      as(registrar, (ctx) => previewWish(ctx, { ...wish, akteId: "019ab000-0000-7000-8000-000000000000" })),
    ).rejects.toThrow(NotFound);
    for (const vorgangIds of [[], ["x"], Array.from({ length: 201 }, () => one.vorgangId)])
      await expect(as(registrar, (ctx) => previewWish(ctx, { ...wish, vorgangIds }))).rejects.toThrow(Invalid);
  });

  type Scene = { one: OpenedVorgang; two: OpenedVorgang; second: OpenedVorgang; target: OpenedVorgang; anlage: string };
  async function scene(): Promise<Scene> {
    const one = await open("Eins", { documents: 2 });
    const second = await open("Eins b", { akteId: one.akteId });
    const two = await open("Zwei");
    const target = await open("Ziel");
    const { dokumentId: anlage } = await as(caseworker, (ctx) =>
      fileDokument(ctx, {
        ...letter("Anlage"),
        vorgangId: one.vorgangId,
        parentId: one.documents[0]?.dokumentId as string,
      }),
    );
    const { teilakteId } = await as(registrar, (ctx) => openTeilakte(ctx, { akteId: one.akteId, title: "Band" }));
    await as(registrar, (ctx) =>
      performWish(ctx, {
        verb: "vorgaenge-verschieben",
        vorgangIds: [second.vorgangId],
        akteId: one.akteId,
        teilakteId,
      }),
    );
    return { one, two, second, target, anlage };
  }
  /** Where everything lies: the same after an undo as before. */
  async function picture({ one, two, second, target, anlage }: Scene) {
    const vorgaenge = [];
    for (const { akteId } of [one, two, target]) {
      const { betreff, aktenzeichen, zdaAt, retentionYears } = await as(registrar, (ctx) => getAkte(ctx, akteId));
      const own = await as(registrar, (ctx) => listVorgaenge(ctx, akteId));
      const verweise = await as(registrar, (ctx) => listVerweise(ctx, { kind: "akte", id: akteId }));
      vorgaenge.push([betreff, aktenzeichen, zdaAt, retentionYears, own, verweise]);
    }
    const dokumente = [];
    for (const dokumentId of [
      anlage,
      ...[one, two, second].flatMap(({ documents }) => documents.map((d) => d.dokumentId)),
    ]) {
      const { sequence: _sequence, ...dokument } = await as(registrar, (ctx) => getDokument(ctx, dokumentId));
      dokumente.push(dokument);
    }
    return { vorgaenge, dokumente };
  }
  const wishes: readonly (readonly [string, (scene: Scene) => Parameters<typeof performWish>[1], number])[] = [
    [
      "Vorgänge into another Akte",
      ({ one, second, target }) => ({
        verb: "vorgaenge-verschieben",
        vorgangIds: [one.vorgangId, second.vorgangId],
        akteId: target.akteId,
        teilakteId: null,
      }),
      2,
    ],
    [
      "Dokumente into another Vorgang",
      ({ one, target, anlage }) => ({
        verb: "dokumente-verschieben",
        dokumentIds: [one.documents[0]?.dokumentId as string, anlage],
        vorgangId: target.vorgangId,
      }),
      2,
    ],
    [
      "an Anlage alone into another Vorgang of the Akte",
      ({ second, anlage }) => ({ verb: "dokumente-verschieben", dokumentIds: [anlage], vorgangId: second.vorgangId }),
      1,
    ],
    [
      "Akten into another unit",
      ({ one, two }) => ({ verb: "akten-umziehen", akteIds: [one.akteId, two.akteId], planUnit: "32.10" }),
      2,
    ],
    [
      "a split",
      ({ second }) => ({
        verb: "akte-teilen",
        vorgangIds: [second.vorgangId],
        planUnit: "32.10",
        betreff: "Abgetrennt",
      }),
      1,
    ],
    [
      "a merge",
      ({ one, two, target }) => ({
        verb: "akten-zusammenfuehren",
        akteIds: [one.akteId, two.akteId],
        akteId: target.akteId,
      }),
      2,
    ],
    [
      "copies as references",
      ({ one, anlage, target }) => ({
        verb: "verweise-anlegen",
        from: [
          { kind: "vorgang", id: one.vorgangId },
          { kind: "dokument", id: anlage },
        ],
        akteId: target.akteId,
        note: "auch hier",
      }),
      2,
    ],
  ];
  test.each(wishes)("%s: done, reported, taken back, and every chain says so", async (_name, wish, count) => {
    const all = await scene();
    const before = await picture(all);
    const actionId = await as(registrar, (ctx) => performWish(ctx, wish(all)));
    const action = await as(registrar, (ctx) => getAction(ctx, actionId));
    expect(action.obstacle).toBeUndefined();
    expect(action.report.done).toHaveLength(count);
    expect(JSON.stringify(action.report)).not.toMatch(/Eins|Zwei|Anlage|Abgetrennt/);
    await sound();
    expect(await picture(all)).not.toEqual(before);
    const undoId = await as(registrar, (ctx) => undoAction(ctx, actionId));
    await sound();
    expect(await picture(all)).toEqual(before);
    expect((await as(registrar, (ctx) => getAction(ctx, actionId))).obstacle).toBe("undone");
    expect((await as(registrar, (ctx) => getAction(ctx, undoId))).report).toMatchObject({ undoneActionId: actionId });
    for (const again of [actionId, undoId])
      await expect(as(registrar, (ctx) => undoAction(ctx, again))).rejects.toThrow(Conflict);
  });

  test("what is split off is guarded as the Akte it came from", async () => {
    const { one, second } = await scene();
    const access = {
      federfuehrung: null,
      vertraulichkeit: "002",
      scope: "benannte",
      grants: [{ kind: "person", id: "019ab000-0000-7000-8000-0000000000bb", name: "Ayla", mayWork: true }],
    } as const;
    await as(system, (ctx) => changeAccess(ctx, one.akteId, access));
    const actionId = await as(system, (ctx) =>
      performWish(ctx, {
        verb: "akte-teilen",
        vorgangIds: [second.vorgangId],
        planUnit: "32.10",
        betreff: "Geschützt",
      }),
    );
    const akteId = (await as(system, (ctx) => getAction(ctx, actionId))).report.targetAkteId ?? "";
    expect(await as(system, (ctx) => getAccess(ctx, akteId))).toEqual(access);
    await sound();
    // Nobody else sees it, moves it, or finds it by its Aktenzeichen.
    await expect(as(colleague, (ctx) => getAkte(ctx, akteId))).rejects.toThrow(NotFound);
    expect(await as(colleague, (ctx) => findPlace(ctx, one.aktenzeichen))).toBeUndefined();
    await expect(
      as(colleague, (ctx) => previewWish(ctx, { verb: "akten-umziehen", akteIds: [akteId], planUnit: "32.50" })),
    ).resolves.toMatchObject({ steps: [] });
    await expect(
      as(colleague, (ctx) => performWish(ctx, { verb: "akten-umziehen", akteIds: [akteId], planUnit: "32.50" })),
    ).rejects.toThrow(Conflict);
  });

  test("what happened since stays: nothing is taken back after it", async () => {
    const { one, target } = await scene();
    const actionId = await as(registrar, (ctx) =>
      performWish(ctx, {
        verb: "vorgaenge-verschieben",
        vorgangIds: [one.vorgangId],
        akteId: target.akteId,
        teilakteId: null,
      }),
    );
    await as(caseworker, (ctx) => closeVorgang(ctx, one.vorgangId));
    expect((await as(registrar, (ctx) => getAction(ctx, actionId))).obstacle).toBe("changed");
    await expect(as(registrar, (ctx) => undoAction(ctx, actionId))).rejects.toThrow(Conflict);
    await sound();
  });

  test("nothing leaves an Akte under a legal hold, in whatever way; the Akte itself may be moved as a whole", async () => {
    const held = await open("Gesperrt", { documents: 1 });
    const free = await open("Frei");
    const holdId = await as(registrar, (ctx) => placeHold(ctx, held.akteId, "Klage 4 K 17/26"));
    const { vorgangId } = held;
    const [dokument] = await as(registrar, (ctx) => listDokumente(ctx, vorgangId));
    const dokumentIds = [dokument?.dokumentId ?? ""];
    const wishes: readonly RegistryWish[] = [
      { verb: "vorgaenge-verschieben", vorgangIds: [vorgangId], akteId: free.akteId, teilakteId: null },
      { verb: "dokumente-verschieben", dokumentIds, vorgangId: free.vorgangId },
      { verb: "akte-teilen", vorgangIds: [vorgangId], planUnit: "32.40", betreff: "Abgetrennt" },
      { verb: "akten-zusammenfuehren", akteIds: [held.akteId], akteId: free.akteId },
    ];
    for (const wish of wishes) {
      const { steps } = await as(registrar, (ctx) => previewWish(ctx, wish));
      expect(
        steps.map(({ refusal }) => refusal),
        wish.verb,
      ).toEqual(["akte-held"]);
      await expect(as(registrar, (ctx) => performWish(ctx, wish))).rejects.toThrow(Conflict);
    }
    await expect(
      as(caseworker, (ctx) => moveDokumente(ctx, { dokumentIds, vorgangId: free.vorgangId })),
    ).rejects.toThrow(expect.objectContaining({ code: "records.akte-held" }));
    await expect(as(registrar, (ctx) => moveVorgang(ctx, { vorgangId, akteId: free.akteId }))).rejects.toThrow(
      expect.objectContaining({ code: "records.akte-held" }),
    );
    await as(registrar, (ctx) => moveAkten(ctx, { akteIds: [held.akteId], planUnit: "32.50" }));
    await as(registrar, (ctx) => liftHold(ctx, held.akteId, holdId, "Klage zurückgenommen"));
    await as(registrar, (ctx) => performWish(ctx, wishes[0] as RegistryWish));
    await sound();
  });

  test("two who take the same back at once do it once", async () => {
    const { one, target } = await scene();
    const actionId = await as(registrar, (ctx) =>
      performWish(ctx, {
        verb: "vorgaenge-verschieben",
        vorgangIds: [one.vorgangId],
        akteId: target.akteId,
        teilakteId: null,
      }),
    );
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => as(registrar, (ctx) => undoAction(ctx, actionId))));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await sound();
  });

  test("where nothing can be done, nothing is", async () => {
    const { one } = await scene();
    await expect(
      as(registrar, (ctx) => performWish(ctx, { verb: "akten-umziehen", akteIds: [one.akteId], planUnit: "32.40" })),
    ).rejects.toThrow(Conflict);
    await as(system, (ctx) => recordEvent(ctx, { ...one, action: "test.x", details: {} }));
  });

  test("casework may not, and nobody sees the report of somebody else", async () => {
    const { one, target } = await scene();
    const wish = {
      verb: "vorgaenge-verschieben",
      vorgangIds: [one.vorgangId],
      akteId: target.akteId,
      teilakteId: null,
    } as const;
    const actionId = await as(registrar, (ctx) => performWish(ctx, wish));
    const csv = writePlanCsv(defaultAktenplan);
    for (const attempt of await Promise.allSettled([
      as(caseworker, (ctx) => previewWish(ctx, wish)),
      as(caseworker, (ctx) => performWish(ctx, wish)),
      as(caseworker, (ctx) => undoAction(ctx, actionId)),
      as(caseworker, (ctx) => getAction(ctx, actionId)),
      as(caseworker, (ctx) => moveAkten(ctx, { akteIds: [one.akteId], planUnit: "32.50" })),
      as(caseworker, (ctx) => savePlanUnit(ctx, unit("32.40"), { isNew: false })),
      as(caseworker, (ctx) => removePlanUnit(ctx, "32.10")),
      as(caseworker, (ctx) => previewPlan(ctx, csv, { removeMissing: false })),
      as(caseworker, (ctx) => importPlan(ctx, csv, { removeMissing: false })),
    ]))
      expect(attempt).toMatchObject({ status: "rejected", reason: expect.any(Forbidden) });
    for (const attempt of await Promise.allSettled([
      as(colleague, (ctx) => getAction(ctx, actionId)),
      as(colleague, (ctx) => undoAction(ctx, actionId)),
      as(registrar, (ctx) => getAction(ctx, actionId), 4),
    ]))
      expect(attempt).toMatchObject({ status: "rejected", reason: expect.any(NotFound) });
  });
});
