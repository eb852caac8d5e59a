import { dayInBerlin, isId, parseTypedDay, yearOf } from "../../kernel/index.ts";
import { type Answer, page, type Route, redirect, type WebRequest } from "../../platform/web/index.ts";
import { deskAccess, deskNav } from "../accounts/index.ts";
import { dokumentKindWords, findSeenAkten, listPlanUnits } from "../records/index.ts";
import { findHits } from "./actions/find-hits.ts";
import { getSavedSearch, listSavedSearches, removeSearch, saveSearch } from "./actions/saved-searches.ts";
import type { SearchCursor } from "./actions/search.ts";
import { longestQuestion, type Question } from "./model/question.ts";
import { type FileKind, fileKinds } from "./model/terms.ts";
import { RemoveSearchPage, SearchPage, type ShownOutcome, type TypedQuestion } from "./views/search-page.tsx";

const hitsPerPage = 20;
const path = "/amt/aktensuche";

function typedIn(fields: Readonly<Record<string, string | readonly string[] | undefined>>): TypedQuestion {
  const text = (name: string, most: number) => {
    const value = fields[name];
    return (typeof value === "string" ? value : "").slice(0, most).toWellFormed();
  };
  return {
    worte: text("worte", longestQuestion),
    einheit: text("einheit", 80),
    art: text("art", 40),
    typ: text("typ", 40),
    von: text("von", 20).trim(),
    bis: text("bis", 20).trim(),
    verfasst: text("verfasst", 100),
    offen: fields.offen === "ja",
    folge: fields.folge === "passend" ? "passend" : "neu",
    akte: text("akte", 36),
  };
}

/** Days are typed as people write them. */
function questionOf(
  typed: TypedQuestion,
  now: Date,
): { readonly question: Question; readonly wrong: ReadonlySet<"von" | "bis"> } {
  const thisYear = yearOf(dayInBerlin(now));
  const from = typed.von === "" ? undefined : parseTypedDay(typed.von, thisYear);
  const to = typed.bis === "" ? undefined : parseTypedDay(typed.bis, thisYear);
  const wrong = new Set<"von" | "bis">();
  if (typed.von !== "" && from === undefined) wrong.add("von");
  if (typed.bis !== "" && to === undefined) wrong.add("bis");
  const fileKind = fileKinds.find((kind): kind is FileKind => kind === typed.typ);
  return {
    wrong,
    question: {
      words: typed.worte,
      ...(/^[0-9A-Z.]{1,80}$/.test(typed.einheit) ? { planUnit: typed.einheit } : {}),
      ...(!Object.hasOwn(dokumentKindWords, typed.art) ? {} : { kind: typed.art }),
      ...(fileKind === undefined ? {} : { fileKind }),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(typed.verfasst.trim() === "" ? {} : { author: typed.verfasst }),
      ...(typed.offen ? { onlyOpen: true } : {}),
      ...(typed.folge === "passend" ? { order: "fitting" } : {}),
      ...(typed.akte === "" ? {} : { akteId: typed.akte }),
    },
  };
}

/** Fields of a question that say something. */
function fieldsOf(typed: TypedQuestion): readonly (readonly [string, string])[] {
  return Object.entries(typed).flatMap(([name, value]) => {
    if (value === false || value === "" || value === "neu") return [];
    return [[name, value === true ? "ja" : String(value)] as const];
  });
}

function typedOf(question: Question): TypedQuestion {
  return {
    worte: question.words,
    einheit: question.planUnit ?? "",
    art: question.kind ?? "",
    typ: question.fileKind ?? "",
    von: question.from ?? "",
    bis: question.to ?? "",
    verfasst: question.author ?? "",
    offen: question.onlyOpen === true,
    folge: question.order === "fitting" ? "passend" : "neu",
    akte: question.akteId ?? "",
  };
}

function hrefOf(request: WebRequest, typed: TypedQuestion, after?: SearchCursor): string {
  const fields = [...fieldsOf(typed), ...(after === undefined ? [] : [["nach", `${after.number}-${after.score}`]])];
  const query = new URLSearchParams(fields as [string, string][]).toString();
  return request.view.href(query === "" ? path : `${path}?${query}`);
}

function cursorIn(request: WebRequest): SearchCursor | undefined {
  const [, number, score] = /^(\d{1,10})-(\d{1,10})$/.exec(request.query.nach ?? "") ?? [];
  return number === undefined ? undefined : { number: Math.min(Number(number), 2 ** 31 - 1), score: Number(score) };
}

async function showSearch(request: WebRequest): Promise<Answer> {
  const { view } = request;
  const typed = typedIn(request.query);
  const { question, wrong } = questionOf(typed, request.now);
  const after = cursorIn(request);
  let outcome: ShownOutcome = { kind: "mistyped" };
  if (wrong.size === 0) {
    const found = await findHits(request, question, { limit: hitsPerPage, ...(after === undefined ? {} : { after }) });
    if (found.kind === "unanswerable") {
      outcome = found.why === "empty" ? { kind: "start" } : { kind: "unanswerable", why: found.why };
    } else {
      outcome = {
        ...found,
        firstHref: after === undefined ? undefined : hrefOf(request, typed),
        nextHref: found.next === undefined ? undefined : hrefOf(request, typed, found.next),
      };
    }
  }
  const units = (await listPlanUnits(request)).map(({ planUnit, title }) => ({ planUnit, title }));
  const saved = await listSavedSearches(request);
  return page(
    SearchPage({
      view,
      nav: deskNav(view, "aktensuche"),
      typed,
      wrong,
      units,
      outcome,
      akte:
        typed.akte === ""
          ? undefined
          : ((await findSeenAkten(request, [typed.akte].filter(isId))).get(typed.akte) ?? null),
      everywhereHref: hrefOf(request, { ...typed, akte: "" }),
      saved: saved.map((one) => ({
        searchId: one.searchId,
        name: one.name,
        href: hrefOf(request, typedOf(one.question)),
      })),
      savable: outcome.kind === "found" ? fieldsOf(typed) : [],
    }),
    { status: wrong.size > 0 ? 422 : 200 },
  );
}

async function keepSearch(request: WebRequest): Promise<Answer> {
  const typed = typedIn(request.body);
  const { question } = questionOf(typed, request.now);
  const { name } = request.body;
  await saveSearch(request, typeof name === "string" ? name : "", question);
  return redirect(hrefOf(request, typed));
}

async function askToRemove(request: WebRequest): Promise<Answer> {
  const { view } = request;
  const { searchId, name } = await getSavedSearch(request, request.params.suche ?? "");
  return page(RemoveSearchPage({ view, nav: deskNav(view, "aktensuche"), searchId, name }));
}

async function remove(request: WebRequest): Promise<Answer> {
  await removeSearch(request, request.params.suche ?? "");
  return redirect(request.view.href(path));
}

const access = deskAccess.aktensuche;
const removal = `/:town${path}/gemerkt/:suche/entfernen`;

/** The full-text search of the desk. */
export const fulltextRoutes: readonly Route[] = [
  { method: "GET", path: `/:town${path}`, access, handle: showSearch },
  { method: "POST", path: `/:town${path}/merken`, access, handle: keepSearch },
  { method: "GET", path: removal, access, handle: askToRemove },
  { method: "POST", path: removal, access, handle: remove },
];
