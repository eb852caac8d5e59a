import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { type Actor, Forbidden } from "../../kernel/index.ts";
import { enqueue } from "../../platform/jobs/index.ts";
import { createTestDatabase, type TestDatabase } from "../../platform/testing/index.ts";
import {
  addFormat,
  addVersion,
  closeVorgang,
  extendRecords,
  fileDokument,
  type OpenedVorgang,
  openVorgang,
  seedAktenplan,
} from "../records/index.ts";
import { findHits } from "./actions/find-hits.ts";
import { findTextState } from "./actions/find-text-state.ts";
import { partAgain } from "./actions/learn-words.ts";
import { listSavedSearches, removeSearch, saveSearch } from "./actions/saved-searches.ts";
import { forgetAkte, fulltextJobs, fulltextWatcher, rebuildIndex } from "./index.ts";
import type { Question } from "./model/question.ts";
import { insertPartAgain } from "./store/index.ts";

const system: Actor = { kind: "system", name: "test" };
const ayla: Actor = {
  kind: "staff",
  staffId: "00000000-0000-7000-8000-0000000000a1",
  name: "Ayla Öztürk",
  duties: ["records"],
};
const kim: Actor = {
  kind: "staff",
  staffId: "00000000-0000-7000-8000-0000000000a2",
  name: "Kim Beispiel",
  duties: ["casework"],
};
const stranger: Actor = {
  kind: "staff",
  staffId: "00000000-0000-7000-8000-0000000000a3",
  name: "Uwe",
  duties: ["administration"],
};

let database: TestDatabase;
let superuser: pg.Client;
let town = 0;

beforeAll(async () => {
  database = await createTestDatabase(inject("testServer"), fulltextJobs);
  superuser = new pg.Client({ connectionString: database.superuserUrl });
  await superuser.connect();
  extendRecords({ aktePanels: [], dokumentPanels: [], watchers: [fulltextWatcher] });
});
afterAll(async () => {
  await superuser.end();
  await database.close();
});
beforeEach(async () => {
  town++;
  await database.run(town, system, (ctx) => seedAktenplan(ctx));
});

interface Filed {
  readonly title?: string;
  readonly text?: string;
  readonly bytes?: Uint8Array;
  readonly mediaType?: string;
  readonly author?: string;
  readonly kind?: "antrag" | "eingang" | "schreiben";
}

const dokument = (filed: Filed) => ({
  title: filed.title ?? "Brief",
  kind: filed.kind ?? ("eingang" as const),
  filename: "brief.txt",
  mediaType: filed.mediaType ?? "text/plain",
  bytes: filed.bytes ?? new TextEncoder().encode(filed.text ?? ""),
  author: filed.author ?? "Poststelle",
});

async function indexed(): Promise<void> {
  database.now = new Date(database.now.getTime() + 10_000);
  // The queue looks at the real clock: what is to wait a second waits a second.
  await superuser.query("update pgboss.job set start_after = now() where state < 'active'");
  const { failed } = await database.queue.drain();
  expect(failed).toEqual([]);
}

async function file(
  documents: readonly Filed[],
  options: { circle?: number; planUnit?: string } = {},
): Promise<OpenedVorgang> {
  const opened = await database.run(town, system, (ctx) =>
    openVorgang(ctx, {
      planUnit: options.planUnit ?? "32.40",
      akteTitle: "Akte",
      retentionYears: 10,
      subject: "Vorgang",
      caseId: null,
      documents: documents.map(dokument),
    }),
  );
  if (options.circle !== undefined) await moveToCircle(opened.akteId, options.circle);
  return opened;
}

const moveToCircle = (akteId: string, circle: number) =>
  superuser.query("update records.akte set circle_id = $2 where akte_id = $1", [akteId, circle]);

const ask = (question: Partial<Question> & { words: string }, actor: Actor = kim, limit = 50) =>
  database.run(town, actor, (ctx) => findHits(ctx, question, { limit }));

