export { lookUntil } from "./look-until.ts";
export type { ServerOptions } from "./options.ts";
export {
  accepts,
  isMachinePath,
  type Problem,
  type ProblemError,
  plainProblem,
  preferredLanguage,
  problem,
} from "./problem.ts";
export {
  type Access,
  type Answer,
  type CookieToSet,
  content,
  type EarlyRequest,
  type FileRequest,
  type Later,
  later,
  page,
  RolledBack,
  type Route,
  redirect,
  type StreamRequest,
  type StreamRoute,
  sessionCookieName,
  type Town,
  type Upload,
  type UploadLimits,
  type WebDependencies,
  type WebRequest,
} from "./route.ts";
export { createServer } from "./server.ts";
export { forgetOldSubmissions } from "./store.ts";
export { typedWords } from "./typed-words.ts";
