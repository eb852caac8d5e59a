import { gunzipSync } from "node:zlib";
import { CompiledQuery } from "kysely";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { Conflict, NotFound, type TenantId } from "../../kernel/index.ts";
import { createLog } from "../log/index.ts";
import { createTestDatabase, type TestDatabase } from "../testing/index.ts";
import { Form, PortalPage, SubmitButton, TextField } from "../ui/index.ts";
import {
  content,
  createServer,
  later,
  page,
  RolledBack,
  type Route,
  redirect,
  type ServerOptions,
  sessionCookieName,
} from "./index.ts";
import { findEarlierAnswer, rememberAnswer } from "./store.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject("testServer"));
});
afterAll(() => database.close());

let runs = 0;
const routes: readonly Route[] = [
  {
    method: "GET",
    path: "/:town/formular",
    access: "public",
    handle: async ({ view }) =>
      page(
        PortalPage({
          view,
          title: view.language === "de" ? "Formular" : "Form",
          children: Form({
            view,
            action: view.href("/formular"),
            children: [
              TextField({ view, name: "name", label: "Name", value: "<script>alert(1)</script>" }),
              SubmitButton({ children: "Senden" }),
            ],
          }),
        }),
      ),
  },
  {
    method: "POST",
    path: "/:town/formular",
    access: "public",
    handle: async ({ view }) => {
      runs++;
      return redirect(view.href(`/danke/${runs}`), [{ name: "gemerkt", value: "1", maxAgeSeconds: 60 }]);
    },
  },
  {
    method: "GET",
    path: "/:town/spaeter/:what",
    access: "public",
    handle: async ({ tx, params }) =>
      later(async () => {
        if (params.what === "fehlt") throw new NotFound("web.no-such-page");
        const ended = await tx.executeQuery(CompiledQuery.raw("select 1", [])).then(
          () => "open",
          () => "ended",
        );
        return content(ended, "text/plain");
      }),
  },
  {
    method: "POST",
    path: "/:town/gesagt/:what",
    access: "public",
    handle: async ({ tx, params, query, body }) => {
      const said = [params.what, query.q, body.name].join();
      const { rows } = await tx.executeQuery<{ said: string }>(CompiledQuery.raw("select $1::text as said", [said]));
      return content(rows[0]?.said ?? "", "text/plain");
    },
  },
  {
    method: "POST",
    path: "/:town/schneller",
    access: "public",
    secrets: ["passwort"],
    handle: async () => {
      throw new Conflict("test.somebody-was-faster");
    },
  },
  {
    method: "POST",
    path: "/:town/hinein",
    access: "public",
    handle: async ({ view }) =>
      redirect(view.href("/amt"), [{ name: sessionCookieName("testdorf"), value: "kim", maxAgeSeconds: 60 }]),
  },
  {
    method: "POST",
    path: "/:town/rueckmeldung",
    access: "public",
    caller: "machine",
    repeat: "natural",
    handle: async ({ raw, body }) => content(JSON.stringify([raw?.body, raw?.headers["x-mark"], body]), "text/plain"),
  },
  {
    method: "GET",
    path: "/:town/api/v1/stand",
    access: "public",
    caller: "machine",
    handle: async ({ raw, cookies }) =>
      content(JSON.stringify([raw?.headers["authorization"], cookies]), "application/json", {
        headers: { "x-mark": "m" },
      }),
  },
  {
    method: "GET",
    path: "/:town/api/v1/bug",
    access: "public",
    caller: "machine",
    handle: async () => Promise.reject(new Error("Mia Muster, geboren 1990")),
  },
  {
    method: "POST",
    path: "/:town/api/v1/zurueck",
    access: "public",
    caller: "machine",
    repeat: "natural",
    handle: async (request) => {
      expect(await findEarlierAnswer(request, "zurueckgerollt")).toBeUndefined();
      rememberAnswer(request, "zurueckgerollt", { location: "/x" });
      throw new RolledBack(content("answered all the same", "text/plain", { status: 422 }));
    },
  },
  {
    method: "GET",
    path: "/:town/api/v1/spur",
    access: "public",
    caller: "machine",
    leavesTrace: true,
    handle: async (request) => content(String(await findEarlierAnswer(request, "zurueckgerollt")), "text/plain"),
  },
  {
    method: "GET",
    path: "/:town/rechnen",
    access: "public",
    csp: "wasm",
    handle: async ({ view }) => page(PortalPage({ view, title: "Rechnen" })),
  },
  {
    method: "GET",
    path: "/:town/bug",
    access: "public",
    handle: async () => Promise.reject(new Error("Mia Muster, geboren 1990")),
  },
  {
    method: "GET",
    path: "/:town/fehlt",
    access: "public",
    handle: async () => Promise.reject(new NotFound("test.missing")),
  },
  {
    method: "GET",
    path: "/:town/streit",
    access: "public",
    handle: async () => Promise.reject(new Conflict("test.conflict")),
  },
  {
    method: "GET",
    path: "/:town/datei",
    access: "public",
    handle: async () => content("x", "text/plain", { filename: "Ä b.txt" }),
  },
  {
    method: "GET",
    path: "/:town/raten",
    access: "public",
    guessesPerMinute: 3,
    handle: async () => content("x", "text/plain"),
  },
  {
    method: "POST",
    path: "/:town/amt/schreiben",
    access: ["casework"],
    handle: async ({ view }) => redirect(view.href("/amt")),
  },
  { method: "GET", path: "/:town/amt/lesen", access: ["casework"], handle: async () => content("x", "text/plain") },
  {
    method: "POST",
    path: "/:town/amt/paket",
    access: ["casework"],
    repeat: "natural",
    upload: { maxFiles: 1, maxFileBytes: 1000 },
    async prepare({ uploads }) {
      looked.push(uploads.length);
      return uploads.length;
    },
    handle: async ({ prepared, uploads }) => content(`${prepared}/${uploads.length}`, "text/plain"),
  },
];

