import type { VNode } from "preact";
import type { Cents, Language, Localized } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import type { ViewContext } from "../../platform/ui/index.ts";
import type { Case } from "./model/case.ts";
import type { Process } from "./model/process.ts";

/** A named step that a process may call. Runs in the transaction of what led to it. */
export interface Effect {
  /** `gewerbe.eintragen`. */
  readonly name: string;
  run(ctx: Ctx, subject: Case): Promise<void>;
}

/** One line of what was sent. */
export interface SheetRow {
  readonly path: string;
  readonly label: string;
  /** The value as people read it. */
  readonly display: string;
  /** Places on the printed forms. */
  readonly official?: readonly { readonly form: string; readonly number: number }[];
  readonly source: string;
  /** Files that were handed in here, where they lie in the Vorgang. `display` names them too. */
  readonly files?: readonly { readonly dokumentId: string; readonly filename: string }[];
  /** What was sent before a caseworker corrected it, as people read it. Filled in by cases. */
  readonly previous?: string;
  /** A register knew the value beforehand; what it knew where it was changed before sending. Filled in by cases. */
  readonly found?: { readonly changedFrom?: string };
}

export interface SheetSection {
  readonly title: string;
  readonly rows: readonly SheetRow[];
}

/** What was sent, as people read it. */
export interface Sheet {
  readonly sections: readonly SheetSection[];
}

/** One field for the page that corrects it. */
export interface EditableField {
  readonly path: string;
  readonly label: string;
  readonly type: "text" | "multiline" | "date" | "one-of" | "some-of";
  /** For `one-of` and `some-of`. */
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  /** As it would be typed. */
  readonly value: string | readonly string[];
  readonly hint?: string;
  readonly source: string;
}

/** What cases has to know about what is in them; forms knows it. */
export interface CaseContent {
  sheet(ctx: Ctx, subject: Case, language: Language): Promise<Sheet>;
  /** Undefined where the path cannot be corrected: unknown, computed, or not asked with these answers. */
  editable(ctx: Ctx, subject: Case, path: string, language: Language): Promise<EditableField | undefined>;
  /** `value` undefined: nothing was typed, and nothing has to be. */
  parse(
    ctx: Ctx,
    subject: Case,
    path: string,
    raw: string | readonly string[],
    language: Language,
  ): Promise<{ readonly value: string | readonly string[] | undefined } | { readonly message: string }>;
  /** Names, company, activity, streets: what people search a case by. */
  searchTexts(ctx: Ctx, subject: Pick<Case, "leistungId" | "leistungVersion" | "answers">): Promise<readonly string[]>;
  /**
   * `Gewerbe anmelden`; the id where nobody knows it any more.
   * @param version that a case has; the one that is offered now where absent
   */
  leistungTitle(ctx: Ctx, leistungId: string, language: Language, version?: number): Promise<string>;
  /** What the town can have cases of, for the filter of the task list. */
  listLeistungen(
    ctx: Ctx,
    language: Language,
  ): Promise<readonly { readonly leistungId: string; readonly title: string }[]>;
  /** Name of the case with these answers, after a correction; unchanged where absent. */
  subjectName?(ctx: Ctx, subject: Case): Promise<string>;
  /** The appointment that the case needs: service of `appointments`, and `klickamt:form` of the step it is for. */
  appointment?(ctx: Ctx, subject: Case): Promise<{ readonly service: string; readonly task: string } | undefined>;
}

/** What stays charged when an application is withdrawn, because it was given already. */
export interface KeptFee {
  readonly leistungId: string;
  /** Undefined where nothing stays charged. `why` is a whole sentence with its paragraph. */
  kept(ctx: Ctx, subject: Case): Promise<{ readonly amountCents: Cents; readonly why: Localized } | undefined>;
}

export type CaseTab = "antrag" | "dokumente" | "nachrichten" | "verlauf" | "prozess";

/** Something that a module above shows on the case page. */
export interface CasePanel {
  /** Becomes the id of its section: kebab-case. */
  readonly id: string;
  readonly title: Localized;
  readonly tab: CaseTab;
  /** Undefined where it has nothing to say about this case. */
  render(ctx: Ctx, view: ViewContext, subject: Case): Promise<VNode | undefined> | VNode | undefined;
}

/** Something that a module above shows citizens on the page of their case. */
export interface StatusPanel {
  /** Becomes the id of its section: kebab-case. */
  readonly id: string;
  readonly title: Localized;
  /** Undefined where it has nothing to say about this case. */
  render(ctx: Ctx, view: ViewContext, subject: Case): Promise<VNode | undefined> | VNode | undefined;
}

/**
 * What a caseworker may add when a task is completed: a box to tick, which becomes `variables[name] = true` of the
 * case, or words, which become `variables[name]` themselves.
 */
export interface TaskOption {
  readonly kind: "tick" | "text";
  /** Words that are usually needed: their input is open at once. */
  readonly open?: boolean;
  /** `klickamt:form` of the user task it belongs to. */
  readonly form: string;
  /** ASCII, camelCase. Stored for ever. */
  readonly name: string;
  readonly label: Localized;
  readonly hint: Localized;
  /** What holds for every case of the town, without anybody ticking; undefined: whoever completes the task decides. */
  decided?(ctx: Ctx): Promise<boolean | undefined>;
}

