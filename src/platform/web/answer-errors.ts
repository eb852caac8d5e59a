import type { FastifyReply, FastifyRequest } from "fastify";
import { Failure, type Language, NotFound } from "../../kernel/index.ts";
import { ErrorPage, renderDocument, type ViewContext } from "../ui/index.ts";
import { errorTexts } from "./error-texts.ts";
import { classify, methodNotAllowed } from "./errors.ts";
import type { Metrics } from "./metrics.ts";
import { isMachinePath, plainProblem, preferredLanguage, problem } from "./problem.ts";
import { RolledBack, type Route, type Town } from "./route.ts";
import { type Serving, viewOf } from "./serving.ts";

/** Answers a request that led to an error: people with a page that says what to do, programs with a problem. */
export type AnswerError = (request: FastifyRequest, reply: FastifyReply, error: unknown) => Promise<FastifyReply>;

export function createAnswerError(serving: Serving, metrics: Metrics): AnswerError {
  const { options, send } = serving;

  /** @returns the number under which the log tells more, where nobody expected it */
  function note(request: FastifyRequest, error: unknown, status: number): string | undefined {
    const { id, method } = request;
    const route = request.routeOptions?.url;
    if (status === 500) {
      metrics.countIncident();
      options.log.error({ err: error, id, route, method }, "incident");
      return id;
    }
    if (error instanceof Failure) {
      options.log.info({ code: error.code, facts: error.facts, status, route, id }, "refused");
    }
    return undefined;
  }

  return async (request, reply, error) => {
    if (error instanceof RolledBack) return send(request, reply, error.answer);
    const { status, key } = classify(error);
    const incident = note(request, error, status);
    if (status === 429 || status === 503) reply.header("retry-after", "30");
    if (isMachinePath(request.url)) {
      const language = preferredLanguage(request.headers["accept-language"]) ?? request.klickamt.language;
      return send(request, reply, problem(plainProblem(status, language, incident), language));
    }
    const slug = request.url.split("/", 2)[1]?.split("?")[0] ?? "";
    const town = await options.dependencies.findTown(slug).catch(() => undefined);
    const view = viewOf(serving, request, town, { kind: "citizen" }, undefined);
    return reply
      .status(status)
      .header("cache-control", "no-store")
      .type("text/html; charset=utf-8")
      .send(
        renderDocument(
          ErrorPage({
            view,
            ...errorTexts(key, view.language),
            actions: waysOut(request, view, town),
            ...(incident === undefined ? {} : { incident }),
            typed: request.klickamt.typed?.() ?? [],
          }),
        ),
      );
  };
}

function waysOut(
  request: FastifyRequest,
  view: ViewContext,
  town: Town | undefined,
): readonly { readonly href: string; readonly label: string }[] {
  const { language } = view;
  const from = formOf(request);
  const atDesk = town !== undefined && /^\/[^/]+\/amt(\/|\?|$)/.test(request.url);
  return [
    ...(from === undefined ? [] : [{ href: from, label: wording.again[language] }]),
    ...(atDesk ? [{ href: view.href("/amt"), label: wording.desk[language] }] : []),
    { href: view.href("/"), label: wording.start[language](town?.brand.name) },
  ];
}

const wording = {
  again: { de: "Die Seite noch einmal öffnen", en: "Open the page again" },
  desk: { de: "Zum Arbeitsplatz", en: "To the desk" },
  start: {
    de: (town?: string) => (town === undefined ? "Zur Startseite" : `Zur Startseite von ${town}`),
    en: (town?: string) => (town === undefined ? "To the start page" : `To the start page of ${town}`),
  },
} satisfies Record<string, Record<Language, unknown>>;

/** The page of ours that a form was sent from, as the browser names it: what is wrong with the form starts anew there. */
function formOf(request: FastifyRequest): string | undefined {
  const { referer } = request.headers;
  if (request.method !== "POST" || referer === undefined || !URL.canParse(referer)) return undefined;
  const { host, pathname, search } = new URL(referer);
  // Two slashes would name another host.
  return host === request.host && !pathname.startsWith("//") ? pathname + search : undefined;
}

/** Where there is no such page; programs are told which methods there are. */
export function answerNotFound(answerError: AnswerError, routes: readonly Route[]) {
  const machineRoutes = routes
    .filter(({ caller }) => caller === "machine")
    .map(({ method, path }) => ({ method, pattern: new RegExp(`^${path.replaceAll(/:[^/]+/g, "[^/]+")}/?$`) }));
  return (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const [path = ""] = request.url.split("?", 1);
    const allowed = machineRoutes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
    if (allowed.length === 0 || !isMachinePath(path)) {
      return answerError(request, reply, new NotFound("web.no-such-page"));
    }
    const withHead = allowed.flatMap((method) => (method === "GET" ? [method, "HEAD"] : [method]));
    reply.header("allow", withHead.join(", "));
    return answerError(request, reply, methodNotAllowed());
  };
}
