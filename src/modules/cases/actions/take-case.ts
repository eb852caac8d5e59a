import { Conflict } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Case } from "../model/case.ts";
import { assignTasks, getCaseForUpdate, saveCase } from "../store/index.ts";
import { recordCaseEvent } from "./add-case-history.ts";
import { requireStaff } from "./duty.ts";

/** @throws Conflict `cases.already-done` */
function requireRunning(subject: Case): void {
  if (subject.status === "done") throw new Conflict("cases.already-done", { caseId: subject.caseId });
}

/**
 * The caseworker takes a case. Taking what one has already does nothing.
 * @throws Conflict `cases.taken`, `cases.already-done`
 */
export async function takeCase(ctx: Ctx, { caseId }: { readonly caseId: string }): Promise<Case> {
  const staff = requireStaff(ctx, "casework");
  const subject = await getCaseForUpdate(ctx, caseId);
  requireRunning(subject);
  if (subject.takenBy?.staffId === staff.staffId) return subject;
  if (subject.takenBy !== undefined) throw new Conflict("cases.taken", { caseId });
  const takenBy = { staffId: staff.staffId, name: staff.name };
  await assignTasks(ctx, caseId, takenBy);
  const saved = await saveCase(ctx, { ...subject, takenBy });
  await recordCaseEvent(ctx, saved, {
    action: "cases.taken",
    text: { de: "Zur Bearbeitung übernommen", en: "Taken to work on" },
    citizenText: { de: "Wir bearbeiten Ihr Anliegen.", en: "We are working on your request." },
  });
  return saved;
}

/**
 * The caseworker gives a case back, so that others can take it. Whoever has `administration` may take it from others.
 * @throws Conflict `cases.taken` where a colleague has it, `cases.already-done`
 */
export async function releaseCase(ctx: Ctx, { caseId }: { readonly caseId: string }): Promise<Case> {
  const staff = requireStaff(ctx, "casework");
  const subject = await getCaseForUpdate(ctx, caseId);
  requireRunning(subject);
  if (subject.takenBy === undefined) return subject;
  if (subject.takenBy.staffId !== staff.staffId && !staff.duties.includes("administration")) {
    throw new Conflict("cases.taken", { caseId });
  }
  await assignTasks(ctx, caseId, undefined);
  const { takenBy: _, ...free } = subject;
  const saved = await saveCase(ctx, free);
  await recordCaseEvent(ctx, saved, {
    action: "cases.released",
    text: { de: "Zurückgegeben", en: "Given back" },
  });
  return saved;
}

/**
 * A case goes to a colleague, whoever has it now.
 * @throws Conflict `cases.already-done`
 */
export async function assignCase(
  ctx: Ctx,
  { caseId, to }: { readonly caseId: string; readonly to: { readonly staffId: string; readonly name: string } },
): Promise<Case> {
  requireStaff(ctx, "casework");
  const subject = await getCaseForUpdate(ctx, caseId);
  requireRunning(subject);
  if (subject.takenBy?.staffId === to.staffId) return subject;
  await assignTasks(ctx, caseId, to);
  const saved = await saveCase(ctx, { ...subject, takenBy: to });
  await recordCaseEvent(ctx, saved, {
    action: "cases.assigned",
    text: { de: `An ${to.name} gegeben`, en: `Given to ${to.name}` },
  });
  return saved;
}