/** Titles of what is found, newest first. */
async function titles(words: string, more: Partial<Question> = {}, actor: Actor = kim): Promise<readonly string[]> {
  const found = await ask({ words, ...more }, actor);
  if (found.kind !== "found") throw new Error(found.why);
  return found.hits.map(({ title }) => title.map(({ text }) => text).join(""));
}

describe("a search", () => {
  test("finds forms of words, parts of compounds, and umlauts written either way", async () => {
    await file([
      { title: "A", text: "Die Gewerbeanmeldungen der Bäckerei Müller wurden angenommen." },
      { title: "B", text: "Antrag auf Wohngeld in der Straße am Öllager" },
      { title: "C", text: "Der Hund bellt" },
    ]);
    await indexed();
    for (const words of [
      "Gewerbeanmeldung",
      "Anmeldung",
      "Gewerbe",
      "anmelden",
      "Mueller",
      "muller",
      "MÜLLER",
      "Baeckerei",
    ])
      expect([words, await titles(words)]).toEqual([words, ["A"]]);
    for (const words of ["Anträge", "Wohngeldes", "Strasse", "Oellager"]) expect(await titles(words)).toEqual(["B"]);
    expect(await titles("Hunde")).toEqual(["C"]);
    expect(await titles("Katze")).toEqual([]);
  });

  test("of several words wants all, keeps phrases together and leaves out what is excluded", async () => {
    await file([
      { title: "A", text: "zu den Akten genommen am Freitag" },
      { title: "B", text: "den Akten zu entnehmen, am Montag" },
      { title: "C", text: "Akten vom Freitag" },
    ]);
    await indexed();
    expect(await titles("Akten Freitag")).toEqual(["C", "A"]);
    expect(await titles('"zu den Akten"')).toEqual(["A"]);
    expect(await titles("„zu den Akten“")).toEqual(["A"]);
    expect(await titles("Akten -Freitag")).toEqual(["B"]);
    expect(await titles('Akten -"zu den Akten"')).toEqual(["C", "B"]);
    expect(await titles("die Akten am Freitag")).toEqual(["C", "A"]);
  });

  test("finds an Aktenzeichen, a double name and a word over the end of a line", async () => {
    const { aktenzeichen } = await file([{ title: "A", text: "Frau Meier-Lüdenscheid, Ge-\nbühren" }]);
    await file([{ title: "B", text: "nichts davon" }]);
    await indexed();
    expect(await titles(aktenzeichen)).toEqual(["A"]);
    expect(await titles("Meier-Lüdenscheid")).toEqual(["A"]);
    expect(await titles("Gebühr")).toEqual(["A"]);
  });

  test("narrows by unit, kind, type of file, time, person and open Akten", async () => {
    database.now = new Date("2026-03-05T09:00:00Z");
    const old = await file([{ title: "A", text: "Baum", kind: "antrag", author: "Jörg Groß" }], { planUnit: "32.40" });
    database.now = new Date("2026-11-20T09:00:00Z");
    await file([{ title: "B", text: "<p>Baum</p>", mediaType: "text/html" }], { planUnit: "32.30" });
    await indexed();
    expect(await titles("Baum")).toEqual(["B", "A"]);
    expect(await titles("Baum", { planUnit: "32.40" })).toEqual(["A"]);
    expect(await titles("Baum", { planUnit: "32" })).toEqual(["B", "A"]);
    expect(await titles("Baum", { kind: "antrag" })).toEqual(["A"]);
    expect(await titles("Baum", { fileKind: "web" })).toEqual(["B"]);
    expect(await titles("Baum", { author: "Gross Joerg" })).toEqual(["A"]);
    expect(await titles("", { author: "Groß" })).toEqual(["A"]);
    const day = (text: string) => text as NonNullable<Question["from"]>;
    expect(await titles("Baum", { from: day("2026-03-06") })).toEqual(["B"]);
    expect(await titles("Baum", { from: day("2026-03-05"), to: day("2026-03-05") })).toEqual(["A"]);
    expect(await titles("Baum", { to: day("2025-12-31") })).toEqual([]);
    expect(await titles("Baum", { from: day("2027-05-01") })).toEqual([]);
    await superuser.query("update records.akte set zda_at = now() where akte_id = $1", [old.akteId]);
    await database.run(town, system, async (ctx) => fulltextWatcher.changed?.(ctx, old.akteId, []));
    await indexed();
    expect(await titles("Baum", { onlyOpen: true })).toEqual(["B"]);
  });

  test("finds words by their beginning where an asterisk says so, and marks them", async () => {
    await file([
      { title: "A", text: "Gewerbeanmeldung und Gewerbeabmeldung" },
      { title: "B", text: "Die Gewerbeanmeldungen, ein Gewerbeamt" },
      { title: "C", text: "Müllabfuhr" },
      { title: "D", text: "Gewerbe" },
    ]);
    await indexed();
    expect(await titles("Gewerbeanm")).toEqual([]);
    expect(await titles("Gewerbeanm*")).toEqual(["B", "A"]);
    expect(await titles("gewerbea* -Gewerbeam*")).toEqual(["A"]);
    expect(await titles("gewerbeanmeldung* gewerbeamt")).toEqual(["B"]);
    expect(await titles("Muell*")).toEqual(["C"]);
    expect(await titles("MÜL*")).toEqual(["C"]);
    expect(await ask({ words: "Ge*" })).toEqual({ kind: "unanswerable", why: "short-beginning" });
    const found = await ask({ words: "Gewerbeanm*" });
    if (found.kind !== "found") throw new Error(found.why);
    const marked = found.hits.flatMap(({ passages }) =>
      passages.flatMap(({ pieces }) => pieces.filter((piece) => piece.marked).map(({ text }) => text)),
    );
    expect(marked).toEqual(["Gewerbeanmeldungen", "Gewerbeanmeldung"]);
  });

  test("of very many words that begin alike asks for more letters", async () => {
    const words = Array.from({ length: 401 }, (_, at) => `Quux${at + 100}`);
    await file([{ title: "A", text: words.join(" ") }]);
    await indexed();
    expect(await ask({ words: "Quux*" })).toEqual({ kind: "unanswerable", why: "wide-beginning" });
    expect(await titles("Quux10*")).toEqual(["A"]);
  });

  test("keeps within one Akte where it is asked to, also without words, and tells nothing of a hidden one", async () => {
    const one = await file([
      { title: "A1", text: "Kiefer" },
      { title: "A2", text: "Tanne" },
    ]);
    await file([{ title: "B", text: "Kiefer" }]);
    const hidden = await file([{ title: "C", text: "Kiefer" }], { circle: 7 });
    await indexed();
    expect(await titles("Kiefer", { akteId: one.akteId })).toEqual(["A1"]);
    expect(await titles("", { akteId: one.akteId })).toEqual(["A2", "A1"]);
    expect(await titles("-Tanne", { akteId: one.akteId })).toEqual(["A1"]);
    for (const akteId of [hidden.akteId, "019ab000-0000-7000-8000-000000000001", "x"])
      expect(await ask({ words: "Kiefer", akteId })).toMatchObject({ hits: [], count: { hits: 0, more: false } });
    expect(await titles("Kiefer", { akteId: hidden.akteId }, system)).toEqual(["C"]);
  });

  test("says in plain reasons what it cannot answer", async () => {
    for (const [words, why] of [
      ["", "empty"],
      ["-Baum", "only-exclusions"],
      ["???", "no-words"],
      ['"zu den Akten', "open-quote"],
      ["a b c d e f g h i j k l m n o p q r s t u v w x y", "too-many-words"],
    ] as const)
      expect(await ask({ words })).toEqual({ kind: "unanswerable", why });
  });

  test("counts honestly up to a thousand, and pages without losing or doubling one", async () => {
    for (let at = 0; at < 5; at++)
      await file(Array.from({ length: 210 }, (_, n) => ({ title: `${at}-${n}`, text: "Eiche" })));
    for (let go = 0; go < 8; go++) await indexed();
    const first = await ask({ words: "Eiche" });
    expect(first).toMatchObject({ kind: "found", count: { hits: 1000, more: true } });
    for (const order of ["newest", "fitting"] as const) {
      const seen = new Set<string>();
      let after: { number: number; score: number } | undefined;
      do {
        const page = await database.run(town, kim, (ctx) =>
          findHits(ctx, { words: "Eiche", order }, { limit: 100, ...(after === undefined ? {} : { after }) }),
        );
        if (page.kind !== "found") throw new Error("not found");
        for (const { dokumentId } of page.hits) {
          expect(seen.has(dokumentId)).toBe(false);
          seen.add(dokumentId);
        }
        after = page.next;
      } while (after !== undefined);
      expect(seen.size).toBe(1050);
    }
  }, 60_000);

  test("puts what fits best first where it is asked to", async () => {
    await file([
      { title: "Linde", text: "Linde Linde Linde" },
      { title: "B", text: "eine Linde" },
    ]);
    await indexed();
    expect(await titles("Linde", { order: "fitting" })).toEqual(["Linde", "B"]);
  });

  test("is for those who work with Akten", async () => {
    await expect(ask({ words: "Baum" }, stranger)).rejects.toThrow(Forbidden);
    await expect(ask({ words: "Baum" }, { kind: "citizen" })).rejects.toThrow(Forbidden);
  });
});

