import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CompiledQuery } from "kysely";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { Conflict, Forbidden, Invalid, newAccessCode, newId, plainDay } from "../../kernel/index.ts";
import { createTestDatabase, type TestDatabase } from "../../platform/testing/index.ts";
import { listMessages, messagingJobs } from "../messaging/index.ts";
import { listDokumente } from "../records/index.ts";
import {
  configureUploads,
  defineUploadOwner,
  inspectUpload,
  listUploads,
  type SentFile,
  uploadsJobs,
} from "../uploads/index.ts";
import { listAnswerFiles } from "./actions/answer-question.ts";
import {
  addCaseHistory,
  answerQuestion,
  answerUploads,
  askCitizen,
  assignCase,
  casesJobs,
  checkProcesses,
  completeTask,
  correctValue,
  findCaseByAktenzeichen,
  getCase,
  listCasesOfMailbox,
  listHistory,
  listOpenTasks,
  listTasks,
  listTasksOfCase,
  mailboxCases,
  meetDeadline,
  queryWords,
  releaseCase,
  searchCases,
  takeCase,
} from "./index.ts";
import { answerLimits } from "./model/answer-files.ts";
import type { Case } from "./model/case.ts";
import { countTasks, pageSize } from "./store/index.ts";
import { apply, defineExample, type ExampleLog, openTowns, staff } from "./testing/example.tsx";

const ada = staff("Ada Kern", "casework");
const ben = staff("Ben Lot", "casework");
const archivist = staff("Ruth Regal", "records");
const citizen = { kind: "citizen" } as const;

const uploadsFolder = mkdtempSync(join(tmpdir(), "klickamt-answers-"));
/** A file as it is when the transaction opens. */
async function looked(filename: string, content: Uint8Array): Promise<SentFile> {
  const uploadId = newId();
  const { kinds, maxBytes } = answerLimits;
  return {
    uploadId,
    filename,
    inspection: await inspectUpload(town, { uploadId, filename, kinds, maxBytes, content }),
  };
}

let database: TestDatabase;
let log: ExampleLog;
let town: number;
let other: number;

beforeAll(async () => {
  database = await createTestDatabase(inject("testServer"), [...messagingJobs, ...casesJobs, ...uploadsJobs]);
  configureUploads({ folder: uploadsFolder, keepFreeBytes: 0 });
  defineUploadOwner(answerUploads);
  log = await defineExample();
  ({ town, other } = await openTowns(database));
});
afterAll(async () => {
  await database.close();
  rmSync(uploadsFolder, { recursive: true, force: true });
});

const open = (more: Parameters<typeof apply>[1] = {}) => database.run(town, citizen, (ctx) => apply(ctx, more));
const reload = (subject: Case) => database.run(town, ada, (ctx) => getCase(ctx, subject.caseId));
const actions = async (subject: Case) =>
  (await database.run(town, ada, (ctx) => listHistory(ctx, subject.caseId))).map((entry) => entry.action);
const taskOf = async (subject: Case) => {
  const [task] = await database.run(town, ada, (ctx) => listOpenTasks(ctx, subject.caseId));
  if (task === undefined) throw new Error("no open task");
  return { caseId: subject.caseId, taskId: task.taskId, rowVersion: (await reload(subject)).rowVersion };
};
const asked = async (more: Parameters<typeof apply>[1] = {}) => {
  const subject = await open(more);
  const task = await taskOf(subject);
  await database.run(town, ada, (ctx) => askCitizen(ctx, { ...task, text: "Welche Hausnummer?" }));
  return reload(subject);
};
const inMailbox = (subject: Case) => ({ kind: "citizen", mailboxId: subject.mailboxId }) as const;

