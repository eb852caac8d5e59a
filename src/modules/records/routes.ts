import type { VNode } from "preact";
import { type Answer, content, page, type Route, type WebRequest } from "../../platform/web/index.ts";
import { deskNav } from "../accounts/index.ts";
import { accessPanel } from "./access-panel.tsx";
import { accessRoutes } from "./access-routes.ts";
import {
  findSeenAkten,
  getAkte,
  listAkten,
  listAktenplan,
  listFormerAktenzeichen,
  listTeilakten,
} from "./actions/read-akten.ts";
import { getDokument, readDokument } from "./actions/read-dokumente.ts";
import { type AkteContents, listContents, listHistory } from "./actions/read-pages.ts";
import { verifyAkte } from "./actions/verify-records.ts";
import { listVerweise } from "./actions/verweise.ts";
import { listAktePanels } from "./extensions.ts";
import type { Akte, Teilakte } from "./model/akte.ts";
import { shownAs } from "./model/dokument.ts";
import { isRegistry } from "./model/duty.ts";
import { otherAktenOf } from "./model/history.ts";
import { planRoutes } from "./plan-routes.ts";
import { registryRoutes } from "./registry-routes.ts";
import { AktePage } from "./views/akte-page.tsx";
import { AktenPage } from "./views/akten-page.tsx";
import { type Branch, RecordsTree } from "./views/records-tree.tsx";

const aktenPerPage = 50;
const entriesPerPage = 100;
const aktenInTree = 10;
/** Chains up to this length are verified whenever their page is opened: about 50 ms. */
const mostEntriesToVerify = 2000;

/** Parameters that have a value, as a query. */
function queryOf(parameters: Readonly<Record<string, string>>): string {
  const given = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== "")).toString();
  return given === "" ? "" : `?${given}`;
}

async function showAkten(request: WebRequest): Promise<Answer> {
  const { view, query } = request;
  const plan = await listAktenplan(request);
  const planUnit = plan.find((unit) => unit.takesAkten && unit.planUnit === query.einheit);
  const search = (query.suche ?? "").slice(0, 200);
  const after = query.nach ?? "";
  const { akten, more } = await listAkten(request, {
    search,
    limit: aktenPerPage,
    ...(planUnit === undefined ? {} : { planUnit: planUnit.planUnit }),
    ...(after === "" ? {} : { after }),
  });
  const here = { einheit: planUnit?.planUnit ?? "", suche: search };
  const last = akten.at(-1);
  return page(
    AktenPage({
      view,
      nav: deskNav(view, "akten"),
      plan,
      planUnit,
      search,
      akten,
      registry: isRegistry(request.actor),
      firstHref: after === "" ? undefined : view.href(`/amt/akten${queryOf(here)}`),
      nextHref:
        more && last !== undefined ? view.href(`/amt/akten${queryOf({ ...here, nach: last.akteId })}`) : undefined,
    }),
  );
}

/** Below the unit of the plan: this Akte among others of the unit, and what lies in it. */
async function treeOf(
  request: WebRequest,
  akte: Akte,
  teilakten: readonly Teilakte[],
  contents: AkteContents,
  vorgangId: string | undefined,
): Promise<VNode> {
  const { view } = request;
  const path = `/amt/akte/${akte.akteId}`;
  const inVorgang = (vorgang: AkteContents["vorgaenge"][number]): Branch => ({
    id: vorgang.vorgangId,
    href: view.href(`${path}?vorgang=${vorgang.vorgangId}#inhalt-der-akte`),
    label: `${vorgang.aktenzeichen.slice(akte.aktenzeichen.length)} ${vorgang.betreff}`,
    current: vorgang.vorgangId === vorgangId,
    branches:
      vorgang.vorgangId === vorgangId
        ? vorgang.dokumente.map((dokument) => ({
            id: dokument.dokumentId,
            href: view.href(`/amt/dokument/${dokument.dokumentId}/angaben`),
            label: dokument.title,
          }))
        : [],
  });
  const of = Map.groupBy(contents.vorgaenge, (vorgang) => vorgang.teilakteId);
  const { akten } = await listAkten(request, { planUnit: akte.planUnit, limit: aktenInTree });
  const here: Branch = {
    id: akte.akteId,
    href: view.href(path),
    label: `${akte.aktenzeichen} ${akte.betreff}`,
    current: vorgangId === undefined,
    branches: [
      ...teilakten.map((teilakte) => ({
        id: teilakte.teilakteId,
        href: view.href(`${path}?teilakte=${teilakte.teilakteId}#inhalt-der-akte`),
        label: `${teilakte.number} ${teilakte.betreff}`,
        branches: (of.get(teilakte.teilakteId) ?? []).map(inVorgang),
      })),
      ...(of.get(null) ?? []).map(inVorgang),
    ],
  };
  const others = akten
    .filter(({ akteId }) => akteId !== akte.akteId)
    .map((one) => ({
      id: one.akteId,
      href: view.href(`/amt/akte/${one.akteId}`),
      label: `${one.aktenzeichen} ${one.betreff}`,
    }));
  return RecordsTree({
    view,
    plan: await listAktenplan(request),
    current: akte.planUnit,
    below: [here, ...others],
  });
}

