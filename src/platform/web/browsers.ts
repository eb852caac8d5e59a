import { randomBytes } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { type Keyring, type Language, languages } from "../../kernel/index.ts";
import { equalInConstantTime } from "../crypto/index.ts";
import { cookieToSet, readCookies } from "./cookies.ts";
import { tooMany } from "./errors.ts";
import { networkOf, perMinute } from "./limiter.ts";

/** Whose request it is, and in which language. */
export interface RequestState {
  language: Language;
  browserId: string;
  newBrowser: boolean;
  cookies: Readonly<Record<string, string>>;
  /** What was typed into a form of ours, for the page that says that it was not taken. */
  typed?: () => readonly string[];
}

declare module "fastify" {
  interface FastifyRequest {
    klickamt: RequestState;
  }
}

const browserCookie = "klickamt";
/** A year. */
const knownForSeconds = 31_536_000;

/** The language that an address begins with, and the address without it. */
export function splitLanguage(url: string): { language: Language; path: string } {
  for (const language of languages) {
    if (language === "de") continue;
    const prefix = `/${language}`;
    if (url === prefix || url.startsWith(`${prefix}/`) || url.startsWith(`${prefix}?`)) {
      const rest = url.slice(prefix.length);
      return { language, path: rest.startsWith("/") ? rest : `/${rest}` };
    }
  }
  return { language: "de", path: url };
}

const isHealthPath = (url: string): boolean => url === "/healthz" || url === "/readyz" || url === "/metrics";

export interface Browsers {
  /** Notes whose request it is. @returns the error where it is one too many */
  admit(request: FastifyRequest, language: Language): Error | undefined;
  /** `Set-Cookie` by which a browser is known again. */
  cookieFor(browserId: string): string;
}

/** Tells browsers apart by a cookie, and counts what each asks for. */
export function createBrowsers(options: {
  readonly keyring: Keyring;
  readonly requestsPerMinute: number;
  readonly secure: boolean;
}): Browsers {
  const limitBrowser = perMinute(options.requestsPerMinute);
  const limitAddress = perMinute(options.requestsPerMinute * 10);
  /** Those whose cookie was found to be ours; forgotten all at once when they are many. */
  const found = new Map<string, string>();

  /** Signed, so that nobody can make up browsers to get a fresh rate limit for each. */
  function known(cookie: string): string | undefined {
    const before = found.get(cookie);
    if (before !== undefined) return before;
    const [id = "", mac = ""] = cookie.split(".");
    if (id.length !== 22 || !equalInConstantTime(mac, options.keyring.mac("browser", id))) return undefined;
    if (found.size >= 20_000) found.clear();
    found.set(cookie, id);
    return id;
  }

  return {
    admit(request, language) {
      const cookies = readCookies(request.headers.cookie);
      const id = known(cookies[browserCookie] ?? "");
      request.klickamt = {
        language,
        browserId: id ?? randomBytes(16).toString("base64url"),
        newBrowser: id === undefined,
        cookies,
      };
      const allowed =
        isHealthPath(request.url) ||
        ((id === undefined || limitBrowser.allow(id)) && limitAddress.allow(networkOf(request.ip)));
      return allowed ? undefined : tooMany();
    },
    cookieFor(browserId) {
      const signed = `${browserId}.${options.keyring.mac("browser", browserId)}`;
      return cookieToSet(browserCookie, signed, knownForSeconds, options.secure);
    },
  };
}
