export { checkProofs } from "./actions/check-heads.ts";
export { orderExport } from "./actions/order-export.ts";
export { type ProofState, proofState } from "./actions/proof-state.ts";
export { sealDay } from "./actions/seal-day.ts";
export { rotateKey } from "./actions/signing-key.ts";
export { proofJobs } from "./jobs.ts";
export { proofAktePanels } from "./panels.tsx";
export { routes as proofRoutes } from "./routes.ts";
export { configureProof, type ProofSettings } from "./settings.ts";