describe("opening a case", () => {
  test("gives it an Aktenzeichen, files what was sent, opens the first task and sets the legal day", async () => {
    const subject = await open();
    expect(subject.aktenzeichen).toMatch(/^32\.40-2026-\d{5}\/01$/);
    expect(subject.dueOn).toBe("2026-11-26");
    expect(subject.status).toBe("open");
    const documents = await database.run(town, ada, (ctx) => listDokumente(ctx, subject.vorgangId));
    expect(documents.map((document) => document.filename)).toEqual(["antrag.json"]);
    const tasks = await database.run(town, ada, (ctx) => listTasksOfCase(ctx, subject.caseId));
    expect(tasks.map((task) => [task.name.de, task.state, task.dueOn])).toEqual([
      ["Anzeige prüfen", "open", plainDay("2026-11-26")],
    ]);
    expect(await actions(subject)).toEqual(["cases.opened"]);
    expect(await reload(subject)).toEqual(subject);
  });

  test("makes one case of the same submission sent again, one after the other and at once", async () => {
    const submissionKey = newId();
    const code = newAccessCode();
    const first = await open({ submissionKey, code });
    const again = await open({ submissionKey, mailboxId: first.mailboxId });
    expect(again.caseId).toBe(first.caseId);
    const key = newId();
    const both = await Promise.all([1, 2].map(() => open({ submissionKey: key, mailboxId: first.mailboxId })));
    expect(both[0]?.caseId).toBe(both[1]?.caseId);
    expect(await database.run(town, ada, (ctx) => listCasesOfMailbox(ctx, first.mailboxId))).toHaveLength(2);
  });

  test("is not seen by another municipality", async () => {
    const subject = await open();
    await expect(database.run(other, ada, (ctx) => getCase(ctx, subject.caseId))).rejects.toThrow("cases.no-such-case");
    const found = await database.run(other, ada, (ctx) => searchCases(ctx, []));
    expect(found.cases).toEqual([]);
  });

  test("tells its mailbox where it stands", async () => {
    const subject = await open();
    const [shown] = await database.run(town, citizen, (ctx) => mailboxCases.listCases(ctx, subject.mailboxId, "de"));
    expect(shown).toMatchObject({
      title: "Gewerbe anmelden",
      statusText: "Ihr Anliegen wartet auf die Bearbeitung.",
      href: `/postfach/${subject.mailboxId}/vorgang/${subject.caseId}`,
    });
  });

  test("asks of every procedure that its steps are defined", () => {
    expect(() => checkProcesses()).not.toThrow();
  });
});

describe("taking a case", () => {
  test("gives its tasks to the caseworker; the colleague who comes second is told", async () => {
    const subject = await open();
    await database.run(town, ada, (ctx) => takeCase(ctx, subject));
    const [task] = await database.run(town, ada, (ctx) => listOpenTasks(ctx, subject.caseId));
    expect(task?.assignee?.name).toBe("Ada Kern");
    await expect(database.run(town, ben, (ctx) => takeCase(ctx, subject))).rejects.toThrow(Conflict);
    await expect(database.run(town, ben, (ctx) => releaseCase(ctx, subject))).rejects.toThrow("cases.taken");
  });

  test("can be undone by giving it back, and by giving it to a colleague", async () => {
    const subject = await open();
    await database.run(town, ada, (ctx) => takeCase(ctx, subject));
    await database.run(town, ada, (ctx) => releaseCase(ctx, subject));
    expect((await reload(subject)).takenBy).toBeUndefined();
    await database.run(town, ada, (ctx) => assignCase(ctx, { caseId: subject.caseId, to: ben }));
    expect((await reload(subject)).takenBy?.name).toBe("Ben Lot");
    expect(await actions(subject)).toEqual(["cases.opened", "cases.taken", "cases.released", "cases.assigned"]);
  });
});

