import { cpSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inject } from "vitest";
import { dayInBerlin } from "../../src/kernel/index.ts";
import { prepareDemo } from "./prepared-demo.ts";

/** Makes a data folder with the demo of today, once the run has prepared it. */
export async function copyDemo(dataFolder: string): Promise<void> {
  const prepared = inject("preparedDemo");
  while (!existsSync(join(prepared, "ready"))) {
    const failed = join(prepared, "failed");
    if (existsSync(failed)) throw new Error(`The demo could not be prepared: ${readFileSync(failed, "utf8")}`);
    await sleep(100);
  }
  // Midnight was in between: the demo's appointments are of yesterday.
  if (readFileSync(join(prepared, "ready"), "utf8") !== dayInBerlin(new Date())) await prepareDemo(dataFolder);
  else cpSync(join(prepared, "data"), dataFolder, { recursive: true });
}
