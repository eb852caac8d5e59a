import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { freePort, temporaryFolder } from "../journeys/support/program.ts";
import { memoryMb, postgresMemoryMb, run } from "./program.ts";
import { type Row, row } from "./rows.ts";

async function bareNodeMs(): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 5; run++) {
    const begun = performance.now();
    await new Promise((done) => spawn(process.execPath, ["-e", "0"]).on("close", done));
    times.push(performance.now() - begun);
  }
  return times.toSorted((a, b) => a - b)[2] as number;
}

const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** First start, second start, start without the demo; memory at rest. */
export async function timeStarts(): Promise<Row[]> {
  const bare = await bareNodeMs();
  const note = "yardstick: node -e 0";
  const rows: Row[] = [];
  const folder = temporaryFolder();
  const plain = temporaryFolder();
  try {
    const first = await run({ command: "start", dataFolder: folder, port: await freePort() });
    rows.push(
      row("first start, with demo", "ms", first.readyMs, bare, `${note}; initdb, migrations, 13 towns with cases`),
    );
    await first.stop();
    const warm: number[] = [];
    for (let at = 0; at < 3; at++) {
      const again = await run({ command: "start", dataFolder: folder, port: await freePort() });
      warm.push(again.readyMs);
      if (at === 2) {
        await sleep(5000);
        rows.push(
          row(
            "memory at rest, program",
            "MB",
            memoryMb(again.pid),
            null,
            "PSS of web and worker in one process, 5 s after the start",
          ),
        );
        rows.push(row("memory at rest, PostgreSQL", "MB", postgresMemoryMb(folder), null, "PSS of all its processes"));
      }
      await again.stop();
    }
    rows.splice(
      1,
      0,
      row("second start", "ms", warm.toSorted((a, b) => a - b)[1] as number, bare, `${note}; limit 3,000 ms`),
    );
    const without = await run({ command: "start", dataFolder: plain, port: await freePort(), demo: false });
    rows.splice(2, 0, row("first start, without demo", "ms", without.readyMs, bare, note));
    await without.stop();
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(plain, { recursive: true, force: true });
  }
  return rows;
}
