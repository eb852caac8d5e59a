import { z } from "zod";
import { inLanguage, type Language } from "../../../kernel/index.ts";
import { listOffers } from "../../catalogue/index.ts";
import { findField, getOnlineLeistung, type Leistung, searchOptions, writeFormSchema } from "../../forms/index.ts";
import { getTenant } from "../../tenants/index.ts";
import { described } from "../model/described.ts";
import { type AnyOperation, ApiProblem, type Call, defineOperation } from "../operation.ts";
import { codePageSchema, formSchemaSchema, serviceListSchema, serviceSchema } from "../schemas.ts";

const servicePath = z.object({
  service: described(
    z.string().regex(/^[a-z0-9][a-z0-9-]{0,119}$/),
    "Kennung der Leistung, zum Beispiel gewerbe-anmelden",
    "Identifier of the service, for example gewerbe-anmelden",
  ),
});
const nothing = z.object({});
/** Codes in one answer, and finds of one search. */
const mostCodes = 1000;
const mostFound = 10;

/** What the town offers now; the one of the address among it. @throws ApiProblem `not-found` */
async function getOffer(call: Call, id: string) {
  const offer = (await listOffers(call.ctx)).find(({ leistung, enabled }) => enabled && leistung.id === id);
  if (offer === undefined) throw new ApiProblem("not-found");
  return offer;
}

function summaryOf(call: Call, leistung: Leistung) {
  const { language } = call;
  return {
    id: leistung.id,
    title: inLanguage(leistung.title, language),
    summary: inLanguage(leistung.summary, language),
    ...(leistung.leikaKey === undefined ? {} : { leikaKey: leistung.leikaKey }),
    online: leistung.online !== undefined,
    links: {
      self: `${call.apiUrl}/services/${leistung.id}`,
      page: call.pageUrl(`/leistungen/${leistung.id}`),
    },
  };
}

function formOf(call: Call, leistung: Leistung, feesOfTown: Readonly<Record<string, number>>) {
  const { online } = leistung;
  if (online === undefined) return {};
  const { language } = call;
  return {
    form: {
      version: online.form.version,
      minutes: online.minutes,
      trustLevel: online.trustLevel,
      fees: online.fees.map((fee) => ({
        key: fee.key,
        label: inLanguage(fee.label, language),
        amountCents: feesOfTown[fee.key] ?? fee.amountCents,
        source: fee.source,
      })),
      declarations: online.declarations.map(({ key, text, source }) => ({
        key,
        text: inLanguage(text, language),
        source,
      })),
      ...(online.deadline === undefined
        ? {}
        : {
            deadline: {
              days: online.deadline.days,
              counting: online.deadline.counting,
              source: online.deadline.source,
            },
          }),
      schema: `${call.apiUrl}/services/${leistung.id}/form`,
    },
  };
}

function pageOf(leistung: Leistung, language: Language) {
  const { page } = leistung;
  const lines = (all: { readonly de: readonly string[]; readonly en: readonly string[] }) => [
    ...inLanguage(all, language),
  ];
  return {
    what: lines(page.what),
    forWhom: lines(page.forWhom),
    cost: lines(page.cost),
    time: lines(page.time),
    needed: lines(page.needed),
    dataProtection: lines(page.dataProtection),
    legalBasis: page.legalBasis.map(({ cite, url }) => ({ cite, ...(url === undefined ? {} : { url }) })),
  };
}