/** What has to be there before a task can be completed. */
export interface TaskGuard {
  /** `klickamt:form` of the user task it belongs to. */
  readonly form: string;
  /** What is missing, in words; `at` is the id of the panel where it can be put right. Empty: it may be completed. */
  missing(
    ctx: Ctx,
    subject: Case,
    outcome: string | undefined,
    /** What was ticked and typed with it, by name of the `TaskOption`. */
    options: Readonly<Record<string, boolean | string>>,
  ): Promise<readonly { readonly at: string; readonly text: Localized }[]>;
}

let effects: ReadonlyMap<string, Effect> = new Map();
let processes: Readonly<Record<string, Process>> = {};
let content: CaseContent | undefined;
let panels: readonly CasePanel[] = [];
let statusPanels: readonly StatusPanel[] = [];
let keptFees: readonly KeptFee[] = [];
let taskOptions: readonly TaskOption[] = [];
let taskGuards: readonly TaskGuard[] = [];

/**
 * Sets the steps that processes may call, besides those of cases itself. Called once at boot; again replaces.
 * @throws Error where two have one name
 */
export function defineEffects(list: readonly Effect[]): void {
  const byName = new Map(list.map((effect) => [effect.name, effect]));
  if (byName.size !== list.length) throw new Error("two effects have one name");
  effects = byName;
}

/**
 * Sets the procedures by key: of a Leistung with one of its own its id, of those that are there for all their names.
 * Called once at boot; again replaces.
 */
export function defineProcesses(byKey: Readonly<Record<string, Process>>): void {
  processes = byKey;
}

/** Sets who knows what is in a case. Called once at boot; again replaces. */
export function defineCaseContent(implementation: CaseContent): void {
  content = implementation;
}

/** Sets what modules above add to the case page. Called once at boot; again replaces. */
export function defineCasePanels(list: readonly CasePanel[]): void {
  panels = list;
}

/** Sets what modules above show citizens on the page of their case. Called once at boot; again replaces. */
export function defineStatusPanels(list: readonly StatusPanel[]): void {
  statusPanels = list;
}

export function listStatusPanels(): readonly StatusPanel[] {
  return statusPanels;
}

/** Sets what stays charged when applications are withdrawn. Called once at boot; again replaces. */
export function defineKeptFees(list: readonly KeptFee[]): void {
  keptFees = list;
}

/** What stays charged if this case is withdrawn now; undefined where nothing does. */
export async function findKeptFee(ctx: Ctx, subject: Case): ReturnType<KeptFee["kept"]> {
  return keptFees.find(({ leistungId }) => leistungId === subject.leistungId)?.kept(ctx, subject);
}

/** Sets the boxes to tick when tasks are completed. Called once at boot; again replaces. */
export function defineTaskOptions(list: readonly TaskOption[]): void {
  taskOptions = list;
}

/** Sets what has to be there before tasks can be completed. Called once at boot; again replaces. */
export function defineTaskGuards(list: readonly TaskGuard[]): void {
  taskGuards = list;
}

/** @param own those that cases brings itself */
export function listTaskGuards(form: string | undefined, own: readonly TaskGuard[]): readonly TaskGuard[] {
  return form === undefined ? [] : [...own, ...taskGuards].filter((guard) => guard.form === form);
}

/** @throws Error where the process calls a step that nobody has defined: found at boot by `assertProcesses` */
export function getEffect(name: string, own: readonly Effect[]): Effect {
  const found = effects.get(name) ?? own.find((effect) => effect.name === name);
  if (found === undefined) throw new Error(`no effect ${name}`);
  return found;
}

/** @throws Error where there is no such procedure */
export function getProcess(processKey: string): Process {
  const found = processes[processKey];
  if (found === undefined) throw new Error(`no process ${processKey}`);
  return found;
}

/** @throws Error where `defineCaseContent` was not called */
export function caseContent(): CaseContent {
  if (content === undefined) throw new Error("nobody has defined the content of cases");
  return content;
}

export function listPanels(tab: CaseTab): readonly CasePanel[] {
  return panels.filter((panel) => panel.tab === tab);
}

/** @param own those that cases brings itself */
export function listTaskOptions(form: string | undefined, own: readonly TaskOption[]): readonly TaskOption[] {
  return form === undefined ? [] : [...own, ...taskOptions].filter((option) => option.form === form);
}

/**
 * What whoever completes the task decides: without what the town has decided for all.
 * @param own those that cases brings itself
 */
export async function listOpenOptions(
  ctx: Ctx,
  form: string | undefined,
  own: readonly TaskOption[],
): Promise<readonly TaskOption[]> {
  const open: TaskOption[] = [];
  for (const option of listTaskOptions(form, own)) {
    if ((await option.decided?.(ctx)) === undefined) open.push(option);
  }
  return open;
}

/** Every procedure that has been defined, by key. */
export function listProcesses(): Readonly<Record<string, Process>> {
  return processes;
}