/** How many files the page for packages has looked at, for each request. */
const looked: number[] = [];

const brand = {
  name: "Testdorf",
  officialName: "Gemeinde Testdorf",
  slug: "testdorf",
  accent: "#1f4e8c",
  markPath: "/m.svg",
  demo: false,
};

function serve(more: Partial<ServerOptions> = {}) {
  return createServer({
    routes,
    db: database.db,
    files: database.files,
    keyring: database.keyring,
    jobs: database.queue.sender,
    log: createLog("silent"),
    dependencies: {
      findTown: async (slug) => (slug === "testdorf" ? { tenant: 1 as TenantId, brand } : undefined),
      authenticate: async (_ctx, token) =>
        token === "kim" || token === "sam"
          ? { kind: "staff", staffId: token, name: token, duties: token === "kim" ? ["casework"] : ["register"] }
          : undefined,
    },
    assetsFolder: "/nonexistent",
    publicUrl: "http://localhost",
    trustProxy: false,
    requestsPerMinute: 1000,
    ...more,
  });
}

type App = Awaited<ReturnType<typeof serve>>;

/** A visitor who has opened the form: cookie, token and key as a browser has them. */
async function openForm(app: App, url = "/testdorf/formular") {
  const answer = await app.inject({ url });
  const cookie = String(answer.headers["set-cookie"]).split(";")[0] ?? "";
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(answer.body)?.[1] ?? "";
  return { cookie, csrf: hidden("_csrf"), key: hidden("_submission") };
}

const send = (
  app: App,
  form: { cookie: string; csrf: string; key: string },
  headers: Record<string, string> = {},
  url = "/testdorf/formular",
) =>
  app.inject({
    method: "POST",
    url,
    headers: { cookie: form.cookie, "content-type": "application/x-www-form-urlencoded", ...headers },
    payload: new URLSearchParams({ _csrf: form.csrf, _submission: form.key, name: "Mia" }).toString(),
  });

