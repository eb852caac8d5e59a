export type { NewUpload } from "./actions/begin-upload.ts";
export { type Inspection, inspectUpload } from "./actions/inspect-upload.ts";
export {
  adoptUploads,
  forgetUploads,
  getUpload,
  listNames,
  listUploads,
  moveUploads,
  readUpload,
  removeUpload,
  type SealedUpload,
  sealUploads,
} from "./actions/keep-uploads.ts";
export { receiveUpload } from "./actions/record-upload.ts";
export { clamdVersion } from "./clamd.ts";
export { defineUploadOwner, type UploadOwner } from "./contracts.ts";
export { requireSpace } from "./folder.ts";
export { uploadsJobs } from "./jobs.ts";
export { acceptOf, sizeLabel, typeLabel } from "./model/kind.ts";
export { isRefusalReason, type RefusalReason } from "./model/reason.ts";
export { type FieldLimits, isAnswer, isUnfinished, limitsOf, type Upload, type UploadKind } from "./model/upload.ts";
export { inspectSent, receiveSent, type SentFile } from "./sent-files.ts";
export { configureUploads, type UploadSettings } from "./settings.ts";
export { handleTus, type TusGate } from "./tus/handle-tus.ts";
export { explainLimits, explainRefusal } from "./views/wording.ts";
