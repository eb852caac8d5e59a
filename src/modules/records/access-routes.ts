import { beginningOf, Forbidden, isId, NotFound } from "../../kernel/index.ts";
import type { Mistakes } from "../../platform/ui/index.ts";
import { type Answer, page, type Route, redirect, type WebRequest } from "../../platform/web/index.ts";
import {
  clears,
  deskAccess,
  deskNav,
  findStanding,
  isVertraulichkeitsstufe,
  listStaff,
  listUnits,
} from "../accounts/index.ts";
import { changeAccess, getAccess, listPlanAccess, mayManageAccess, setPlanAccess } from "./actions/change-access.ts";
import { checkAkteClosing, checkVorgangClosing, closeAkte, closeVorgangByHand } from "./actions/close-by-hand.ts";
import {
  findOpeningRule,
  getOpeningRule,
  listOpenings,
  openWithReason,
  reasonLength,
  setOpeningRule,
} from "./actions/open-with-reason.ts";
import { findSeenAkten, getAkte, listVorgaenge } from "./actions/read-akten.ts";
import { reopenAkte, reopeningReasonLength, reopenVorgang } from "./actions/reopen.ts";
import { requireMayWork } from "./actions/sight-of.ts";
import { type AccessScope, type AkteAccess, type AkteGrant, accessMistake } from "./model/access.ts";
import {
  AccessPage,
  ClosingPage,
  OpeningRulePage,
  OpeningsPage,
  OpenWithReasonPage,
  PlanAccessForm,
  PlanAccessPage,
  ReopenPage,
} from "./views/access-pages.tsx";
import { accessMistakeWords, accessWording } from "./views/access-wording.ts";

const access = deskAccess.akten;

function typed(request: WebRequest, field: string, most = 200): string {
  const value = request.body[field];
  return beginningOf((typeof value === "string" ? value : "").normalize("NFC").trim(), most);
}

const frame = (request: WebRequest) => ({ view: request.view, nav: deskNav(request.view, "akten") });
const failed = (mistakes: Mistakes | undefined) => (mistakes === undefined ? {} : { mistakes });
const statusOf = (mistakes: Mistakes | undefined) => (mistakes === undefined ? {} : { status: 422 });
const letters = (text: string) => [...text].length;

// — Access ——————————————————————————————————————————————————————————————

async function managedAkte(request: WebRequest) {
  const akte = await getAkte(request, request.params.akte ?? "");
  const current = await getAccess(request, akte.akteId);
  if (!(await mayManageAccess(request, current.federfuehrung))) throw new Forbidden("records.may-not-manage");
  await requireMayWork(request, akte.akteId);
  return { akte, current };
}

async function showAccess(request: WebRequest, given?: AkteAccess, mistakes?: Mistakes): Promise<Answer> {
  const { akte, current } = await managedAkte(request);
  const people = (await listStaff(request)).filter(
    ({ deactivatedAt, duties }) =>
      deactivatedAt === undefined && (duties.includes("casework") || duties.includes("records")),
  );
  return page(
    AccessPage({
      ...frame(request),
      akte,
      access: given ?? current,
      units: await listUnits(request),
      people,
      ...failed(mistakes),
    }),
    statusOf(mistakes),
  );
}

function scopeOf(text: string): AccessScope {
  return text === "einheit" || text === "benannte" ? text : "alle";
}

/** Unit, scope and level as they were chosen. */
async function chosenAccess(request: WebRequest): Promise<{ access: Omit<AkteAccess, "grants">; mistakes: Mistakes }> {
  const unitId = typed(request, "federfuehrung");
  const level = typed(request, "stufe");
  const vertraulichkeit = isVertraulichkeitsstufe(level) ? level : "003";
  const standing = await findStanding(request);
  const cleared = standing === undefined || clears(standing.clearance, vertraulichkeit);
  return {
    access: {
      federfuehrung: isId(unitId) ? unitId : null,
      scope: scopeOf(typed(request, "zugriff")),
      vertraulichkeit,
    },
    mistakes: cleared ? {} : { stufe: accessWording[request.view.language].notCleared },
  };
}