describe("every answer", () => {
  test("forbids scripts and styles in the page, framing by others and sniffing", async () => {
    const { headers } = await (await serve()).inject({ url: "/testdorf/formular" });
    const policy = String(headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("style-src 'self';");
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["referrer-policy"]).toBe("same-origin");
    expect(headers["cache-control"]).toBe("no-store");
  });

  test("may be made when the transaction has ended, and fails as any other", async () => {
    const app = await serve();
    expect((await app.inject({ url: "/testdorf/spaeter/etwas" })).body).toBe("ended");
    expect((await app.inject({ url: "/testdorf/spaeter/fehlt" })).statusCode).toBe(404);
  });

  test("to another program gets what it sent byte for byte, and a form takes no JSON in place of its token", async () => {
    const app = await serve();
    const sent = '{ "a":  1 }';
    const post = (url: string) =>
      app.inject({
        method: "POST",
        url,
        payload: sent,
        headers: { "content-type": "application/json", "x-mark": "m" },
      });
    expect((await post("/testdorf/rueckmeldung")).json()).toEqual([sent, "m", {}]);
    expect((await post("/testdorf/formular")).statusCode).toBe(403);
  });

  test("lets only a page that asks for it compile WebAssembly, and even that one runs no text as code", async () => {
    const app = await serve();
    const policyOf = async (url: string) =>
      String((await app.inject({ url })).headers["content-security-policy"]).split(";");
    const common = await policyOf("/testdorf/formular");
    const wider = await policyOf("/testdorf/rechnen");
    expect(wider.filter((directive) => !common.includes(directive))).toEqual([
      "script-src 'self' 'wasm-unsafe-eval'",
      "connect-src 'self' blob:",
    ]);
    expect(wider).toHaveLength(common.length);
    expect(await policyOf("/testdorf/formular")).toEqual(common);
  });

  test("asks for HTTPS only where the installation has it, and then marks cookies Secure", async () => {
    const plain = await (await serve()).inject({ url: "/testdorf/formular" });
    const secure = await (await serve({ publicUrl: "https://stadt.example" })).inject({ url: "/testdorf/formular" });
    expect(plain.headers["strict-transport-security"]).toBeUndefined();
    expect(secure.headers["strict-transport-security"]).toContain("max-age=63072000");
    expect(String(secure.headers["set-cookie"])).toMatch(/HttpOnly; Secure; SameSite=Lax/);
    expect(String(plain.headers["set-cookie"])).toMatch(/HttpOnly; SameSite=Lax/);
  });

  test("escapes what people typed", async () => {
    expect((await (await serve()).inject({ url: "/testdorf/formular" })).body).not.toContain("<script>alert");
  });

  test("comes compressed to whoever takes it", async () => {
    const answer = await (await serve()).inject({
      url: "/testdorf/formular",
      headers: { "accept-encoding": "gzip, br" },
    });
    expect(answer.headers["content-encoding"]).toBe("gzip");
    expect(gunzipSync(answer.rawPayload).toString()).toContain("<h1");
  });

  test("is in the language of its address", async () => {
    const app = await serve();
    expect((await app.inject({ url: "/en/testdorf/formular" })).body).toMatch(
      /<html lang="en">.*action="\/en\/testdorf\/formular"/s,
    );
    expect((await app.inject({ url: "/testdorf/formular" })).body).toContain('<html lang="de">');
  });
});

