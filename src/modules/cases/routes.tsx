import { Conflict, dayInBerlin, isId, NotFound } from "../../kernel/index.ts";
import {
  type Answer,
  type EarlyRequest,
  page,
  type Route,
  redirect,
  typedWords,
  type Upload as UploadedFile,
  type WebRequest,
} from "../../platform/web/index.ts";
import { deskAccess, deskNav } from "../accounts/index.ts";
import { codesOf, findMailboxByCode, listMessages, withMailboxAccess } from "../messaging/index.ts";
import { listDokumente } from "../records/index.ts";
import { findHoliday, getTenant, isWorkingDay } from "../tenants/index.ts";
import { inspectSent, type SentFile } from "../uploads/index.ts";
import { answerQuestion, listAnswerFiles } from "./actions/answer-question.ts";
import { askCitizen, maxMessageLength } from "./actions/ask-citizen.ts";
import { completeTask, missingFor } from "./actions/complete-task.ts";
import { correctValue } from "./actions/correct-value.ts";
import { planTakingBack } from "./actions/take-back.ts";
import { releaseCase, takeCase } from "./actions/take-case.ts";
import { withdrawCase } from "./actions/withdraw-case.ts";
import { listSteps } from "./citizen-steps.ts";
import { type CaseTab, caseContent, getProcess, listOpenOptions, listPanels, listStatusPanels } from "./contracts.ts";
import { decisionOptions } from "./decision-tasks.ts";
import { answerLimits } from "./model/answer-files.ts";
import { type Case, type HistoryEntry, questionOutcome, type Task } from "./model/case.ts";
import { legalClock } from "./model/legal-clock.ts";
import { conditionVariables, nextStepName } from "./model/process-view.ts";
import { queryWords } from "./model/search-terms.ts";
import { sheetOf } from "./model/sheet.ts";
import { statusLines } from "./model/status-lines.ts";
import { canBeWithdrawn, wasWithdrawn } from "./model/withdrawal.ts";
import {
  countCap,
  countTasks,
  findCase,
  getCase,
  listCaseIds,
  listCasesOfMailbox,
  listHistory,
  listTasks,
  listTasksOfCase,
  pageSize,
  searchCases,
  type TaskTab,
} from "./store/index.ts";
import {
  type CaseHead,
  CasePage,
  ConflictPage,
  caseTabs,
  DocumentsView,
  HistoryView,
  MessagesView,
  ProcessView,
  questionFieldId,
  SheetView,
} from "./views/case-page.tsx";
import { CorrectPage } from "./views/correct-page.tsx";
import { CaseSearchPage, listHref, TaskListPage, taskTabs } from "./views/desk-lists.tsx";
import type { Queue } from "./views/queue.tsx";
import { StatusPage } from "./views/status-page.tsx";
import { TooLateToWithdrawPage, WithdrawPage } from "./views/withdraw-pages.tsx";
import { wording } from "./views/wording.ts";

const calendar = { isWorkingDay, findHoliday };

function text(request: WebRequest, name: string): string {
  const value = request.body[name];
  return typeof value === "string" ? value : "";
}

function texts(request: WebRequest, name: string): readonly string[] {
  const value = request.body[name];
  return value === undefined ? [] : typeof value === "string" ? [value] : value;
}

/** Version of the case that the page showed. */
function seenVersion(request: WebRequest): number {
  const version = Number(text(request, "gesehen"));
  return Number.isSafeInteger(version) ? version : 0;
}

/** Id from the address. @throws NotFound where it cannot be one */
function idOf(request: WebRequest, name: string): string {
  const id = request.params[name] ?? "";
  if (!isId(id)) throw new NotFound("cases.no-such-case");
  return id;
}

function staffIdOf(request: WebRequest): string {
  return request.actor.kind === "staff" ? request.actor.staffId : "";
}

// — Lists of the desk ———————————————————————————————————————————————————

function findTaskTab(name: string | undefined): TaskTab | undefined {
  return taskTabs.find((one) => one.tab === name)?.tab;
}

