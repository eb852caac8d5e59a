import { dayInBerlin, isId, NotFound, parseTypedDay } from "../../kernel/index.ts";
import type { Mistakes } from "../../platform/ui/index.ts";
import { type Answer, page, type Route, redirect, type WebRequest } from "../../platform/web/index.ts";
import { endDeputyship, setDeputy } from "./actions/keep-deputies.ts";
import { changeUnit, createUnit, dissolveUnit, setMembership } from "./actions/keep-units.ts";
import { listDeputies, listMembers, listUnits } from "./actions/read-units.ts";
import { setClearance } from "./actions/set-clearance.ts";
import { isVertraulichkeitsstufe } from "./model/clearance.ts";
import { type Unit, unitCodePattern, wouldCircle } from "./model/unit.ts";
import { selectClearances } from "./store/units.ts";
import { findStaff, listStaff } from "./store.ts";
import { deskAccess } from "./views/desk-nav.ts";
import {
  ClearancePage,
  ConfirmPage,
  DeputiesPage,
  type DeputyDraft,
  type UnitDraft,
  UnitPage,
  UnitsPage,
} from "./views/units.tsx";
import { unitsWording } from "./views/units-wording.ts";

const access = deskAccess.verwaltung;

function typed(request: WebRequest, field: string): string {
  const value = request.body[field];
  return (typeof value === "string" ? value : "").normalize("NFC").trim().slice(0, 200);
}

const failed = (mistakes: Mistakes | undefined) => (mistakes === undefined ? {} : { mistakes });
const statusOf = (mistakes: Mistakes | undefined) => (mistakes === undefined ? {} : { status: 422 });

async function showUnits(request: WebRequest, draft: UnitDraft, mistakes?: Mistakes): Promise<Answer> {
  return page(
    UnitsPage({
      view: request.view,
      units: await listUnits(request),
      members: await listMembers(request),
      staff: await listStaff(request),
      clearances: await selectClearances(request),
      draft,
      ...failed(mistakes),
    }),
    statusOf(mistakes),
  );
}

const draftOf = (request: WebRequest): UnitDraft => ({
  code: typed(request, "kuerzel"),
  name: typed(request, "bezeichnung"),
  parentId: typed(request, "gehoert_zu"),
});

function mistakesOf(request: WebRequest, draft: UnitDraft, units: readonly Unit[], own?: string): Mistakes | undefined {
  const say = unitsWording[request.view.language];
  const mistakes = {
    ...(unitCodePattern.test(draft.code)
      ? units.some((unit) => unit.code === draft.code && unit.unitId !== own)
        ? { kuerzel: say.codeTaken }
        : {}
      : { kuerzel: say.codeBroken }),
    ...(draft.name === "" || draft.name.length > 120 ? { bezeichnung: say.unitNameMissing } : {}),
    ...(own !== undefined && draft.parentId !== "" && wouldCircle(units, own, draft.parentId)
      ? { gehoert_zu: say.parentBroken }
      : {}),
  };
  return Object.keys(mistakes).length === 0 ? undefined : mistakes;
}

const inputOf = ({ code, name, parentId }: UnitDraft) => ({ code, name, ...(parentId === "" ? {} : { parentId }) });

async function unitOf(request: WebRequest): Promise<Unit> {
  const unit = (await listUnits(request)).find(({ unitId }) => unitId === request.params.einheit);
  if (unit === undefined) throw new NotFound("accounts.no-such-unit");
  return unit;
}

async function showUnit(request: WebRequest, unit: Unit, draft?: UnitDraft, mistakes?: Mistakes): Promise<Answer> {
  return page(
    UnitPage({
      view: request.view,
      unit,
      units: await listUnits(request),
      members: await listMembers(request),
      staff: await listStaff(request),
      draft: draft ?? { code: unit.code, name: unit.name, parentId: unit.parentId ?? "" },
      ...failed(mistakes),
    }),
    statusOf(mistakes),
  );
}

async function personOf(request: WebRequest) {
  const id = request.params.staff ?? "";
  const staff = isId(id) ? await findStaff(request, id) : undefined;
  if (staff === undefined) throw new NotFound("accounts.no-such-staff");
  return staff;
}

