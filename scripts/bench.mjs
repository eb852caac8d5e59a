// `npm run bench`: builds program and benchmarks, runs them. Options: see bench/main.ts.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { buildWhatIsStale, installWhatIsMissing, node, root, run, StepFailed, step, vite } from "./steps.mjs";

try {
  await installWhatIsMissing();
  await buildWhatIsStale();
  await step("Build the benchmarks", () => run(node, [vite, "build", "--config", "vite.bench.config.ts"]));
} catch (error) {
  console.error(error instanceof StepFailed ? error.message : error);
  process.exit(1);
}
const child = spawn(node, ["--enable-source-maps", join(root, "dist", "bench", "main.js"), ...process.argv.slice(2)], {
  stdio: "inherit",
});
child.on("exit", (code) => process.exit(code ?? 1));