describe("a form", () => {
  test("works with its own token", async () => {
    const app = await serve();
    const answer = await send(app, await openForm(app));
    expect(answer.statusCode).toBe(303);
    expect(String(answer.headers["set-cookie"])).toMatch(/gemerkt=1; Max-Age=60; Path=\/; HttpOnly/);
    expect(answer.headers["cache-control"]).toBe("no-store");
  });

  test("is refused with another browser's token, without one, and from another site", async () => {
    const app = await serve();
    const mine = await openForm(app);
    const other = await openForm(app);
    const before = runs;
    expect((await send(app, { ...mine, csrf: other.csrf })).statusCode).toBe(403);
    expect((await send(app, { ...mine, csrf: "" })).statusCode).toBe(403);
    expect((await send(app, mine, { "sec-fetch-site": "cross-site" })).statusCode).toBe(403);
    expect(runs).toBe(before);
  });

  test("is refused in another session than that of the page it was on", async () => {
    const app = await serve();
    const signedOut = await openForm(app);
    const session = `${signedOut.cookie}; ${sessionCookieName("testdorf")}=kim`;
    const before = runs;
    expect((await send(app, signedOut, { cookie: session })).statusCode).toBe(403);
    expect(runs).toBe(before);
  });

  test("that is refused leads back to the page it was sent from, and to no other house", async () => {
    const app = await serve();
    const expired = { ...(await openForm(app)), csrf: "old" };
    const actions = async (referer?: string) => {
      const { body } = await send(app, expired, {
        host: "town.example",
        ...(referer === undefined ? {} : { referer }),
      });
      return [...body.matchAll(/<a [^>]*href="([^"]+)"[^>]*>Die Seite noch einmal öffnen/g)].map((match) => match[1]);
    };
    expect(await actions("http://town.example/testdorf/formular?seite=2")).toEqual(["/testdorf/formular?seite=2"]);
    for (const other of [
      undefined,
      "https://evil.example/testdorf",
      "http://town.example//evil.example/",
      "no address",
    ])
      expect(await actions(other)).toEqual([]);
  });

  test("that is not taken gives back what was typed, but no secret, and nothing that another site sends", async () => {
    const app = await serve();
    const form = await openForm(app);
    const post = (csrf: string) =>
      app.inject({
        method: "POST",
        url: "/testdorf/schneller",
        headers: { cookie: form.cookie, "content-type": "application/x-www-form-urlencoded" },
        payload: new URLSearchParams({
          _csrf: csrf,
          _submission: form.key,
          text: "Ein <b>langer</b> Vermerk",
          passwort: "Blauer Reiher",
        }).toString(),
      });
    const answer = await post(form.csrf);
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain("Was Sie eingegeben haben");
    expect(answer.body).toContain("Ein &lt;b>langer&lt;/b> Vermerk");
    expect(answer.body).not.toContain("Reiher");
    const foreign = await post("guessed");
    expect(foreign.statusCode).toBe(403);
    expect(foreign.body).not.toContain("Vermerk");
  });

  test("has another token on every page, so that compressing gives nothing away", async () => {
    const app = await serve();
    const first = await openForm(app);
    const again = await app.inject({ url: "/testdorf/formular", headers: { cookie: first.cookie } });
    expect(again.body).not.toContain(first.csrf);
    expect((await send(app, first)).statusCode).toBe(303);
  });

  test("sent twice does its work once and leads to the same page", async () => {
    const app = await serve();
    const form = await openForm(app);
    const before = runs;
    const answers = await Promise.all([send(app, form), send(app, form), send(app, form)]);
    expect(new Set(answers.map((answer) => answer.headers.location)).size).toBe(1);
    expect(runs).toBe(before + 1);
  });

  test("sent again after a lost answer gets its cookies again, in its own browser and for an hour", async () => {
    let now = new Date("2026-11-23T09:00:00Z");
    const app = await serve({ clock: () => now });
    const form = await openForm(app);
    const lost = await send(app, form);
    const again = await send(app, form);
    expect(again.headers["set-cookie"]).toEqual(lost.headers["set-cookie"]);
    expect(String(again.headers["set-cookie"])).toContain("gemerkt=1");

    const { rows } = await database.db.inTenant(1 as TenantId, (tx) =>
      tx.executeQuery<{ cookies: string }>(
        CompiledQuery.raw("select cookies from platform.submission where submission_key = $1", [form.key]),
      ),
    );
    expect(rows[0]?.cookies).toMatch(/^[A-Za-z0-9_-]{60,}$/);
    expect(Buffer.from(String(rows[0]?.cookies), "base64url").toString("latin1")).not.toContain("gemerkt");

    const stranger = await send(app, { ...(await openForm(app)), key: form.key });
    expect([stranger.headers.location, stranger.headers["set-cookie"]]).toEqual([lost.headers.location, undefined]);

    now = new Date("2026-11-23T10:00:01Z");
    const late = await send(app, form);
    expect([late.headers.location, late.headers["set-cookie"]]).toEqual([lost.headers.location, undefined]);
  });

  test("that signs in keeps no session behind: whoever's answer got lost signs in again", async () => {
    const app = await serve();
    const form = await openForm(app);
    const post = () => send(app, form, {}, "/testdorf/hinein");
    expect(String((await post()).headers["set-cookie"])).toContain("sitzung_testdorf=kim");
    expect((await post()).headers["set-cookie"]).toBeUndefined();
  });

  test("is read without the character NUL, which no database keeps", async () => {
    const app = await serve();
    const form = await openForm(app);
    const answer = await app.inject({
      method: "POST",
      url: "/testdorf/gesagt/ei%00ns?q=zw%00ei",
      headers: { cookie: form.cookie, "content-type": "application/x-www-form-urlencoded" },
      payload: new URLSearchParams({ _csrf: form.csrf, _submission: form.key, name: "dr\0ei" }).toString(),
    });
    expect([answer.statusCode, answer.body]).toEqual([200, "eins,zwei,drei"]);
  });

  test("behind an address that names something twice is read with the first of both", async () => {
    const app = await serve();
    const form = await openForm(app);
    const answer = await send(app, form, {}, "/testdorf/gesagt/eins?q=zwei&q=drei");
    expect([answer.statusCode, answer.body]).toEqual([200, "eins,zwei,Mia"]);
  });

  test("larger than half a megabyte is refused with words", async () => {
    const app = await serve();
    const form = await openForm(app);
    const answer = await app.inject({
      method: "POST",
      url: "/testdorf/formular",
      headers: { cookie: form.cookie, "content-type": "application/x-www-form-urlencoded" },
      payload: `name=${"x".repeat(600_000)}`,
    });
    expect(answer.statusCode).toBe(413);
    expect(answer.body).toContain("Das ist zu groß");
  });
});

