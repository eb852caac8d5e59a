import { Conflict, dayInBerlin, Invalid, type PlainDay } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import { requireDuty } from "../accounts/index.ts";
import { type Case, getCase } from "../cases/index.ts";
import { requireMayWork } from "../records/index.ts";
import { type Application, readApplication } from "./model/index.ts";
import { findVisit } from "./store/index.ts";

/** Leistungen that this module knows. */
export const applicationLeistung = "personalausweis-beantragen";
export const lossLeistung = "ausweis-verlust-melden";

/** @throws Invalid `ausweis.no-application` */
export function applicationOf(subject: Pick<Case, "leistungId" | "answers">): Application {
  const application = subject.leistungId === applicationLeistung ? readApplication(subject.answers) : undefined;
  if (application === undefined) throw new Invalid("ausweis.no-application", { leistungId: subject.leistungId });
  return application;
}

/**
 * A running application, for whoever works on cases and may change its Akte: what is captured belongs to it.
 * @throws Forbidden `accounts.duty-missing`, `records.read-only`; NotFound `cases.no-such-case`; Conflict
 * `ausweis.case-done`; Invalid `ausweis.no-application`
 */
export async function requireApplication(
  ctx: Ctx,
  caseId: string,
): Promise<{ readonly subject: Case; readonly application: Application }> {
  requireDuty(ctx.actor, "casework");
  const subject = await getCase(ctx, caseId);
  await requireMayWork(ctx, subject.akteId);
  const application = applicationOf(subject);
  if (subject.status === "done") throw new Conflict("ausweis.case-done", { caseId });
  return { subject, application };
}

/**
 * Day of the application in the sense of the law: that of the visit, or today while there was none. A second person may
 * approve days later.
 * Source: § 9 Abs. 1 PAuswG.
 */
export async function dayOfApplication(ctx: Ctx, caseId: string): Promise<PlainDay> {
  return dayInBerlin((await findVisit(ctx, caseId))?.checkedAt ?? ctx.now);
}
