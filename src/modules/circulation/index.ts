export { answerStation, type StationAnswer } from "./actions/answer-station.ts";
export { startUmlauf } from "./actions/start-umlauf.ts";
export { finishPoint, finishVerfuegung, makeVerfuegung } from "./actions/verfuegung.ts";
export { planWiedervorlage } from "./actions/wiedervorlage.ts";
export { circulationClosingCheck } from "./closing-check.ts";
export { circulationJobs } from "./jobs.ts";
export { circulationPanel } from "./panel.tsx";
export { circulationRoutes } from "./routes.ts";
export { circulationEventWords } from "./views/wording.ts";
