import { Conflict, dayInBerlin, NotFound } from "../../kernel/index.ts";
import { type Answer, page, type Route, redirect, typedWords, type WebRequest } from "../../platform/web/index.ts";
import { deskAccess, deskNav } from "../accounts/index.ts";
import { listMessages } from "../messaging/index.ts";
import { listDokumente } from "../records/index.ts";
import { askCitizen, maxMessageLength } from "./actions/ask-citizen.ts";
import { completeTask, missingFor } from "./actions/complete-task.ts";
import { correctValue } from "./actions/correct-value.ts";
import { releaseCase, takeCase } from "./actions/take-case.ts";
import { type CaseTab, caseContent, getProcess, listOpenOptions, listPanels } from "./contracts.ts";
import { decisionOptions } from "./decision-tasks.ts";
import { type Case, type HistoryEntry, questionOutcome, type Task } from "./model/case.ts";
import { legalClock } from "./model/legal-clock.ts";
import { nextStepName } from "./model/process-view.ts";
import { sheetOf } from "./model/sheet.ts";
import { calendar, idOf, leistungTitles, seenVersion, staffIdOf, text, texts, titleOfCase } from "./request-parts.ts";
import { getCase, listHistory, listTasks, listTasksOfCase } from "./store/index.ts";
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
import { listHref } from "./views/desk-lists.tsx";
import type { Queue } from "./views/queue.tsx";
import { wording } from "./views/wording.ts";

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

/** One case at the desk. */
export const deskRoutes: readonly Route[] = [
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
];
