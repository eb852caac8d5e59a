export { createTestDatabase, startTestServer, type TestDatabase, type TestServer } from "./database.ts";
export { standards } from "./standards.ts";
