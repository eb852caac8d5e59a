import type { PlainDay } from "../../kernel/index.ts";
import {
  type Answers,
  getOnlineLeistung,
  openDraft,
  saveSection,
  startDraft,
  submitDraft,
  visibleSections,
} from "../../modules/forms/index.ts";
import type { Ctx } from "../../platform/db/index.ts";

/** Fills in a form section by section, as the pages do it, and sends it. @param onDraft what is done besides, before sending. @returns the case */
export async function sendForm(
  ctx: Ctx,
  leistungId: string,
  answers: Answers,
  day: PlainDay,
  onDraft: (draftId: string) => Promise<void> = async () => {},
): Promise<string> {
  const { draftId, code } = await startDraft(ctx, { leistungId, language: "de" });
  const { online } = await getOnlineLeistung(ctx, leistungId);
  // An answer may bring up a further page.
  for (let done = 0; ; done++) {
    const { draft } = await openDraft(ctx, draftId, [code]);
    const section = visibleSections(online.compiled, draft.answers, day)[done];
    if (section === undefined) break;
    const { errors } = await saveSection(ctx, draft, { sectionKey: section.key, body: answers, language: "de" });
    if (errors.length > 0)
      throw new Error(`demo: ${errors.map((error) => `${error.path}: ${error.message}`).join("; ")}`);
  }
  await onDraft(draftId);
  const sent = await submitDraft(ctx, {
    draftId,
    language: "de",
    declarations: online.declarations.map(({ key }) => key),
    email: undefined,
  });
  if (sent.kind !== "sent") throw new Error(`demo: ${leistungId} is not complete`);
  return sent.caseId;
}