describe("completing a task", () => {
  test("runs what follows, with what was ticked, and closes case and Vorgang", async () => {
    const subject = await open();
    const task = await taskOf(subject);
    const done = await database.run(town, ada, (ctx) =>
      completeTask(ctx, { ...task, outcome: "vollstaendig", options: { zoll: true, unbekannt: true } }),
    );
    expect(done.status).toBe("done");
    expect(done.closedAt).toEqual(database.now);
    expect(log.issued.at(-1)).toEqual({ caseId: subject.caseId, variables: { zoll: true } });
    expect(await actions(subject)).toEqual(["cases.opened", "cases.task-done", "cases.filed-away", "cases.done"]);
    const [closed] = await database.run(town, ada, (ctx) => listTasksOfCase(ctx, subject.caseId));
    expect(closed).toMatchObject({ state: "done", outcome: "vollstaendig", doneByName: "Ada Kern" });
  });

  test("is refused to whoever saw an older state, and to whoever comes second", async () => {
    const subject = await open();
    const task = await taskOf(subject);
    await database.run(town, ben, (ctx) => takeCase(ctx, subject));
    await expect(
      database.run(town, ada, (ctx) => completeTask(ctx, { ...task, outcome: "vollstaendig" })),
    ).rejects.toMatchObject({ code: "cases.changed-meanwhile", facts: { seenVersion: 1, version: 2 } });
    const results = await Promise.allSettled(
      [ada, ben].map((one) =>
        database.run(town, one, (ctx) => completeTask(ctx, { ...task, rowVersion: 2, outcome: "vollstaendig" })),
      ),
    );
    expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
    const refused = results.find((result) => result.status === "rejected");
    expect(refused).toMatchObject({ reason: { code: "cases.task-already-done", facts: { outcome: "vollstaendig" } } });
    expect(log.issued.filter((one) => one.caseId === subject.caseId)).toHaveLength(1);
  });

  test("leaves nothing behind when the outcome is not one of the task's", async () => {
    const subject = await open();
    const task = await taskOf(subject);
    for (const outcome of ["erfunden", "rueckfrage"]) {
      await expect(database.run(town, ada, (ctx) => completeTask(ctx, { ...task, outcome }))).rejects.toThrow(Invalid);
    }
    expect(await reload(subject)).toEqual(subject);
    expect(await actions(subject)).toEqual(["cases.opened"]);
  });

  test("stops the legal clock once the answer was given", async () => {
    const subject = await open();
    await database.run(town, ada, (ctx) => meetDeadline(ctx, subject.caseId));
    expect((await reload(subject)).deadlineMetAt).toEqual(database.now);
  });
});

