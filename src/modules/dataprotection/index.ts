export { decideFindings, listFindings } from "./actions/collect-holdings.ts";
export { openRequest } from "./actions/open-request.ts";
export { definePersonalDataSources, type Holding, type PersonalDataSource } from "./contracts.ts";
export { dataprotectionJobs } from "./jobs.ts";
export { dataprotectionRoutes } from "./routes.ts";