describe("what somebody may not see", () => {
  test("is not found, not counted, and not given to other towns", async () => {
    await file([{ title: "offen", text: "Ahorn" }]);
    await file([{ title: "geheim", text: "Ahorn Geheimnis" }], { circle: 7 });
    await indexed();
    expect(await titles("Ahorn")).toEqual(["offen"]);
    expect(await ask({ words: "Ahorn" })).toMatchObject({ count: { hits: 1, more: false } });
    expect(await titles("Geheimnis")).toEqual([]);
    expect(await titles("Ahorn", {}, system)).toEqual(["geheim", "offen"]);
    const other = await database.run(town + 1000, kim, (ctx) => findHits(ctx, { words: "Ahorn" }, { limit: 10 }));
    expect(other).toMatchObject({ hits: [] });
  });

  test("is gone at once where access is taken away, before the index knows", async () => {
    const { akteId } = await file([{ title: "A", text: "Buche" }]);
    await indexed();
    expect(await titles("Buche")).toEqual(["A"]);
    await moveToCircle(akteId, 7);
    // Not shown, even if nobody had told the index.
    expect(await titles("Buche")).toEqual([]);
    expect(await ask({ words: "Buche" })).toMatchObject({ count: { hits: 0, more: false } });
    await moveToCircle(akteId, 0);
    // Nor counted on pages that are not shown: every change of access is noted in its transaction.
    const many = await file(Array.from({ length: 30 }, (_, at) => ({ title: `Liste ${at}`, text: "Buche" })));
    await indexed();
    await moveToCircle(many.akteId, 7);
    await database.run(town, system, async (ctx) => fulltextWatcher.changed?.(ctx, many.akteId, []));
    expect(await ask({ words: "Buche" }, kim, 1)).toMatchObject({ count: { hits: 1, more: false } });
    await moveToCircle(akteId, 7);
    await database.run(town, system, async (ctx) => fulltextWatcher.changed?.(ctx, akteId, []));
    expect(await ask({ words: "Buche" }, kim, 1)).toMatchObject({ hits: [], count: { hits: 0, more: false } });
    await indexed();
    expect(await titles("Buche")).toEqual([]);
    await moveToCircle(akteId, 0);
    await database.run(town, system, async (ctx) => fulltextWatcher.changed?.(ctx, akteId, []));
    await indexed();
    expect(await titles("Buche")).toEqual(["A"]);
  });

  test("teaches the index no words: whether a compound is parted would tell them", async () => {
    const secret = Array.from({ length: 5 }, () => ({ text: "Das Zwirbelquark ist geheim." }));
    await file(secret, { circle: 7 });
    await indexed();
    const { rows } = await superuser.query("select word from fulltext.word where tenant_id = $1", [town]);
    expect(rows).toEqual([]);
  });

  test("is never found, whatever is filed where and asked how; everything else is", async () => {
    const vocabulary = ["Eiche", "Buche", "Linde", "Ahorn", "Birke", "Erle"];
    const words = fc.array(fc.constantFrom(...vocabulary), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ words, circle: fc.constantFrom(0, 0, 3, 900) }), { minLength: 1, maxLength: 8 }),
        fc.array(
          fc.record({ wanted: words, phrase: fc.boolean(), excluded: fc.option(fc.constantFrom(...vocabulary)) }),
          {
            minLength: 1,
            maxLength: 6,
          },
        ),
        async (filed, questions) => {
          town += 10_000;
          await database.run(town, system, (ctx) => seedAktenplan(ctx));
          for (const [at, one] of filed.entries())
            await file([{ title: `T${at}`, text: one.words.join(" ") }], { circle: one.circle });
          await indexed();
          for (const { wanted, phrase, excluded } of questions) {
            const said = `${phrase ? `"${wanted.join(" ")}"` : wanted.join(" ")}${excluded === null ? "" : ` -${excluded}`}`;
            const fits = (one: (typeof filed)[number]) =>
              (phrase
                ? ` ${one.words.join(" ")} `.includes(` ${wanted.join(" ")} `)
                : wanted.every((word) => one.words.includes(word))) &&
              (excluded === null || !one.words.includes(excluded));
            const expected = (circles: readonly number[] | undefined) =>
              filed
                .flatMap((one, at) => (fits(one) && circles?.includes(one.circle) !== false ? [`T${at}`] : []))
                .sort();
            expect([said, [...(await titles(said))].sort()]).toEqual([said, expected([0])]);
            expect([said, [...(await titles(said, {}, system))].sort()]).toEqual([said, expected(undefined)]);
          }
        },
      ),
      { numRuns: 12 },
    );
  }, 120_000);
});