describe("a mistake", () => {
  test("of ours gives a number and says nothing of what went wrong", async () => {
    const answer = await (await serve()).inject({ url: "/testdorf/bug" });
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain("Mia Muster");
    expect(answer.body).toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-7/);
  });

  test.each([
    ["/testdorf/fehlt", 404],
    ["/nirgendwo", 404],
    ["/testdorf/streit", 409],
    ["/testdorf/abgeschnitten%C3", 400],
  ])("at %s is answered with %i and a way on", async (url, status) => {
    const answer = await (await serve()).inject({ url });
    expect(answer.statusCode).toBe(status);
    expect(answer.body).toContain("Startseite");
    expect(answer.headers["x-content-type-options"]).toBe("nosniff");
  });
});

describe("what is meant for other programs", () => {
  const json = { "accept-language": "en" };

  test("sees headers and no cookies, and sets none", async () => {
    const answer = await (await serve()).inject({
      url: "/testdorf/api/v1/stand",
      headers: { authorization: "Bearer x", cookie: "zugang=K7F3; sitzung_testdorf=kim" },
    });
    expect(answer.json()).toEqual(["Bearer x", {}]);
    expect(answer.headers["x-mark"]).toBe("m");
    expect(answer.headers["set-cookie"]).toBeUndefined();
  });

  test.each([
    ["GET", "/testdorf/api/v1/gibt-es-nicht", 404, "not-found"],
    ["GET", "/nirgendwo/api/v1/stand", 404, "not-found"],
    ["POST", "/testdorf/api/v1/stand", 405, "method-not-allowed"],
    ["DELETE", "/testdorf/api/v1/zurueck", 405, "method-not-allowed"],
  ] as const)("hears of %s %s as a problem", async (method, url, status, code) => {
    const answer = await (await serve()).inject({ method, url, headers: json });
    expect(answer.statusCode).toBe(status);
    expect(answer.headers["content-type"]).toContain("application/problem+json");
    expect(answer.headers["content-language"]).toBe("en");
    expect(answer.json()).toMatchObject({ type: "about:blank", status, code });
  });

  test("hears which methods there are", async () => {
    const app = await serve();
    const allow = async (url: string) => (await app.inject({ method: "PUT", url })).headers.allow;
    expect(await allow("/testdorf/api/v1/stand")).toBe("GET, HEAD");
    expect(await allow("/testdorf/api/v1/zurueck")).toBe("POST");
    expect(await allow("/testdorf/datei")).toBeUndefined();
  });

  test("hears of a mistake of ours by a number, and nothing else", async () => {
    const answer = await (await serve()).inject({ url: "/testdorf/api/v1/bug" });
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain("Mia");
    expect(answer.json().incident).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  });

  test("hears of too many requests as a problem, with when to come back", async () => {
    const app = await serve({ requestsPerMinute: 1 });
    let last = await app.inject({ url: "/testdorf/api/v1/stand" });
    for (let at = 0; at < 12; at++) last = await app.inject({ url: "/testdorf/api/v1/stand" });
    expect(last.statusCode).toBe(429);
    expect(last.headers["retry-after"]).toBe("30");
    expect(last.json().code).toBe("too-many-requests");
  });

  test("is answered though nothing stays of what was written", async () => {
    const app = await serve();
    const answer = await app.inject({
      method: "POST",
      url: "/testdorf/api/v1/zurueck",
      payload: "{}",
      headers: { "content-type": "application/json" },
    });
    expect([answer.statusCode, answer.body]).toEqual([422, "answered all the same"]);
    // A GET that may write is the first to claim the key: it was not kept.
    expect((await app.inject({ url: "/testdorf/api/v1/spur" })).body).toBe("undefined");
    const [{ count }] = (
      await database.run(1, { kind: "citizen" }, (ctx) =>
        ctx.tx.executeQuery<{ count: number }>(
          CompiledQuery.raw(
            "select count(*)::int as count from platform.submission where submission_key = 'zurueckgerollt' and location is null",
          ),
        ),
      )
    ).rows as [{ count: number }];
    expect(count).toBe(1);
  });
});