const count = (text: string | undefined): number => (/^\d{1,9}$/.test(text ?? "") ? Number(text) : 0);

async function showAkte(request: WebRequest): Promise<Answer> {
  const { view, query } = request;
  const akte = await getAkte(request, request.params.akte ?? "");
  const { akteId } = akte;
  const path = `/amt/akte/${akteId}`;
  const before = count(query.vor);
  const history = await listHistory(request, akteId, {
    limit: entriesPerPage,
    ...(before === 0 ? {} : { before }),
  });
  const asked = query.pruefen === "ja";
  const verified =
    asked || history.inAll <= mostEntriesToVerify ? await verifyAkte(request, akteId, { contents: asked }) : undefined;
  const teilakten = await listTeilakten(request, akteId);
  const teilakte = teilakten.find(({ teilakteId }) => teilakteId === query.teilakte);
  const after = count(query.nach);
  const contents = await listContents(request, akteId, {
    after,
    ...(query.vorgang === undefined ? {} : { vorgangId: query.vorgang }),
    ...(teilakte === undefined ? {} : { teilakteId: teilakte.teilakteId }),
  });
  const panels = [];
  for (const { id, title, render } of [accessPanel, ...listAktePanels()]) {
    const content = await render(request, view, akte);
    if (content !== undefined) panels.push({ id, title, content });
  }
  const next = { ...(teilakte === undefined ? {} : { teilakte: teilakte.teilakteId }) };
  return page(
    AktePage({
      view,
      nav: deskNav(view, "akten"),
      akte,
      former: await listFormerAktenzeichen(request, akteId),
      teilakten,
      teilakte,
      contents,
      part: query.vorgang !== undefined || teilakte !== undefined || after > 0,
      moreHref: contents.moreVorgaenge
        ? `${view.href(`${path}${queryOf({ ...next, nach: String(contents.vorgaenge.at(-1)?.number ?? 0) })}`)}#inhalt-der-akte`
        : undefined,
      verweise: await listVerweise(
        request,
        { kind: "akte", id: akteId },
        contents.vorgaenge.flatMap(({ vorgangId, dokumente }) => [
          vorgangId,
          ...dokumente.map(({ dokumentId }) => dokumentId),
        ]),
      ),
      tree: await treeOf(request, akte, teilakten, contents, query.vorgang),
      entries: history.entries,
      seenAkten: new Set((await findSeenAkten(request, history.entries.flatMap(otherAktenOf))).keys()),
      verified,
      panels,
      newestHref: before === 0 ? undefined : view.href(`${path}#verlauf`),
      earlierHref: history.more ? view.href(`${path}?vor=${history.entries.at(-1)?.sequence}#verlauf`) : undefined,
      registry: isRegistry(request.actor),
      saved: query.gespeichert === "ja",
    }),
  );
}

/** The content of a Dokument: shown where a browser runs nothing of it, otherwise only offered for download. */
async function showDokument(request: WebRequest): Promise<Answer> {
  const dokument = await getDokument(request, request.params.dokument ?? "");
  const bytes = await readDokument(request, dokument.dokumentId);
  const shown = shownAs(dokument.mediaType);
  return shown === undefined
    ? content(bytes, "application/octet-stream", { filename: dokument.filename })
    : content(bytes, shown);
}

/** Pages of the E-Akte: for those who work on cases and for the registry. */
export const routes: readonly Route[] = [
  { method: "GET", path: "/:town/amt/akten", access: ["casework", "records"], handle: showAkten },
  { method: "GET", path: "/:town/amt/akte/:akte", access: ["casework", "records"], handle: showAkte },
  { method: "GET", path: "/:town/amt/dokument/:dokument", access: ["casework", "records"], handle: showDokument },
  ...registryRoutes,
  ...planRoutes,
  ...accessRoutes,
];
