import { dayInBerlin, Forbidden } from "../../kernel/index.ts";
import { type Answer, redirect, type WebRequest } from "../../platform/web/index.ts";
import { codesOf } from "../messaging/index.ts";
import { type OpenDraft, type Opening, openDraft, openPage } from "./actions/open-draft.ts";
import type { Draft } from "./draft.ts";
import type { Section } from "./form.ts";
import { visibleSections } from "./model/index.ts";
import { draftPath } from "./paths.ts";
import { getOnlineLeistung, type OnlineReady } from "./registry.ts";

/** A draft that a request may see, with its form. */
export type Opened = OpenDraft & OnlineReady;

/**
 * Opens the draft of the address with the codes of the device.
 * @returns an answer instead where the device has no code for it
 */
export function open(request: WebRequest, opening: Opening = {}): Promise<Opened | Answer> {
  return orToCode(request, async (draftId, codes) => {
    const opened = await openDraft(request, draftId, codes, opening);
    return { ...opened, ...(await getOnlineLeistung(request, opened.draft.leistungId, opened.draft.formVersion)) };
  });
}

/** The same with the answers that the page of the address needs. */
export function openOnPage(request: WebRequest, opening: Pick<Opening, "onlyShown"> = {}): Promise<Opened | Answer> {
  const { section = "" } = request.params;
  return orToCode(request, (draftId, codes) => openPage(request, draftId, codes, section, opening));
}

async function orToCode(
  request: WebRequest,
  opening: (draftId: string, codes: readonly string[]) => Promise<Opened>,
): Promise<Opened | Answer> {
  try {
    return await opening(request.params.draft ?? "", codesOf(request.cookies));
  } catch (error) {
    if (error instanceof Forbidden) return redirect(request.view.href("/fortsetzen"));
    throw error;
  }
}

/** Whether the way is another one. */
export const isAnswer = (opened: Opened | Answer): opened is Answer => "kind" in opened;

/** Address of a page of the draft: a section's key, or one of our own pages. */
export function hrefOf(request: WebRequest, draft: Draft, target: string): string {
  return request.view.href(draftPath(draft.draftId, target));
}

/** The first page that is not done; the review where all are. */
export function nextOpen(draft: Draft, sections: readonly Section[]): string {
  return sections.find(({ key }) => !draft.doneSections.includes(key))?.key ?? "pruefen";
}

/** The pages that these answers lead over. */
export function sectionsOf(
  request: WebRequest,
  { online, draft }: Opened,
  answers = draft.answers,
): readonly Section[] {
  return visibleSections(online.compiled, answers, dayInBerlin(request.now));
}