describe("limits", () => {
  test("hold for one browser and, ten times as high, for an address", async () => {
    const app = await serve({ requestsPerMinute: 5 });
    const { cookie } = await openForm(app);
    const statuses: number[] = [];
    for (let i = 0; i < 7; i++)
      statuses.push((await app.inject({ url: "/testdorf/datei", headers: { cookie } })).statusCode);
    expect(statuses.filter((status) => status === 429)).toHaveLength(2);
    for (let i = 0; i < 60; i++) statuses.push((await app.inject({ url: "/testdorf/datei" })).statusCode);
    expect(statuses.at(-1)).toBe(429);
  });

  test("cannot be dodged with a made-up browser", async () => {
    const app = await serve({ requestsPerMinute: 2 });
    let last = 200;
    for (let i = 0; i < 25; i++) {
      const cookie = `klickamt=${String(i).padStart(22, "A")}.${"B".repeat(43)}`;
      last = (await app.inject({ url: "/testdorf/datei", headers: { cookie } })).statusCode;
    }
    expect(last).toBe(429);
  });

  test("cannot be dodged with an address that one has written before that of the proxy", async () => {
    const app = await serve({ trustProxy: true });
    const statuses = [];
    for (let n = 1; n < 6; n++) {
      const headers = { "x-forwarded-for": `198.51.100.${n}, 203.0.113.9` };
      statuses.push((await app.inject({ url: "/testdorf/raten", headers })).statusCode);
    }
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    const metrics = await app.inject({ url: "/metrics", headers: { "x-forwarded-for": "127.0.0.1, 203.0.113.9" } });
    expect(metrics.statusCode).toBe(404);
  });

  test("cannot be dodged with the many addresses of one connection", async () => {
    const app = await serve();
    const statuses = [];
    for (let n = 1; n < 6; n++) {
      const remoteAddress = `2001:db8:1:2::${n.toString(16)}`;
      statuses.push((await app.inject({ url: "/testdorf/raten", remoteAddress })).statusCode);
    }
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    const neighbour = await app.inject({ url: "/testdorf/raten", remoteAddress: "2001:db8:1:3::1" });
    expect(neighbour.statusCode).toBe(200);
  });

  test("are lower where somebody could guess", async () => {
    const app = await serve();
    const statuses: number[] = [];
    for (let i = 0; i < 5; i++) statuses.push((await app.inject({ url: "/testdorf/raten" })).statusCode);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
  });
});

