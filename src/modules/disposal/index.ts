export {
  getImport,
  noteImport,
  previewImport,
  type ReadImport,
  readImport,
  startImport,
} from "./actions/import-package.ts";
export { approveDestruction, proposeDestruction } from "./actions/propose-destruction.ts";
export { noteDueAkten, setRetention } from "./actions/retention.ts";
export { startProcess } from "./actions/run-process.ts";
export { saveSettings } from "./actions/settings.ts";
export { configureDisposal } from "./adapters/settings.ts";
export { defineArchiveFormat, defineDestructionParts, type DestructionPart, type Doomed } from "./contracts.ts";
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
  type PackedVorgang,
  type RefusalCode,
} from "./model/archive-format.ts";
