import { dayInBerlin, inLanguage, type Language } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { listFormChecks } from "../extensions.ts";
import type { Answers } from "../form.ts";
import { checkAll, checkSection, type FieldError, findField, pageFields, readAnswers } from "../model/index.ts";
import type { OnlineReady } from "../registry.ts";

/**
 * What is wrong with answers: what the form says of itself, and what modules above find with the town and their
 * registers. The same for the page, the review, the final check and programs.
 * @param sectionKey of one page; all pages where absent
 */
export async function checkAnswers(
  ctx: Ctx,
  { leistung, online }: OnlineReady,
  answers: Answers,
  language: Language,
  sectionKey?: string,
): Promise<readonly FieldError[]> {
  const { compiled } = online;
  const today = dayInBerlin(ctx.now);
  const errors =
    sectionKey === undefined
      ? checkAll(compiled, answers, { today, language })
      : checkSection(compiled, sectionKey, answers, { today, language });
  const found = [...errors];
  for (const { at, check } of listFormChecks(leistung.id)) {
    const section = findField(compiled, at)?.sectionKey;
    if (section === undefined || (sectionKey !== undefined && section !== sectionKey)) continue;
    const shown = pageFields(compiled, section, answers, today).find(({ path }) => path === at);
    if (shown?.visible !== true || errors.some(({ path }) => path === at)) continue;
    const message = await check(ctx, readAnswers(compiled, answers, today));
    if (message !== undefined) {
      found.push({ path: at, id: shown.id, sectionKey: section, message: inLanguage(message, language) });
    }
  }
  return found;
}
