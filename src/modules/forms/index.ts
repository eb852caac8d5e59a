export { moveDrafts } from "./actions/move-drafts.ts";
export { type OpenDraft, openDraft, openPage } from "./actions/open-draft.ts";
export { saveSection } from "./actions/save-section.ts";
export { startDraft } from "./actions/start-draft.ts";
export { submitAnswers } from "./actions/submit-answers.ts";
export { type SubmitInput, type SubmitResult, submitDraft } from "./actions/submit-draft.ts";
export { caseContent } from "./case-content.ts";
export { draftCodeResolver } from "./code-resolver.ts";
export type { DefinedFee, LeistungDefinition } from "./definition.ts";
export { formsDestructionPart } from "./destruction-part.ts";
export type { Draft, DraftNotice, Prefill } from "./draft.ts";
export { draftUploads } from "./draft-uploads.ts";
export {
  defineFormChecks,
  defineFormPanels,
  defineSendingParts,
  type FormCheck,
  type FormPanel,
  type PanelDraft,
  type Sending,
  type SendingPart,
} from "./extensions.ts";
export type * from "./form.ts";
export { defineFormSchemaWriter, type FormSchemaWriter, writeFormSchema } from "./form-schema.ts";
export { formsJobs } from "./jobs.ts";
export type * from "./leistung.ts";
export { findDefinitionProblems, leistungFrom } from "./leistung-from.ts";
export { type Charge, describeFees, listCharges } from "./model/fees.ts";
export {
  addEntry,
  answerSheet,
  type CodeList,
  type CompiledForm,
  type CompileOptions,
  checkAll,
  checkSection,
  compileForm,
  cutPages,
  type FieldError,
  type FormProblem,
  type FormProblemWords,
  findField,
  findFormProblems,
  freezeAnswers,
  inOrder,
  type PageBody,
  type PageRule,
  readAnswers,
  readBody,
  removeEntry,
  type SheetRow,
  type SheetSection,
  searchOptions,
  tellProblem,
  visibleElements,
  visibleSections,
} from "./model/index.ts";
export { parseTimeOfDay } from "./model/time-of-day.ts";
export { placesOfPostcode } from "./places.ts";
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
  findBuiltIn,
  findLeistung,
  getOnlineLeistung,
  type LeistungSource,
  type LookUp,
  listBuiltIn,
  listLeistungen,
  loadCodeLists,
  makeReady,
  type PrefillSource,
  type ReadyLeistung,
} from "./registry.ts";
export { routes as formsRoutes } from "./routes.ts";
export { countDraftsByVersion } from "./store.ts";
export { uploadStreams } from "./upload-routes.ts";
export { FormPreview } from "./views/form-preview.tsx";
