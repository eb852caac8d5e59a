import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { dayInBerlin, type PlainDay } from "../../src/kernel/index.ts";
import { asSuperuser } from "./database.ts";
import { startProgram, temporaryFolder } from "./program.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where the demo is prepared from which files of journeys take copies: see `copyDemo`. */
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

/**
 * Starts the program once on a blank folder, and ends it in order when its demo is loaded.
 * @returns the day that the demo is of
 */
export async function prepareDemo(dataFolder: string): Promise<PlainDay> {
  const day = dayInBerlin(new Date());
  const program = await startProgram({ dataFolder });
  for (let left = 120; left > 0 && !(await isQuiet(dataFolder)); left--)
    await new Promise((wait) => setTimeout(wait, 500));
  await program.stop();
  return day;
}

/** Begins to prepare the demo. Nobody waits for it here: files that need none begin meanwhile. */
export default function setup(project: TestProject): () => Promise<void> {
  const folder = temporaryFolder();
  project.provide("preparedDemo", folder);
  const prepared = prepareDemo(join(folder, "data")).then(
    (day) => writeFileSync(join(folder, "ready"), day),
    (error: Error) => writeFileSync(join(folder, "failed"), String(error.stack)),
  );
  return async () => {
    await prepared;
    rmSync(folder, { recursive: true, force: true });
  };
}
