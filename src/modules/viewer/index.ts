export { viewerDestructionPart } from "./actions/forget-dokumente.ts";
export { addNote } from "./actions/notes.ts";
export { viewerJobs, viewerWatcher } from "./jobs.ts";
export { viewerPersonalData } from "./personal-data.ts";
export { viewerRoutes } from "./routes.ts";
export { configureViewer } from "./settings.ts";
export { findSoffice } from "./soffice.ts";
export { eventWords as viewerEventWords } from "./views/wording.ts";
