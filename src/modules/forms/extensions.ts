import type { VNode } from "preact";
import type { Language, PlainDay } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import type { ViewContext } from "../../platform/ui/index.ts";
import type { Answers } from "./form.ts";

/** Answers on their way, as a panel sees them. */
export interface PanelDraft {
  readonly draftId: string;
  /** Canonical, without hidden, wrong and empty ones. */
  readonly answers: Answers;
  readonly today: PlainDay;
}

/** Something worked out from the answers, shown below the questions of a page. Implemented by modules above. */
export interface FormPanel {
  /** As sections name it in `panels`: `ausweis.gebuehr`. */
  readonly name: string;
  /** Undefined where there is nothing to say yet. */
  render(ctx: Ctx, view: ViewContext, draft: PanelDraft): Promise<VNode | undefined> | VNode | undefined;
  /** What it says on the page before sending, where it holds something that no answer shows. */
  review?(ctx: Ctx, view: ViewContext, draft: PanelDraft): Promise<VNode | undefined> | VNode | undefined;
}

/** An application that is being sent. */
export interface Sending {
  readonly draftId: string;
  readonly caseId: string;
  readonly mailboxId: string;
  readonly answers: Answers;
  readonly language: Language;
}

/** Takes part in sending, in its transaction, before the case opens. Implemented by modules above. */
export interface SendingPart {
  readonly leistungId: string;
  /** @returns variables of the case, for conditions of its procedure */
  sending(ctx: Ctx, sending: Sending): Promise<Readonly<Record<string, unknown>>>;
}

let panels: ReadonlyMap<string, FormPanel> = new Map();
let parts: readonly SendingPart[] = [];

/** Sets what pages of forms may show. Called once at boot; again replaces. */
export function defineFormPanels(list: readonly FormPanel[]): void {
  panels = new Map(list.map((panel) => [panel.name, panel]));
}

/** @throws Error where a form names a panel that nobody has defined: found at boot by `checkPanels` */
export function getFormPanel(name: string): FormPanel {
  const found = panels.get(name);
  if (found === undefined) throw new Error(`no panel ${name}`);
  return found;
}

/** Sets who takes part in sending. Called once at boot; again replaces. */
export function defineSendingParts(list: readonly SendingPart[]): void {
  parts = list;
}

export function listSendingParts(leistungId: string): readonly SendingPart[] {
  return parts.filter((part) => part.leistungId === leistungId);
}