async function newGrant(request: WebRequest): Promise<readonly AkteGrant[]> {
  const [kind, id = ""] = typed(request, "benennen").split(" ");
  if (!isId(id)) return [];
  const mayWork = typed(request, "recht_neu") === "bearbeiten";
  if (kind === "person") {
    const person = (await listStaff(request)).find(({ staffId }) => staffId === id);
    return person === undefined ? [] : [{ kind, id, name: person.name, mayWork }];
  }
  const unit = (await listUnits(request)).find(({ unitId }) => unitId === id);
  return unit === undefined ? [] : [{ kind: "einheit", id, name: `${unit.code} ${unit.name}`, mayWork }];
}

async function saveAccess(request: WebRequest): Promise<Answer> {
  const { akte, current } = await managedAkte(request);
  const { access: chosen, mistakes } = await chosenAccess(request);
  const kept = current.grants.flatMap((grant) => {
    const right = typed(request, `recht_${grant.id}`);
    return right === "entfernen" ? [] : [{ ...grant, mayWork: right === "" ? grant.mayWork : right === "bearbeiten" }];
  });
  const added = (await newGrant(request)).filter(({ id }) => !kept.some((grant) => grant.id === id));
  const wanted: AkteAccess = { ...chosen, grants: [...kept, ...added] };
  const mistake = accessMistake(wanted);
  const all: Mistakes = {
    ...mistakes,
    ...(mistake === undefined ? {} : { zugriff: accessMistakeWords[mistake][request.view.language] }),
  };
  if (Object.keys(all).length > 0) return showAccess(request, wanted, all);
  await changeAccess(request, akte.akteId, wanted);
  // Somebody may have given away what they saw themselves.
  const still = (await findSeenAkten(request, [akte.akteId])).size > 0;
  return redirect(request.view.href(still ? `/amt/akte/${akte.akteId}#zugriff` : "/amt/akten"));
}

async function showPlanAccess(request: WebRequest): Promise<Answer> {
  if (!(await mayManageAccess(request, null))) throw new Forbidden("records.may-not-manage");
  return page(
    PlanAccessPage({ ...frame(request), plan: await listPlanAccess(request), units: await listUnits(request) }),
  );
}

async function showPlanForm(
  request: WebRequest,
  given?: Omit<AkteAccess, "grants">,
  mistakes?: Mistakes,
): Promise<Answer> {
  if (!(await mayManageAccess(request, null))) throw new Forbidden("records.may-not-manage");
  const plan = (await listPlanAccess(request)).find(({ planUnit }) => planUnit === request.params.einheit);
  if (plan === undefined) throw new NotFound("records.no-such-plan-unit");
  return page(
    PlanAccessForm({
      ...frame(request),
      plan: { ...plan, ...given },
      units: await listUnits(request),
      ...failed(mistakes),
    }),
    statusOf(mistakes),
  );
}

async function savePlanForm(request: WebRequest): Promise<Answer> {
  const { access: chosen, mistakes } = await chosenAccess(request);
  const mistake = accessMistake({ ...chosen, grants: [] });
  const all: Mistakes = {
    ...mistakes,
    ...(mistake === undefined ? {} : { zugriff: accessMistakeWords[mistake][request.view.language] }),
  };
  if (Object.keys(all).length > 0) return showPlanForm(request, chosen, all);
  await setPlanAccess(request, request.params.einheit ?? "", chosen);
  return redirect(request.view.href("/amt/akten/zugriff"));
}

// — Closing and reopening ———————————————————————————————————————————————

async function vorgangOf(request: WebRequest, akteId: string) {
  const vorgang = (await listVorgaenge(request, akteId)).find(({ vorgangId }) => vorgangId === request.params.vorgang);
  if (vorgang === undefined) throw new NotFound("records.no-such-vorgang");
  return vorgang;
}

async function showClosing(request: WebRequest): Promise<Answer> {
  const { view, params } = request;
  const say = accessWording[view.language];
  const akte = await getAkte(request, params.akte ?? "");
  await requireMayWork(request, akte.akteId);
  const path = `/amt/akte/${akte.akteId}/zda`;
  if (params.vorgang === undefined) {
    const { obstacles } = await checkAkteClosing(request, akte.akteId);
    return page(
      ClosingPage({
        ...frame(request),
        title: say.closeAkteTitle(akte.aktenzeichen),
        text: say.closeAkteText,
        button: say.closeAkte,
        action: view.href(path),
        akteId: akte.akteId,
        obstacles,
      }),
    );
  }
  const vorgang = await vorgangOf(request, akte.akteId);
  const { obstacles } = await checkVorgangClosing(request, akte.akteId, vorgang.vorgangId);
  return page(
    ClosingPage({
      ...frame(request),
      title: say.closeVorgangTitle(vorgang.aktenzeichen),
      text: say.closeVorgangText,
      button: say.closeVorgang,
      action: view.href(`${path}/${vorgang.vorgangId}`),
      akteId: akte.akteId,
      obstacles,
    }),
  );
}

