export { type OpenDraft, openDraft } from "./actions/open-draft.ts";
export { saveSection } from "./actions/save-section.ts";
export { startDraft } from "./actions/start-draft.ts";
export { type SubmitInput, type SubmitResult, submitDraft } from "./actions/submit-draft.ts";
export { caseContent } from "./case-content.ts";
export { draftCodeResolver } from "./code-resolver.ts";
export type { DefinedFee, LeistungDefinition } from "./definition.ts";
export type { Draft, Prefill } from "./draft.ts";
export {
  defineFormPanels,
  defineSendingParts,
  type FormPanel,
  type PanelDraft,
  type Sending,
  type SendingPart,
} from "./extensions.ts";
export type * from "./form.ts";
export { formsJobs } from "./jobs.ts";
export type * from "./leistung.ts";
export { findDefinitionProblems, leistungFrom } from "./leistung-from.ts";
export { type Charge, describeFees, listCharges } from "./model/fees.ts";
export {
  answerSheet,
  type CodeList,
  type CompiledForm,
  type CompileOptions,
  checkAll,
  compileForm,
  type FormProblem,
  findField,
  findFormProblems,
  freezeAnswers,
  type SheetRow,
  type SheetSection,
  visibleSections,
} from "./model/index.ts";
export { defineProcedures, getProcedure, listProcedures, type Procedure } from "./procedure.ts";
export {
  type Availability,
  checkPanels,
  defineAvailability,
  defineCodeLists,
  defineLeistungen,
  defineLeistungSource,
  definePrefillSources,
  type FindCodeList,
  findLeistung,
  getOnlineLeistung,
  type LeistungSource,
  type LookUp,
  listLeistungen,
  makeReady,
  type PrefillSource,
  type ReadyLeistung,
} from "./registry.ts";
export { routes as formsRoutes } from "./routes.ts";
