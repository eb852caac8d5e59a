import { isId, NotFound } from "../../kernel/index.ts";
import { type Answer, content, page, type Route, redirect, type WebRequest } from "../../platform/web/index.ts";
import { deskAccess, deskNav } from "../accounts/index.ts";
import { getAkte, listVorgaenge } from "../records/index.ts";
import { fetchExport } from "./actions/fetch-export.ts";
import { findMailboxOf, givePackage } from "./actions/give-package.ts";
import { listFindings, listHeads, listPublicProofs } from "./actions/look-at-proofs.ts";
import { getExport, listExports, orderExport } from "./actions/order-export.ts";
import { pemOf } from "./model/daily-head.ts";
import { verifyPage } from "./model/verify-page.ts";
import { proofSettings } from "./settings.ts";
import { ExportsPage, GivePage } from "./views/exports-page.tsx";
import { ProofsPage } from "./views/proofs-page.tsx";
import { PublicProofsPage } from "./views/public-page.tsx";

const headsPerPage = 31;
const mayTake = ["casework", "records"] as const;

async function showProofs(request: WebRequest): Promise<Answer> {
  const { view, query } = request;
  const before = Number(query.vor ?? "");
  const { heads, more } = await listHeads(request, {
    limit: headsPerPage,
    ...(Number.isSafeInteger(before) && before > 0 && before < 2 ** 31 ? { before } : {}),
  });
  const { keys } = await listPublicProofs(request);
  return page(
    ProofsPage({
      view,
      nav: deskNav(view, "beweise"),
      heads,
      stampsConfigured: proofSettings().timestamps !== undefined,
      keys,
      ...(await listFindings(request)),
      roundDays: proofSettings().roundDays,
      firstHref: before > 0 ? view.href("/amt/beweise#tagesbeweise") : undefined,
      nextHref: more ? view.href(`/amt/beweise?vor=${heads.at(-1)?.number}#tagesbeweise`) : undefined,
    }),
  );
}

async function exportsPage(request: WebRequest, mistake: boolean): Promise<Answer> {
  const { view } = request;
  const akte = await getAkte(request, request.params.akte ?? "");
  const duties = view.staff?.duties ?? [];
  const { stand } = request.query;
  return page(
    ExportsPage({
      view,
      nav: deskNav(view, "akten"),
      akte,
      vorgaenge: await listVorgaenge(request, akte.akteId),
      exports: await listExports(request, akte.akteId),
      wholeAkte: duties.includes("records"),
      mayGive: duties.includes("casework"),
      mistake,
      done: stand === "bestellt" ? "ordered" : stand === "im-postfach" ? "given" : undefined,
      now: request.now,
    }),
    { status: mistake ? 422 : 200 },
  );
}

async function order(request: WebRequest): Promise<Answer> {
  const { umfang, sprache } = request.body;
  const scope = typeof umfang === "string" ? umfang : "";
  const akteId = request.params.akte ?? "";
  if (scope !== "akte" && scope !== "pdf" && !isId(scope)) return exportsPage(request, true);
  await orderExport(request, {
    akteId,
    kind: scope === "pdf" ? "gesamt-pdf" : "paket",
    vorgangId: isId(scope) ? scope : null,
    language: sprache === "en" ? "en" : "de",
  });
  return redirect(request.view.href(`/amt/beweise/akte/${akteId}?stand=bestellt#bereitgestellt`));
}

async function fetched(request: WebRequest): Promise<Answer> {
  const { bytes, mediaType, filename } = await fetchExport(request, request.params.export ?? "");
  return content(bytes, mediaType, { filename });
}

async function askToGive(request: WebRequest): Promise<Answer> {
  const { view } = request;
  const one = await getExport(request, request.params.export ?? "");
  const hasMailbox = (await findMailboxOf(request, one)) !== undefined;
  return page(GivePage({ view, nav: deskNav(view, "akten"), one, hasMailbox }));
}

async function give(request: WebRequest): Promise<Answer> {
  const one = await getExport(request, request.params.export ?? "");
  await givePackage(request, one.exportId);
  return redirect(request.view.href(`/amt/beweise/akte/${one.akteId}?stand=im-postfach`));
}

async function showPublic(request: WebRequest): Promise<Answer> {
  return page(PublicProofsPage({ view: request.view, ...(await listPublicProofs(request)) }));
}

async function sendKey(request: WebRequest): Promise<Answer> {
  const { keys } = await listPublicProofs(request);
  const key = keys.find(({ number }) => String(number) === request.params.number);
  if (key === undefined) throw new NotFound("proof.no-such-key");
  return content(pemOf(key.publicKey), "application/x-pem-file", { filename: `schluessel-${key.number}.pem` });
}

/** Saved, never opened here: its own rules for scripts are not this site's. */
async function sendVerifyPage(request: WebRequest): Promise<Answer> {
  return content(verifyPage(null, request.view.language), "application/octet-stream", {
    filename: "klickamt-pruefseite.html",
  });
}

/** Pages of the proofs: for the registry, for those who take an Akte along, and for anybody who wants to check one. */
export const routes: readonly Route[] = [
  { method: "GET", path: "/:town/amt/beweise", access: deskAccess.beweise, handle: showProofs },
  {
    method: "GET",
    path: "/:town/amt/beweise/akte/:akte",
    access: mayTake,
    handle: (request) => exportsPage(request, false),
  },
  { method: "POST", path: "/:town/amt/beweise/akte/:akte", access: mayTake, handle: order },
  { method: "GET", path: "/:town/amt/beweise/abholen/:export", access: mayTake, leavesTrace: true, handle: fetched },
  { method: "GET", path: "/:town/amt/beweise/bereitstellen/:export", access: ["casework"], handle: askToGive },
  { method: "POST", path: "/:town/amt/beweise/bereitstellen/:export", access: ["casework"], handle: give },
  { method: "GET", path: "/:town/beweise", access: "public", handle: showPublic },
  { method: "GET", path: "/:town/beweise/schluessel/:number", access: "public", handle: sendKey },
  { method: "GET", path: "/:town/beweise/pruefseite", access: "public", handle: sendVerifyPage },
];
