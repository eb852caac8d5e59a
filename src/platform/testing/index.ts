export type { Browser, ChosenFile, Filling } from "./browser.ts";
export {
  createFilledDatabase,
  createTestDatabase,
  startTestServer,
  type TestDatabase,
  type TestServer,
} from "./database.ts";
export { type S3TestServer, startS3Server } from "./s3.ts";
export { createTestWeb, type TestWeb } from "./server.ts";
export { standards } from "./standards.ts";
export { startTimestampAuthority, type TestTimestampAuthority } from "./timestamp-authority.ts";
export { xsdMistakes } from "./xsd.ts";
