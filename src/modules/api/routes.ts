import { isId, NotFound } from "../../kernel/index.ts";
import { type Answer, page, type Route, redirect, type WebRequest } from "../../platform/web/index.ts";
import { deskAccess } from "../accounts/index.ts";
import { parseEmail } from "../messaging/index.ts";
import { createClient } from "./actions/create-client.ts";
import { issueKey, type KeyWish } from "./actions/issue-key.ts";
import { revokeKey } from "./actions/revoke-key.ts";
import { apiPath } from "./addresses.ts";
import { type Client, lifetimesMonths, rates, type Scope, scopes } from "./model/access.ts";
import { describeApi, operations } from "./operations/index.ts";
import { prepareFile, runOperation } from "./run-operation.ts";
import { findClient, findKey, listClients, listEvents, listKeys } from "./store.ts";
import {
  type AccessMistakes,
  accessPath,
  ClientPage,
  ClientsPage,
  KeyIssuedPage,
  NewAccessPage,
  RevokePage,
  type TypedAccess,
} from "./views/access-pages.tsx";
import { ReferencePage } from "./views/reference-page.tsx";
import { wording } from "./views/wording.ts";

/** `/services/{service}` as the server names it. */
const routePath = (path: string): string => `/:town${apiPath}${path.replaceAll(/\{([a-z]+)\}/g, ":$1")}`;

const operationRoutes: readonly Route[] = operations.map((operation) => ({
  method: operation.method,
  path: routePath(operation.path),
  // Everybody may knock; `runOperation` asks for the key.
  access: "public",
  caller: "machine",
  repeat: "natural",
  ...(operation.method === "GET" && operation.scope !== undefined ? { leavesTrace: true } : {}),
  ...(operation.takesFile === undefined ? {} : { prepareFile: (request) => prepareFile(operation, request) }),
  handle: (request) => runOperation(operation, request),
}));

// — The desk ——————————————————————————————————————————————————————————————

async function getClient(request: WebRequest): Promise<Client> {
  const id = request.params.client ?? "";
  const client = isId(id) ? await findClient(request, id) : undefined;
  if (client === undefined) throw new NotFound("api.no-such-client");
  return client;
}

async function getKeyOf(request: WebRequest, client: Client) {
  const id = request.params.key ?? "";
  const key = isId(id) ? await findKey(request, id) : undefined;
  if (key === undefined || key.clientId !== client.clientId) throw new NotFound("api.no-such-key");
  return key;
}

const emptyForm: TypedAccess = {
  name: "",
  contact: "",
  scopes: ["services:read"],
  months: "12",
  rate: String(rates.usual),
};

function typedAccess(request: WebRequest): TypedAccess {
  const text = (name: string): string => {
    const value = request.body[name];
    return (typeof value === "string" ? value : "").normalize("NFC").trim().slice(0, 400);
  };
  return {
    name: text("name"),
    contact: text("kontakt"),
    scopes: [request.body.zwecke ?? []].flat(),
    months: text("monate"),
    rate: text("haeufigkeit"),
  };
}

function mistakesIn(typed: TypedAccess, request: WebRequest, withClient: boolean): AccessMistakes {
  const say = wording[request.view.language];
  const rate = /^\d{1,4}$/.test(typed.rate) ? Number(typed.rate) : 0;
  return {
    ...(withClient && (typed.name === "" || typed.name.length > 120) ? { name: say.nameMissing } : {}),
    ...(withClient && parseEmail(typed.contact) === undefined ? { contact: say.contactBroken } : {}),
    ...(scopes.some((scope) => typed.scopes.includes(scope)) ? {} : { scopes: say.scopesMissing }),
    ...(lifetimesMonths.includes(Number(typed.months)) ? {} : { months: say.monthsMissing }),
    ...(rate < rates.least || rate > rates.most ? { rate: say.rateBroken } : {}),
  };
}

function wishOf(typed: TypedAccess, request: WebRequest): Omit<KeyWish, "clientId"> {
  return {
    scopes: scopes.filter((scope: Scope) => typed.scopes.includes(scope)),
    months: Number(typed.months),
    requestsPerMinute: Number(typed.rate),
    submissionKey: request.submissionKey ?? "",
  };
}

const alreadyIssued = (request: WebRequest, clientId: string): Answer =>
  redirect(request.view.href(`${accessPath}/${clientId}?schon=1`));