/** Reading what the town offers. */
export const serviceOperations: readonly AnyOperation[] = [
  defineOperation({
    id: "listServices",
    method: "GET",
    path: "/services",
    tag: "services",
    scope: "services:read",
    summary: { de: "Leistungen auflisten", en: "List services" },
    description: {
      de: "Alle Leistungen, die die Stadt gerade anbietet, in ihrer Reihenfolge.",
      en: "All services that the town offers now, in its order.",
    },
    input: { path: nothing, query: nothing, headers: nothing, body: undefined },
    once: false,
    answer: {
      status: 200,
      description: { de: "Die Leistungen", en: "The services" },
      schema: serviceListSchema,
      mediaType: "application/json",
    },
    problems: [],
    async handle(call) {
      const offers = await listOffers(call.ctx);
      return {
        services: offers.filter(({ enabled }) => enabled).map(({ leistung }) => summaryOf(call, leistung)),
      };
    },
  }),
  defineOperation({
    id: "getService",
    method: "GET",
    path: "/services/{service}",
    tag: "services",
    scope: "services:read",
    summary: { de: "Eine Leistung lesen", en: "Read a service" },
    description: {
      de: "Was die Seite der Leistung sagt, und was zum Senden eines Antrags nötig ist: Gebühren, Erklärungen, Frist.",
      en: "What the page of the service says, and what sending an application needs: fees, declarations, deadline.",
    },
    input: { path: servicePath, query: nothing, headers: nothing, body: undefined },
    once: false,
    answer: {
      status: 200,
      description: { de: "Die Leistung", en: "The service" },
      schema: serviceSchema,
      mediaType: "application/json",
    },
    problems: ["not-found"],
    async handle(call, { path }) {
      const { leistung, note } = await getOffer(call, path.service);
      const { settings } = await getTenant(call.ctx);
      const said = inLanguage(note, call.language);
      return {
        ...summaryOf(call, leistung),
        version: leistung.version,
        ...pageOf(leistung, call.language),
        ...(said === "" ? {} : { note: said }),
        ...formOf(call, leistung, settings.fees ?? {}),
      };
    },
  }),
  defineOperation({
    id: "getForm",
    method: "GET",
    path: "/services/{service}/form",
    tag: "services",
    scope: "services:read",
    summary: { de: "Ein Formular lesen", en: "Read a form" },
    description: {
      de: "Das Formular als JSON Schema, Fassung 2020-12: so sieht answers aus. Bedingungen und Prüfungen über mehrere Felder stehen darin, soweit JSON Schema sie sagen kann; beim Senden gelten alle.",
      en: "The form as JSON Schema, draft 2020-12: what answers looks like. Conditions and checks across fields stand in it as far as JSON Schema can say them; when sending, all of them hold.",
    },
    input: { path: servicePath, query: nothing, headers: nothing, body: undefined },
    once: false,
    answer: {
      status: 200,
      description: { de: "Das JSON Schema", en: "The JSON Schema" },
      schema: formSchemaSchema,
      mediaType: "application/schema+json",
    },
    problems: ["not-found", "service-not-offered"],
    async handle(call, { path }) {
      const { leistung } = await getOffer(call, path.service);
      if (leistung.online === undefined) throw new ApiProblem("service-not-offered");
      const { online } = await getOnlineLeistung(call.ctx, leistung.id);
      return { ...(await writeFormSchema(call.ctx, online.form, call.language, leistung.online.codeLists)) };
    },
  }),
  defineOperation({
    id: "listCodes",
    method: "GET",
    path: "/services/{service}/codes",
    tag: "services",
    scope: "services:read",
    summary: { de: "Werte eines Feldes auflisten", en: "List the values of a field" },
    description: {
      de: "Die Codes, aus denen ein Feld auswählen lässt, auch aus langen Codelisten, die das JSON Schema nur nennt. Mit q die zehn, die am besten passen; sonst alle, seitenweise.",
      en: "The codes that a field lets people choose from, also of long code lists that the JSON Schema only names. With q the ten that fit best; otherwise all of them, page by page.",
    },
    input: {
      path: servicePath,
      query: z.object({
        field: described(
          z.string().min(1).max(300),
          "Pfad des Feldes wie in answersByPath, zum Beispiel hunde.0.rasse",
          "Path of the field as in answersByPath, for example hunde.0.rasse",
        ),
        q: described(z.string().max(200).optional(), "Was gesucht wird", "What is searched for"),
        from: described(
          z
            .string()
            .regex(/^\d{1,6}$/)
            .optional(),
          "Ab dem wievielten, von 0; steht in next",
          "From which one on, from 0; stands in next",
        ),
      }),
      headers: nothing,
      body: undefined,
    },
    once: false,
    answer: {
      status: 200,
      description: { de: "Die Werte", en: "The values" },
      schema: codePageSchema,
      mediaType: "application/json",
    },
    problems: ["not-found", "service-not-offered"],
    async handle(call, { path, query }) {
      const { leistung } = await getOffer(call, path.service);
      if (leistung.online === undefined) throw new ApiProblem("service-not-offered");
      const { online } = await getOnlineLeistung(call.ctx, leistung.id);
      const field = findField(online.compiled, query.field)?.field;
      const options = field?.options;
      if (field === undefined || options === undefined) throw new ApiProblem("not-found");
      const searched = query.q !== undefined && query.q.trim() !== "";
      const from = Number(query.from ?? 0);
      const found = searched ? searchOptions(options, query.q ?? "", mostFound) : options.slice(from, from + mostCodes);
      const more = !searched && from + mostCodes < options.length;
      const next = new URLSearchParams({ field: query.field, from: String(from + mostCodes) });
      return {
        ...(field.codeList === undefined ? {} : { list: field.codeList.uri }),
        ...(field.codeList?.version === undefined ? {} : { version: field.codeList.version }),
        total: options.length,
        codes: found.map(({ value, label }) => ({ code: value, label: inLanguage(label, call.language) })),
        ...(more ? { next: `${call.apiUrl}/services/${leistung.id}/codes?${next}` } : {}),
      };
    },
  }),
];
