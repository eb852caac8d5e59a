export { createService, type NewService } from "./actions/create-service.ts";
export type * from "./model/datenschema.ts";
export { placesOf, segmentsOf } from "./model/datenschema.ts";
export { type Limits, limitsOf } from "./model/praezisierung.ts";
export type { ProseRule } from "./model/prose-rule.ts";
export { type Sample, type ServiceVersion, serviceIdOf } from "./model/service.ts";
export {
  defineSchemaStandards,
  findSchemaStandard,
  listSchemaStandards,
  type SchemaMistake,
  SchemaRefused,
  type SchemaStandard,
} from "./schema-standard.ts";
export { findDraft, findPublished, findVersion } from "./store.ts";
