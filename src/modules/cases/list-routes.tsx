import { Conflict, dayInBerlin, isId } from "../../kernel/index.ts";
import { type Answer, page, type Route, redirect, type WebRequest } from "../../platform/web/index.ts";
import { deskAccess, deskNav } from "../accounts/index.ts";
import { takeCase } from "./actions/take-case.ts";
import { caseContent } from "./contracts.ts";
import { queryWords } from "./model/search-terms.ts";
import { leistungTitles, staffIdOf, text, texts } from "./request-parts.ts";
import { countCap, countTasks, listCaseIds, listTasks, pageSize, searchCases, type TaskTab } from "./store/index.ts";
import { CaseSearchPage, listHref, TaskListPage, taskTabs } from "./views/desk-lists.tsx";
import { wording } from "./views/wording.ts";

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
      ? `${first} Bei ${lost} war jemand anderes schneller, oder es war erledigt.`
      : `${first} Somebody else was faster with ${lost}, or it was done.`,
  };
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

/** Lists of the desk: tasks, and the search of cases. */
export const listRoutes: readonly Route[] = [
  { method: "GET", path: "/:town/amt/aufgaben", access: deskAccess.aufgaben, handle: showTasks },
  {
    method: "POST",
    path: "/:town/amt/aufgaben/uebernehmen",
    access: ["casework"],
    repeat: "natural",
    handle: takeSelected,
  },
  { method: "GET", path: "/:town/amt/vorgaenge", access: deskAccess.vorgaenge, handle: showCases },
];