describe("a question to the citizen", () => {
  test("lies in the mailbox, and the case waits; the legal day stays", async () => {
    const subject = await asked();
    expect(subject.status).toBe("waiting");
    expect(subject.dueOn).toBe("2026-11-26");
    const [message] = await database.run(town, ada, (ctx) => listMessages(ctx, subject.caseId));
    expect(message).toMatchObject({ kind: "question", body: "Welche Hausnummer?", author: "Ada Kern" });
    const waiting = await database.run(town, ada, (ctx) => listTasksOfCase(ctx, subject.caseId));
    expect(waiting.map((task) => task.state).sort()).toEqual(["done", "waiting"]);
  });

  test("is answered with text and files; the files are filed, and the task opens again", async () => {
    const subject = await asked();
    const png = await sharp({ create: { width: 40, height: 30, channels: 3, background: "#336699" } })
      .png()
      .toBuffer();
    const files = [await looked("C:\\bilder\\plan.jpg", png)];
    await database.run(town, inMailbox(subject), (ctx) =>
      answerQuestion(ctx, {
        caseId: subject.caseId,
        text: "Nummer 7",
        files,
        language: "de",
      }),
    );
    expect((await reload(subject)).status).toBe("open");
    const documents = await database.run(town, ada, (ctx) => listDokumente(ctx, subject.vorgangId));
    expect(documents.at(-1)).toMatchObject({ kind: "anlage", filename: "plan.png", mediaType: "image/png" });
    const messages = await database.run(town, ada, (ctx) => listMessages(ctx, subject.caseId));
    expect(messages.at(-1)).toMatchObject({ kind: "answer", body: "Nummer 7" });
    const tasks = await database.run(town, ada, (ctx) => listTasksOfCase(ctx, subject.caseId));
    expect(tasks.map((task) => task.state).sort()).toEqual(["done", "done", "open"]);
  });

  test.each([
    ["nothing at all", "", [], ["text"]],
    ["a text that is too long", "a".repeat(5001), [], ["text"]],
    ["a file that only says it is a PDF", "", [["x.pdf", "MZ"]], ["dateien"]],
    ["a text that is no document", "", [["x.txt", "Hallo"]], ["dateien"]],
  ])("comes back with %s, and nothing is stored", async (_what, text, files, fields) => {
    const subject = await asked();
    const sent = await Promise.all(files.map(([filename = "", bytes = ""]) => looked(filename, Buffer.from(bytes))));
    const result = await database.run(town, inMailbox(subject), (ctx) =>
      answerQuestion(ctx, { caseId: subject.caseId, text, files: sent, language: "de" }),
    );
    expect("mistakes" in result && result.mistakes.map((mistake) => mistake.field)).toEqual(fields);
    expect(await reload(subject)).toEqual(subject);
    expect(await database.run(town, ada, (ctx) => listUploads(ctx, subject.caseId))).toEqual([]);
  });

  test("takes five files at most, and keeps the good ones where one is too many", async () => {
    const subject = await asked();
    const png = await sharp({ create: { width: 40, height: 30, channels: 3, background: "#336699" } })
      .png()
      .toBuffer();
    const files = await Promise.all([1, 2, 3, 4, 5, 6].map((number) => looked(`${number}.png`, png)));
    const result = await database.run(town, inMailbox(subject), (ctx) =>
      answerQuestion(ctx, { caseId: subject.caseId, text: "Hier", files, language: "de" }),
    );
    expect("mistakes" in result && result.mistakes).toMatchObject([{ field: "dateien" }]);
    expect(await database.run(town, ada, (ctx) => listUploads(ctx, subject.caseId))).toHaveLength(5);
    await expect(database.run(town, ada, (ctx) => listAnswerFiles(ctx, subject))).rejects.toThrow("cases.foreign-case");
  });

  test("is answered once", async () => {
    const subject = await asked();
    const answer = { caseId: subject.caseId, text: "Nummer 7", files: [], language: "de" } as const;
    await database.run(town, inMailbox(subject), (ctx) => answerQuestion(ctx, answer));
    await expect(database.run(town, inMailbox(subject), (ctx) => answerQuestion(ctx, answer))).rejects.toThrow(
      "cases.nobody-asked",
    );
  });

  test("is answered by nobody but its own mailbox", async () => {
    const subject = await asked();
    const stranger = await open();
    for (const actor of [citizen, inMailbox(stranger), ada]) {
      await expect(
        database.run(town, actor, (ctx) =>
          answerQuestion(ctx, { caseId: subject.caseId, text: "Nummer 7", files: [], language: "de" }),
        ),
      ).rejects.toThrow(Forbidden);
    }
  });

  test("needs words", async () => {
    const subject = await open();
    const task = await taskOf(subject);
    await expect(database.run(town, ada, (ctx) => askCitizen(ctx, { ...task, text: " " }))).rejects.toThrow(
      "cases.question-empty",
    );
  });
});

