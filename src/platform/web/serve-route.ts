import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import { type Actor, type Duty, Forbidden, NotFound } from "../../kernel/index.ts";
import type { Ctx } from "../db/index.ts";
import { SessionEndedPage, type ViewContext } from "../ui/index.ts";
import { tooMany } from "./errors.ts";
import { networkOf, perMinute } from "./limiter.ts";
import { asTyped, type FormBody, readMultipart, wholeOrNothing } from "./read-body.ts";
import {
  type Answer,
  type EarlyRequest,
  type Later,
  type Route,
  redirect,
  sessionCookieName,
  type Town,
  type WebRequest,
} from "./route.ts";
import { openCookies, type Recipient, sealCookies } from "./sealed-cookies.ts";
import { ctxOf, earlyRequest, inTransaction, type Serving, viewOf } from "./serving.ts";
import { findEarlierAnswer, rememberAnswer } from "./store.ts";
import { typedWords } from "./typed-words.ts";

/** How long a page waits for a job where nobody says otherwise. */
const usualPatienceMs = 1200;

/** One request on its way through a route. */
interface Asked {
  readonly serving: Serving;
  readonly route: Route;
  readonly request: FastifyRequest;
  readonly town: Town | undefined;
  /** Of the desk; empty where there is none. */
  readonly sessionToken: string;
}

/** What was sent along. */
interface Sent {
  readonly fields: WebRequest["body"];
  readonly uploads: WebRequest["uploads"];
  readonly submissionKey: string | undefined;
  readonly raw?: WebRequest["raw"];
  readonly prepared: unknown;
}

/** Serves a route: finds the town, reads what was sent, and lets the handler answer in one transaction. */
export function serveRoute(serving: Serving, route: Route): void {
  const { app, options, send } = serving;
  const ofTown = route.path === "/:town" || route.path.startsWith("/:town/");
  const guesses = route.guessesPerMinute === undefined ? undefined : perMinute(route.guessesPerMinute);
  const readOnly = route.method === "GET" && route.leavesTrace !== true;
  // Lists and searches of the desk may take their time.
  const how = { readOnly, brief: readOnly && route.access === "public" };

  app.route({
    method: route.method,
    url: route.path,
    config: { takesFile: route.prepareFile !== undefined },
    async handler(request, reply): Promise<FastifyReply> {
      if (guesses?.allow(networkOf(request.ip)) === false) throw tooMany();
      const { town: slug = "" } = request.params as Record<string, string>;
      const town = ofTown ? await options.dependencies.findTown(slug) : undefined;
      if (ofTown && town === undefined) throw new NotFound("web.no-such-town");
      const sessionToken =
        town === undefined ? "" : (request.klickamt.cookies[sessionCookieName(town.brand.slug)] ?? "");
      const asked: Asked = { serving, route, request, town, sessionToken };
      const sent = await readSent(asked);
      const answer = await inTransaction(serving, town, (tx) => answerIn(asked, sent, ctxOf(serving, town, tx)), how);
      return send(request, reply, answer.kind === "later" ? await answer.make() : answer, route.csp);
    },
  });
}

/** Whether a page that is not public is for whoever has these duties. */
const mayUse = (access: Exclude<Route["access"], "public">, duties: readonly Duty[]): boolean =>
  access === "staff" || access.some((duty) => duties.includes(duty));

/**
 * Reads the body, and lets the route work with its files: before the transaction opens, and only for whoever may use
 * the page.
 * @throws Forbidden where a form is none of ours
 */
async function readSent(asked: Asked): Promise<Sent> {
  const { serving, route, request, sessionToken } = asked;
  const early = earlyRequest(serving, request, asked.town);
  let welcome: Promise<boolean> | undefined;
  const isWelcome = (): Promise<boolean> => {
    welcome ??= mayUseEarly(asked, early);
    return welcome;
  };

  if (route.caller === "machine") return readMachines(asked, early);
  let form: FormBody = { body: {}, uploads: [] };
  if (route.method === "POST") {
    if (request.isMultipart()) form = await readMultipart(request, route, early, await isWelcome());
    else if (typeof request.body === "object") form = { ...form, body: (request.body ?? {}) as FormBody["body"] };
    serving.forms.requireOwn(request, form.body, sessionToken);
  }
  const { uploads } = form;
  const { _csrf, _submission, ...fields } = asTyped(form.body);
  if (route.method === "POST") request.klickamt.typed = () => typedWords(fields, route.secrets);
  const prepared =
    route.prepare !== undefined && (await isWelcome())
      ? await route.prepare({ ...early, uploads, body: fields })
      : undefined;
  return { fields, uploads, submissionKey: typeof _submission === "string" ? _submission : undefined, prepared };
}

async function mayUseEarly({ serving, route, sessionToken }: Asked, early: EarlyRequest): Promise<boolean> {
  if (route.access === "public") return true;
  if (sessionToken === "") return false;
  const staff = await early.read((ctx) => serving.options.dependencies.authenticate(ctx, sessionToken));
  return staff !== undefined && mayUse(route.access, staff.duties);
}

