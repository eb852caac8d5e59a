import { type Answer, content, page, type Route, type WebRequest } from "../../platform/web/index.ts";
import { deskNav } from "../accounts/index.ts";
import { accessPanel } from "./access-panel.tsx";
import { accessRoutes } from "./access-routes.ts";
import { getAkte, listAkten, listAktenplan, listVorgaenge } from "./actions/read-akten.ts";
import { getDokument, listDokumenteOfAkte, readDokument } from "./actions/read-dokumente.ts";
import { verifyAkte } from "./actions/verify-records.ts";
import { listAktePanels } from "./extensions.ts";
import { shownAs } from "./model/dokument.ts";
import { AktePage } from "./views/akte-page.tsx";
import { AktenPage } from "./views/akten-page.tsx";

const aktenPerPage = 50;
const entriesPerPage = 100;

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
      firstHref: after === "" ? undefined : view.href(`/amt/akten${queryOf(here)}`),
      nextHref:
        more && last !== undefined ? view.href(`/amt/akten${queryOf({ ...here, nach: last.akteId })}`) : undefined,
    }),
  );
}

async function showAkte(request: WebRequest): Promise<Answer> {
  const { view } = request;
  const akte = await getAkte(request, request.params.akte ?? "");
  const { entries, documents, broken } = await verifyAkte(request, akte.akteId);
  const before = Number(request.query.vor ?? Number.NaN);
  const newestFirst = entries.toReversed().filter((entry) => !(entry.sequence >= before));
  const shown = newestFirst.slice(0, entriesPerPage);
  const path = `/amt/akte/${akte.akteId}`;
  const panels = [];
  for (const { id, title, render } of [accessPanel, ...listAktePanels()]) {
    const content = await render(request, view, akte);
    if (content !== undefined) panels.push({ id, title, content });
  }
  return page(
    AktePage({
      view,
      nav: deskNav(view, "akten"),
      akte,
      vorgaenge: await listVorgaenge(request, akte.akteId),
      dokumente: await listDokumenteOfAkte(request, akte.akteId),
      entries: shown,
      entriesInAll: entries.length,
      documentsVerified: documents,
      panels,
      broken,
      newestHref: Number.isNaN(before) ? undefined : view.href(`${path}#verlauf`),
      earlierHref:
        newestFirst.length > shown.length ? view.href(`${path}?vor=${shown.at(-1)?.sequence}#verlauf`) : undefined,
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
  ...accessRoutes,
];
