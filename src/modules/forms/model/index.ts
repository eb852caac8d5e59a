export { type AnswerLayout, answerLayout, layOut } from "./answer-layout.ts";
export { contextOfAnswers } from "./answers-context.ts";
export type { FieldError } from "./checks.ts";
export { type CheckOptions, checkAll, checkSection } from "./checks.ts";
export { type CodeList, listCodeListRefs, mostShownOptions, optionTyped, typedOption } from "./code-list.ts";
export {
  type CompiledForm,
  type CompileOptions,
  canonicalJson,
  compileForm,
  FormDefinitionError,
  findExpressionProblems,
  findFormProblems,
} from "./compiled-form.ts";
export { cutPages, type PageRule } from "./cut-pages.ts";
export { type CanonicalValue, displayValue, inputText, type ParsedValue, parseFieldValue } from "./field-value.ts";
export { fillPlaces, type PlacesOfPostcode } from "./fill-places.ts";
export { type FormProblem, type FormProblemWords, formProblem, tellProblem } from "./form-problem.ts";
export { mapPointParts } from "./map-point.ts";
export { inOrder } from "./option-order.ts";
export {
  addEntry,
  countEntries,
  findField,
  findNextSection,
  findVisibleSection,
  laidOver,
  listFields,
  normaliseBody,
  type PageBody,
  type PageElement,
  type PageField,
  type PageGroup,
  type PageNote,
  pageFields,
  type ReadBody,
  readBody,
  removeEntry,
  visibleElements,
  visibleSections,
} from "./pages.ts";
export { type Basis, type ChangedTwice, listNotTaken, parseBasis, reconcile } from "./reconcile.ts";
export { searchOptions } from "./search-options.ts";
export * from "./submission.ts";
