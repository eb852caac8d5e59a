import { rmSync } from "node:fs";
import type { TestProject } from "vitest/node";
import { asSuperuser } from "./database.ts";
import { startProgram, temporaryFolder } from "./program.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** A data folder with the demo, from which every file of journeys takes a copy. */
    preparedDemo: string;
  }
}

/** Whether the jobs that the demo left behind (search, deliveries) are done, so that no file has to do them again. */
async function isQuiet(dataFolder: string): Promise<boolean> {
  return asSuperuser(dataFolder, async (client) => {
    const { rows } = await client.query<{ waiting: number }>(
      "select count(*)::int as waiting from pgboss.job where state in ('created', 'retry', 'active') and start_after <= now()",
    );
    return rows[0]?.waiting === 0;
  });
}

/** Starts the program once on a blank folder, and ends it in order when its demo is loaded. */
export default async function setup(project: TestProject): Promise<() => void> {
  const dataFolder = temporaryFolder();
  const program = await startProgram({ dataFolder });
  for (let left = 120; left > 0 && !(await isQuiet(dataFolder)); left--)
    await new Promise((wait) => setTimeout(wait, 500));
  await program.stop();
  project.provide("preparedDemo", dataFolder);
  return () => rmSync(dataFolder, { recursive: true, force: true });
}
