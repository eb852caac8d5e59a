import { Conflict, Invalid, type Language } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { recordEvent } from "../../records/index.ts";
import { caseContent } from "../contracts.ts";
import type { Case, CaseAnswers } from "../model/case.ts";
import { termsOfCase } from "../model/search-terms.ts";
import { getCaseForUpdate, replaceTerms, saveCase } from "../store/index.ts";
import { recordCaseEvent } from "./add-case-history.ts";
import { requireStaff } from "./duty.ts";

export interface Correction {
  readonly caseId: string;
  readonly path: string;
  /** As typed. */
  readonly raw: string | readonly string[];
  /** Why it is corrected: stays in the history. */
  readonly reason: string;
  readonly rowVersion: number;
  readonly language: Language;
}

/**
 * A caseworker corrects one value. What was there, who corrected it and why stay in the histories of case and Akte.
 * @returns the case, or what has to be put right: `field` is the value or the reason
 * @throws Conflict `cases.changed-meanwhile`, `cases.already-done`
 * @throws Invalid `cases.not-correctable`
 */
export async function correctValue(
  ctx: Ctx,
  input: Correction,
): Promise<Case | { readonly field: "wert" | "grund"; readonly message: string }> {
  requireStaff(ctx, "casework");
  const subject = await getCaseForUpdate(ctx, input.caseId);
  const facts = { caseId: input.caseId, seenVersion: input.rowVersion, version: subject.rowVersion };
  if (subject.status === "done") throw new Conflict("cases.already-done", facts);
  if (subject.rowVersion !== input.rowVersion) throw new Conflict("cases.changed-meanwhile", facts);
  const content = caseContent();
  const field = await content.editable(ctx, subject, input.path, "de");
  if (field === undefined) throw new Invalid("cases.not-correctable");

  const german = input.language === "de";
  const parsed = await content.parse(ctx, subject, input.path, input.raw, input.language);
  if ("message" in parsed) return { field: "wert", message: parsed.message };
  const before = subject.answers[input.path];
  if (JSON.stringify(before) === JSON.stringify(parsed.value)) {
    return {
      field: "wert",
      message: german ? "Das steht schon da. Ändern Sie den Wert." : "This is what it says already. Change the value.",
    };
  }
  const reason = input.reason.trim().slice(0, 500);
  if (reason === "") {
    return {
      field: "grund",
      message: german ? "Schreiben Sie, warum Sie den Wert ändern." : "Write why you change it.",
    };
  }

  const { [input.path]: _, ...others } = subject.answers;
  const answers: CaseAnswers = parsed.value === undefined ? others : { ...others, [input.path]: parsed.value };
  const changed = { ...subject, answers };
  const subjectName = (await content.subjectName?.(ctx, changed)) ?? subject.subjectName;
  const saved = await saveCase(ctx, { ...changed, subjectName });
  await replaceTerms(
    ctx,
    subject.caseId,
    termsOfCase(saved.aktenzeichen, subjectName, await content.searchTexts(ctx, saved)),
  );
  const details = {
    path: input.path,
    before: before ?? null,
    after: parsed.value ?? null,
    shownBefore: await displayed(ctx, subject, input.path),
    shownAfter: await displayed(ctx, changed, input.path),
    reason,
  };
  await recordCaseEvent(ctx, saved, {
    action: "cases.corrected",
    text: {
      de: `Berichtigt: ${field.label}`,
      en: `Corrected: ${(await content.editable(ctx, subject, input.path, "en"))?.label ?? field.label}`,
    },
    details,
  });
  await recordEvent(ctx, {
    akteId: subject.akteId,
    vorgangId: subject.vorgangId,
    action: "cases.corrected",
    details,
  });
  return saved;
}

/** The value as the sheet showed it, for people who read the history later; empty where there was none. */
async function displayed(ctx: Ctx, subject: Case, path: string): Promise<string> {
  const { sections } = await caseContent().sheet(ctx, subject, "de");
  const rows = sections.flatMap((section) => section.rows);
  return rows.find((row) => row.path === path)?.display ?? "";
}
