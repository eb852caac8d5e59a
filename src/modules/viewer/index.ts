export { forgetAkte } from "./actions/forget-akte.ts";
export { addNote } from "./actions/notes.ts";
export { viewerJobs, viewerWatcher } from "./jobs.ts";
export { viewerRoutes } from "./routes.ts";
export { configureViewer } from "./settings.ts";
export { findSoffice } from "./soffice.ts";