describe("correcting a value", () => {
  const correction = (subject: Case) =>
    ({
      caseId: subject.caseId,
      path: "familienname",
      raw: "Möller",
      reason: "Tippfehler",
      rowVersion: subject.rowVersion,
      language: "de",
    }) as const;

  test("keeps what was there, who changed it and why; the case is found by its new name only", async () => {
    const subject = await open({ name: "Xaverl" });
    await database.run(town, ada, (ctx) => correctValue(ctx, correction(subject)));
    const corrected = await reload(subject);
    expect(corrected.answers.familienname).toBe("Möller");
    expect(corrected.subjectName).toBe("Bäckerei Möller");
    const history = await database.run(town, ada, (ctx) => listHistory(ctx, subject.caseId));
    expect(history.at(-1)).toMatchObject({
      action: "cases.corrected",
      actorName: "Ada Kern",
      details: { path: "familienname", before: "Xaverl", after: "Möller", reason: "Tippfehler" },
    });
    const found = (text: string) =>
      database.run(town, ada, async (ctx) => (await searchCases(ctx, queryWords(text))).cases.map((one) => one.caseId));
    expect(await found("Möller")).toEqual([subject.caseId]);
    expect(await found("Xaverl")).toEqual([]);
  });

  test.each([
    ["without a reason", { reason: " " }, "grund"],
    ["with nothing typed", { raw: "" }, "wert"],
    ["with the same value", { raw: "Müller" }, "wert"],
  ])("comes back %s", async (_what, change, field) => {
    const subject = await open();
    const result = await database.run(town, ada, (ctx) => correctValue(ctx, { ...correction(subject), ...change }));
    expect(result).toMatchObject({ field });
    expect(await reload(subject)).toEqual(subject);
  });

  test("is refused after somebody else changed the case, and for what cannot be corrected", async () => {
    const subject = await open();
    await database.run(town, ben, (ctx) => takeCase(ctx, subject));
    await expect(database.run(town, ada, (ctx) => correctValue(ctx, correction(subject)))).rejects.toThrow(
      "cases.changed-meanwhile",
    );
    await expect(
      database.run(town, ada, (ctx) => correctValue(ctx, { ...correction(subject), rowVersion: 2, path: "erfunden" })),
    ).rejects.toThrow("cases.not-correctable");
  });
});

