import type { TestProject } from "vitest/node";
import { startTestServer, type TestServer } from "../../platform/testing/index.ts";
import { migrations } from "../migrations.ts";

declare module "vitest" {
  export interface ProvidedContext {
    testServer: TestServer;
  }
}

/** One PostgreSQL for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { server, stop } = await startTestServer(migrations);
  project.provide("testServer", server);
  return stop;
}