async function addClient(request: WebRequest): Promise<Answer> {
  const { view } = request;
  const typed = typedAccess(request);
  const mistakes = mistakesIn(typed, request, true);
  if (Object.keys(mistakes).length > 0) {
    return page(NewAccessPage({ view, client: undefined, typed, mistakes }), { status: 422 });
  }
  const { clientId, issued } = await createClient(request, {
    name: typed.name,
    contact: typed.contact,
    key: wishOf(typed, request),
  });
  const client = await findClient(request, clientId);
  if (issued === undefined || client === undefined) return alreadyIssued(request, clientId);
  return page(KeyIssuedPage({ view, client, secret: issued.key, facts: issued.facts }));
}

async function addKey(request: WebRequest): Promise<Answer> {
  const { view } = request;
  const client = await getClient(request);
  const typed = typedAccess(request);
  const mistakes = mistakesIn(typed, request, false);
  if (Object.keys(mistakes).length > 0) {
    return page(NewAccessPage({ view, client, typed, mistakes }), { status: 422 });
  }
  const issued = await issueKey(request, { ...wishOf(typed, request), clientId: client.clientId });
  if (issued === undefined) return alreadyIssued(request, client.clientId);
  return page(KeyIssuedPage({ view, client, secret: issued.key, facts: issued.facts }));
}

/** Latest entries that a client's page shows. */
const mostEvents = 100;

/** The operations, the page that describes them, and the desk's pages about who has access. */
export const apiRoutes: readonly Route[] = [
  ...operationRoutes,
  {
    method: "GET",
    path: "/:town/api",
    access: "public",
    async handle({ view, publicUrl }) {
      const apiUrl = `${publicUrl}/${view.brand?.slug ?? ""}${apiPath}`;
      const document = describeApi({ name: view.brand?.officialName ?? "", apiUrl }, view.language);
      return page(ReferencePage({ view, document, apiUrl }));
    },
  },
  {
    method: "GET",
    path: "/:town/amt/api-zugaenge",
    access: deskAccess.verwaltung,
    async handle(request) {
      const [clients, keys] = [await listClients(request), await listKeys(request)];
      return page(ClientsPage({ view: request.view, clients, keys, now: request.now }));
    },
  },
  {
    method: "GET",
    path: "/:town/amt/api-zugaenge/neu",
    access: deskAccess.verwaltung,
    async handle({ view }) {
      return page(NewAccessPage({ view, client: undefined, typed: emptyForm, mistakes: {} }));
    },
  },
  {
    method: "POST",
    path: "/:town/amt/api-zugaenge/neu",
    access: deskAccess.verwaltung,
    // The key of the form is the key's own: a repeat finds that it was issued.
    repeat: "natural",
    handle: addClient,
  },
  {
    method: "GET",
    path: "/:town/amt/api-zugaenge/:client",
    access: deskAccess.verwaltung,
    async handle(request) {
      const client = await getClient(request);
      const keys = await listKeys(request, client.clientId);
      const events = await listEvents(request, client.clientId, mostEvents);
      const issuedBefore = request.query.schon === "1";
      return page(ClientPage({ view: request.view, client, keys, events, issuedBefore, now: request.now }));
    },
  },
  {
    method: "GET",
    path: "/:town/amt/api-zugaenge/:client/schluessel",
    access: deskAccess.verwaltung,
    async handle(request) {
      const client = await getClient(request);
      return page(NewAccessPage({ view: request.view, client, typed: emptyForm, mistakes: {} }));
    },
  },
  {
    method: "POST",
    path: "/:town/amt/api-zugaenge/:client/schluessel",
    access: deskAccess.verwaltung,
    repeat: "natural",
    handle: addKey,
  },
  {
    method: "GET",
    path: "/:town/amt/api-zugaenge/:client/schluessel/:key/widerrufen",
    access: deskAccess.verwaltung,
    async handle(request) {
      const client = await getClient(request);
      return page(RevokePage({ view: request.view, client, apiKey: await getKeyOf(request, client) }));
    },
  },
  {
    method: "POST",
    path: "/:town/amt/api-zugaenge/:client/schluessel/:key/widerrufen",
    access: deskAccess.verwaltung,
    async handle(request) {
      const client = await getClient(request);
      const key = await getKeyOf(request, client);
      await revokeKey(request, key.keyId);
      return redirect(request.view.href(`${accessPath}/${client.clientId}`));
    },
  },
];
