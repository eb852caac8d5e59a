import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PDFDocument } from "@cantoo/pdf-lib";
import { Ajv2020 } from "ajv/dist/2020.js";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { type Actor, dayInBerlin, Forbidden, formatDayShort } from "../kernel/index.ts";
import { createStaff } from "../modules/accounts/index.ts";
import { apiRoutes, createClient, issueKey, revokeKey } from "../modules/api/index.ts";
import { completeTask, getCase, listHistory, listTasksOfCase, takeCase } from "../modules/cases/index.ts";
import { chooseLeistung } from "../modules/catalogue/index.ts";
import { configureDeliveries, seedRecipients } from "../modules/gewerbe/index.ts";
import { configureMail, folderTransport } from "../modules/messaging/index.ts";
import { listDokumente, seedAktenplan } from "../modules/records/index.ts";
import { switchOnTown, type Tenant } from "../modules/tenants/index.ts";
import { configureUploads } from "../modules/uploads/index.ts";
import { type Browser, createTestDatabase, type TestDatabase, type TestWeb } from "../platform/testing/index.ts";
import { jobs, routes, wireModules } from "./assembly.ts";
import { openWholeWeb } from "./testing/whole-web.ts";

let database: TestDatabase;
let web: TestWeb;
let address: string;
let paderborn: Tenant;
let delbrueck: Tenant;
const folder = mkdtempSync(join(tmpdir(), "klickamt-api-"));
const publicUrl = "http://localhost:3000";
const system = { kind: "system", name: "test" } as const;
const password = "Regen Tisch Mond Gabel";
const staff = (...duties: Extract<Actor, { kind: "staff" }>["duties"]): Actor => ({
  kind: "staff",
  staffId: "0197f3a0-0000-7000-8000-000000000000",
  name: "Bea Boss",
  duties,
});
type KeyScope = "services:read" | "applications:write" | "applications:read";
const everyScope: readonly KeyScope[] = ["services:read", "applications:write", "applications:read"];
let count = 0;

interface Access {
  readonly clientId: string;
  readonly keyId: string;
  readonly key: string;
}

async function newAccess(
  town: Tenant,
  name: string,
  wish: { scopes?: readonly KeyScope[]; rate?: number; months?: number } = {},
): Promise<Access> {
  return database.run(town.tenantId, staff("administration"), async (ctx) => {
    const { clientId, issued } = await createClient(ctx, {
      name,
      contact: "technik@kanzlei.example",
      key: {
        scopes: wish.scopes ?? everyScope,
        months: wish.months ?? 12,
        requestsPerMinute: wish.rate ?? 6000,
        submissionKey: `form-${++count}`,
      },
    });
    return { clientId, keyId: issued?.facts.keyId ?? "", key: issued?.key ?? "" };
  });
}

let access: Access;

