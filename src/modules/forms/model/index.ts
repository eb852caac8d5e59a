export { contextOfAnswers } from "./answers-context.ts";
export type { FieldError } from "./checks.ts";
export { type CheckOptions, checkAll, checkSection } from "./checks.ts";
export { type CodeList, listCodeListRefs, mostShownOptions } from "./code-list.ts";
export {
  type CompiledForm,
  type CompileOptions,
  canonicalJson,
  compileForm,
  FormDefinitionError,
  type FormProblem,
  findExpressionProblems,
  findFormProblems,
} from "./compiled-form.ts";
export { type CanonicalValue, displayValue, type ParsedValue, parseFieldValue } from "./field-value.ts";
export {
  addEntry,
  countEntries,
  findField,
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
export { type Basis, type ChangedTwice, parseBasis, reconcile } from "./reconcile.ts";
export * from "./submission.ts";