function listNotice(request: WebRequest): { tone: "success" | "warning"; text: string } | undefined {
  const { uebernommen, vergeben } = request.query;
  if (uebernommen === undefined) return undefined;
  const german = request.view.language === "de";
  const [taken, lost] = [Number(uebernommen) || 0, Number(vergeben) || 0];
  if (taken + lost === 0) return { tone: "warning", text: wording.takenNone[request.view.language] };
  const first = german ? `${taken} übernommen.` : `${taken} taken.`;
  if (lost === 0) return { tone: "success", text: first };
  return {
    tone: "warning",
    text: german
      ? `${first} ${lost} hatte inzwischen jemand anderes oder waren erledigt.`
      : `${first} ${lost} were with somebody else by now, or done.`,
  };
}

/** Titles of the Leistungen of a list, each looked up once. */
async function leistungTitles(request: WebRequest, ids: readonly string[]): Promise<(id: string) => string> {
  const titles = new Map<string, string>();
  for (const id of new Set(ids)) {
    titles.set(id, await caseContent().leistungTitle(request, id, request.view.language));
  }
  return (id) => titles.get(id) ?? id;
}

function titleOfCase(request: WebRequest, subject: Case): Promise<string> {
  return caseContent().leistungTitle(request, subject.leistungId, request.view.language, subject.leistungVersion);
}

async function showTasks(request: WebRequest): Promise<Answer> {
  const { view, query } = request;
  const { language } = view;
  const today = dayInBerlin(request.now);
  const counts = await countTasks(request, staffIdOf(request), today);
  // Whoever has nothing of their own comes to find something.
  const tab = findTaskTab(query.reiter) ?? (counts.meine > 0 ? "meine" : "offen");
  const filter = {
    text: (query.suche ?? "").slice(0, 200).trim(),
    leistung: query.leistung ?? "",
    reversed: query.reihenfolge === "spaeteste",
  };
  const words = queryWords(filter.text);
  const list = await listTasks(request, {
    tab,
    staffId: staffIdOf(request),
    today,
    reversed: filter.reversed,
    ...(filter.leistung === "" ? {} : { leistungId: filter.leistung }),
    ...(words.length === 0 ? {} : { caseIds: await listCaseIds(request, words) }),
    ...(query.nach === undefined ? {} : { after: query.nach }),
    ...(query.vor === undefined ? {} : { before: query.vor }),
  });
  const content = caseContent();
  const titleOf = await leistungTitles(
    request,
    list.items.map(({ task }) => task.leistungId),
  );
  const leistungen = await content.listLeistungen(request, language);
  return page(
    <TaskListPage
      view={view}
      nav={deskNav(view, "aufgaben")}
      tab={tab}
      counts={counts}
      countCap={countCap}
      rows={list.items.map(({ task, aktenzeichen, subjectName }) => ({
        caseId: task.caseId,
        taskId: task.taskId,
        aktenzeichen,
        subjectName,
        leistung: titleOf(task.leistungId),
        step: task.name[language],
        dueOn: task.dueOn,
        done: task.state === "done",
        reminded: task.remindedAt !== undefined && task.state === "open",
        who: task.state === "done" ? (task.doneByName ?? task.assignee?.name) : task.assignee?.name,
      }))}
      today={today}
      filter={filter}
      leistungen={leistungen.map(({ leistungId, title }) => ({ value: leistungId, label: title }))}
      previousCursor={list.hasBefore ? list.items[0]?.cursor : undefined}
      nextCursor={list.hasAfter ? list.items.at(-1)?.cursor : undefined}
      notice={listNotice(request)}
    />,
  );
}

async function takeSelected(request: WebRequest): Promise<Answer> {
  let [taken, lost] = [0, 0];
  // In one order everywhere: two people who take the same cases wait for each other instead of blocking.
  for (const caseId of [...new Set(texts(request, "vorgang"))].filter(isId).slice(0, 100).sort()) {
    try {
      await takeCase(request, { caseId });
      taken += 1;
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      lost += 1;
    }
  }
  return redirect(
    listHref(request.view, "/amt/aufgaben", {
      reiter: taken > 0 ? "meine" : findTaskTab(text(request, "reiter")),
      uebernommen: String(taken),
      vergeben: lost === 0 ? undefined : String(lost),
    }),
  );
}

