import { addMonths, dayInBerlin, formatDayShort, isId, NotFound, parseTypedDay, yearOf } from "../../kernel/index.ts";
import { type Answer, content, page, type Route, redirect, type WebRequest } from "../../platform/web/index.ts";
import { deskAccess, deskNav } from "../accounts/index.ts";
import { collectHoldings, decideFindings, listFindings } from "./actions/collect-holdings.ts";
import { closeRequest, eraseHoldings } from "./actions/erase-holdings.ts";
import { getRequest, openRequest, searchAgain } from "./actions/open-request.ts";
import { writePackage } from "./actions/write-package.ts";
import { listSources } from "./contracts.ts";
import { selectErasures, selectRequests } from "./store.ts";
import { ErasePage } from "./views/erase-page.tsx";
import { NewRequestPage, type RequestDraft, type RequestMistakes } from "./views/new-request-page.tsx";
import { RequestPage } from "./views/request-page.tsx";
import { RequestsPage } from "./views/requests-page.tsx";

const access = deskAccess.datenschutz;

function idOf(request: WebRequest): string {
  const id = request.params.anfrage ?? "";
  if (!isId(id)) throw new NotFound("dataprotection.no-such-request");
  return id;
}

function chosenIn(request: WebRequest, name: string): ReadonlySet<string> {
  const value = request.body[name];
  return new Set((value === undefined ? [] : typeof value === "string" ? [value] : value).slice(0, 2000));
}

function text(request: WebRequest, name: string): string {
  const value = request.body[name];
  return typeof value === "string" ? value.trim() : "";
}

const pathOf = (requestId: string, more = "") => `/amt/datenschutz/${requestId}${more}`;

async function showList(request: WebRequest): Promise<Answer> {
  const { view } = request;
  const closed = request.query.liste === "erledigt";
  const at = Math.min(Math.max(0, Math.trunc(Number(request.query.seite ?? 0)) || 0), 10_000);
  const { requests, more } = await selectRequests(request, closed, at);
  const list = closed ? "?liste=erledigt&seite=" : "?seite=";
  return page(
    RequestsPage({
      view,
      nav: deskNav(view, "datenschutz"),
      closed,
      requests,
      previousHref: at === 0 ? undefined : view.href(`/amt/datenschutz${list}${at - 1}`),
      nextHref: more ? view.href(`/amt/datenschutz${list}${at + 1}`) : undefined,
    }),
  );
}

function showNew(request: WebRequest, draft: RequestDraft, mistakes: RequestMistakes): Answer {
  const { view } = request;
  return page(
    NewRequestPage({ view, nav: deskNav(view, "datenschutz"), draft, mistakes }),
    Object.keys(mistakes).length === 0 ? {} : { status: 422 },
  );
}

async function open(request: WebRequest): Promise<Answer> {
  const draft: RequestDraft = {
    name: text(request, "name"),
    birthday: text(request, "geburtsdatum"),
    email: text(request, "email"),
    identity: text(request, "identitaet"),
    received: text(request, "eingang"),
  };
  const today = dayInBerlin(request.now);
  // Both lie behind us: a birthday of 2098 would find nobody.
  const birthday = parseTypedDay(draft.birthday, yearOf(today));
  const receivedOn = parseTypedDay(draft.received, yearOf(today));
  const mistakes: RequestMistakes = {
    ...(draft.name.length < 3 || draft.name.length > 200 ? { name: true } : {}),
    ...(draft.birthday !== "" && (birthday === undefined || birthday > today) ? { birthday: true } : {}),
    ...(draft.email !== "" && (!/^[^\s@]+@[^\s@]+$/.test(draft.email) || draft.email.length > 254)
      ? { email: true }
      : {}),
    ...(receivedOn === undefined || receivedOn > today || receivedOn < addMonths(today, -12) ? { received: true } : {}),
    ...(draft.identity === "" || draft.identity.length > 500 ? { identity: true } : {}),
  };
  if (receivedOn === undefined || Object.keys(mistakes).length > 0) return showNew(request, draft, mistakes);
  const { requestId } = await openRequest(request, {
    name: draft.name,
    identity: draft.identity,
    receivedOn,
    ...(birthday === undefined ? {} : { birthday }),
    ...(draft.email === "" ? {} : { email: draft.email }),
  });
  return redirect(request.view.href(pathOf(requestId)));
}