/** What another program sends. */
async function readMachines({ route, request }: Asked, early: EarlyRequest): Promise<Sent> {
  const headers = request.headers as Readonly<Record<string, string | undefined>>;
  const { body } = request;
  const file = (mostBytes: number) => wholeOrNothing(body as Readable, mostBytes);
  return {
    fields: {},
    uploads: [],
    submissionKey: undefined,
    raw: { body: typeof body === "string" ? body : "", headers },
    prepared:
      route.prepareFile !== undefined && body instanceof Readable
        ? await route.prepareFile({ ...early, query: queryOf(request, route), headers, file })
        : undefined,
  };
}

/** Says who asks, whether they may, and what the handler answers. */
async function answerIn(asked: Asked, sent: Sent, base: Ctx): Promise<Answer | Later> {
  const { serving, route, request, town, sessionToken } = asked;
  const { options } = serving;
  const staff =
    sessionToken === "" || town === undefined || (route.access === "public" && !route.path.startsWith("/:town/amt"))
      ? undefined
      : await options.dependencies.authenticate(base, sessionToken);
  const actor: Actor = staff ?? base.actor;
  const view = viewOf(serving, request, town, actor, sessionToken);
  if (route.access !== "public") {
    if (staff === undefined) {
      if (route.method === "POST") return sessionEnded(view, sent.fields, route.secrets);
      const back = route.method === "GET" ? `?weiter=${encodeURIComponent(request.url)}` : "";
      return redirect(view.href(`/amt/anmelden${back}`));
    }
    if (!mayUse(route.access, staff.duties)) throw new Forbidden("web.duty-missing");
  }
  return once(asked, sent, base, () =>
    route.handle({
      ...base,
      actor,
      params: request.params as Record<string, string>,
      query: queryOf(request, route),
      body: sent.fields,
      uploads: sent.uploads,
      prepared: sent.prepared,
      cookies: route.caller === "machine" ? {} : request.klickamt.cookies,
      view,
      submissionKey: sent.submissionKey,
      ...(sent.raw === undefined ? {} : { raw: sent.raw }),
      publicUrl: options.publicUrl,
      patienceMs: options.patienceMs ?? usualPatienceMs,
    }),
  );
}

/** The session ended while somebody was typing: what they typed is on the page, to be copied and sent again. */
function sessionEnded(view: ViewContext, fields: WebRequest["body"], secrets: readonly string[] = []): Answer {
  return {
    kind: "page",
    status: 401,
    page: SessionEndedPage({ view, typed: typedWords(fields, secrets), signInHref: view.href("/amt/anmelden") }),
  };
}

/** Where a form is the repeat of one that led somewhere, it leads there again, and nothing runs twice. */
async function once(
  { route, request, town, serving: { options } }: Asked,
  sent: Sent,
  ctx: Ctx,
  handle: () => Promise<Answer | Later>,
): Promise<Answer | Later> {
  const key = town === undefined ? undefined : repeatKeyOf(route, sent.submissionKey, sent.fields);
  if (town === undefined || key === undefined) return handle();
  const { browserId } = request.klickamt;
  const recipient: Recipient = { tenant: ctx.tenant, submissionKey: key, browserId };
  const earlier = await findEarlierAnswer(ctx, key);
  if (earlier !== undefined) {
    const { location, cookies } = earlier;
    return redirect(location, cookies === undefined ? [] : openCookies(options.keyring, recipient, cookies));
  }
  const answer = await handle();
  if (answer.kind === "redirect") {
    // Whoever's sign-in got lost signs in again: sessions of the desk are kept as hashes only.
    const cookies = answer.cookies?.filter(({ name }) => name !== sessionCookieName(town.brand.slug)) ?? [];
    rememberAnswer(ctx, key, {
      location: answer.to,
      ...(cookies.length === 0 ? {} : { cookies: sealCookies(options.keyring, recipient, cookies) }),
    });
  }
  return answer;
}

/** What a repeat of this form is known by; undefined where repeating does no harm. */
function repeatKeyOf(
  { method, repeat = "keyed" }: Route,
  submissionKey: string | undefined,
  fields: WebRequest["body"],
): string | undefined {
  if (method !== "POST" || submissionKey === undefined) return undefined;
  if (typeof repeat === "string") return repeat === "keyed" ? submissionKey : undefined;
  if (repeat(fields) === "natural") return undefined;
  const said = JSON.stringify([submissionKey, Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))]);
  return createHash("sha256").update(said).digest("base64url");
}

/**
 * Names and values behind the question mark. Of a name that is there more than once the first counts for a page;
 * programs see all of it, because they are told of their mistakes.
 */
function queryOf(request: FastifyRequest, { caller }: Route): WebRequest["query"] {
  const query = request.query as Record<string, string | string[] | undefined>;
  if (caller === "machine" || !Object.values(query).some(Array.isArray)) return query as WebRequest["query"];
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, [value].flat()[0]]));
}