async function showCases(request: WebRequest): Promise<Answer> {
  const { view, query } = request;
  const typed = (query.suche ?? "").slice(0, 200).trim();
  const before = query.vor !== undefined && isId(query.vor) ? query.vor : undefined;
  const found = await searchCases(request, queryWords(typed), before);
  const titleOf = await leistungTitles(
    request,
    found.cases.map(({ leistungId }) => leistungId),
  );
  return page(
    <CaseSearchPage
      view={view}
      nav={deskNav(view, "vorgaenge")}
      text={typed}
      cases={found.cases}
      leistungTitle={titleOf}
      next={found.next}
      first={before === undefined}
      pageSize={pageSize}
      tooBroad={found.tooBroad}
    />,
  );
}

// — One case at the desk ————————————————————————————————————————————————

async function headOf(request: WebRequest, subject: Case): Promise<CaseHead> {
  const tasks = await listTasksOfCase(request, subject.caseId);
  const { actor } = request;
  const mine = (task: Task) => actor.kind === "staff" && actor.duties.includes(task.duty);
  const task = tasks.find((one) => one.state === "open" && mine(one));
  const process = getProcess(subject.processKey);
  const { language } = request.view;
  const outcomes = task === undefined ? [] : task.outcomes.length === 0 ? [undefined] : task.outcomes;
  return {
    subject,
    leistung: await titleOfCase(request, subject),
    clock: legalClock(subject, request.now, calendar),
    task,
    completions:
      task === undefined
        ? []
        : outcomes
            .filter((outcome) => outcome !== questionOutcome)
            .map((outcome) => ({
              outcome,
              label: nextStepName(process, subject, task, outcome)?.[language] ?? wording.complete[language],
            })),
    options: await listOpenOptions(request, task?.form, decisionOptions),
    canAsk: task?.outcomes.includes(questionOutcome) === true,
    staffId: staffIdOf(request),
  };
}

/** So many tasks stand beside an open case. */
const queueLength = 30;

/** What is to be done: one's own tasks, and whoever has none sees what is open. */
async function queueOf(request: WebRequest): Promise<Queue> {
  const staffId = staffIdOf(request);
  const list = async (tab: Queue["tab"]) =>
    (await listTasks(request, { tab, staffId, today: dayInBerlin(request.now) })).items.slice(0, queueLength);
  const own = await list("meine");
  const [tab, found] = own.length > 0 ? (["meine", own] as const) : (["offen", await list("offen")] as const);
  const titleOf = await leistungTitles(
    request,
    found.map(({ task }) => task.leistungId),
  );
  const items = found.map(({ task, subjectName }) => ({
    caseId: task.caseId,
    subjectName,
    leistung: titleOf(task.leistungId),
    dueOn: task.dueOn,
    colleague: task.assignee?.staffId === staffId ? undefined : task.assignee?.name,
  }));
  return { tab, items: items.filter(({ caseId }, at) => items.findIndex((one) => one.caseId === caseId) === at) };
}

function caseTabOf(name: string | undefined): CaseTab {
  return caseTabs.find((tab) => tab === name) ?? "antrag";
}

const notices = new Map<string | undefined, keyof typeof wording>([
  ["berichtigt", "corrected"],
  ["erledigt", "doneNow"],
  ["gefragt", "askedWaiting"],
]);