describe("the desk", () => {
  const as = (token: string) => ({ cookie: `sitzung_testdorf=${token}` });

  test("is for staff with the duty", async () => {
    const app = await serve();
    expect((await app.inject({ url: "/testdorf/amt/lesen", headers: as("kim") })).statusCode).toBe(200);
    expect((await app.inject({ url: "/testdorf/amt/lesen", headers: as("sam") })).statusCode).toBe(403);
    const stranger = await app.inject({ url: "/testdorf/amt/lesen" });
    expect(stranger.headers.location).toBe("/testdorf/amt/anmelden?weiter=%2Ftestdorf%2Famt%2Flesen");
  });

  test("looks at no file of whoever may not use the page", async () => {
    const app = await serve();
    const sendFile = async (token: string) => {
      const opened = await app.inject({ url: "/testdorf/formular", headers: as(token) });
      const cookie = `${String(opened.headers["set-cookie"]).split(";")[0]}; sitzung_testdorf=${token}`;
      const csrf = /name="_csrf" value="([^"]+)"/.exec(opened.body)?.[1] ?? "";
      const form = new FormData();
      form.set("_csrf", csrf);
      form.set("datei", new File(["Inhalt"], "paket.zip"));
      const sent = new Response(form);
      const headers = { cookie, "content-type": sent.headers.get("content-type") ?? "" };
      const payload = Buffer.from(await sent.arrayBuffer());
      return app.inject({ method: "POST", url: "/testdorf/amt/paket", headers, payload });
    };
    expect((await sendFile("")).statusCode).toBe(401);
    expect((await sendFile("fremd")).statusCode).toBe(401);
    expect((await sendFile("sam")).statusCode).toBe(403);
    expect(looked).toEqual([]);
    expect((await sendFile("kim")).body).toBe("1/1");
  });

  test("gives back what was typed when the session has ended meanwhile", async () => {
    const app = await serve();
    const opened = await app.inject({ url: "/testdorf/formular", headers: as("alt") });
    const cookie = `${String(opened.headers["set-cookie"]).split(";")[0]}; sitzung_testdorf=alt`;
    const csrf = /name="_csrf" value="([^"]+)"/.exec(opened.body)?.[1] ?? "";
    const answer = await app.inject({
      method: "POST",
      url: "/testdorf/amt/schreiben",
      headers: { cookie, "content-type": "application/x-www-form-urlencoded" },
      payload: new URLSearchParams({ _csrf: csrf, text: "Ein langer Vermerk" }).toString(),
    });
    expect(answer.statusCode).toBe(401);
    expect(answer.body).toContain("Ein langer Vermerk");
  });
});

describe("operation", () => {
  test("health and readiness answer, and readiness says no when the database does not", async () => {
    expect((await (await serve()).inject({ url: "/healthz" })).json()).toEqual({ status: "ok" });
    expect((await (await serve()).inject({ url: "/readyz" })).statusCode).toBe(200);
    const down = await serve({ db: { ...database.db, ping: () => Promise.reject(new Error("down")) } });
    expect((await down.inject({ url: "/readyz" })).statusCode).toBe(503);
  });

  test("metrics are for this machine, or for whoever has the token", async () => {
    const open = await serve();
    await open.inject({ url: "/testdorf/datei" });
    expect((await open.inject({ url: "/metrics" })).body).toMatch(
      /klickamt_http_seconds_count\{method="GET",route="\/:town\/datei",status="200"\} 1/,
    );
    expect((await open.inject({ url: "/metrics", remoteAddress: "192.0.2.1" })).statusCode).toBe(404);
    const guarded = await serve({ metricsToken: "a token for tests" });
    expect((await guarded.inject({ url: "/metrics" })).statusCode).toBe(404);
    const headers = { authorization: "Bearer a token for tests" };
    expect((await guarded.inject({ url: "/metrics", headers, remoteAddress: "192.0.2.1" })).statusCode).toBe(200);
  });

  test("downloads carry their name in every alphabet", async () => {
    const { headers } = await (await serve()).inject({ url: "/testdorf/datei" });
    expect(headers["content-disposition"]).toBe(`attachment; filename="__b.txt"; filename*=UTF-8''%C3%84%20b.txt`);
  });
});
