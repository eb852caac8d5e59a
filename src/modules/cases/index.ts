export { addCaseHistory, type CaseEvent } from "./actions/add-case-history.ts";
export { type Answer, type AnswerMistakes, answerQuestion } from "./actions/answer-question.ts";
export { askCitizen } from "./actions/ask-citizen.ts";
export { completeTask, type TaskCompletion } from "./actions/complete-task.ts";
export { type Correction, correctValue } from "./actions/correct-value.ts";
export { forgetAnswer } from "./actions/forget-answer.ts";
export { meetDeadline } from "./actions/meet-deadline.ts";
export { type NewCase, openCase } from "./actions/open-case.ts";
export { pageOfSeen, withoutHidden } from "./actions/page-of-seen.ts";
export { receiveMessage } from "./actions/receive-message.ts";
export { assignCase, releaseCase, takeCase } from "./actions/take-case.ts";
export { withdrawCase } from "./actions/withdraw-case.ts";
export { casesClosingCheck, casesWatcher } from "./akte-watcher.ts";
export { answerUploads } from "./answer-uploads.ts";
export { checkProcesses } from "./check-processes.ts";
export { getCaseWithSteps } from "./citizen-steps.ts";
export {
  type CaseContent,
  type CasePanel,
  type CaseTab,
  defineCaseContent,
  defineCasePanels,
  defineEffects,
  defineKeptFees,
  defineProcesses,
  defineStatusPanels,
  defineTaskGuards,
  defineTaskOptions,
  type EditableField,
  type Effect,
  type KeptFee,
  type Sheet,
  type SheetRow,
  type SheetSection,
  type StatusPanel,
  type TaskGuard,
  type TaskOption,
} from "./contracts.ts";
export { casesDestructionPart } from "./destruction-part.ts";
export { casesJobs } from "./jobs.ts";
export { mailboxCases } from "./mailbox-cases.ts";
export { advance, type Step, startProcess } from "./model/advance.ts";
export type { Case, CaseAnswers, CaseStatus, Deadline, HistoryEntry, Task } from "./model/case.ts";
export { parseProcess } from "./model/parse-process.ts";
export type { Process } from "./model/process.ts";
export { queryWords } from "./model/search-terms.ts";
export { type StatusLine, statusLines, statusSentence } from "./model/status-lines.ts";
export { casesPersonalData } from "./personal-data.ts";
export { casesRoutes } from "./routes.ts";
export {
  findCase,
  findCaseByAktenzeichen,
  getCase,
  listCasesOfMailbox,
  listHiddenCases,
  listHistory,
  listOpenTasks,
  listTasks,
  listTasksOfCase,
  searchCases,
} from "./store/index.ts";
export { CaseSteps } from "./views/case-steps.tsx";
