export { createService, type NewService } from "./actions/create-service.ts";
export type { ProseRule } from "./model/prose-rule.ts";
export { type Sample, type ServiceVersion, serviceIdOf } from "./model/service.ts";
export { findDraft, findPublished, findVersion } from "./store.ts";