async function showDeputies(request: WebRequest, draft: DeputyDraft, mistakes?: Mistakes): Promise<Answer> {
  return page(
    DeputiesPage({
      view: request.view,
      deputies: await listDeputies(request),
      staff: await listStaff(request),
      draft,
      ...failed(mistakes),
    }),
    statusOf(mistakes),
  );
}

async function addDeputy(request: WebRequest): Promise<Answer> {
  const say = unitsWording[request.view.language];
  const draft: DeputyDraft = {
    absent: typed(request, "abwesend"),
    deputy: typed(request, "vertritt"),
    from: typed(request, "von"),
    until: typed(request, "bis"),
  };
  const from = parseTypedDay(draft.from);
  const until = parseTypedDay(draft.until);
  const today = dayInBerlin(request.now);
  const mistakes: Mistakes = {
    ...(isId(draft.absent) ? {} : { abwesend: say.personMissing }),
    ...(isId(draft.deputy)
      ? draft.deputy === draft.absent
        ? { vertritt: say.samePerson }
        : {}
      : { vertritt: say.personMissing }),
    ...(from === undefined ? { von: say.dayBroken } : {}),
    ...(until === undefined
      ? { bis: say.dayBroken }
      : until < today || (from !== undefined && until < from)
        ? { bis: say.untilBroken }
        : {}),
  };
  if (from === undefined || until === undefined || Object.keys(mistakes).length > 0) {
    return showDeputies(request, draft, mistakes);
  }
  await setDeputy(request, { absent: draft.absent, deputy: draft.deputy, fromDay: from, untilDay: until });
  return redirect(request.view.href("/amt/verwaltung/vertretungen"));
}

