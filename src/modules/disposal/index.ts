export {
  getImport,
  noteImport,
  previewImport,
  type ReadImport,
  readImport,
  startImport,
  stepImport,
} from "./actions/import-package.ts";
export { approveDestruction, proposeDestruction, proposeReleased } from "./actions/propose-destruction.ts";
export {
  getDestruction,
  getIncoming,
  getMessage,
  getProcess,
  listImportedObjects,
  listIncoming,
} from "./actions/read-processes.ts";
export { readIncoming, receivePackage } from "./actions/receive-package.ts";
export { setRetention } from "./actions/retention.ts";
export { handOverAkten, startProcess, withdrawAkte } from "./actions/run-process.ts";
export { saveSettings } from "./actions/settings.ts";
export { configureDisposal } from "./adapters/settings.ts";
export { type DestructionPart, type Doomed, defineArchiveFormat, defineDestructionParts } from "./contracts.ts";
export { disposalJobs } from "./jobs.ts";
export {
  type ArchiveFormat,
  type IncomingMessage,
  MessageRefused,
  type MessageType,
  type OutgoingMessage,
  type PackedAkte,
  type PackedDokument,
  type PackedFile,
  type PackedHistory,
  type PackedVorgang,
  type RefusalCode,
} from "./model/archive-format.ts";
export { akteDisposalPanel } from "./panels.tsx";
export { routes as disposalRoutes } from "./routes.ts";
export { disposalEventWords } from "./views/event-words.ts";
export { disposalWatcher } from "./watcher.ts";
