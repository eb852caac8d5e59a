import { fork } from "node:child_process";
import { join } from "node:path";
import type { LoadOrder, LoadReport } from "./load.ts";
import { processorTimeMs } from "./program.ts";

/** Makes load from a process of its own. */
export function makeLoad(order: LoadOrder): Promise<LoadReport> {
  return new Promise((done, fail) => {
    const child = fork(join(import.meta.dirname, "load.js"), { serialization: "advanced" });
    let report: LoadReport | undefined;
    child.once("message", (message) => {
      report = message as LoadReport;
    });
    child.once("error", fail);
    child.once("close", (code) => (report === undefined ? fail(new Error(`load ended with ${code}`)) : done(report)));
    child.send(order);
  });
}

/** Runs the bare server of the yardstick while `work` runs. */
export async function withStaticServer<T>(
  port: number,
  work: (url: string, spentMs: () => number) => Promise<T>,
): Promise<T> {
  const child = fork(join(import.meta.dirname, "static-server.js"), {
    env: { ...process.env, PORT: String(port), NODE_ENV: "production" },
  });
  const ended = new Promise((done) => child.once("exit", done));
  await new Promise<void>((ready, fail) => {
    child.once("message", () => ready());
    void ended.then(() => fail(new Error("the bare server has ended")));
  });
  try {
    return await work(`http://127.0.0.1:${port}`, () => processorTimeMs(String(child.pid)));
  } finally {
    child.kill();
    await ended;
  }
}
