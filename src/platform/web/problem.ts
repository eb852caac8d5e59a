import type { Language, Localized } from "../../kernel/index.ts";
import { type Answer, content } from "./route.ts";

/** A mistake in what another program sent: where, and how to put it right. */
export interface ProblemError {
  /** JSON Pointer into the body that was sent (RFC 6901), e.g. `/answers/inhaber/familienname`; empty for all of it. */
  readonly pointer?: string;
  /** Name of a header, or of a part of the address, where it is none of the body. */
  readonly parameter?: string;
  readonly detail: string;
}

/** What went wrong, for another program. Source: RFC 9457 (Problem Details for HTTP APIs). */
export interface Problem {
  readonly status: number;
  /** Stable, for programs: `answers-not-right`. */
  readonly code: string;
  /** Address that explains this kind of problem; `about:blank` where absent. */
  readonly type?: string;
  /** Title and detail are for people and may change. */
  readonly title: string;
  readonly detail?: string;
  readonly errors?: readonly ProblemError[];
  /** Number of the log's entry. */
  readonly incident?: string;
}

/** A problem as an answer: `application/problem+json`. */
export function problem(
  facts: Problem,
  language: Language,
  headers: Readonly<Record<string, string>> = {},
): Extract<Answer, { kind: "content" }> {
  const { type = "about:blank", ...rest } = facts;
  return content(JSON.stringify({ type, ...rest }), "application/problem+json", {
    status: facts.status,
    headers: { "content-language": language, vary: "accept-language", ...headers },
  });
}

const texts: Readonly<
  Record<number, { readonly code: string; readonly title: Localized; readonly detail?: Localized }>
> = {
  400: { code: "bad-request", title: { de: "Die Anfrage ist nicht in Ordnung.", en: "The request is not in order." } },
  403: { code: "forbidden", title: { de: "Das ist nicht erlaubt.", en: "This is not allowed." } },
  404: { code: "not-found", title: { de: "Das gibt es nicht.", en: "There is no such thing." } },
  405: {
    code: "method-not-allowed",
    title: { de: "Diese Methode gibt es hier nicht.", en: "This method is not offered here." },
    detail: { de: "Die Kopfzeile Allow nennt, was geht.", en: "The header Allow says which are." },
  },
  409: { code: "conflict", title: { de: "Jemand war schneller.", en: "Somebody was faster." } },
  413: {
    code: "too-large",
    title: { de: "Das ist zu groß.", en: "This is too large." },
    detail: { de: "Eine Anfrage darf 512 KiB haben.", en: "A request may have 512 KiB." },
  },
  415: {
    code: "unsupported-media-type",
    title: { de: "Diese Art von Inhalt nehmen wir nicht an.", en: "We do not accept this kind of content." },
    detail: { de: "Senden Sie application/json in UTF-8.", en: "Send application/json in UTF-8." },
  },
  429: {
    code: "too-many-requests",
    title: { de: "Das waren zu viele Anfragen.", en: "Too many requests." },
    detail: {
      de: "Warten Sie so viele Sekunden, wie Retry-After nennt.",
      en: "Wait as many seconds as Retry-After says.",
    },
  },
  500: {
    code: "incident",
    title: { de: "Hier ist uns ein Fehler passiert.", en: "Something went wrong on our side." },
    detail: { de: "Nennen Sie uns die Nummer unter incident.", en: "Tell us the number under incident." },
  },
  503: {
    code: "unavailable",
    title: { de: "Der Dienst ist gleich wieder da.", en: "The service will be back in a moment." },
  },
};

/** A problem of which no more is known than its status. */
export function plainProblem(status: number, language: Language, incident?: string): Problem {
  const found = texts[status] ?? (texts[status >= 500 ? 500 : 400] as NonNullable<(typeof texts)[number]>);
  return {
    status,
    code: found.code,
    title: found.title[language],
    ...(found.detail === undefined ? {} : { detail: found.detail[language] }),
    ...(incident === undefined ? {} : { incident }),
  };
}

/**
 * The language that a client would rather read. Source: RFC 9110, section 12.5.4.
 * @returns undefined where the header is absent or names none of ours
 */
export function preferredLanguage(header: string | undefined): Language | undefined {
  let best: { readonly language: Language; readonly weight: number } | undefined;
  for (const part of (header ?? "").slice(0, 500).split(",")) {
    const [range = "", ...parameters] = part.split(";").map((piece) => piece.trim().toLowerCase());
    const quality = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
    const weight = quality === undefined ? 1 : Number(quality);
    const language = /^(de|en)(-|$)/.exec(range)?.[1] as Language | undefined;
    if (language !== undefined && weight > (best?.weight ?? 0)) best = { language, weight };
  }
  return best?.language;
}

/** Whether a client takes this kind of content. Source: RFC 9110, section 12.5.1. */
export function accepts(header: string | undefined, mediaType: string): boolean {
  if (header === undefined || header.trim() === "") return true;
  const [kind = ""] = mediaType.split("/");
  return header
    .slice(0, 1000)
    .split(",")
    .some((part) => {
      const [range = "", ...parameters] = part.split(";").map((piece) => piece.trim().toLowerCase());
      const refused = parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
      return !refused && (range === "*/*" || range === `${kind}/*` || range === mediaType);
    });
}

/** Whether an address is meant for other programs: what goes wrong there is told as a problem, not as a page. */
export function isMachinePath(url: string): boolean {
  return /^\/[^/?]+\/api\/v\d+([/?]|$)/.test(url);
}
