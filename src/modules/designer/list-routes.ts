import { Conflict, cents, type Localized, NotFound } from "../../kernel/index.ts";
import { type Answer, page, type Route, redirect, type WebRequest } from "../../platform/web/index.ts";
import { deskAccess } from "../accounts/index.ts";
import { findBuiltIn, getProcedure, listBuiltIn, listProcedures } from "../forms/index.ts";
import { getTenant, listTenants } from "../tenants/index.ts";
import { copyFromTown, freeServiceId, getOnShelf } from "./actions/copy-from-town.ts";
import { createService } from "./actions/create-service.ts";
import { fourEyesIn, publish } from "./actions/publish.ts";
import { setFourEyes } from "./actions/set-four-eyes.ts";
import { isBuiltIn } from "./built-in.ts";
import { definitionProblems } from "./definition-check.ts";
import { access, designAccess, hasDuty, typedOf } from "./desk.ts";
import { blankDefinition, copyOfBuiltIn } from "./model/blank.ts";
import { FormReader, type Mistakes, type Typed } from "./model/element-form.ts";
import { isServiceId } from "./model/service.ts";
import { exportSchemaRoute, importSchemaRoute, schemaKinds } from "./schema-routes.ts";
import { findDraft, findPublished, findService, listServices, listShelf } from "./store.ts";
import { inView, say, servicePath } from "./views/say.ts";
import { NewServicePage, ServicesPage, type ShelfLine, ShelfPage, TakeOverPage } from "./views/services-pages.tsx";
import { FourEyesPage } from "./views/version-pages.tsx";

async function townNames(request: WebRequest): Promise<ReadonlyMap<number, string>> {
  return new Map((await listTenants(request.tx)).map(({ tenantId, name }) => [tenantId, name]));
}

async function showList(request: WebRequest): Promise<Answer> {
  const { view } = request;
  const services = await listServices(request);
  const shelf = await listShelf(request);
  const towns = await townNames(request);
  const updates = new Map(
    services.flatMap((line): [string, { town: string; version: number }][] => {
      const from = line.takenFrom;
      const there = shelf.find((item) => item.tenantId === from?.tenantId && item.serviceId === from.serviceId);
      if (from === undefined || there === undefined || there.version <= from.version) return [];
      return [[line.serviceId, { town: towns.get(there.tenantId) ?? "", version: there.version }]];
    }),
  );
  return page(
    ServicesPage({
      view,
      services,
      builtIn: listBuiltIn(),
      updates,
      towns,
      shelfCount: shelf.length,
      mayDesign: hasDuty(request, "design"),
      ...(request.query.verworfen === undefined
        ? {}
        : { done: say(view, "Der Entwurf ist verworfen.", "The draft is discarded.") }),
    }),
  );
}

async function showNew(request: WebRequest, typed: Typed = {}, mistakes: Mistakes = {}): Promise<Answer> {
  const { view } = request;
  const services = await listServices(request);
  return page(
    NewServicePage({
      view,
      typed,
      mistakes,
      templates: [
        ...services.map(({ serviceId, title }) => ({
          value: `eigen:${serviceId}`,
          label: `${inView(view, title)} (${say(view, "eigener Dienst", "own service")})`,
        })),
        ...listBuiltIn().map(({ id, title }) => ({
          value: `mit:${id}`,
          label: `${inView(view, title)} (${say(view, "mitgeliefert", "built in")})`,
        })),
      ],
      schemaKinds: schemaKinds(),
      shelfCount: (await listShelf(request)).length,
    }),
    Object.keys(mistakes).length > 0 ? { status: 422 } : {},
  );
}

async function createNew(request: WebRequest): Promise<Answer> {
  const typed = typedOf(request);
  const reader = new FormReader(typed);
  const title = reader.required("titel", { de: "Der Titel", en: "The title" }, 150);
  const wanted = reader.text("kennung");
  const id = wanted === "" ? await freeServiceId(request, title.de) : wanted;
  if (!isServiceId(id)) {
    reader.mistake(
      wanted === "" ? "titel_de" : "kennung",
      "Die Kennung hat 3 bis 60 Zeichen: kleine Buchstaben ohne Umlaute, Ziffern und Bindestriche.",
      "The name in the address has 3 to 60 characters: plain small letters, digits and hyphens.",
    );
  } else if (isBuiltIn(id) || (await findService(request, id)) !== undefined) {
    reader.mistake(
      "kennung",
      `„${id}“ gibt es schon. Wählen Sie eine andere Kennung.`,
      `“${id}” is there already. Choose another one.`,
    );
  }
  if (Object.keys(reader.mistakes).length > 0) return showNew(request, typed, reader.mistakes);
  const { definition, rules, samples, origin, notes } = await templateOf(request, reader.text("vorlage"), id, title);
  await createService(request, { id, definition: { ...definition, title }, origin, rules, samples, report: undefined });
  return redirect(request.view.href(servicePath(id, `?kopie=${notes}`)));
}