describe("who may not", () => {
  test.each([
    ["a citizen", citizen],
    ["staff with other duties", archivist],
  ])("%s works on a case", async (_who, actor) => {
    const subject = await open();
    const task = await taskOf(subject);
    const attempts = [
      () => database.run(town, actor, (ctx) => takeCase(ctx, subject)),
      () => database.run(town, actor, (ctx) => releaseCase(ctx, subject)),
      () => database.run(town, actor, (ctx) => assignCase(ctx, { caseId: subject.caseId, to: ben })),
      () => database.run(town, actor, (ctx) => completeTask(ctx, { ...task, outcome: "vollstaendig" })),
      () => database.run(town, actor, (ctx) => askCitizen(ctx, { ...task, text: "Wer sind Sie?" })),
      () =>
        database.run(town, actor, (ctx) =>
          correctValue(ctx, { ...task, path: "familienname", raw: "X", reason: "Y", language: "de" }),
        ),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toThrow(Forbidden);
    expect(await actions(subject)).toEqual(["cases.opened"]);
  });

  test("nobody changes the history", async () => {
    const subject = await open();
    for (const statement of ["update cases.history set action = 'x'", "delete from cases.history"]) {
      await expect(database.run(town, ada, (ctx) => ctx.tx.executeQuery(CompiledQuery.raw(statement)))).rejects.toThrow(
        /permission denied/,
      );
    }
    expect(await actions(subject)).toEqual(["cases.opened"]);
  });
});

describe("timers", () => {
  test("remind of what is not done, and leave alone what is", async () => {
    const late = await open();
    const early = await open();
    const task = await taskOf(early);
    await database.run(town, ada, (ctx) => completeTask(ctx, { ...task, outcome: "vollstaendig" }));
    const fire = (subject: Case) =>
      database.run(town, { kind: "system", name: "cases.timer" }, (ctx) => {
        const token = late.processState.tokens.find((one) => one.node === "erinnerung");
        return casesJobs[0].inside(ctx, { caseId: subject.caseId, tokenId: token?.id ?? "" }, undefined);
      });
    await fire(late);
    await fire(early);
    expect(await actions(late)).toEqual(["cases.opened", "cases.reminded"]);
    expect(await actions(early)).not.toContain("cases.reminded");
    const [reminded] = await database.run(town, ada, (ctx) => listOpenTasks(ctx, late.caseId));
    expect(reminded?.remindedAt).toEqual(database.now);
  });

  test("are queued with the case, for the day they are due", async () => {
    await open();
    const { rows } = await database.run(town, ada, (ctx) =>
      ctx.tx.executeQuery<{ data: { job: string }; start_after: Date }>(
        CompiledQuery.raw("select data, start_after from pgboss.job where data->>'job' = 'cases.timer' limit 1"),
      ),
    );
    expect(rows.map(({ start_after }) => database.dueAt(start_after))).toEqual([new Date("2026-11-25T09:00:00Z")]);
  });
});

describe("histories of other modules", () => {
  test("stand in the order in which things happened", async () => {
    const subject = await open();
    await database.run(town, ada, (ctx) =>
      addCaseHistory(ctx, subject.caseId, {
        action: "gewerbe.bescheinigt",
        text: { de: "Bescheinigung ausgestellt", en: "Certificate issued" },
      }),
    );
    expect(await actions(subject)).toEqual(["cases.opened", "gewerbe.bescheinigt"]);
  });
});

describe("finding cases", () => {
  const found = async (text: string) =>
    database.run(town, ada, async (ctx) =>
      (await searchCases(ctx, queryWords(text))).cases.map((one) => one.subjectName),
    );

  test("by beginnings, other spellings, endings, several words and the Aktenzeichen", async () => {
    const subject = await open({ name: "Żółkiewski-Großmann" });
    const expected = ["Bäckerei Żółkiewski-Großmann"];
    expect(await found("zolkiewski")).toEqual(expected);
    expect(await found("GROSSMANN żoł")).toEqual(expected);
    expect(await found("Grossmanns")).toEqual(expected);
    expect(await found("baeckerei grossm backwaren")).toEqual(expected);
    expect(await found(subject.aktenzeichen)).toEqual(expected);
    expect(await found("grossmann metzgerei")).toEqual([]);
    expect((await database.run(town, ada, (ctx) => findCaseByAktenzeichen(ctx, subject.aktenzeichen)))?.caseId).toBe(
      subject.caseId,
    );
  });

  test("page by page, each once, the newest first", async () => {
    for (let made = 0; made < pageSize + 3; made++) await open({ name: "Serienfall" });
    const first = await database.run(town, ada, (ctx) => searchCases(ctx, queryWords("serienfall")));
    const second = await database.run(town, ada, (ctx) => searchCases(ctx, queryWords("serienfall"), first.next));
    expect([first.cases.length, second.cases.length, second.next]).toEqual([pageSize, 3, undefined]);
    const ids = [...first.cases, ...second.cases].map((one) => one.caseId);
    expect(ids).toEqual([...new Set(ids)].sort().reverse());
  });
});

describe("several words of which some stand in many cases", () => {
  /** Every so many of the seeded cases, counted from the newest, hold this word. */
  const words = { haeufigwort: 1, oftwort: 2, auchwort: 3, weitwort: 19, mittelwort: 150, seltenwort: 1900 } as const;
  const count = 2000;
  /** The newest first. */
  let ids: readonly string[];

  beforeAll(async () => {
    const { caseId } = await open();
    // Older than what the tests open, whatever the time is where they run.
    const begun = database.now.getTime() - 3_600_000;
    ids = Array.from({ length: count }, (_, at) => newId(begun + at)).reverse();
    await database.run(town, ada, async ({ tx }) => {
      await tx.executeQuery(
        CompiledQuery.raw(
          `insert into cases.case (tenant_id, case_id, leistung_id, leistung_version, form_hash, answers, subject_name, language, mailbox_id,
             akte_id, vorgang_id, aktenzeichen, process_id, process_state, variables, status, received_at, row_version, submission_key)
           select tenant_id, n::uuid, leistung_id, leistung_version, form_hash, answers, 'Viele', language, mailbox_id,
             gen_random_uuid(), gen_random_uuid(), n, process_id, process_state, variables, status, received_at, row_version, n
           from cases.case, unnest($2::text[]) as n where case_id = $1`,
          [caseId, ids],
        ),
      );
      for (const [word, every] of Object.entries(words)) {
        const holders = ids.filter((_id, at) => at % every === every - 1);
        await tx.executeQuery(
          CompiledQuery.raw(
            "insert into cases.search_term (tenant_id, term, case_id) select $1, $2, unnest($3::uuid[])",
            [town, word, holders],
          ),
        );
      }
    });
  });

  const pages = async (text: string) => {
    const all: string[][] = [];
    let before: string | undefined;
    do {
      const page = await database.run(town, ada, (ctx) => searchCases(ctx, queryWords(text), before));
      all.push(page.cases.map((one) => one.caseId));
      before = page.next;
    } while (before !== undefined);
    return all;
  };

  test.each([
    ["haeufigwort oftwort auchwort"],
    ["auchwort haeufigwort"],
    ["haeufigwort mittelwort oftwort"],
    ["haeufigwort seltenwort"],
    ["haeufigwort auchwort seltenwort"],
    ["haeufigworten oftworts mittel"],
  ])("%s: every case that holds all, each once, the newest first", async (text) => {
    const every = Object.entries(words).flatMap(([word, n]) =>
      text.split(" ").some((typed) => word.startsWith(typed) || typed.startsWith(word)) ? [n] : [],
    );
    const expected = ids.filter((_id, at) => every.every((n) => (at + 1) % n === 0));
    expect((await pages(text)).flat()).toEqual(expected);
  });

  test("the rare word leads: one page says it all, however far back the case lies", async () => {
    expect(await pages("haeufigwort oftwort seltenwort")).toEqual([[ids[1899]]]);
    expect(await pages("mittelwort haeufigwort oftwort")).toHaveLength(1);
    // All three stand in more cases than are counted: the one whose newest cases lie furthest back leads.
    expect((await pages("haeufigwort oftwort weitwort")).map((page) => page.length)).toEqual([pageSize, 2]);
  });
});

describe("the task list", () => {
  test("pages forwards and backwards by what is due, without losing or repeating a row", async () => {
    const today = plainDay("2026-11-23");
    const base = { tab: "offen", staffId: ada.staffId, today } as const;
    const first = await database.run(town, ada, (ctx) => listTasks(ctx, base));
    expect([first.items.length, first.hasBefore, first.hasAfter]).toEqual([pageSize, false, true]);
    const after = first.items.at(-1)?.cursor ?? "";
    const second = await database.run(town, ada, (ctx) => listTasks(ctx, { ...base, after }));
    const ids = [...first.items, ...second.items].map((item) => item.task.taskId);
    expect(new Set(ids).size).toBe(ids.length);
    const back = await database.run(town, ada, (ctx) =>
      listTasks(ctx, { ...base, before: second.items[0]?.cursor ?? "" }),
    );
    expect(back.items.map((item) => item.cursor)).toEqual(first.items.map((item) => item.cursor));
    expect([back.hasBefore, back.hasAfter]).toEqual([false, true]);
  });

  test("counts and shows each tab", async () => {
    const mine = await open({ name: "Eigenfall" });
    await database.run(town, ada, (ctx) => takeCase(ctx, mine));
    await asked({ name: "Fragefall" });
    const list = (tab: "meine" | "wartet" | "ueberfaellig" | "erledigt", today = plainDay("2026-11-23")) =>
      database.run(town, ada, async (ctx) =>
        (await listTasks(ctx, { tab, staffId: ada.staffId, today })).items.map((item) => item.subjectName),
      );
    expect(await list("meine")).toContain("Bäckerei Eigenfall");
    expect(await list("wartet")).toContain("Bäckerei Fragefall");
    expect(await list("ueberfaellig")).toEqual([]);
    expect((await list("ueberfaellig", plainDay("2026-11-27"))).length).toBe(pageSize);
    expect(await list("erledigt")).not.toEqual([]);
    const counts = await database.run(town, ada, (ctx) => countTasks(ctx, ada.staffId, plainDay("2026-11-23")));
    expect(counts.offen).toBeGreaterThan(pageSize);
    expect(counts.meine).toBe((await list("meine")).length);
  });
});