describe("the index", () => {
  test("follows versions, further formats and closing, and does nothing twice", async () => {
    const { akteId, vorgangId, documents } = await file([
      { title: "A", bytes: new Uint8Array([1, 2, 3]), mediaType: "image/png" },
    ]);
    await indexed();
    const dokumentId = documents[0]?.dokumentId as string;
    expect(await titles("Pappel")).toEqual([]);
    expect(await database.run(town, kim, (ctx) => findTextState(ctx, dokumentId))).toMatchObject({ state: "no-text" });
    const text = (words: string) => ({
      dokumentId,
      bytes: new TextEncoder().encode(words),
      mediaType: "text/plain",
      filename: "a.txt",
    });
    await database.run(town, ayla, (ctx) => addFormat(ctx, { ...text("Pappel"), version: 1 }));
    await indexed();
    expect(await titles("Pappel")).toEqual(["A"]);
    await database.run(town, ayla, (ctx) => addVersion(ctx, text("Weide")));
    await indexed();
    expect([await titles("Pappel"), await titles("Weide")]).toEqual([[], ["A"]]);
    await database.run(town, ayla, (ctx) => closeVorgang(ctx, vorgangId));
    await indexed();
    const before = await superuser.query("select xmin::text from fulltext.dokument where akte_id = $1", [akteId]);
    await database.run(town, system, async (ctx) => fulltextWatcher.changed?.(ctx, akteId, []));
    await database.run(town, system, async (ctx) => fulltextWatcher.changed?.(ctx, akteId, []));
    await indexed();
    expect(
      (await superuser.query("select xmin::text from fulltext.dokument where akte_id = $1", [akteId])).rows,
    ).toEqual(before.rows);
    expect((await superuser.query("select * from fulltext.waiting where tenant_id = $1", [town])).rows).toEqual([]);
  });

  test("notes what cannot be read, and still finds it by its title", async () => {
    const { documents } = await file([
      { title: "Kaputtes", bytes: new Uint8Array([1, 2, 3]), mediaType: "application/pdf" },
      { title: "Heiles", text: "Fichte" },
    ]);
    await indexed();
    expect(await titles("Kaputtes")).toEqual(["Kaputtes"]);
    expect(await titles("Fichte")).toEqual(["Heiles"]);
    expect(await database.run(town, kim, (ctx) => findTextState(ctx, documents[0]?.dokumentId as string))).toEqual({
      state: "failed",
      problem: "pdf.unreadable",
      indexedAt: expect.any(Date),
    });
  });

  test("learns words of which compounds are made, and parts by itself what was filed before", async () => {
    await file([
      { title: "A", text: "Die Quargelzwirbelungen" },
      { title: "B", text: "Ganz anderes" },
    ]);
    await file([{ title: "geheim", text: "Quargelzwirbelung" }], { circle: 7 });
    await indexed();
    await file(Array.from({ length: 3 }, (_, at) => ({ title: `Q${at}`, text: "Der Quargel und die Zwirbelung" })));
    await indexed();
    expect(await titles("Zwirbelung -Quargel")).toEqual([]);
    expect(await titles("Quargel")).not.toContain("A");
    const learnWords = fulltextJobs.find(
      ({ name }) => name === "fulltext.learn-words",
    ) as (typeof fulltextJobs)[number];
    await database.run(town, system, (ctx) => enqueue(ctx, learnWords, {}));
    await indexed();
    expect([...(await titles("Quargel"))].sort()).toEqual(["A", "Q0", "Q1", "Q2"]);
    expect(await titles("Zwirbelungen")).toContain("A");
    expect(await titles("Quargel", {}, system)).toContain("geheim");
    for (const table of ["learnt", "part_again"])
      expect((await superuser.query(`select from fulltext.${table} where tenant_id = $1`, [town])).rowCount).toBe(0);
    // Nothing new was learnt: nothing is done again.
    const before = await superuser.query("select indexed_at from fulltext.dokument where tenant_id = $1", [town]);
    await database.run(town, system, (ctx) => enqueue(ctx, learnWords, {}));
    await indexed();
    const after = await superuser.query("select indexed_at from fulltext.dokument where tenant_id = $1", [town]);
    expect(after.rows).toEqual(before.rows);
  });

  test("learns words of which compounds are made, when it is made anew at the latest", async () => {
    await file([{ title: "A", text: "Quargelzwirbel" }]);
    await indexed();
    await file(Array.from({ length: 3 }, (_, at) => ({ title: `Q${at}`, text: "Der Quargel und das Zwirbel" })));
    await indexed();
    expect(await titles("Zwirbel -Quargel")).toEqual([]);
    expect((await titles("Quargel")).includes("A")).toBe(false);
    const io = {
      read: <T>(work: Parameters<typeof database.run<T>>[2]) => database.run(town, system, work),
      write: <T>(work: Parameters<typeof database.run<T>>[2]) => database.run(town, system, work),
    };
    const seen: number[] = [];
    expect(await rebuildIndex(io, (done, all) => seen.push(done / all))).toEqual({ dokumente: 4, unread: 0 });
    expect(seen.at(-1)).toBe(1);
    expect([...(await titles("Quargel"))].sort()).toEqual(["A", "Q0", "Q1", "Q2"]);
  });

  test("forgets an Akte with every word of it", async () => {
    const { akteId } = await file([{ title: "Weg", text: "Zypresse Gewerbeanmeldung" }]);
    await file([{ title: "Bleibt", text: "Gewerbeanmeldung" }]);
    await indexed();
    await database.run(town, system, (ctx) => forgetAkte(ctx, akteId));
    expect(await titles("Zypresse", {}, system)).toEqual([]);
    expect(await titles("Gewerbe", {}, system)).toEqual(["Bleibt"]);
    const left = await superuser.query(
      `select (select count(*)::int from fulltext.posting where tenant_id = $1 and term like 'zypress%') as postings,
         (select count(*)::int from fulltext.dokument where tenant_id = $1 and akte_id = $2) as dokumente,
         (select count(*)::int from fulltext.word where tenant_id = $1 and word like 'zypress%') as words`,
      [town, akteId],
    );
    expect(left.rows).toEqual([{ postings: 0, dokumente: 0, words: 0 }]);
  });

  test("does not get a word of an Akte back that goes while compounds are parted again", async () => {
    const { akteId } = await file([{ title: "Weg", text: "Zypresse Gewerbeanmeldung" }]);
    await indexed();
    await database.run(town, system, async (ctx) => {
      const { rows } = await superuser.query("select number from fulltext.dokument where akte_id = $1", [akteId]);
      await insertPartAgain(
        ctx,
        rows.map(({ number }) => number),
      );
    });
    const forgotten = Promise.withResolvers<void>();
    const goesOn = Promise.withResolvers<void>();
    const goes = database.run(town, system, async (ctx) => {
      await forgetAkte(ctx, akteId);
      forgotten.resolve();
      await goesOn.promise;
    });
    await forgotten.promise;
    const parted = database.run(town, system, partAgain);
    await expect
      .poll(async () => (await superuser.query("select 1 from pg_locks where not granted")).rowCount)
      .toBeGreaterThan(0);
    goesOn.resolve();
    await Promise.all([goes, parted]);
    expect((await superuser.query("select 1 from fulltext.dokument where akte_id = $1", [akteId])).rowCount).toBe(0);
    const postings = "select 1 from fulltext.posting where tenant_id = $1 and term like 'zypress%'";
    expect((await superuser.query(postings, [town])).rowCount).toBe(0);
  });

  test("is complete after many wrote into one Akte at the same time", async () => {
    const { vorgangId } = await file([]);
    await Promise.all(
      Array.from({ length: 12 }, (_, at) =>
        database.run(town, system, (ctx) =>
          fileDokument(ctx, { vorgangId, ...dokument({ title: `D${at}`, text: "Tanne" }) }),
        ),
      ),
    );
    await indexed();
    expect((await titles("Tanne")).length).toBe(12);
  });
});

