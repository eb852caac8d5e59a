export { forgetAkte } from "./actions/forget-akte.ts";
export { type LongWork, rebuildIndex } from "./actions/rebuild-index.ts";
export { fulltextJobs, fulltextWatcher } from "./jobs.ts";
export { fulltextDokumentPanel } from "./panels.ts";
export { fulltextPersonalData } from "./personal-data.ts";
export { fulltextRoutes } from "./routes.ts";
