import type { VNode } from "preact";
import type { Language, Localized, PlainDay } from "../../kernel/index.ts";
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

/** A check that the answers alone cannot make: it needs the town, or a register. Implemented by modules above. */
export interface FormCheck {
  readonly leistungId: string;
  /** Path of the field at which its message is shown; only made where that field is asked and right in itself. */
  readonly at: string;
  /** @returns what is wrong and how to put it right; undefined where nothing is */
  check(ctx: Ctx, answers: Answers): Promise<Localized | undefined>;
}

let checks: readonly FormCheck[] = [];
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

/** Sets what modules above check of answers. Called once at boot; again replaces. */
export function defineFormChecks(list: readonly FormCheck[]): void {
  checks = list;
}

export function listFormChecks(leistungId: string): readonly FormCheck[] {
  return checks.filter((check) => check.leistungId === leistungId);
}

/** Sets who takes part in sending. Called once at boot; again replaces. */
export function defineSendingParts(list: readonly SendingPart[]): void {
  parts = list;
}

export function listSendingParts(leistungId: string): readonly SendingPart[] {
  return parts.filter((part) => part.leistungId === leistungId);
}
