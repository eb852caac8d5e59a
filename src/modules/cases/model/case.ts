import type { Duty, Language, Localized, PlainDay } from "../../../kernel/index.ts";
import type { ProcessState } from "./advance.ts";

/** What was sent, canonical, flat by path (`personen.0.familienname`). */
export type CaseAnswers = Readonly<Record<string, string | readonly string[]>>;

/** Statutory time to answer. */
export interface Deadline {
  readonly days: number;
  readonly counting: "working-days" | "calendar-days";
  /** `§ 15 Abs. 1 GewO`. */
  readonly source: string;
  /** What is due, `Empfangsbescheinigung`; "Antwort" where absent. */
  readonly what?: Localized;
}

/** `waiting`: an answer of the citizen is awaited. The legal clock does not stop for it. */
export type CaseStatus = "open" | "waiting" | "done";

/** One application and what becomes of it. */
export interface Case {
  readonly caseId: string;
  readonly leistungId: string;
  readonly leistungVersion: number;
  /** Hash of the form as it was when it was sent. */
  readonly formHash: string;
  readonly answers: CaseAnswers;
  /** Company or person, as the desk lists the case. */
  readonly subjectName: string;
  /** Language in which it was sent. */
  readonly language: Language;
  /** Absent where nothing was filled in beforehand. */
  readonly found?: Found;
  readonly mailboxId: string;
  readonly akteId: string;
  readonly vorgangId: string;
  readonly aktenzeichen: string;
  /** Key of its procedure: the Leistung's id, or that of a procedure for all. */
  readonly processKey: string;
  readonly processId: string;
  readonly processState: ProcessState;
  /** What people ticked when they completed tasks (`TaskOption`): `true` for every name ticked. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly status: CaseStatus;
  readonly receivedAt: Date;
  readonly dueOn?: PlainDay;
  readonly deadline?: Deadline;
  readonly deadlineMetAt?: Date;
  readonly takenBy?: { readonly staffId: string; readonly name: string };
  readonly closedAt?: Date;
  /** Counts changes: who completes a task says which version they saw. */
  readonly rowVersion: number;
}

/** What a register knew before the application was filled in. */
export interface Found {
  /** What people read: `Gewerberegister Paderborn`. */
  readonly label: string;
  /** ISO instant of the look-up. */
  readonly at: string;
  /** As they were then, by path. */
  readonly values: CaseAnswers;
}

/** `dropped`: the process went another way before anybody did it. */
export type TaskState = "open" | "waiting" | "done" | "dropped";

/** A step of a case that waits for somebody. */
export interface Task {
  readonly taskId: string;
  readonly caseId: string;
  readonly tokenId: string;
  readonly nodeId: string;
  readonly leistungId: string;
  readonly name: Localized;
  readonly duty: Duty;
  readonly outcomes: readonly string[];
  readonly form?: string;
  readonly state: TaskState;
  readonly openedAt: Date;
  readonly dueOn?: PlainDay;
  readonly assignee?: { readonly staffId: string; readonly name: string };
  readonly remindedAt?: Date;
  readonly doneAt?: Date;
  readonly doneByName?: string;
  readonly outcome?: string;
}

/** Something that happened to a case. Never changed, never removed. */
export interface HistoryEntry {
  readonly historyId: string;
  /** `module.verb`: `cases.opened`, `gewerbe.bescheinigt`. Stored for ever. */
  readonly action: string;
  readonly actorKind: "citizen" | "staff" | "system";
  readonly actorName?: string;
  /** What colleagues read. */
  readonly text: Localized;
  /** What the citizen reads on the status page; absent where it is none of their business. */
  readonly citizenText?: Localized;
  readonly details: Readonly<Record<string, unknown>>;
  /** Version of the case after it. */
  readonly caseVersion: number;
  readonly at: Date;
}

/** Name of the outcome of a user task that leads to a question to the citizen, as processes spell it. */
export const questionOutcome = "rueckfrage";
/** Name of the BPMN message that an answer of the citizen is. */
export const answerMessage = "antwort";
