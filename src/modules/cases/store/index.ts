export {
  deleteCases,
  findCase,
  findCaseByAktenzeichen,
  findCaseBySubmission,
  getCase,
  getCaseForUpdate,
  insertCase,
  listCasesOfMailbox,
  lockSubmission,
  replaceTerms,
  saveCase,
  saveDeadlineMet,
} from "./cases.ts";
export { saveCircle } from "./circles.ts";
export { listHiddenCases } from "./hidden.ts";
export { insertHistory, lastChanges, listHistory } from "./history.ts";
export * from "./search.ts";
export { pageSize } from "./tables.ts";
export * from "./task-list.ts";
export {
  assignTasks,
  endTasks,
  findTask,
  insertTasks,
  listOpenTasks,
  listTasksOfCase,
  markReminded,
} from "./tasks.ts";
