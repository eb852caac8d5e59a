import { Conflict, NotFound } from "../../kernel/index.ts";
import { type Answer, redirect, type WebRequest } from "../../platform/web/index.ts";
import { deskAccess } from "../accounts/index.ts";
import type { Typed } from "./model/element-form.ts";
import type { ServiceVersion, Step } from "./model/service.ts";
import { listSteps, listVersions } from "./store.ts";
import type { Shown } from "./views/frame.tsx";
import { servicePath } from "./views/say.ts";

/** Who may open the pages of the designer. */
export const access = deskAccess.dienste;

/** Who may change a draft. */
export const designAccess = ["design"] as const;

/** What a form sent, as plain texts; what was chosen several times is joined by spaces. */
export function typedOf(request: WebRequest): Typed {
  return Object.fromEntries(
    Object.entries(request.body).map(([name, value]) => [name, typeof value === "string" ? value : value.join(" ")]),
  );
}

export function hasDuty(request: WebRequest, duty: "design" | "publish" | "administration"): boolean {
  return request.view.staff?.duties.includes(duty) === true;
}

export interface Opened {
  readonly shown: Shown;
  readonly versions: readonly ServiceVersion[];
}

/** Which version a page shows: the draft where there is one, else what is published, else the newest. */
export function shownOf(request: WebRequest, version: ServiceVersion): Shown {
  const mayDesign = hasDuty(request, "design");
  return {
    version,
    editable: version.state === "draft" && mayDesign,
    mayDesign,
    mayPublish: hasDuty(request, "publish"),
    openRules: version.rules.filter(({ state }) => state === "open").length,
  };
}

/** The service of the address. @throws NotFound `designer.no-such-service` */
export async function openService(request: WebRequest): Promise<Opened> {
  const versions = await listVersions(request, request.params.dienst ?? "");
  const version =
    versions.find(({ state }) => state === "draft") ??
    versions.find(({ state }) => state === "published") ??
    versions[0];
  if (version === undefined) throw new NotFound("designer.no-such-service");
  return { versions, shown: shownOf(request, version) };
}

/** The row version that the form was made from. */
export function seenOf(request: WebRequest): number {
  const stand = request.body.stand;
  return typeof stand === "string" && /^\d{1,9}$/.test(stand) ? Number(stand) : -1;
}

const mostStepsTold = 10;

/**
 * Runs one change. Where somebody was faster, the page comes back with what they did.
 * @param again the page, from the new state
 */
export async function orConflict(
  request: WebRequest,
  change: () => Promise<Answer>,
  again: (
    conflict: { readonly steps: readonly Step[]; readonly kept: boolean },
    opened: Opened,
  ) => Promise<Answer> | Answer,
  kept = false,
): Promise<Answer> {
  try {
    return await change();
  } catch (error) {
    if (!(error instanceof Conflict) || error.code !== "designer.changed-meanwhile") throw error;
    const opened = await openService(request);
    const { serviceId, version } = opened.shown.version;
    const steps = await listSteps(request, serviceId, version, {
      after: Math.max(0, seenOf(request)),
      limit: mostStepsTold,
    });
    return again({ steps, kept }, opened);
  }
}

/** On to a page of the service. */
export function toService(request: WebRequest, more = ""): Answer {
  return redirect(request.view.href(servicePath(request.params.dienst ?? "", more)));
}