async function showRequest(request: WebRequest): Promise<Answer> {
  const { view } = request;
  const subject = await getRequest(request, idOf(request));
  return page(
    RequestPage({
      view,
      nav: deskNav(view, "datenschutz"),
      request: subject,
      sources: listSources(),
      findings: await listFindings(request, subject.requestId),
      collected: subject.closedAt === undefined ? await collectHoldings(request, subject.requestId) : [],
      erasures: await selectErasures(request, subject.requestId),
    }),
  );
}

async function showErase(request: WebRequest, chosen: ReadonlySet<string>, nothingChosen = false): Promise<Answer> {
  const { view } = request;
  const subject = await getRequest(request, idOf(request));
  return page(
    ErasePage({
      view,
      nav: deskNav(view, "datenschutz"),
      request: subject,
      collected: await collectHoldings(request, subject.requestId),
      chosen,
      nothingChosen,
    }),
    nothingChosen ? { status: 422 } : {},
  );
}

async function erase(request: WebRequest): Promise<Answer> {
  const chosen = chosenIn(request, "loeschen");
  if (chosen.size === 0) return showErase(request, chosen, true);
  if (text(request, "bestaetigt") !== "ja") return showErase(request, chosen);
  await eraseHoldings(request, idOf(request), chosen);
  return redirect(request.view.href(pathOf(idOf(request), "#geloescht")));
}

/** Requests about personal data, at the desk. */
export const dataprotectionRoutes: readonly Route[] = [
  { method: "GET", path: "/:town/amt/datenschutz", access, handle: showList },
  {
    method: "GET",
    path: "/:town/amt/datenschutz/neu",
    access,
    handle: async (request) => {
      const received = formatDayShort(dayInBerlin(request.now), "de");
      return showNew(request, { name: "", birthday: "", email: "", identity: "", received }, {});
    },
  },
  { method: "POST", path: "/:town/amt/datenschutz/neu", access, handle: open },
  { method: "GET", path: "/:town/amt/datenschutz/:anfrage", access, handle: showRequest },
  {
    method: "POST",
    path: "/:town/amt/datenschutz/:anfrage",
    access,
    async handle(request) {
      const requestId = idOf(request);
      await decideFindings(request, requestId, chosenIn(request, "gehoert"));
      return redirect(request.view.href(pathOf(requestId, "#gespeichert")));
    },
  },
  {
    method: "POST",
    path: "/:town/amt/datenschutz/:anfrage/suchen",
    access,
    async handle(request) {
      await searchAgain(request, idOf(request));
      return redirect(request.view.href(pathOf(idOf(request))));
    },
  },
  {
    method: "POST",
    path: "/:town/amt/datenschutz/:anfrage/paket",
    access,
    // Making it again changes nothing but the time of it.
    repeat: "natural",
    async handle(request) {
      const { filename, bytes } = await writePackage(request, idOf(request));
      return content(bytes, "application/zip", { filename });
    },
  },
  {
    method: "GET",
    path: "/:town/amt/datenschutz/:anfrage/loeschen",
    access,
    handle: (request) => showErase(request, new Set()),
  },
  { method: "POST", path: "/:town/amt/datenschutz/:anfrage/loeschen", access, handle: erase },
  {
    method: "POST",
    path: "/:town/amt/datenschutz/:anfrage/abschliessen",
    access,
    async handle(request) {
      await closeRequest(request, idOf(request));
      return redirect(request.view.href("/amt/datenschutz"));
    },
  },
];