async function close(request: WebRequest): Promise<Answer> {
  const { params, view } = request;
  const akte = await getAkte(request, params.akte ?? "");
  const { vorgang } = params;
  const report =
    vorgang === undefined
      ? await checkAkteClosing(request, akte.akteId)
      : await checkVorgangClosing(request, akte.akteId, vorgang);
  // Something came up since the page was opened: it is shown, and nothing is lost.
  if (report.obstacles.some(({ blocks }) => blocks)) return showClosing(request);
  if (vorgang === undefined) await closeAkte(request, akte.akteId);
  else await closeVorgangByHand(request, akte.akteId, vorgang);
  return redirect(view.href(`/amt/akte/${akte.akteId}#zugriff`));
}

async function showReopening(request: WebRequest, mistakes?: Mistakes): Promise<Answer> {
  const { view, params } = request;
  const say = accessWording[view.language];
  const akte = await getAkte(request, params.akte ?? "");
  await requireMayWork(request, akte.akteId);
  const path = `/amt/akte/${akte.akteId}/oeffnen`;
  const vorgang = params.vorgang === undefined ? undefined : await vorgangOf(request, akte.akteId);
  return page(
    ReopenPage({
      ...frame(request),
      title:
        vorgang === undefined ? say.reopenAkteTitle(akte.aktenzeichen) : say.reopenVorgangTitle(vorgang.aktenzeichen),
      action: view.href(vorgang === undefined ? path : `${path}/${vorgang.vorgangId}`),
      akteId: akte.akteId,
      reason: typed(request, "grund", 2000),
      obstacle: vorgang !== undefined && akte.zdaAt !== null ? say.akteClosedFirst : undefined,
      ...failed(mistakes),
    }),
    statusOf(mistakes),
  );
}

async function reopen(request: WebRequest): Promise<Answer> {
  const { view, params } = request;
  const reason = typed(request, "grund", 2000);
  if (letters(reason) < reopeningReasonLength.least || letters(reason) > reopeningReasonLength.most) {
    return showReopening(request, { grund: accessWording[view.language].reopenReasonShort });
  }
  const akte = await getAkte(request, params.akte ?? "");
  if (params.vorgang === undefined) await reopenAkte(request, akte.akteId, reason);
  else await reopenVorgang(request, (await vorgangOf(request, akte.akteId)).vorgangId, reason);
  return redirect(view.href(`/amt/akte/${akte.akteId}#zugriff`));
}

// — With a reason ———————————————————————————————————————————————————————

async function showOpening(
  request: WebRequest,
  given: { mistakes?: Mistakes; problem?: string } = {},
): Promise<Answer> {
  const { mayOpen, hours } = await findOpeningRule(request);
  return page(
    OpenWithReasonPage({
      ...frame(request),
      mayOpen,
      hours,
      typed: { aktenzeichen: typed(request, "aktenzeichen"), reason: typed(request, "grund", 2000) },
      ...failed(given.mistakes),
      ...(given.problem === undefined ? {} : { problem: given.problem }),
    }),
    given.mistakes === undefined && given.problem === undefined ? {} : { status: 422 },
  );
}

async function openAkteWithReason(request: WebRequest): Promise<Answer> {
  const { view } = request;
  const say = accessWording[view.language];
  const aktenzeichen = typed(request, "aktenzeichen");
  const reason = typed(request, "grund", 2000);
  const length = letters(reason);
  const mistakes: Mistakes = {
    ...(aktenzeichen === "" ? { aktenzeichen: say.aktenzeichenMissing } : {}),
    ...(length < reasonLength.least || length > reasonLength.most ? { grund: say.openReasonShort } : {}),
  };
  if (Object.keys(mistakes).length > 0) return showOpening(request, { mistakes });
  const opening = await openWithReason(request, { aktenzeichen, reason });
  if (opening.kind === "none") return showOpening(request, { problem: say.none });
  if (opening.kind === "wait") return showOpening(request, { problem: say.wait });
  return redirect(view.href(`/amt/akte/${opening.akteId}`));
}