/** What a new service begins with. */
async function templateOf(request: WebRequest, template: string, id: string, title: Localized) {
  const [kind, from = ""] = template.split(":");
  if (kind === "eigen") {
    const version = (await findPublished(request, from)) ?? (await findDraft(request, from));
    if (version === undefined) throw new NotFound("designer.no-such-service", { id: from });
    const { definition, rules, samples, origin } = version;
    return { definition, rules, samples, origin, notes: "" };
  }
  const none = { rules: [], samples: [], origin: undefined };
  const builtIn = kind === "mit" ? findBuiltIn(from) : undefined;
  if (builtIn === undefined) return { definition: blankDefinition(id, title), ...none, notes: "" };
  const copy = copyOfBuiltIn(builtIn, id, listProcedures());
  return { definition: copy.definition, ...none, notes: copy.notes.map(({ what }) => what).join(".") };
}

async function showShelf(request: WebRequest): Promise<Answer> {
  const towns = await townNames(request);
  const items: ShelfLine[] = (await listShelf(request)).map((item) => ({
    ...item,
    town: towns.get(item.tenantId) ?? "",
  }));
  return page(ShelfPage({ view: request.view, items }));
}

async function itemOf(request: WebRequest) {
  const tenantId = /^\d{1,9}$/.test(request.params.stadt ?? "") ? Number(request.params.stadt) : 0;
  return getOnShelf(request, tenantId, request.params.dienst ?? "");
}

/** Whether this person may put what they take over on the portal at once. */
async function mayPublishAtOnce(request: WebRequest): Promise<boolean> {
  return hasDuty(request, "publish") && hasDuty(request, "design") && !(await fourEyesIn(request));
}

async function showTakeOver(request: WebRequest): Promise<Answer> {
  const { view } = request;
  const item = await itemOf(request);
  const town = await getTenant(request);
  const towns = await townNames(request);
  const problems = await definitionProblems(request, item.definition);
  return page(
    TakeOverPage({
      view,
      item,
      town: towns.get(item.tenantId) ?? "",
      ownTown: town.name,
      fees: item.definition.online.fees.map((fee) => ({
        label: fee.label,
        amountCents: cents(town.settings.fees?.[fee.key] ?? fee.amountCents),
      })),
      procedures: listProcedures(),
      contact: `${town.contact.officeName}, ${town.contact.street}, ${town.contact.postcode} ${town.contact.city}`,
      mayPublishAtOnce: problems.length === 0 && (await mayPublishAtOnce(request)),
      missing: problems.map(({ where, text }) => `${inView(view, where)}: ${inView(view, text)}`),
    }),
  );
}

async function takeOver(request: WebRequest): Promise<Answer> {
  const { view } = request;
  const item = await itemOf(request);
  const { ablauf, _aktion } = request.body;
  const process = typeof ablauf === "string" && ablauf !== "" ? getProcedure(ablauf).key : undefined;
  const id = await copyFromTown(request, {
    tenantId: item.tenantId,
    serviceId: item.serviceId,
    ...(process === undefined ? {} : { process }),
  });
  if (_aktion === "veroeffentlichen" && (await mayPublishAtOnce(request))) {
    const result = await publish(request, { serviceId: id, seen: 1 });
    if (result.kind === "published") return redirect(view.href(servicePath(id, "?getan=laeuft")));
  }
  return redirect(view.href(servicePath(id, "?getan=uebernommen")));
}

/** The list of services, new ones, what the region has, and the town's setting. */
export const listRoutes: readonly Route[] = [
  { method: "GET", path: "/:town/amt/dienste", access, handle: showList },
  { method: "GET", path: "/:town/amt/dienste/neu", access: designAccess, handle: (request) => showNew(request) },
  {
    method: "POST",
    path: "/:town/amt/dienste/neu",
    access: designAccess,
    async handle(request) {
      try {
        return await createNew(request);
      } catch (error) {
        // Two people at once chose the same name.
        if (!(error instanceof Conflict)) throw error;
        return showNew(request, typedOf(request), {
          kennung: {
            de: "Diese Kennung gibt es schon. Wählen Sie eine andere.",
            en: "This name is there already. Choose another one.",
          },
        });
      }
    },
  },
  importSchemaRoute((request, mistakes) => showNew(request, typedOf(request), mistakes)),
  exportSchemaRoute,
  { method: "GET", path: "/:town/amt/dienste/region", access, handle: showShelf },
  { method: "GET", path: "/:town/amt/dienste/region/:stadt/:dienst", access: designAccess, handle: showTakeOver },
  { method: "POST", path: "/:town/amt/dienste/region/:stadt/:dienst", access: designAccess, handle: takeOver },
  {
    method: "GET",
    path: "/:town/amt/verwaltung/vier-augen",
    access: deskAccess.verwaltung,
    async handle(request) {
      const { view, query } = request;
      return page(
        FourEyesPage({
          view,
          fourEyes: await fourEyesIn(request),
          ...(query.gespeichert === undefined ? {} : { done: say(view, "Gespeichert.", "Saved.") }),
        }),
      );
    },
  },
  {
    method: "POST",
    path: "/:town/amt/verwaltung/vier-augen",
    access: deskAccess.verwaltung,
    repeat: "natural",
    async handle(request) {
      await setFourEyes(request, request.body.vier_augen === "ja");
      return redirect(request.view.href("/amt/verwaltung/vier-augen?gespeichert"));
    },
  },
];
