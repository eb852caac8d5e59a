import { randomUUID } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { Forbidden, type Keyring } from "../../kernel/index.ts";
import { equalInConstantTime } from "../crypto/index.ts";
import type { RequestState } from "./browsers.ts";

export interface OwnForms {
  /**
   * The token of a form: bound to browser and session, and salted anew for each page, so that compressing
   * the page gives nothing away of it (BREACH).
   */
  tokenFor(state: RequestState, sessionToken: string): string;
  /**
   * A form of another site cannot know the token, and browsers say where a request comes from.
   * @throws Forbidden `web.csrf`, `web.foreign-form`
   */
  requireOwn(request: FastifyRequest, body: Readonly<Record<string, unknown>>, sessionToken: string): void;
}

export function createOwnForms(keyring: Keyring): OwnForms {
  const salted = (salt: string, { browserId }: RequestState, sessionToken: string) =>
    `${salt}.${keyring.mac("csrf", `${salt}:${browserId}:${sessionToken}`)}`;
  return {
    tokenFor: (state, sessionToken) => salted(randomUUID(), state, sessionToken),
    requireOwn(request, body, sessionToken) {
      requireOwnSite(request);
      const sent = typeof body._csrf === "string" ? body._csrf : "";
      const expected = salted(sent.split(".")[0] ?? "", request.klickamt, sessionToken);
      if (!equalInConstantTime(sent, expected)) throw new Forbidden("web.csrf");
    },
  };
}

function requireOwnSite(request: FastifyRequest): void {
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") throw new Forbidden("web.foreign-form");
}

/** Requests of stream routes carry no token: see `StreamRoute`. @throws Forbidden `web.foreign-form` */
export function requireOwnScript(request: FastifyRequest): void {
  requireOwnSite(request);
  const { origin } = request.headers;
  if (origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== request.host)) {
    throw new Forbidden("web.foreign-form");
  }
  if (request.headers["x-requested-with"] !== "klickamt") throw new Forbidden("web.foreign-form");
}