async function showOpenings(request: WebRequest): Promise<Answer> {
  const openings = await listOpenings(request);
  const seen = await findSeenAkten(
    request,
    openings.map(({ akteId }) => akteId),
  );
  return page(OpeningsPage({ ...frame(request), openings, seen: new Set(seen.keys()) }));
}

async function showRule(request: WebRequest, mistakes?: Mistakes): Promise<Answer> {
  const { allowed, hours } = await getOpeningRule(request);
  return page(
    OpeningRulePage({
      view: request.view,
      nav: deskNav(request.view, "verwaltung"),
      allowed: mistakes === undefined ? allowed : allowedOf(request),
      hours: mistakes === undefined ? String(hours) : typed(request, "stunden", 10),
      ...failed(mistakes),
    }),
    statusOf(mistakes),
  );
}

const allowedOf = (request: WebRequest) => {
  const wer = typed(request, "wer");
  return wer === "niemand" || wer === "alle" ? wer : "leitung";
};

async function saveRule(request: WebRequest): Promise<Answer> {
  const hours = Number(typed(request, "stunden", 10));
  if (!Number.isInteger(hours) || hours < 1 || hours > 168) {
    return showRule(request, { stunden: accessWording[request.view.language].ruleHoursBroken });
  }
  await setOpeningRule(request, { allowed: allowedOf(request), hours });
  return redirect(request.view.href("/amt/verwaltung"));
}

/** Access, z.d.A. by hand, and opening with a reason. */
export const accessRoutes: readonly Route[] = [
  { method: "GET", path: "/:town/amt/akte/:akte/zugriff", access, handle: (request) => showAccess(request) },
  { method: "POST", path: "/:town/amt/akte/:akte/zugriff", access, repeat: "natural", handle: saveAccess },
  { method: "GET", path: "/:town/amt/akten/zugriff", access: ["records"], handle: showPlanAccess },
  {
    method: "GET",
    path: "/:town/amt/akten/zugriff/:einheit",
    access: ["records"],
    handle: (request) => showPlanForm(request),
  },
  {
    method: "POST",
    path: "/:town/amt/akten/zugriff/:einheit",
    access: ["records"],
    repeat: "natural",
    handle: savePlanForm,
  },
  { method: "GET", path: "/:town/amt/akte/:akte/zda", access, handle: showClosing },
  { method: "POST", path: "/:town/amt/akte/:akte/zda", access, repeat: "natural", handle: close },
  { method: "GET", path: "/:town/amt/akte/:akte/zda/:vorgang", access, handle: showClosing },
  { method: "POST", path: "/:town/amt/akte/:akte/zda/:vorgang", access, repeat: "natural", handle: close },
  { method: "GET", path: "/:town/amt/akte/:akte/oeffnen", access, handle: (request) => showReopening(request) },
  { method: "POST", path: "/:town/amt/akte/:akte/oeffnen", access, repeat: "natural", handle: reopen },
  {
    method: "GET",
    path: "/:town/amt/akte/:akte/oeffnen/:vorgang",
    access,
    handle: (request) => showReopening(request),
  },
  { method: "POST", path: "/:town/amt/akte/:akte/oeffnen/:vorgang", access, repeat: "natural", handle: reopen },
  { method: "GET", path: "/:town/amt/akte-oeffnen", access, handle: (request) => showOpening(request) },
  {
    method: "POST",
    path: "/:town/amt/akte-oeffnen",
    access,
    guessesPerMinute: 10,
    handle: openAkteWithReason,
  },
  { method: "GET", path: "/:town/amt/akten/geoeffnet", access, handle: showOpenings },
  {
    method: "GET",
    path: "/:town/amt/verwaltung/akteneinsicht",
    access: deskAccess.verwaltung,
    handle: (request) => showRule(request),
  },
  {
    method: "POST",
    path: "/:town/amt/verwaltung/akteneinsicht",
    access: deskAccess.verwaltung,
    repeat: "natural",
    handle: saveRule,
  },
];
