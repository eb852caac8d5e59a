import { randomUUID } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Actor, Language, TenantId } from "../../kernel/index.ts";
import type { Ctx, TransactionOptions, Tx } from "../db/index.ts";
import type { ViewContext } from "../ui/index.ts";
import type { Send } from "./answering.ts";
import type { ServerOptions } from "./options.ts";
import type { OwnForms } from "./own-forms.ts";
import type { EarlyRequest, Town } from "./route.ts";

/** What every kind of route is served with. */
export interface Serving {
  readonly app: FastifyInstance;
  readonly options: ServerOptions;
  readonly forms: OwnForms;
  readonly send: Send;
  /** Address of a built asset by its name in the sources. */
  asset(name: string): string;
}

/** What actions are handed in a transaction: of a citizen, until somebody has signed in. */
export function ctxOf({ options }: Serving, town: Town | undefined, tx: Tx): Ctx {
  return {
    tx,
    actor: { kind: "citizen" },
    tenant: town?.tenant ?? (0 as TenantId),
    now: options.clock?.() ?? new Date(),
    files: options.files,
    keyring: options.keyring,
    jobs: options.jobs,
  };
}

/** Runs in a transaction of the town, or of none. */
export function inTransaction<T>(
  { options: { db } }: Serving,
  town: Town | undefined,
  work: (tx: Tx) => Promise<T>,
  how?: TransactionOptions,
): Promise<T> {
  return town === undefined ? db.inPlatform(work, how) : db.inTenant(town.tenant, work, how);
}

export function earlyRequest(serving: Serving, request: FastifyRequest, town: Town | undefined): EarlyRequest {
  return {
    params: request.params as Record<string, string>,
    cookies: request.klickamt.cookies,
    language: request.klickamt.language,
    read: (work) => inTransaction(serving, town, (tx) => work(ctxOf(serving, town, tx)), { readOnly: true }),
  };
}

/** @param sessionToken undefined where the page has no form of its own */
export function viewOf(
  { forms, asset }: Serving,
  request: FastifyRequest,
  town: Town | undefined,
  actor: Actor,
  sessionToken: string | undefined,
): ViewContext {
  const { language } = request.klickamt;
  const [path = "/", query = ""] = request.url.split("?", 2);
  const prefix = (wanted: Language) => (wanted === "de" ? "" : `/${wanted}`);
  const base = town === undefined ? "" : `/${town.brand.slug}`;
  let csrf: string | undefined;
  return {
    language,
    path,
    query: query === "" ? "" : `?${query}`,
    ...(town === undefined ? {} : { brand: town.brand }),
    ...(actor.kind === "staff" ? { staff: { name: actor.name, duties: actor.duties } } : {}),
    // Made when a form asks for it: most answers to a form are no page.
    get csrf() {
      csrf ??= sessionToken === undefined ? "" : forms.tokenFor(request.klickamt, sessionToken);
      return csrf;
    },
    newSubmissionKey: () => randomUUID(),
    href: (to) => `${prefix(language)}${base}${to === "/" && base !== "" ? "" : to}`,
    hrefInLanguage: (wanted) => `${prefix(wanted)}${path}${query === "" ? "" : `?${query}`}`,
    asset,
  };
}