async function renderCase(
  request: WebRequest,
  subject: Case,
  tab: CaseTab,
  question: { readonly typed: string; readonly error: string | undefined } = { typed: "", error: undefined },
  missing: readonly { readonly id: string; readonly message: string }[] = [],
): Promise<Answer> {
  const { view } = request;
  const { language } = view;
  const head = await headOf(request, subject);
  const messages = await listMessages(request, subject.caseId);
  const panels = [];
  for (const panel of listPanels(tab)) {
    const content = await panel.render(request, view, subject);
    if (content !== undefined) panels.push({ id: panel.id, title: panel.title[language], content });
  }
  const body = async () => {
    switch (tab) {
      case "antrag": {
        const content = caseContent();
        const history = await listHistory(request, subject.caseId);
        const sheet = await sheetOf((of) => content.sheet(request, of, language), subject, history);
        const correctable = new Set<string>();
        for (const { path } of subject.status === "done" ? [] : sheet.sections.flatMap(({ rows }) => rows)) {
          if ((await content.editable(request, subject, path, language)) !== undefined) correctable.add(path);
        }
        return <SheetView view={view} subject={subject} sheet={sheet} correctable={correctable} />;
      }
      case "dokumente":
        return (
          <DocumentsView view={view} subject={subject} documents={await listDokumente(request, subject.vorgangId)} />
        );
      case "nachrichten":
        return <MessagesView view={view} head={head} messages={messages} {...question} />;
      case "verlauf":
        return <HistoryView view={view} history={await listHistory(request, subject.caseId)} />;
      case "prozess":
        return <ProcessView view={view} subject={subject} process={getProcess(subject.processKey)} />;
    }
  };
  const noticeKey = notices.get(request.query.hinweis);
  return page(
    <CasePage
      view={view}
      nav={deskNav(view, "vorgaenge")}
      head={head}
      tab={tab}
      counts={messages.length === 0 ? {} : { nachrichten: messages.length }}
      notice={noticeKey === undefined ? undefined : wording[noticeKey][language]}
      queue={await queueOf(request)}
      today={dayInBerlin(request.now)}
      errors={question.error === undefined ? missing : [{ id: questionFieldId, message: question.error }]}
      panels={panels}
    >
      {await body()}
    </CasePage>,
    question.error === undefined && missing.length === 0 ? {} : { status: 422 },
  );
}

async function showCase(request: WebRequest): Promise<Answer> {
  return renderCase(request, await getCase(request, idOf(request, "case")), caseTabOf(request.query.ansicht));
}

/** Runs an action; where somebody was faster, the page says what they did. Nothing has been written then. */
async function orConflict(request: WebRequest, act: () => Promise<Answer>): Promise<Answer> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Conflict) || !error.code.startsWith("cases.")) throw error;
    const subject = await getCase(request, idOf(request, "case"));
    const seen = seenVersion(request);
    const since: readonly HistoryEntry[] =
      seen === 0 ? [] : (await listHistory(request, subject.caseId)).filter((entry) => entry.caseVersion > seen);
    return page(
      <ConflictPage
        view={request.view}
        nav={deskNav(request.view, "vorgaenge")}
        subject={subject}
        since={since}
        typed={typedWords(request.body)}
      />,
      { status: 409 },
    );
  }
}

function caseHref(request: WebRequest, parameters: Readonly<Record<string, string | undefined>> = {}): string {
  return listHref(request.view, `/amt/vorgang/${idOf(request, "case")}`, parameters);
}

function take(request: WebRequest): Promise<Answer> {
  return orConflict(request, async () => {
    await takeCase(request, { caseId: idOf(request, "case") });
    return redirect(caseHref(request));
  });
}

function release(request: WebRequest): Promise<Answer> {
  return orConflict(request, async () => {
    await releaseCase(request, { caseId: idOf(request, "case") });
    return redirect(caseHref(request));
  });
}

function complete(request: WebRequest): Promise<Answer> {
  return orConflict(request, async () => {
    const outcome = text(request, "ergebnis");
    const options = Object.fromEntries(
      Object.entries(request.body)
        .filter(([name]) => name.startsWith("option."))
        .map(([name, value]) => [name.slice("option.".length), value === "ja" ? true : String(value)]),
    );
    const caseId = idOf(request, "case");
    const taskId = idOf(request, "task");
    const task = (await listTasksOfCase(request, caseId)).find((one) => one.taskId === taskId && one.state === "open");
    if (task !== undefined) {
      const subject = await getCase(request, caseId);
      const missing = await missingFor(request, subject, task, outcome === "" ? undefined : outcome, options);
      if (missing.length > 0) {
        const errors = missing.map(({ at, text: words }) => ({ id: at, message: words[request.view.language] }));
        // What was ticked and typed stays on the page.
        const typed = { ...subject, variables: { ...subject.variables, ...options } };
        return renderCase(request, typed, "antrag", undefined, errors);
      }
    }
    await completeTask(request, {
      caseId,
      taskId,
      rowVersion: seenVersion(request),
      options,
      ...(outcome === "" ? {} : { outcome }),
    });
    return redirect(caseHref(request, { hinweis: "erledigt" }));
  });
}

