export { decideFindings, listFindings } from "./actions/collect-holdings.ts";
export { openRequest } from "./actions/open-request.ts";
export { definePersonalDataSources, type Holding, type PersonalDataSource, type SoughtPerson } from "./contracts.ts";
export { dataprotectionJobs } from "./jobs.ts";
export { bestMentions, excerptOf, mentionPatterns } from "./model/mentions.ts";
export { dataprotectionRoutes } from "./routes.ts";
