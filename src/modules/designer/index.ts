export { type ExportedSchema, exportJsonSchema, exportSchema } from "./actions/export-schema.ts";
export { importSchema, type SchemaChoices } from "./actions/import-schema.ts";
export { leistungSource } from "./leistung-source.ts";
export type * from "./model/datenschema.ts";
export { placesOf } from "./model/datenschema.ts";
export { datenschemaFrom, type ExportStamp } from "./model/datenschema-from.ts";
export { definitionFrom, type ImportChoices, type MadeDefinition } from "./model/definition-from.ts";
export type { KnownCodeList } from "./model/field-from.ts";
export type { ImportReport, OpenPoint } from "./model/import-report.ts";
export { type Limits, limitsOf } from "./model/praezisierung.ts";
export type { ProseRule } from "./model/prose-rule.ts";
export type { Sample, ServiceVersion } from "./model/service.ts";
export { routes as designerRoutes } from "./routes.ts";
export {
  defineSchemaStandards,
  type SchemaMistake,
  SchemaRefused,
  type SchemaStandard,
} from "./schema-standard.ts";
export { findDraft, findPublished } from "./store.ts";
export { defineTextExchange, type TextExchange, TextsRefused, type TextUnit } from "./text-exchange.ts";