function ask(request: WebRequest): Promise<Answer> {
  return orConflict(request, async () => {
    const { language } = request.view;
    const typed = text(request, "text");
    const error =
      typed.trim() === ""
        ? wording.askMissing[language]
        : typed.trim().length > maxMessageLength
          ? wording.askTooLong[language]
          : undefined;
    if (error !== undefined) {
      const subject = await getCase(request, idOf(request, "case"));
      return renderCase(request, subject, "nachrichten", { typed, error });
    }
    await askCitizen(request, {
      caseId: idOf(request, "case"),
      taskId: idOf(request, "task"),
      rowVersion: seenVersion(request),
      text: typed,
    });
    return redirect(caseHref(request, { ansicht: "nachrichten", hinweis: "gefragt" }));
  });
}

async function displayOf(subject: Case, path: string, request: WebRequest): Promise<string> {
  const { sections } = await caseContent().sheet(request, subject, request.view.language);
  return sections.flatMap((section) => section.rows).find((row) => row.path === path)?.display ?? "";
}

async function showCorrect(request: WebRequest): Promise<Answer> {
  const { view } = request;
  const subject = await getCase(request, idOf(request, "case"));
  const field = await caseContent().editable(request, subject, request.query.pfad ?? "", view.language);
  if (field === undefined || subject.status === "done") throw new NotFound("cases.not-correctable");
  return page(
    <CorrectPage
      view={view}
      nav={deskNav(view, "vorgaenge")}
      subject={subject}
      field={field}
      seenVersion={subject.rowVersion}
      display={await displayOf(subject, field.path, request)}
      typed={field.value}
      reason=""
      mistake={undefined}
    />,
  );
}

function correct(request: WebRequest): Promise<Answer> {
  return orConflict(request, async () => {
    const { view } = request;
    const path = text(request, "pfad");
    const subject = await getCase(request, idOf(request, "case"));
    const field = await caseContent().editable(request, subject, path, view.language);
    if (field === undefined) throw new NotFound("cases.not-correctable");
    const raw = field.type === "some-of" ? texts(request, "wert") : text(request, "wert");
    const reason = text(request, "grund");
    const result = await correctValue(request, {
      caseId: subject.caseId,
      path,
      raw,
      reason,
      rowVersion: seenVersion(request),
      language: view.language,
    });
    if ("caseId" in result) return redirect(caseHref(request, { ansicht: "antrag", hinweis: "berichtigt" }));
    return page(
      <CorrectPage
        view={view}
        nav={deskNav(view, "vorgaenge")}
        subject={subject}
        field={field}
        seenVersion={seenVersion(request)}
        display={await displayOf(subject, path, request)}
        typed={raw}
        reason={reason}
        mistake={result}
      />,
      { status: 422 },
    );
  });
}

// — The citizen's page ——————————————————————————————————————————————————

/** @throws NotFound where the case is not of this mailbox */
async function ownCase(request: WebRequest, mailboxId: string): Promise<Case> {
  const subject = await getCase(request, idOf(request, "case"));
  if (subject.mailboxId !== mailboxId) throw new NotFound("cases.no-such-case");
  return subject;
}

async function statusPanels(request: WebRequest, subject: Case): Promise<Parameters<typeof StatusPage>[0]["panels"]> {
  const shown = [];
  for (const panel of listStatusPanels()) {
    const content = await panel.render(request, request.view, subject);
    if (content !== undefined) shown.push({ id: panel.id, title: panel.title[request.view.language], content });
  }
  return shown;
}

type StatusExtras = Pick<Parameters<typeof StatusPage>[0], "typed" | "mistakes" | "notice">;

