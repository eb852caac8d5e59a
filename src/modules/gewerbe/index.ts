export { retryAllDeliveries, retryDelivery } from "./actions/retry-delivery.ts";
export { seedRecipients, setRecipient } from "./actions/set-recipient.ts";
export { configureDeliveries, type DeliverySettings } from "./adapters/settings.ts";
export { gewerbeWatcher } from "./akte-watcher.ts";
export { gewerbeDestructionPart } from "./destruction-part.ts";
export { gewerbeEffects, gewerbeTaskOptions } from "./effects.ts";
export { gewerbeJobs } from "./jobs.ts";
export {
  dataFor,
  deriveAbmeldung,
  fieldsFor,
  findRaw,
  type Gewerbeanzeige,
  gewerbeanzeigen,
  prefillAnswers,
  type RecipientKey,
  recipientsOf,
  type StoredAnswers,
} from "./model/index.ts";
export { gewerbePanels } from "./panels.tsx";
export { gewerbePersonalData } from "./personal-data.ts";
export { gewerbePrefillSource } from "./prefill.ts";
export { gewerbeRoutes } from "./routes.tsx";
