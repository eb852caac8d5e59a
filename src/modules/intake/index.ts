export { openPile } from "./actions/collections.ts";
export { handIn } from "./actions/hand-in.ts";
export { intakeUploads } from "./actions/keep-items.ts";
export { intakeJobs } from "./jobs.ts";
export { intakePanel } from "./panel.tsx";
export { renderSeparator } from "./recognition/separator-sheet.ts";
export { routes as intakeRoutes } from "./routes.ts";
export { intakeStreams } from "./upload-routes.ts";
export { intakeEventWords } from "./views/event-words.ts";