async function renderStatus(request: WebRequest, subject: Case, extras: StatusExtras, status = 200): Promise<Answer> {
  const { view } = request;
  const history = await listHistory(request, subject.caseId);
  return page(
    <StatusPage
      view={view}
      subject={subject}
      leistung={await titleOfCase(request, subject)}
      lines={statusLines(subject, history, view.language)}
      steps={await listSteps(request, subject, view.language)}
      panels={await statusPanels(request, subject)}
      messages={await listMessages(request, subject.caseId)}
      contact={(await getTenant(request)).contact}
      withdrawable={isWithdrawable(subject)}
      twin={await findTwin(request, subject)}
      keptFiles={subject.status === "waiting" ? await listAnswerFiles(request, subject) : []}
      {...extras}
    />,
    { status },
  );
}

function showStatus(request: WebRequest): Promise<Answer> {
  return withMailboxAccess(request, request.params.mailbox ?? "", async (own, { mailbox }) => {
    const subject = await ownCase(own, mailbox.mailboxId);
    return renderStatus(own, subject, {
      typed: "",
      mistakes: [],
      notice:
        own.query.antwort === "angekommen"
          ? "answered"
          : own.query.antrag === "zurueckgezogen" && wasWithdrawn(subject.processState)
            ? "withdrawn"
            : undefined,
    });
  });
}

/**
 * Another running application of the same kind and name whose code this device has. Nobody learns of one that they
 * could not open anyway.
 */
async function findTwin(request: WebRequest, subject: Case): Promise<Case | undefined> {
  if (!isWithdrawable(subject)) return undefined;
  for (const code of codesOf(request.cookies)) {
    const mailbox = await findMailboxByCode(request, code);
    if (mailbox === undefined) continue;
    const twin = (await listCasesOfMailbox(request, mailbox.mailboxId)).find(
      ({ caseId, leistungId, subjectName, status }) =>
        caseId !== subject.caseId &&
        leistungId === subject.leistungId &&
        subjectName === subject.subjectName &&
        status !== "done",
    );
    if (twin !== undefined) return twin;
  }
  return undefined;
}

const isWithdrawable = (subject: Case): boolean =>
  canBeWithdrawn(getProcess(subject.processKey), subject.processState, conditionVariables(subject));

function showWithdraw(request: WebRequest): Promise<Answer> {
  return withMailboxAccess(request, request.params.mailbox ?? "", async (own, { mailbox }) => {
    const subject = await ownCase(own, mailbox.mailboxId);
    if (wasWithdrawn(subject.processState)) return redirect(withdrawnHref(own, subject));
    if (!isWithdrawable(subject)) return tooLateToWithdraw(own, subject);
    const leistung = await titleOfCase(own, subject);
    const plan = await planTakingBack(own, subject);
    return page(<WithdrawPage view={own.view} subject={subject} leistung={leistung} plan={plan} />);
  });
}

function withdraw(request: WebRequest): Promise<Answer> {
  return withMailboxAccess(request, request.params.mailbox ?? "", async (own, { mailbox }) => {
    const subject = await ownCase(own, mailbox.mailboxId);
    try {
      await withdrawCase(own, { caseId: subject.caseId });
    } catch (error) {
      if (!(error instanceof Conflict) || error.code !== "cases.not-withdrawable") throw error;
      return tooLateToWithdraw(own, subject);
    }
    return redirect(withdrawnHref(own, subject));
  });
}

function withdrawnHref(request: WebRequest, { mailboxId, caseId }: Case): string {
  return listHref(request.view, `/postfach/${mailboxId}/vorgang/${caseId}`, { antrag: "zurueckgezogen" });
}

async function tooLateToWithdraw(request: WebRequest, subject: Case): Promise<Answer> {
  const { contact } = await getTenant(request);
  return page(<TooLateToWithdrawPage view={request.view} subject={subject} contact={contact} />, { status: 409 });
}

/** Whether somebody may answer there: asked before a file is read, so that nobody fills disk or memory. */
async function mayAnswer(request: EarlyRequest): Promise<number | undefined> {
  const { case: caseId = "", mailbox = "" } = request.params;
  return request.read(async (ctx) => {
    const subject = isId(caseId) ? await findCase(ctx, caseId) : undefined;
    if (subject?.mailboxId !== mailbox || subject.status !== "waiting") return undefined;
    for (const code of codesOf(request.cookies)) {
      if ((await findMailboxByCode(ctx, code))?.mailboxId === mailbox) return ctx.tenant;
    }
    return undefined;
  });
}

