import { dayInBerlin, type Language, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { openVorgang } from "../../records/index.ts";
import { deadlineEnd } from "../../tenants/index.ts";
import { caseContent, getProcess } from "../contracts.ts";
import { startProcess } from "../model/advance.ts";
import type { Case, CaseAnswers, Deadline, Found } from "../model/case.ts";
import { conditionVariables, statusOf } from "../model/process-view.ts";
import { termsOfCase } from "../model/search-terms.ts";
import { findCaseBySubmission, insertCase, lockSubmission, saveCase } from "../store/index.ts";
import { type CaseEvent, historyEntry } from "./add-case-history.ts";
import { awaitedAnswers, needsRunning, openedTasks, runCommands } from "./run-commands.ts";

/** An application as it was sent. */
export interface NewCase {
  /** Where the caller has to know it before; a new one where absent. */
  readonly caseId?: string;
  /** What else belongs to the beginning of its history. */
  readonly events?: readonly CaseEvent[];
  readonly leistungId: string;
  readonly leistungVersion: number;
  /** Key of its procedure, see `defineProcesses`; the Leistung's id where absent. */
  readonly processKey?: string;
  readonly formHash: string;
  readonly answers: CaseAnswers;
  readonly subjectName: string;
  /** Values of a register that the application was filled in with beforehand. */
  readonly found?: Found;
  readonly mailboxId: string;
  readonly language: Language;
  readonly planUnit: string;
  readonly akteTitle: string;
  /** Adds the Vorgang to this Akte; a new Akte where absent. */
  readonly akteId?: string;
  readonly retentionYears: number;
  readonly deadline?: Deadline;
  /** What conditions of the procedure and later steps may ask for, beside the answers. */
  readonly variables?: Readonly<Record<string, unknown>>;
  /** The same key twice makes one case. */
  readonly submissionKey: string;
  /** The caller has locked what is sent and saw that no case came of it: nobody has to look for an earlier one. */
  readonly isFirst?: true;
  readonly applicationDocuments: readonly {
    readonly title: string;
    /** `antrag` where absent. */
    readonly kind?: "antrag" | "anlage";
    readonly filename: string;
    readonly mediaType: string;
    readonly bytes: Uint8Array;
  }[];
}

/**
 * Takes an application in: opens its Vorgang, files what was sent, starts the procedure, writes the history. Everybody
 * may apply. Waits for the database twice: to look for an earlier one, unless there can be none, and for the number of
 * the Akte. What is written travels with the commit, so that others of the town wait for that number as briefly as can
 * be.
 */
export async function openCase(ctx: Ctx, input: NewCase): Promise<Case> {
  if (input.isFirst !== true) {
    lockSubmission(ctx, input.submissionKey);
    const earlier = await findCaseBySubmission(ctx, input.submissionKey);
    if (earlier !== undefined) return earlier;
  }

  const caseId = input.caseId ?? newId(ctx.now.getTime());
  const content = caseContent();
  const title = await content.leistungTitle(ctx, input.leistungId, "de", input.leistungVersion);
  const processKey = input.processKey ?? input.leistungId;
  const process = getProcess(processKey);
  const applied: Omit<Case, "akteId" | "vorgangId" | "aktenzeichen" | "processState" | "status"> = {
    caseId,
    leistungId: input.leistungId,
    leistungVersion: input.leistungVersion,
    formHash: input.formHash,
    answers: input.answers,
    subjectName: input.subjectName,
    ...(input.found === undefined ? {} : { found: input.found }),
    language: input.language,
    mailboxId: input.mailboxId,
    processKey,
    processId: process.id,
    variables: input.variables ?? {},
    receivedAt: ctx.now,
    rowVersion: 1,
    ...(input.deadline === undefined
      ? {}
      : {
          deadline: input.deadline,
          dueOn: deadlineEnd(dayInBerlin(ctx.now), input.deadline.days, input.deadline.counting),
        }),
  };
  const step = startProcess(process, conditionVariables(applied));
  const status = statusOf(process, step.state);
  const texts = await content.searchTexts(ctx, applied);

  // From the number of the Akte to the commit others of the town wait: what needs no number is worked out by now.
  const vorgang = await openVorgang(ctx, {
    planUnit: input.planUnit,
    akteTitle: input.akteTitle,
    retentionYears: input.retentionYears,
    subject: `${title}: ${input.subjectName}`,
    caseId,
    documents: input.applicationDocuments.map((document) => ({
      ...document,
      kind: document.kind ?? "antrag",
      author: input.subjectName,
    })),
    ...(input.akteId === undefined ? {} : { akteId: input.akteId }),
  });
  const { akteId, vorgangId, aktenzeichen, circleId } = vorgang;
  const opened: Case = { ...applied, akteId, vorgangId, aktenzeichen, processState: step.state, status };
  insertCase(
    ctx,
    opened,
    circleId,
    input.submissionKey,
    [...openedTasks(ctx, opened, step.commands), ...awaitedAnswers(ctx, opened, undefined, step.state)],
    termsOfCase(aktenzeichen, opened.subjectName, texts),
    [
      {
        action: "cases.opened",
        text: { de: "Eingegangen", en: "Received" },
        citizenText: { de: "Ihr Anliegen ist bei uns eingegangen.", en: "We have received your request." },
        details: { leistungId: opened.leistungId, documents: input.applicationDocuments.length },
      },
      ...(input.events ?? []),
    ].map((event) => historyEntry(ctx, opened, event)),
  );
  if (!needsRunning(step.commands)) return opened;
  const run = await runCommands(ctx, opened, step, { tasksStored: true });
  if (run.state === step.state) return opened;
  const closedAt = run.status === "done" ? { closedAt: ctx.now } : {};
  return saveCase(ctx, { ...opened, processState: run.state, status: run.status, ...closedAt });
}
