export { createClient } from "./actions/create-client.ts";
export { type IssuedKey, issueKey, type KeyWish } from "./actions/issue-key.ts";
export { revokeKey } from "./actions/revoke-key.ts";
export { apiJobs } from "./jobs.ts";
export { apiRoutes } from "./routes.ts";