/** Looks at the files of an answer before the transaction opens. What goes wrong with one does not touch the others. */
async function prepareAnswer(
  request: EarlyRequest & { readonly uploads: readonly UploadedFile[] },
): Promise<readonly SentFile[]> {
  const tenant = request.uploads.length === 0 ? undefined : await mayAnswer(request);
  if (tenant === undefined) return [];
  const files: SentFile[] = [];
  for (const file of request.uploads) {
    if (file.field === "dateien") files.push(await inspectSent(tenant, file, answerLimits));
  }
  return files;
}

function answer(request: WebRequest): Promise<Answer> {
  return withMailboxAccess(request, request.params.mailbox ?? "", async (own, { mailbox }) => {
    const subject = await ownCase(own, mailbox.mailboxId);
    const typed = text(own, "text");
    try {
      const result = await answerQuestion(own, {
        caseId: subject.caseId,
        text: typed,
        files: (own.prepared ?? []) as readonly SentFile[],
        withoutFiles: texts(own, "ohne"),
        language: own.view.language,
      });
      if ("mistakes" in result) {
        return renderStatus(own, subject, { typed, mistakes: result.mistakes, notice: undefined }, 422);
      }
    } catch (error) {
      if (!(error instanceof Conflict) || error.code !== "cases.nobody-asked") throw error;
      const now = await getCase(own, subject.caseId);
      return renderStatus(own, now, { typed: "", mistakes: [], notice: "nobody-asked" }, 409);
    }
    return redirect(
      listHref(own.view, `/postfach/${mailbox.mailboxId}/vorgang/${subject.caseId}`, { antwort: "angekommen" }),
    );
  });
}

/** Pages of cases: task list, search and case page of the desk; the citizen's page of a case. */
export const casesRoutes: readonly Route[] = [
  { method: "GET", path: "/:town/amt/aufgaben", access: deskAccess.aufgaben, handle: showTasks },
  {
    method: "POST",
    path: "/:town/amt/aufgaben/uebernehmen",
    access: ["casework"],
    repeat: "natural",
    handle: takeSelected,
  },
  { method: "GET", path: "/:town/amt/vorgaenge", access: deskAccess.vorgaenge, handle: showCases },
  { method: "GET", path: "/:town/amt/vorgang/:case", access: deskAccess.vorgaenge, handle: showCase },
  {
    method: "POST",
    path: "/:town/amt/vorgang/:case/uebernehmen",
    access: ["casework"],
    repeat: "natural",
    handle: take,
  },
  {
    method: "POST",
    path: "/:town/amt/vorgang/:case/zurueckgeben",
    access: ["casework"],
    repeat: "natural",
    handle: release,
  },
  { method: "POST", path: "/:town/amt/vorgang/:case/aufgabe/:task", access: ["casework"], handle: complete },
  { method: "POST", path: "/:town/amt/vorgang/:case/frage/:task", access: ["casework"], handle: ask },
  { method: "GET", path: "/:town/amt/vorgang/:case/angabe", access: ["casework"], handle: showCorrect },
  { method: "POST", path: "/:town/amt/vorgang/:case/angabe", access: ["casework"], handle: correct },
  { method: "GET", path: "/:town/postfach/:mailbox/vorgang/:case", access: "public", handle: showStatus },
  {
    method: "GET",
    path: "/:town/postfach/:mailbox/vorgang/:case/zurueckziehen",
    access: "public",
    handle: showWithdraw,
  },
  { method: "POST", path: "/:town/postfach/:mailbox/vorgang/:case/zurueckziehen", access: "public", handle: withdraw },
  {
    method: "POST",
    path: "/:town/postfach/:mailbox/vorgang/:case/antwort",
    access: "public",
    upload: {
      maxFiles: answerLimits.maxFiles,
      maxFileBytes: answerLimits.maxBytes,
      oversize: "told",
      allowed: async (early) => (await mayAnswer(early)) !== undefined,
    },
    prepare: prepareAnswer,
    handle: answer,
  },
];
