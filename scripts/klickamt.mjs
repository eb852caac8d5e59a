// `npm start` and `npm run klickamt`: installs what is missing, builds what is stale, hands over to the program.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { buildWhatIsStale, compiledFolder, installWhatIsMissing, node, root, StepFailed } from "./steps.mjs";

try {
  await installWhatIsMissing();
  await buildWhatIsStale();
} catch (error) {
  console.error(error instanceof StepFailed ? error.message : error);
  process.exit(1);
}

// The channel tells the program when this process is gone, however it went.
const child = spawn(
  node,
  ["--enable-source-maps", join(root, "dist", "server", "klickamt.js"), ...process.argv.slice(2)],
  {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    // Starts sooner: most of a start is compiling packages.
    env: { NODE_COMPILE_CACHE: compiledFolder, ...process.env },
  },
);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => process.exit(code ?? (signal === null ? 1 : 0)));
