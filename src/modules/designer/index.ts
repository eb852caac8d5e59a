export type * from "./model/datenschema.ts";
export { placesOf, segmentsOf } from "./model/datenschema.ts";
export { type Limits, limitsOf } from "./model/praezisierung.ts";
export {
  defineSchemaStandards,
  findSchemaStandard,
  listSchemaStandards,
  type SchemaMistake,
  SchemaRefused,
  type SchemaStandard,
} from "./schema-standard.ts";