describe("hits", () => {
  test("show what was found in its midst, marked as people would expect, page by page", async () => {
    await file([
      {
        title: "Anmeldung eines Gewerbes",
        text: `${"Wort ".repeat(100)}die Gewerbeanmeldungen lagen bei ${"Satz ".repeat(100)}`,
      },
    ]);
    await indexed();
    const found = await ask({ words: "Anmeldung" });
    if (found.kind !== "found") throw new Error("not found");
    const [hit] = found.hits;
    expect(hit?.title).toEqual([
      { text: "Anmeldung", marked: true },
      { text: " eines Gewerbes", marked: false },
    ]);
    expect(hit?.passages[0]?.pieces.filter(({ marked }) => marked)).toEqual([
      { text: "Gewerbeanmeldungen", marked: true },
    ]);
    expect(hit?.passages[0]).toMatchObject({ before: true, after: true });
  });

  test("of a text of a million letters show the passage, wherever it stands", async () => {
    await file([{ title: "Lang", text: `${"Wort ".repeat(200_000)} Mammutbaum ${"Satz ".repeat(10)}` }]);
    await indexed();
    const found = await ask({ words: "Mammutbaum" });
    expect(
      found.kind === "found" &&
        found.hits[0]?.passages[0]?.pieces.some(({ text, marked }) => marked && text === "Mammutbaum"),
    ).toBe(true);
  }, 30_000);
});

describe("saved searches", () => {
  test("are kept by person, and by nobody else seen or removed", async () => {
    await database.run(town, kim, (ctx) => saveSearch(ctx, "Meine Eichen", { words: "Eiche", kind: "antrag" }));
    const [saved] = await database.run(town, kim, listSavedSearches);
    expect(saved).toMatchObject({ name: "Meine Eichen", question: { words: "Eiche", kind: "antrag" } });
    expect(await database.run(town, ayla, listSavedSearches)).toEqual([]);
    const id = saved?.searchId as string;
    await expect(database.run(town, ayla, (ctx) => removeSearch(ctx, id))).rejects.toThrow("fulltext.no-such-search");
    await database.run(town, kim, (ctx) => removeSearch(ctx, id));
    expect(await database.run(town, kim, listSavedSearches)).toEqual([]);
    await expect(database.run(town, stranger, listSavedSearches)).rejects.toThrow(Forbidden);
  });
});