beforeAll(async () => {
  await wireModules();
  configureDeliveries({ folder, publicUrl });
  configureUploads({ folder: join(folder, "uploads") });
  configureMail({ publicUrl, transport: folderTransport(join(folder, "mail")) });
  database = await createTestDatabase(inject("testServer"), jobs);
  const contact = {
    officeName: "Ordnungsamt",
    street: "Am Abdinghof 11",
    postcode: "33098",
    city: "Paderborn",
    phone: "05251 88-0",
    email: "gewerbe@stadt.example",
    hours: { de: ["Montag bis Freitag: 8 bis 12 Uhr"], en: ["Monday to Friday: 8 to 12"] },
  };
  const switchOn = (ags: string) =>
    database.db.inPlatform((tx) =>
      switchOnTown({ tx, actor: system, now: database.now }, { ags, demo: true, contact }),
    );
  paderborn = await switchOn("05774032");
  delbrueck = await switchOn("05774020");
  for (const town of [paderborn, delbrueck]) {
    await database.run(town.tenantId, system, async (ctx) => {
      await seedAktenplan(ctx);
      await seedRecipients(ctx);
      await createStaff(ctx, { name: "Bea Boss", email: "bea@stadt.example", password, duties: ["administration"] });
      await createStaff(ctx, { name: "Kim Beispiel", email: "kim@stadt.example", password, duties: ["casework"] });
    });
  }
  web = await openWholeWeb(database);
  address = await web.app.listen({ port: 0, host: "127.0.0.1" });
  access = await newAccess(paderborn, "Kanzlei Beispiel");
});
afterAll(async () => {
  await web.close();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

// — A client that holds the server to its own description ——————————————————

type Json = Record<string, unknown>;

// biome-ignore lint/suspicious/noExplicitAny: a document from outside, judged by the tests
type Loose = any;

let document: Loose;
let ajv: Ajv2020;
const walked = new Set<string>();

/** The document with every object closed: an answer that says more than it promises is a mistake too. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== "object" || value === null) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, closed(one)]));
  return "properties" in inner && inner["type"] === "object" && !("additionalProperties" in inner)
    ? { ...inner, additionalProperties: false }
    : inner;
}

beforeAll(async () => {
  document = await (await fetch(`${address}/paderborn/api/v1/openapi.json`)).json();
  ajv = new Ajv2020({ strict: false, allErrors: true });
  ajv.addFormat("date", /^\d{4}-\d\d-\d\d$/);
  ajv.addFormat("date-time", (text: string) => !Number.isNaN(Date.parse(text)) && text.endsWith("Z"));
  ajv.addFormat("uuid", /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  ajv.addFormat("uri", (text: string) => URL.canParse(text));
  ajv.addSchema({ ...(closed(document) as Json), $id: "https://api.example/" });
});

function operationOf(method: string, path: string): Loose {
  const own = path.split("?")[0] ?? "";
  for (const [template, methods] of Object.entries(document.paths as Record<string, Loose>)) {
    const pattern = new RegExp(`^${template.replaceAll(/\{[a-z]+\}/g, "[^/]+")}$`);
    if (pattern.test(own) && methods[method.toLowerCase()]) return methods[method.toLowerCase()];
  }
  return undefined;
}

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  readonly json: Loose;
}

interface Asked {
  readonly method?: string;
  readonly key?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly town?: string;
}

/** Asks over HTTP, and fails where the answer is not what the document promises for this operation. */
async function ask(path: string, asked: Asked = {}): Promise<Reply> {
  const method = asked.method ?? (asked.body === undefined ? "GET" : "POST");
  const key = "key" in asked ? asked.key : access.key;
  const response = await fetch(`${address}/${asked.town ?? "paderborn"}/api/v1${path}`, {
    method,
    headers: {
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(asked.body === undefined
        ? {}
        : { "content-type": asked.body instanceof Uint8Array ? "application/octet-stream" : "application/json" }),
      ...asked.headers,
    },
    ...(asked.body === undefined
      ? {}
      : {
          body:
            asked.body instanceof Uint8Array
              ? Buffer.from(asked.body)
              : typeof asked.body === "string"
                ? asked.body
                : JSON.stringify(asked.body),
        }),
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const mediaType = response.headers.get("content-type")?.split(";")[0] ?? "";
  const json = mediaType.endsWith("json") && bytes.length > 0 ? JSON.parse(Buffer.from(bytes).toString()) : undefined;
  expect(response.headers.get("set-cookie")).toBeNull();
  const operation = operationOf(method, path);
  if (operation !== undefined && method !== "HEAD") {
    const promised = operation.responses[String(response.status)];
    expect(promised, `${method} ${path} → ${response.status}: ${JSON.stringify(json)}`).toBeDefined();
    const content = promised.content[mediaType];
    expect(content, `${method} ${path} → ${mediaType}`).toBeDefined();
    if (content.schema.$ref !== undefined) {
      const validate = ajv.compile({ $ref: `https://api.example/${content.schema.$ref}` });
      expect(validate(json) ? [] : validate.errors, `${method} ${path}`).toEqual([]);
    }
    if (response.ok) walked.add(operation.operationId);
  } else if (response.status >= 400 && method !== "HEAD") {
    const validate = ajv.compile({ $ref: "https://api.example/#/components/schemas/Problem" });
    expect(validate(json) ? [] : validate.errors, `${method} ${path}`).toEqual([]);
  }
  return { status: response.status, headers: response.headers, bytes, json };
}

const pointers = (reply: Reply): readonly string[] => (reply.json.errors ?? []).map((one: Json) => one["pointer"]);

/** Änne Müller registers her joinery, nested as the form does. */
function registration(more: Json = {}): Json {
  return {
    rechtsform: "einzelunternehmen",
    geschaeftsbezeichnung: "Tischlerei Müller",
    inhaber: { familienname: "Müller", vornamen: "Änne", geschlecht: "weiblich" },
    geburt: {
      geburtsdatum: "1991-04-12",
      geburtsort: "Musterhausen",
      geburtsland: "de",
      staatsangehoerigkeit: "de",
    },
    wohnung: {
      land: "de",
      strasse: "Lindenprobe",
      hausnummer: "17 a",
      plz: "33098",
      ort: "Paderborn",
      telefon: "05251 123456",
    },
    reisegewerbe: false,
    niederlassung: "hauptniederlassung",
    betriebsstaette: { wieWohnung: false, strasse: "Marienplatz", hausnummer: "1", plz: "33098", ort: "Paderborn" },
    taetigkeit: "Herstellung von Möbeln",
    betriebsart: ["handel"],
    nebenerwerb: false,
    beginn: formatDayShort(dayInBerlin(database.now), "de"),
    beschaeftigteVorhanden: false,
    grund: "neugruendung",
    erlaubnisArten: ["keine"],
    ...more,
  };
}

let declarations: readonly string[];
beforeAll(async () => {
  declarations = (await ask("/services/gewerbe-anmelden")).json.form.declarations.map((one: Json) => one["key"]);
  expect(declarations.length).toBeGreaterThan(0);
});

const application = (answers: Json = registration(), more: Json = {}): Json => ({
  service: "gewerbe-anmelden",
  answers,
  declarations,
  ...more,
});

const send = (body: unknown, asked: Asked = {}): Promise<Reply> =>
  ask("/applications", { ...asked, body, headers: { "idempotency-key": randomUUID(), ...asked.headers } });

const countCases = (): Promise<number> =>
  database.run(paderborn.tenantId, system, async (ctx) => {
    const { CompiledQuery } = await import("kysely");
    const { rows } = await ctx.tx.executeQuery<{ n: number }>(
      CompiledQuery.raw("select count(*)::int as n from cases.case"),
    );
    return rows[0]?.n ?? 0;
  });

async function certify(caseId: string): Promise<void> {
  await database.run(paderborn.tenantId, staff("casework"), async (ctx) => {
    const { rowVersion } = await takeCase(ctx, { caseId });
    const task = (await listTasksOfCase(ctx, caseId)).find(({ state }) => state === "open");
    await completeTask(ctx, {
      caseId,
      taskId: task?.taskId ?? "",
      outcome: "vollstaendig",
      rowVersion,
      options: {},
    });
  });
}

describe("The description", () => {
  test("names every route that is served, and serves every operation it names", () => {
    const served = apiRoutes
      .filter(({ path }) => path.startsWith("/:town/api/v1/"))
      .map(({ method, path }) => `${method} ${path.slice("/:town/api/v1".length).replaceAll(/:([a-z]+)/g, "{$1}")}`);
    const told = Object.entries(document.paths as Json).flatMap(([path, methods]) =>
      Object.keys(methods as Json).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(told.sort()).toEqual([...served].sort());
    expect(routes.filter(({ path }) => path.startsWith("/:town/api/"))).toHaveLength(served.length);
  });

  test("has only schemas that are valid JSON Schema 2020-12, and only references that lead somewhere", () => {
    const meta = new Ajv2020({ strict: false, validateFormats: false });
    for (const [name, schema] of Object.entries(document.components.schemas as Json)) {
      expect(meta.validateSchema(schema as Json), `${name}: ${meta.errorsText()}`).toBe(true);
    }
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)];
    expect(references.length).toBeGreaterThan(20);
    for (const [, name] of references) expect(document.components.schemas).toHaveProperty(name ?? "");
  });

  test("has the shape of OpenAPI 3.1: what the specification requires of each object, and nothing it does not know", () => {
    const text = { type: "string", minLength: 1 };
    const headers = {
      type: "object",
      additionalProperties: {
        type: "object",
        required: ["schema"],
        properties: { description: text, schema: { type: "object" } },
        additionalProperties: false,
      },
    };
    const content = {
      type: "object",
      propertyNames: { pattern: "^[a-z]+/[a-z+-]+$" },
      additionalProperties: {
        type: "object",
        properties: { schema: { type: "object" } },
        additionalProperties: false,
      },
    };
    const operation = {
      type: "object",
      required: ["operationId", "responses"],
      properties: {
        operationId: { type: "string", pattern: "^[a-z][A-Za-z]+$" },
        summary: text,
        description: text,
        tags: { type: "array", items: text },
        security: {
          type: "array",
          items: {
            type: "object",
            additionalProperties: { type: "array", items: text },
            propertyNames: { const: "key" },
          },
        },
        parameters: {
          type: "array",
          items: {
            type: "object",
            required: ["name", "in", "schema"],
            properties: {
              name: text,
              in: { enum: ["path", "query", "header"] },
              description: text,
              required: { type: "boolean" },
              schema: { type: "object" },
            },
            // What stands in a path is required.
            if: { properties: { in: { const: "path" } } },
            // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
            then: { properties: { required: { const: true } } },
            additionalProperties: false,
          },
        },
        requestBody: {
          type: "object",
          required: ["content"],
          properties: { required: { type: "boolean" }, content },
          additionalProperties: false,
        },
        responses: {
          type: "object",
          minProperties: 1,
          propertyNames: { pattern: "^[1-5]\\d\\d$" },
          additionalProperties: {
            type: "object",
            required: ["description"],
            properties: { description: text, headers, content },
            additionalProperties: false,
          },
        },
      },
      additionalProperties: false,
    };
    const validate = new Ajv2020({ strict: false }).compile({
      type: "object",
      required: ["openapi", "info", "paths"],
      properties: {
        openapi: { const: "3.1.1" },
        info: {
          type: "object",
          required: ["title", "version"],
          properties: {
            title: text,
            version: text,
            description: text,
            license: {
              type: "object",
              required: ["name"],
              properties: { name: text, identifier: text },
              additionalProperties: false,
            },
          },
          additionalProperties: false,
        },
        servers: {
          type: "array",
          minItems: 1,
          items: {
            type: "object",
            required: ["url"],
            properties: { url: text, description: text },
            additionalProperties: false,
          },
        },
        tags: {
          type: "array",
          items: {
            type: "object",
            required: ["name"],
            properties: { name: text, description: text },
            additionalProperties: false,
          },
        },
        paths: {
          type: "object",
          propertyNames: { pattern: "^/" },
          additionalProperties: {
            type: "object",
            properties: { get: operation, post: operation },
            additionalProperties: false,
          },
        },
        components: {
          type: "object",
          required: ["schemas", "securitySchemes"],
          properties: {
            schemas: { type: "object", propertyNames: { pattern: "^[A-Za-z0-9._-]+$" } },
            securitySchemes: {
              type: "object",
              additionalProperties: {
                type: "object",
                required: ["type", "scheme"],
                properties: { type: { const: "http" }, scheme: { const: "bearer" }, description: text },
                additionalProperties: false,
              },
            },
          },
          additionalProperties: false,
        },
      },
      additionalProperties: false,
    });
    expect(validate(document) ? [] : validate.errors).toEqual([]);
    const operations = Object.values(document.paths as Record<string, Json>).flatMap((methods) =>
      Object.values(methods),
    ) as Loose[];
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const [path, methods] of Object.entries(document.paths as Record<string, Json>)) {
      const inPath = [...path.matchAll(/\{([a-z]+)\}/g)].map(([, name]) => name);
      for (const one of Object.values(methods) as Loose[]) {
        const declared = one.parameters.filter((parameter: Json) => parameter["in"] === "path");
        expect(declared.map((parameter: Json) => parameter["name"])).toEqual(inPath);
      }
    }
  });

  test("speaks the language of the client", async () => {
    const english = (await ask("/openapi.json", { headers: { "accept-language": "fr, en;q=0.8, de;q=0.7" } })).json;
    expect(english.info.title).toBe("API: Stadt Paderborn");
    expect(document.info.title).toBe("Schnittstelle: Stadt Paderborn");
    expect(english.servers[0].url).toBe("http://localhost:3000/paderborn/api/v1");
  });

  test("is a page for people in both languages, drawn from the same document", async () => {
    const browser = web.openBrowser();
    await browser.open("/paderborn/api");
    expect(browser.heading()).toBe("Schnittstelle für Programme");
    for (const words of ["Einen Antrag senden", "POST", "/applications", "Idempotency-Key", "answers-not-right"]) {
      expect(browser.text()).toContain(words);
    }
    for (const { href } of browser.links().filter(({ href: to }) => to.startsWith("#"))) {
      expect(browser.html).toContain(`id="${href.slice(1)}"`);
    }
    await browser.open("/en/paderborn/api");
    expect(browser.text()).toContain("Send an application");
    expect(browser.html).not.toContain("<script>");
  });
});

describe("A client", () => {
  let sent: Loose;
  beforeAll(async () => {
    const reply = await send(application(registration(), { email: "anna@example.org" }));
    expect(reply.status, JSON.stringify(reply.json)).toBe(201);
    sent = reply.json;
  });

  test("lists services and reads one with what sending needs", async () => {
    const { json } = await ask("/services");
    expect(json.services.map(({ id }: Json) => id)).toContain("gewerbe-anmelden");
    const service = (await ask("/services/gewerbe-anmelden", { headers: { "accept-language": "en" } })).json;
    expect(service.title).toBe("Register a business");
    expect(service.form.deadline).toMatchObject({ days: 3 });
    const informing = (await ask("/services/fundsache-melden")).json;
    expect(informing.online).toBe(false);
    expect(informing.form).toBeUndefined();
    expect((await ask("/services/fundsache-melden/form")).json.code).toBe("service-not-offered");
  });

  test("reads a form as JSON Schema that takes what the form takes, and refuses what it refuses", async () => {
    const { json } = await ask("/services/gewerbe-anmelden/form");
    expect(json.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
    expect(json.properties.inhaber.properties.familienname.title).toBe("Familienname");
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(json);
    const valid = registration({ beginn: "2026-11-23" });
    expect(validate(valid) ? [] : validate.errors).toEqual([]);
    expect((await send(application(valid))).status).toBe(201);
    for (const wrong of [
      { reisegewerbe: "vielleicht" },
      { betriebsart: "handel" },
      { unbekannt: 1 },
      { personen: {} },
    ]) {
      const answers = registration({ beginn: "2026-11-23", ...wrong });
      expect(validate(answers), JSON.stringify(wrong)).toBe(false);
      expect((await send(application(answers))).status, JSON.stringify(wrong)).toBe(422);
    }
    const english = (await ask("/services/gewerbe-anmelden/form", { headers: { "accept-language": "en" } })).json;
    expect(english.properties.inhaber.properties.familienname.title).toBe("Family name");
  });

  test("lists the values of a field, searched and page by page, and knows no other field", async () => {
    const address = "/services/hundesteuer-anmelden/codes?field=hunde.0.rasse";
    const all = (await ask(address)).json;
    expect(all.codes).toHaveLength(all.total);
    expect(all.codes).toContainEqual({ code: "rottweiler", label: "Rottweiler" });
    expect(all.next).toBeUndefined();
    const found = (await ask(`${address}&q=rottweiller`)).json;
    expect(found.codes[0]).toEqual({ code: "rottweiler", label: "Rottweiler" });
    expect((await ask(`${address}&from=${all.total - 1}`)).json.codes).toEqual(all.codes.slice(-1));
    for (const [wrong, status] of [
      ["field=hunde.0.rufname", 404],
      ["field=nix", 404],
      ["field=__proto__.x", 404],
      ["", 400],
      ["field=hunde.0.rasse&from=-1", 400],
    ] as const)
      expect((await ask(`/services/hundesteuer-anmelden/codes?${wrong}`)).status, wrong).toBe(status);
    expect((await ask("/services/fundsache-melden/codes?field=x")).json.code).toBe("service-not-offered");
  });

  test("sends an application that is then a case like every other, with who sent it in its history", async () => {
    expect(sent.fileReference).toMatch(/^\d/);
    expect(sent.accessCode).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(sent.sentence).toBe("Ihr Anliegen wartet auf die Bearbeitung.");
    expect(sent.dueOn).toBe("2026-11-26");
    expect(sent.fees).not.toEqual([]);
    expect(sent.notAsked).toEqual([]);
    await database.run(paderborn.tenantId, system, async (ctx) => {
      const subject = await getCase(ctx, sent.id);
      expect(subject.answers["inhaber.familienname"]).toBe("Müller");
      expect(subject.answers["reisegewerbe"]).toBe("nein");
      expect(subject.answers["geburt.geburtsdatum"]).toBe("1991-04-12");
      const entry = (await listHistory(ctx, sent.id)).find(({ action }) => action === "api.sent");
      expect(entry?.text.de).toContain("Kanzlei Beispiel");
      expect(entry?.actorName).toBe("Kanzlei Beispiel");
      expect(entry?.details).toEqual({ clientId: access.clientId, keyId: access.keyId });
    });
  });

  test("hands the code to the person, whose mailbox it opens", async () => {
    const browser = web.openBrowser();
    await browser.open("/paderborn/fortsetzen");
    browser.fill({ code: sent.accessCode });
    await browser.submit();
    expect(browser.text()).toContain(sent.fileReference);
    expect(new URL(sent.links.page).pathname).toContain(sent.id);
  });

  test("follows it in sentences, and fetches the notice as PDF once it is there", async () => {
    expect((await ask(`/applications/${sent.id}`)).json.steps[0]).toMatchObject({
      sentence: "Ihr Anliegen ist bei uns eingegangen.",
      state: "done",
    });
    expect((await database.queue.drain()).failed).toEqual([]);
    await certify(sent.id);
    const { messages } = (await ask(`/applications/${sent.id}/messages`)).json;
    const notice = messages.find(({ kind }: Json) => kind === "notice");
    expect(notice.effectiveOn).toBe("2026-11-27");
    const [letter] = notice.documents;
    const path = new URL(letter.links.content).pathname.slice("/paderborn/api/v1".length);
    const fetched = await ask(path);
    expect(fetched.headers.get("content-type")).toBe("application/pdf");
    expect(Buffer.from(fetched.bytes).toString("latin1").startsWith("%PDF-")).toBe(true);
    // As Swift writes ids.
    const shouted = `/applications/${sent.id.toUpperCase()}/documents/${String(letter.id).toUpperCase()}`;
    expect((await ask(shouted)).bytes).toEqual(fetched.bytes);
    expect((await ask(`/applications/${sent.id.toUpperCase()}`)).json.id).toBe(sent.id);
    expect(fetched.bytes.length).toBe(letter.bytes);
    const list = (await ask("/applications?limit=1")).json;
    expect(list.applications).toHaveLength(1);
  });

  test("pages through what it has sent", async () => {
    const client = await newAccess(paderborn, "Zwei Anträge");
    for (let index = 0; index < 3; index++) await send(application(), { key: client.key });
    const first = (await ask("/applications?limit=2", { key: client.key })).json;
    expect(first.applications).toHaveLength(2);
    const { pathname, search } = new URL(first.next);
    const second = await ask(pathname.slice("/paderborn/api/v1".length) + search, { key: client.key });
    expect(second.json.applications).toHaveLength(1);
    expect(second.json.next).toBeUndefined();
    expect((await ask("/applications?limit=51", { key: client.key })).json).toMatchObject({
      code: "bad-request",
      errors: [{ parameter: "limit" }],
    });
  });

  test("goes on listing the others when the Akte of one is destroyed", async () => {
    const client = await newAccess(paderborn, "Lange dabei");
    const [gone, stays] = [
      await send(application(), { key: client.key }),
      await send(application(), { key: client.key }),
    ];
    await database.queue.drain();
    await database.tamper("delete from cases.case where case_id = $1", [gone.json.id]);
    const { applications } = (await ask("/applications", { key: client.key })).json;
    expect(applications.map(({ id }: { id: string }) => id)).toEqual([stays.json.id]);
  });

  test("may answer by path instead", async () => {
    const flat: Json = {};
    for (const [key, value] of Object.entries(registration())) {
      if (typeof value === "object" && !Array.isArray(value)) {
        for (const [inner, own] of Object.entries(value as Json)) flat[`${key}.${inner}`] = own;
      } else flat[key] = value;
    }
    const { answers: _, ...rest } = application();
    const reply = await send({ ...rest, answersByPath: flat });
    expect(reply.status).toBe(201);
    const wrong = await send({ ...rest, answersByPath: { ...flat, "inhaber.familienname": "", "inhaber.x": "1" } });
    expect(pointers(wrong)).toEqual(["/answersByPath/inhaber.x", "/answersByPath/inhaber.familienname"]);
    expect(pointers(await send({ ...rest, answers: {}, answersByPath: {} }))).toEqual([""]);
  });

  test("hears which answers are not asked for, instead of losing them silently", async () => {
    const reply = await send(application(registration({ personen: [{ familienname: "Zu Viel" }] })));
    expect(reply.status).toBe(201);
    expect(reply.json.notAsked).toEqual(["/answers/personen/0/familienname"]);
  });

  const pdf = async (change: (document: PDFDocument) => void = () => undefined): Promise<Uint8Array> => {
    const document = await PDFDocument.create();
    document.addPage([200, 200]);
    change(document);
    return document.save();
  };
  const photo = (): Promise<Uint8Array> =>
    sharp({ create: { width: 60, height: 40, channels: 3, background: "red" } })
      .jpeg()
      .toBuffer();
  /** A ZIP archive without an entry. */
  const archive = Buffer.concat([Buffer.from("PK\u0005\u0006"), Buffer.alloc(18)]);
  // In two pieces, so that no scanner takes this file for one.
  const eicar = Buffer.from(`X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-${"ANTIVIRUS-TEST-FILE"}!$H+H*`);
  const proofField = "hunde.0.nachweis";
  const upload = (file: Uint8Array, more: Json = {}, asked: Asked = {}): Promise<Reply> => {
    const query = { service: "hundesteuer-anmelden", field: proofField, filename: "Nachweis.pdf", ...more };
    return ask(`/uploads?${new URLSearchParams(query)}`, { ...asked, method: "POST", body: file });
  };
  const withDog = (nachweis: unknown, more: Json = {}): Json => ({
    service: "hundesteuer-anmelden",
    answers: {
      halter: {
        vornamen: "Mia",
        familienname: "Brökelmann",
        geburtsdatum: "3.4.1988",
        strasse: "Lindenprobe",
        hausnummer: "3",
        plz: "33098",
        ort: "Paderborn",
      },
      hunde: [
        {
          rufname: "Rex",
          rasse: "Boxer",
          geschlecht: "ruede",
          geworfen: "1.6.2024",
          aufgenommen: "15.11.2026",
          befreiung: "rettung",
          nachweis,
        },
      ],
      lastschrift: false,
    },
    declarations: ["richtigkeit"],
    ...more,
  });
  const storedUploads = (): Promise<number> =>
    database.run(paderborn.tenantId, system, async (ctx) => {
      const { CompiledQuery } = await import("kysely");
      const query = CompiledQuery.raw("select count(*)::int as n from uploads.upload");
      return (await ctx.tx.executeQuery<{ n: number }>(query)).rows[0]?.n ?? 0;
    });

  test("uploads files, names them at their field, and the office has them", async () => {
    const first = await upload(await pdf());
    expect(first.status, JSON.stringify(first.json)).toBe(201);
    expect(first.json).toMatchObject({ field: proofField, mediaType: "application/pdf", state: "clean" });
    expect(first.headers.get("location")).toBe(first.json.links.self);
    const second = await upload(await photo(), { filename: "Ausweis von Rex.jpg" });
    expect((await ask(`/uploads/${second.json.id}`)).json.filename).toBe("Ausweis von Rex.jpg");
    const form = (await ask("/services/hundesteuer-anmelden/form")).json;
    const body = withDog([first.json.id, second.json.id]);
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(form);
    expect(
      (validate(body["answers"]) ? [] : (validate.errors ?? [])).filter(({ instancePath }) =>
        instancePath.includes("nachweis"),
      ),
    ).toEqual([]);
    const reply = await send(withDog([first.json.id.toUpperCase(), second.json.id]));
    expect(reply.status, JSON.stringify(reply.json)).toBe(201);
    const documents = await database.run(paderborn.tenantId, staff("casework"), async (ctx) => {
      const subject = await getCase(ctx, reply.json.id);
      expect(subject.answers[proofField]).toEqual([first.json.id, second.json.id]);
      return listDokumente(ctx, subject.vorgangId);
    });
    const attached = documents.filter(({ kind }) => kind === "anlage");
    expect(attached.map(({ filename, sha256 }) => [filename, sha256])).toEqual([
      ["Nachweis.pdf", first.json.sha256],
      ["Ausweis von Rex.jpg", second.json.sha256],
    ]);
    // The desk reads their names, and opens each where it lies.
    const desk = await signIn("kim@stadt.example");
    await desk.open(`/paderborn/amt/vorgang/${reply.json.id}`);
    for (const { filename, dokumentId } of attached) {
      expect(desk.links().filter(({ text }) => text === filename)).toEqual([
        expect.objectContaining({ href: `/paderborn/amt/dokument/${dokumentId}` }),
      ]);
    }
    // They have gone with it, and cannot go with another.
    expect((await ask(`/uploads/${first.json.id}`)).status).toBe(404);
    expect(pointers(await send(withDog([first.json.id])))).toEqual(["/answers/hunde/0/nachweis/0"]);
  });

  test.each<[string, () => Promise<Uint8Array>, string, string]>([
    ["a PDF with a program", () => pdf((made) => made.addJavaScript("x", "app.alert(1)")), "x.pdf", "Programme"],
    ["an archive", async () => archive, "x.zip", "Archiv"],
    ["a text at a field for PDF", async () => Buffer.from("Nachweis, in Worten"), "x.txt", "passt hier nicht"],
    ["the EICAR test file", async () => eicar, "x.txt", "Schadprogramm"],
    [
      "a web page that calls itself PDF",
      async () => Buffer.from("<!doctype html><script>1</script>"),
      "x.pdf",
      "Befehle",
    ],
    ["a good file with a dangerous name", () => pdf(), "x.pdf.exe", "endet wie ein Programm"],
    ["nothing", async () => new Uint8Array(), "x.pdf", "leer"],
    ["more than the field takes", async () => Buffer.alloc(11 * 1024 * 1024, 1), "x.pdf", "größer als 10 MB"],
  ])("is told why %s is not accepted, at its field, and nothing is stored", async (_case, make, filename, words) => {
    const before = await storedUploads();
    const reply = await upload(await make(), { filename });
    expect(reply.status, JSON.stringify(reply.json)).toBe(422);
    expect(reply.json.code).toBe("file-not-accepted");
    expect(pointers(reply)).toEqual(["/answers/hunde/0/nachweis"]);
    expect(reply.json.errors[0].detail).toContain(`${filename}: `);
    expect(reply.json.errors[0].detail).toContain(words);
    expect(await storedUploads()).toBe(before);
  });

  test("cannot send a file of another client, for another field, twice, unknown, or in another shape", async () => {
    const { id } = (await upload(await pdf())).json;
    const other = await newAccess(paderborn, "Fremde Kanzlei");
    expect((await ask(`/uploads/${id}`, { key: other.key })).status).toBe(404);
    const foreign = await send(withDog([id]), { key: other.key });
    expect(pointers(foreign)).toEqual(["/answers/hunde/0/nachweis/0"]);
    expect(foreign.json.errors[0].detail).toContain("kennen wir nicht");
    const elsewhere = (await upload(await pdf(), { field: "hunde.1.nachweis" })).json.id;
    const wrong = await send(withDog([elsewhere, id, id, randomUUID()]));
    expect(wrong.json.errors.map(({ pointer }: Json) => pointer)).toEqual(
      expect.arrayContaining([
        "/answers/hunde/0/nachweis/0",
        "/answers/hunde/0/nachweis/2",
        "/answers/hunde/0/nachweis/3",
      ]),
    );
    for (const shape of ["x", [1], ["../../etc/passwd"], { id }]) {
      expect(pointers(await send(withDog(shape)))).toContain("/answers/hunde/0/nachweis");
    }
    // A refused application leaves the file where it was.
    expect((await send(withDog([id]))).status).toBe(201);
  });

  test("is refused before its file is read: without a key, a purpose, a field or the right kind of content", async () => {
    const file = await pdf();
    expect((await upload(file, {}, { key: undefined })).status).toBe(401);
    const reader = await newAccess(paderborn, "Nur lesen", { scopes: ["applications:read"] });
    expect((await upload(file, {}, { key: reader.key })).json.code).toBe("scope-missing");
    const once = await newAccess(paderborn, "Einmal je Minute", { rate: 1 });
    expect((await upload(file, {}, { key: once.key })).status).toBe(201);
    expect((await upload(file, {}, { key: once.key })).status).toBe(429);
    expect((await upload(file, { service: "fundsache-melden" })).json.code).toBe("service-not-offered");
    for (const field of ["hunde.0.rufname", "hunde.99.nachweis", "nichts"]) {
      expect((await upload(file, { field })).json.errors).toEqual([expect.objectContaining({ parameter: "field" })]);
    }
    expect((await ask("/uploads", { method: "POST", body: file })).json.code).toBe("bad-request");
    for (const type of ["application/json", "application/pdf", "multipart/form-data; boundary=x"]) {
      const reply = await upload(file, {}, { headers: { "content-type": type } });
      expect(reply.json.code, type).toBe("unsupported-media-type");
    }
    // Where no file is taken, none is read.
    expect((await ask("/applications", { method: "POST", body: file })).json.code).toBe("unsupported-media-type");
  });

  test("files that no application names are erased after a day; those that were sent stay", async () => {
    const { id } = (await upload(await pdf())).json;
    const sentFile = (await upload(await pdf())).json.id;
    const { json } = await send(withDog([sentFile]));
    const start = database.now;
    try {
      database.now = new Date(start.getTime() + 23 * 3_600_000);
      await database.queue.tick("api.forget-uploads");
      expect((await database.queue.drain()).failed).toEqual([]);
      expect((await ask(`/uploads/${id}`)).status).toBe(200);
      expect(existsSync(join(folder, "uploads", String(paderborn.tenantId), `${id}.file`))).toBe(true);
      database.now = new Date(start.getTime() + 25 * 3_600_000);
      await database.queue.tick("api.forget-uploads");
      expect((await database.queue.drain()).failed).toEqual([]);
      expect((await ask(`/uploads/${id}`)).status).toBe(404);
      expect(existsSync(join(folder, "uploads", String(paderborn.tenantId), `${id}.file`))).toBe(false);
      const documents = await database.run(paderborn.tenantId, staff("casework"), async (ctx) =>
        listDokumente(ctx, (await getCase(ctx, json.id)).vorgangId),
      );
      expect(documents.some(({ filename }) => filename === "Nachweis.pdf")).toBe(true);
    } finally {
      database.now = start;
    }
  });

  test("walks every operation of the description", async () => {
    await ask("/openapi.json");
    expect([...walked].sort()).toEqual(
      Object.values(document.paths as Record<string, Record<string, Loose>>)
        .flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId))
        .sort(),
    );
  });
});

describe("Mistakes in an application", () => {
  test("are those of the page, each with its place, in the client's language, and nothing is sent", async () => {
    const before = await countCases();
    const body = application(
      registration({ inhaber: { familienname: "", vornamen: "Änne", geschlecht: "x" }, plz: 1 }),
      {
        declarations: [],
        email: "anna",
      },
    );
    const german = await send(body);
    expect(german.status).toBe(422);
    expect(german.headers.get("content-type")).toMatch(/^application\/problem\+json/);
    expect(german.headers.get("content-language")).toBe("de");
    expect(german.json.code).toBe("answers-not-right");
    expect(german.json.type).toBe("http://localhost:3000/paderborn/api#problem-answers-not-right");
    expect(new Set(pointers(german))).toEqual(
      new Set([
        "/answers/plz",
        "/email",
        "/declarations",
        "/answers/inhaber/familienname",
        "/answers/inhaber/geschlecht",
      ]),
    );
    const english = await send(body, { headers: { "accept-language": "en-GB" } });
    const messageOf = (reply: Reply) =>
      reply.json.errors.find((one: Json) => one["pointer"] === "/answers/inhaber/familienname").detail;
    expect(messageOf(german)).toMatch(/^Geben Sie/);
    expect(messageOf(english)).toMatch(/^Enter/);
    expect(await countCases()).toBe(before);
  });

  test("of shape are told before those of content", async () => {
    const reply = await send({ service: "gewerbe-anmelden", declarations: "alle", extra: 1 });
    expect(reply.json.code).toBe("body-not-right");
    expect(pointers(reply)).toEqual(["/declarations", "/extra"]);
    expect((await send(application(registration(), { service: "gibt-es-nicht" }))).json.code).toBe(
      "service-not-offered",
    );
  });

  test("of a service that the town has switched off send nothing", async () => {
    const choose = (enabled: boolean) =>
      database.run(paderborn.tenantId, staff("administration"), (ctx) =>
        chooseLeistung(ctx, { leistungId: "gewerbe-anmelden", enabled, position: 10, note: { de: "", en: "" } }),
      );
    await choose(false);
    try {
      expect((await send(application())).json.code).toBe("service-not-offered");
      expect((await ask("/services/gewerbe-anmelden")).status).toBe(404);
    } finally {
      await choose(true);
    }
  });
});

describe("A repeated request", () => {
  test("makes one case out of twenty at once, and everybody gets the same answer", async () => {
    const before = await countCases();
    const key = randomUUID();
    const body = application();
    const once = () => send(body, { headers: { "idempotency-key": key } });
    const replies = await Promise.all(Array.from({ length: 20 }, once));
    for (const { status, json, headers } of replies) {
      if (status === 201) continue;
      expect([status, json.code, headers.get("retry-after")]).toEqual([409, "idempotency-in-progress", "1"]);
    }
    const later = await once();
    const answers = [...replies, later].filter(({ status }) => status === 201);
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
    expect(new Set(answers.map(({ json }) => json.accessCode)).size).toBe(1);
    expect(later.headers.get("idempotency-replayed")).toBe("true");
    expect(later.headers.get("location")).toBe(later.json.links.self);
    expect(await countCases()).toBe(before + 1);
  });

  test("with another body is refused", async () => {
    const headers = { "idempotency-key": `"${randomUUID()}"` };
    expect((await send(application(), { headers })).status).toBe(201);
    const other = await send(application(registration({ nebenerwerb: true })), { headers });
    expect([other.status, other.json.code]).toEqual([422, "idempotency-key-reused"]);
  });

  test("may be put right with the same key where the first try sent nothing", async () => {
    const headers = { "idempotency-key": randomUUID() };
    expect((await send(application(registration({ taetigkeit: "" })), { headers })).status).toBe(422);
    expect((await send(application(), { headers })).status).toBe(201);
  });

  test("of another client is another request", async () => {
    const other = await newAccess(paderborn, "Andere Kanzlei");
    const headers = { "idempotency-key": randomUUID() };
    const [mine, theirs] = [
      await send(application(), { headers }),
      await send(application(), { headers, key: other.key }),
    ];
    expect(mine.json.id).not.toBe(theirs.json.id);
  });

  test("needs its key", async () => {
    expect((await ask("/applications", { body: application() })).json.code).toBe("idempotency-key-missing");
  });

  test("is forgotten after a day, and its answer lies in the database without anything to read", async () => {
    const key = randomUUID();
    const { json } = await send(application(), { headers: { "idempotency-key": key } });
    const { CompiledQuery } = await import("kysely");
    const rows = () =>
      database.run(paderborn.tenantId, system, async (ctx) =>
        ctx.tx.executeQuery<Json>(CompiledQuery.raw("select * from api.idempotency")),
      );
    const kept = JSON.stringify((await rows()).rows);
    for (const secret of [key, json.accessCode, json.id, json.fileReference]) expect(kept).not.toContain(secret);
    const now = database.now;
    database.now = new Date(now.getTime() + 25 * 3_600_000);
    try {
      const forget = jobs.find(({ name }) => name === "api.forget-answers");
      await database.run(paderborn.tenantId, system, (ctx) => forget?.inside(ctx, {}, undefined) ?? Promise.resolve());
      expect((await rows()).rows).toEqual([]);
    } finally {
      database.now = now;
    }
  });
});

describe("Who may not", () => {
  let foreign: Loose;
  let stranger: Access;
  beforeAll(async () => {
    foreign = (await send(application())).json;
    stranger = await newAccess(paderborn, "Fremde Kanzlei");
  });

  test.each([
    [undefined, "key-missing"],
    ["", "key-missing"],
    ["kamt_kurz", "key-missing"],
    [`kamt_${"A".repeat(43)}`, "key-unknown"],
  ])("with the key %s: %s", async (key, code) => {
    const reply = await ask("/services", { key });
    expect([reply.status, reply.json.code]).toEqual([401, code]);
    expect(reply.headers.get("www-authenticate")).toMatch(/^Bearer realm="klickamt"/);
  });

  test("another town's key opens nothing here", async () => {
    const reply = await ask("/services", { town: "delbrueck" });
    expect(reply.json.code).toBe("key-unknown");
    const theirs = await newAccess(delbrueck, "Kanzlei in Delbrück");
    expect((await ask(`/applications/${foreign.id}`, { town: "delbrueck", key: theirs.key })).status).toBe(404);
    const withCode = { "access-code": foreign.accessCode };
    const asked = { town: "delbrueck", key: theirs.key, headers: withCode };
    expect((await ask(`/applications/${foreign.id}`, asked)).status).toBe(404);
  });

  test("a key is good for its purposes only", async () => {
    const reading = await newAccess(paderborn, "Nur lesen", { scopes: ["services:read"] });
    expect((await ask("/services", { key: reading.key })).status).toBe(200);
    const refused = await send(application(), { key: reading.key });
    expect([refused.status, refused.json.code]).toEqual([403, "scope-missing"]);
    expect(refused.headers.get("www-authenticate")).toContain('scope="applications:write"');
    expect((await ask("/applications", { key: reading.key })).status).toBe(403);
    const writing = await newAccess(paderborn, "Nur senden", { scopes: ["applications:write"] });
    expect((await ask("/services", { key: writing.key })).status).toBe(403);
    expect((await ask(`/applications/${foreign.id}`, { key: writing.key })).status).toBe(403);
  });

  test("a revoked key opens nothing from the next request on, and neither does an expired one", async () => {
    const own = await newAccess(paderborn, "Bald weg", { months: 3 });
    expect((await ask("/services", { key: own.key })).status).toBe(200);
    const now = database.now;
    database.now = new Date("2027-02-24T09:00:00Z");
    expect((await ask("/services", { key: own.key })).json.code).toBe("key-expired");
    database.now = now;
    await database.run(paderborn.tenantId, staff("administration"), (ctx) => revokeKey(ctx, own.keyId));
    expect((await ask("/services", { key: own.key })).json.code).toBe("key-revoked");
  });

  test("an application is there for its own client and for whoever has its code, and for nobody else", async () => {
    const paths = [`/applications/${foreign.id}`, `/applications/${foreign.id}/messages`];
    for (const path of paths) {
      expect((await ask(path, { key: stranger.key })).status).toBe(404);
      const wrong = await ask(path, { key: stranger.key, headers: { "access-code": "AAAA-AAAA-AAAA" } });
      expect(wrong.status).toBe(404);
      const right = await ask(path, {
        key: stranger.key,
        headers: { "access-code": foreign.accessCode.toLowerCase() },
      });
      expect(right.status).toBe(200);
    }
    expect((await ask("/applications", { key: stranger.key })).json.applications).toEqual([]);
    for (const path of ["/applications/x", `/applications/${randomUUID()}`, "/applications/%00/messages"]) {
      expect((await ask(path)).status).toBe(404);
    }
  });

  test("a document is fetched only along with its own application", async () => {
    await database.queue.drain();
    const { messages } = (await ask(`/applications/${foreign.id}/messages`)).json;
    const documentId = messages[0].documents[0].id;
    const other = (await send(application(), { key: stranger.key })).json;
    expect((await ask(`/applications/${foreign.id}/documents/${documentId}`)).status).toBe(200);
    const refused = await ask(`/applications/${other.id}/documents/${documentId}`, { key: stranger.key });
    expect(refused.status).toBe(404);
    expect((await ask(`/applications/${foreign.id}/documents/${documentId}`, { key: stranger.key })).status).toBe(404);
  });

  test("a session of staff and the code cookie of a device open nothing", async () => {
    const browser = await signIn("bea@stadt.example");
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    expect((await ask("/services", { key: undefined, headers: { cookie } })).status).toBe(401);
    const zugang = `zugang=${foreign.accessCode}`;
    const asked = { key: stranger.key, headers: { cookie: zugang } };
    expect((await ask(`/applications/${foreign.id}`, asked)).status).toBe(404);
  });

  test("pages of other sites get no permission to read", async () => {
    const reply = await ask("/services", { headers: { origin: "https://boese.example" } });
    expect(reply.headers.get("access-control-allow-origin")).toBeNull();
    const preflight = await ask("/services", { method: "OPTIONS", headers: { origin: "https://boese.example" } });
    expect(preflight.status).toBe(405);
    expect(preflight.headers.get("access-control-allow-origin")).toBeNull();
  });

  test("keys are issued and revoked by administration only", async () => {
    const wish = { scopes: everyScope, months: 12, requestsPerMinute: 10, submissionKey: "form-x" };
    const as = (actor: Actor) => (work: Parameters<typeof database.run>[2]) =>
      expect(database.run(paderborn.tenantId, actor, work)).rejects.toThrow(Forbidden);
    for (const refuse of [as(staff("casework", "records", "register")), as({ kind: "citizen" })]) {
      await refuse((ctx) => createClient(ctx, { name: "X", contact: "x@example.org", key: wish }));
      await refuse((ctx) => issueKey(ctx, { ...wish, clientId: access.clientId }));
      await refuse((ctx) => revokeKey(ctx, access.keyId));
    }
  });
});

describe("HTTP", () => {
  test.each([
    ["GET", "/services/x/y/z", 404, "not-found"],
    ["DELETE", "/services", 405, "method-not-allowed"],
    ["PUT", "/applications", 405, "method-not-allowed"],
    ["PATCH", "/services/gewerbe-anmelden", 405, "method-not-allowed"],
  ])("%s %s is a problem with status %i", async (method, path, status, code) => {
    const reply = await ask(path, { method });
    expect([reply.status, reply.json.code]).toEqual([status, code]);
    expect(reply.headers.get("content-type")).toMatch(/^application\/problem\+json/);
    if (status === 405) expect(reply.headers.get("allow")).toMatch(/GET, HEAD/);
  });

  test("a town that is none is a problem too, and what no other program asks stays a page", async () => {
    expect((await ask("/services", { town: "nirgendwo" })).json.code).toBe("not-found");
    expect((await fetch(`${address}/paderborn/gibt-es-nicht`)).headers.get("content-type")).toContain("text/html");
  });

  test("HEAD answers as GET does, without a body", async () => {
    const reply = await ask("/services", { method: "HEAD" });
    expect([reply.status, reply.bytes.length]).toEqual([200, 0]);
  });

  test("what a client does not take is not sent", async () => {
    const reply = await ask("/services", { headers: { accept: "application/xml, text/*" } });
    expect([reply.status, reply.json.code]).toEqual([406, "not-acceptable"]);
    expect((await ask("/services", { headers: { accept: "text/html, application/*;q=0.5" } })).status).toBe(200);
    expect((await ask("/services", { headers: { accept: "application/json;q=0" } })).status).toBe(406);
  });

  test.each(["text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])(
    "a body of %s is refused",
    async (type) => {
      const reply = await send(JSON.stringify(application()), { headers: { "content-type": type } });
      expect([reply.status, reply.json.code]).toEqual([415, "unsupported-media-type"]);
    },
  );

  test("a body larger than half a megabyte is refused", async () => {
    const reply = await send(application(registration({ taetigkeit: "x".repeat(600_000) })));
    expect([reply.status, reply.json.code]).toEqual([413, "too-large"]);
  });

  test("requests beyond a key's rate wait, and every answer says how many are left", async () => {
    const slow = await newAccess(paderborn, "Langsam", { rate: 2 });
    const first = await ask("/services", { key: slow.key });
    expect(first.headers.get("ratelimit-policy")).toBe('"minute";q=2;w=60');
    expect(first.headers.get("ratelimit")).toBe('"minute";r=1;t=60');
    await ask("/services", { key: slow.key });
    const refused = await ask("/services", { key: slow.key });
    expect([refused.status, refused.json.code]).toEqual([429, "too-many-requests"]);
    expect(refused.headers.get("retry-after")).toBe("60");
    expect((await ask("/services")).status).toBe(200);
    const now = database.now;
    database.now = new Date(now.getTime() + 60_000);
    expect((await ask("/services", { key: slow.key })).status).toBe(200);
    database.now = now;
  });
});

describe("Hostile JSON", () => {
  const service = '"service":"gewerbe-anmelden","declarations":[]';
  test.each([
    ["nothing", "", 400],
    ["half of it", '{"service":', 400],
    ["a list", "[]", 422],
    ["null", "null", 422],
    ["a number", "1e400", 422],
    [
      "a hundred thousand lists in each other",
      `{${service},"answers":{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}}`,
      400,
    ],
    [
      "a hundred thousand objects in each other",
      `{${service},"answers":${'{"a":'.repeat(80_000)}1${"}".repeat(80_000)}}`,
      400,
    ],
    ["NUL in a value", `{${service},"answers":{"taetigkeit":"a\\u0000b"}}`, 400],
    ["NUL in a name", `{${service},"answers":{"a\\u0000b":"x"}}`, 400],
    ["NUL in a list", `{${service},"answers":{"betriebsart":["\\u0000"]}}`, 400],
    ["half a character", `{${service},"answers":{"taetigkeit":"\\ud800"}}`, 400],
    [
      "__proto__",
      `{${service},"__proto__":{"a":1},"answers":{"__proto__":{"familienname":"x"},"constructor":{"prototype":{}}}}`,
      422,
    ],
    [
      "__proto__ in a group",
      `{${service},"answers":{"inhaber":{"__proto__":"x","toString":"y","hasOwnProperty":1}}}`,
      422,
    ],
    [
      "__proto__ by path",
      `{${service},"answersByPath":{"__proto__":"x","inhaber.__proto__":"y","constructor.name":"z"}}`,
      422,
    ],
    ["a huge list", `{${service},"answers":{"betriebsart":[${'"x",'.repeat(100_000)}"x"]}}`, 422],
    ["a list where a text belongs", `{${service},"answers":{"taetigkeit":[${"[],".repeat(50_000)}[]]}}`, 422],
    [
      "a hundred thousand unknown fields",
      `{${service},"answers":{${Array.from({ length: 40_000 }, (_, at) => `"f${at}":1`).join(",")}}}`,
      422,
    ],
    [
      "a hundred thousand unknown names",
      `{${service},${Array.from({ length: 40_000 }, (_, at) => `"f${at}":1`).join(",")}}`,
      422,
    ],
    ["a text of spaces", `{${service},"answers":{"taetigkeit":"${" ".repeat(400_000)}x"}}`, 422],
    [
      "numbers where texts belong",
      `{${service},"answers":{"taetigkeit":1,"inhaber":7,"betriebsart":{"0":"handel"},"wohnung":[]}}`,
      422,
    ],
  ])("%s is refused with words, fast, and never a 500", async (_name, body, status) => {
    const begun = performance.now();
    const reply = await send(body);
    expect(performance.now() - begun).toBeLessThan(3000);
    expect(reply.status, JSON.stringify(reply.json)?.slice(0, 300)).toBe(status);
    expect((reply.json.errors ?? []).length).toBeLessThan(300);
    expect(({} as Json)["familienname"]).toBeUndefined();
  });
});

// — The desk ——————————————————————————————————————————————————————————————

async function signIn(email: string): Promise<Browser> {
  const browser = web.openBrowser();
  await browser.open("/paderborn/amt/anmelden");
  browser.fill({ "E-Mail-Adresse": email, Passwort: password });
  await browser.submit("Anmelden");
  return browser;
}

describe("The desk", () => {
  let browser: Browser;
  beforeEach(async () => {
    browser = await signIn("bea@stadt.example");
  });

  const fill = (more: Parameters<Browser["fill"]>[0] = {}) =>
    browser.fill({
      Name: "Portal Nachbarstadt",
      "E-Mail-Adresse": "technik@nachbar.example",
      "Wofür ist der Schlüssel gut?": ["services:read", "applications:write", "applications:read"],
      "Gültig für": "6 Monate",
      ...more,
    });

  test("issues a key that works, shows it once, tells what was done with it, and takes it back", async () => {
    await browser.open("/paderborn/amt/verwaltung");
    await browser.click("Zugänge zur Schnittstelle");
    await browser.click("Zugang anlegen");
    fill();
    await browser.submit("Zugang anlegen");
    const key = /kamt_[A-Za-z0-9_-]{43}/.exec(browser.html)?.[0] ?? "";
    expect(browser.text()).toContain("Er steht nur hier");
    expect((await ask("/services", { key })).status).toBe(200);
    const { json } = await send(application(), { key });

    await browser.click("Zum Zugang");
    expect(browser.html).not.toContain(key);
    expect(browser.text()).toContain(`${key.slice(0, 10)}…`);
    expect(browser.text()).toContain("23.05.2027");
    const history = browser.text().slice(browser.text().indexOf("Was geschah"));
    const order = [`Antrag gesendet: ${json.fileReference}`, "Schlüssel ausgegeben", "Zugang angelegt"];
    expect(order.map((words) => history.indexOf(words))).toEqual(
      order.map((words) => history.indexOf(words)).sort((a, b) => a - b),
    );
    expect(history).toContain(order[0]);
    expect(browser.text()).toMatch(/23\. November 2026 um 10:00 Uhr/);
    await browser.click("Widerrufen");
    expect(browser.heading()).toContain("widerrufen?");
    await browser.submit("Widerrufen");
    expect(browser.text()).toContain("von Bea Boss am 23.11.2026");
    expect((await ask("/services", { key })).json.code).toBe("key-revoked");
  });

  test("sent twice issues one key and says so", async () => {
    await browser.open("/paderborn/amt/api-zugaenge/neu");
    const submission = /name="_submission" value="([^"]+)"/.exec(browser.html)?.[1] ?? "";
    const csrf = /name="_csrf" value="([^"]+)"/.exec(browser.html)?.[1] ?? "";
    const body = {
      _csrf: csrf,
      _submission: submission,
      name: "Doppelklick",
      kontakt: "technik@doppel.example",
      zwecke: "services:read",
      monate: "12",
      haeufigkeit: "60",
    };
    await browser.post("/paderborn/amt/api-zugaenge/neu", body);
    expect(browser.html).toMatch(/kamt_[A-Za-z0-9_-]{43}/);
    await browser.post("/paderborn/amt/api-zugaenge/neu", body);
    expect(browser.html).not.toMatch(/kamt_[A-Za-z0-9_-]{43}/);
    expect(browser.text()).toContain("Das Formular kam zweimal an");
    await browser.open("/paderborn/amt/api-zugaenge");
    expect(browser.links().filter(({ text }) => text === "Doppelklick")).toHaveLength(1);
  });

  test("gives a client a second key while the first still works", async () => {
    await browser.open(`/paderborn/amt/api-zugaenge/${access.clientId}`);
    await browser.click("Schlüssel ausgeben");
    browser.fill({ "Anfragen je Minute": "600" });
    await browser.submit("Schlüssel ausgeben");
    const key = /kamt_[A-Za-z0-9_-]{43}/.exec(browser.html)?.[0] ?? "";
    expect((await ask("/services", { key })).status).toBe(200);
    expect((await ask("/services")).status).toBe(200);
  });

  test("says what is wrong and keeps what was typed", async () => {
    await browser.open("/paderborn/amt/api-zugaenge/neu");
    fill({ Name: "", "E-Mail-Adresse": "technik", "Anfragen je Minute": "viele" });
    await browser.submit("Zugang anlegen");
    expect(browser.status).toBe(422);
    expect(browser.errors()).toHaveLength(3);
    expect(browser.value("E-Mail-Adresse")).toBe("technik");
  });

  test("is for administration only, and one town does not see another's", async () => {
    const kim = await signIn("kim@stadt.example");
    for (const path of [
      "",
      "/neu",
      `/${access.clientId}`,
      `/${access.clientId}/schluessel/${access.keyId}/widerrufen`,
    ]) {
      await kim.open(`/paderborn/amt/api-zugaenge${path}`);
      expect(kim.status).toBe(403);
    }
    const other = await newAccess(delbrueck, "In Delbrück");
    await browser.open(`/paderborn/amt/api-zugaenge/${other.clientId}`);
    expect(browser.status).toBe(404);
    await browser.open("/paderborn/amt/api-zugaenge");
    expect(browser.text()).not.toContain("In Delbrück");
  });
});
