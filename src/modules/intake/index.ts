export { openFiling, openPile } from "./actions/collections.ts";
export { intakeUploads } from "./actions/keep-items.ts";
export { intakeJobs } from "./jobs.ts";
export { intakePanel } from "./panel.tsx";
export { routes as intakeRoutes } from "./routes.ts";
export { intakeStreams } from "./upload-routes.ts";