/** Organisational units, deputies and clearances: for the administration of a town. */
export const unitsRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/:town/amt/verwaltung/einheiten",
    access,
    handle: (request) => showUnits(request, { code: "", name: "", parentId: "" }),
  },
  {
    method: "POST",
    path: "/:town/amt/verwaltung/einheiten",
    access,
    async handle(request) {
      const draft = draftOf(request);
      const mistakes = mistakesOf(request, draft, await listUnits(request));
      if (mistakes !== undefined) return showUnits(request, draft, mistakes);
      const unitId = await createUnit(request, inputOf(draft));
      return redirect(request.view.href(`/amt/verwaltung/einheiten/${unitId}`));
    },
  },
  {
    method: "GET",
    path: "/:town/amt/verwaltung/einheiten/:einheit",
    access,
    handle: async (request) => showUnit(request, await unitOf(request)),
  },
  {
    method: "POST",
    path: "/:town/amt/verwaltung/einheiten/:einheit",
    access,
    repeat: "natural",
    async handle(request) {
      const unit = await unitOf(request);
      const draft = draftOf(request);
      const mistakes = mistakesOf(request, draft, await listUnits(request), unit.unitId);
      if (mistakes !== undefined) return showUnit(request, unit, draft, mistakes);
      await changeUnit(request, unit.unitId, inputOf(draft));
      return redirect(request.view.href(`/amt/verwaltung/einheiten/${unit.unitId}`));
    },
  },
  {
    method: "POST",
    path: "/:town/amt/verwaltung/einheiten/:einheit/personen",
    access,
    repeat: "natural",
    async handle(request) {
      const unit = await unitOf(request);
      const staffId = typed(request, "person");
      if (!isId(staffId)) {
        return showUnit(request, unit, undefined, { person: unitsWording[request.view.language].personMissing });
      }
      const role = typed(request, "rolle") === "head" ? "head" : "member";
      await setMembership(request, { unitId: unit.unitId, staffId, role });
      return redirect(request.view.href(`/amt/verwaltung/einheiten/${unit.unitId}`));
    },
  },
  {
    method: "GET",
    path: "/:town/amt/verwaltung/einheiten/:einheit/personen/:staff",
    access,
    async handle(request) {
      const { view } = request;
      const say = unitsWording[view.language];
      const unit = await unitOf(request);
      const { name, staffId } = await personOf(request);
      const back = view.href(`/amt/verwaltung/einheiten/${unit.unitId}`);
      return page(
        ConfirmPage({
          view,
          title: say.removeTitle(name),
          text: say.removeText(name, unit.name),
          button: say.remove,
          action: view.href(`/amt/verwaltung/einheiten/${unit.unitId}/personen/${staffId}`),
          back,
        }),
      );
    },
  },
  {
    method: "POST",
    path: "/:town/amt/verwaltung/einheiten/:einheit/personen/:staff",
    access,
    repeat: "natural",
    async handle(request) {
      const { unitId } = await unitOf(request);
      await setMembership(request, { unitId, staffId: (await personOf(request)).staffId, role: undefined });
      return redirect(request.view.href(`/amt/verwaltung/einheiten/${unitId}`));
    },
  },
  {
    method: "GET",
    path: "/:town/amt/verwaltung/einheiten/:einheit/aufloesen",
    access,
    async handle(request) {
      const { view } = request;
      const say = unitsWording[view.language];
      const unit = await unitOf(request);
      const inUse =
        (await listMembers(request)).some(({ unitId }) => unitId === unit.unitId) ||
        (await listUnits(request)).some(
          ({ parentId, dissolvedAt }) => parentId === unit.unitId && dissolvedAt === undefined,
        );
      return page(
        ConfirmPage({
          view,
          title: `${say.dissolve}: ${unit.code} ${unit.name}`,
          text: say.dissolveText,
          button: say.dissolve,
          action: view.href(`/amt/verwaltung/einheiten/${unit.unitId}/aufloesen`),
          back: view.href(`/amt/verwaltung/einheiten/${unit.unitId}`),
          ...(inUse ? { obstacle: say.inUse } : {}),
        }),
      );
    },
  },
  {
    method: "POST",
    path: "/:town/amt/verwaltung/einheiten/:einheit/aufloesen",
    access,
    repeat: "natural",
    async handle(request) {
      await dissolveUnit(request, (await unitOf(request)).unitId);
      return redirect(request.view.href("/amt/verwaltung/einheiten"));
    },
  },
  {
    method: "GET",
    path: "/:town/amt/verwaltung/konto/:staff/vertraulichkeit",
    access,
    async handle(request) {
      const staff = await personOf(request);
      const clearance = (await selectClearances(request)).get(staff.staffId) ?? "003";
      return page(ClearancePage({ view: request.view, staff, clearance }));
    },
  },
  {
    method: "POST",
    path: "/:town/amt/verwaltung/konto/:staff/vertraulichkeit",
    access,
    repeat: "natural",
    async handle(request) {
      const { staffId } = await personOf(request);
      const level = typed(request, "stufe");
      if (isVertraulichkeitsstufe(level)) await setClearance(request, staffId, level);
      return redirect(request.view.href("/amt/verwaltung/einheiten#vertraulichkeit"));
    },
  },
  {
    method: "GET",
    path: "/:town/amt/verwaltung/vertretungen",
    access,
    handle: (request) => showDeputies(request, { absent: "", deputy: "", from: "", until: "" }),
  },
  { method: "POST", path: "/:town/amt/verwaltung/vertretungen", access, handle: addDeputy },
  {
    method: "GET",
    path: "/:town/amt/verwaltung/vertretungen/:vertretung/beenden",
    access,
    async handle(request) {
      const { view } = request;
      const say = unitsWording[view.language];
      const one = (await listDeputies(request)).find(({ deputyshipId }) => deputyshipId === request.params.vertretung);
      if (one === undefined) throw new NotFound("accounts.no-such-deputyship");
      return page(
        ConfirmPage({
          view,
          title: say.endTitle(one.deputy.name, one.absent.name),
          text: say.endText,
          button: say.endDeputy,
          action: view.href(`/amt/verwaltung/vertretungen/${one.deputyshipId}/beenden`),
          back: view.href("/amt/verwaltung/vertretungen"),
        }),
      );
    },
  },
  {
    method: "POST",
    path: "/:town/amt/verwaltung/vertretungen/:vertretung/beenden",
    access,
    repeat: "natural",
    async handle(request) {
      await endDeputyship(request, request.params.vertretung ?? "");
      return redirect(request.view.href("/amt/verwaltung/vertretungen"));
    },
  },
];
