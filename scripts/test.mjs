// `npm test` and `npm run check`: everything that has to hold before a change lands.
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import {
  buildWhatIsStale,
  compiledFolder,
  installWhatIsMissing,
  node,
  root,
  run,
  StepFailed,
  say,
  seconds,
  step,
} from "./steps.mjs";

const withJourneys = !process.argv.includes("--without-journeys");
const bin = (...path) => join(root, "node_modules", ...path);
const begun = performance.now();
// Hundreds of processes read the same packages: what the first has compiled the others take.
process.env.NODE_COMPILE_CACHE ??= compiledFolder;
const counts = { passed: 0, failed: 0, skipped: 0 };
let broken = 0;

/** A check that says yes or no. Later checks run all the same: one run tells everything. */
async function check(title, command, args) {
  try {
    await step(title, () => run(command, args));
    counts.passed++;
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    say(error.message);
    counts.failed++;
    broken++;
  }
}

async function vitest(title, config) {
  const report = join(root, "node_modules", ".cache", `vitest-${config}.json`);
  rmSync(report, { force: true });
  try {
    await step(title, () =>
      run(node, [
        bin("vitest", "vitest.mjs"),
        "run",
        "--config",
        config,
        "--reporter=dot",
        "--reporter=json",
        `--outputFile.json=${report}`,
      ]),
    );
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    say(error.message);
    broken++;
  }
  if (!existsSync(report)) {
    counts.failed++;
    return;
  }
  const result = JSON.parse(readFileSync(report, "utf8"));
  counts.passed += result.numPassedTests;
  counts.failed += result.numFailedTests;
  counts.skipped += result.numPendingTests + result.numTodoTests;
  say(`    ${result.numPassedTests} passed, ${result.numFailedTests} failed, ${result.numPendingTests} skipped`);
  for (const file of result.testResults) {
    for (const test of file.assertionResults) {
      if (test.status === "pending" || test.status === "skipped") say(`    skipped: ${test.fullName}`);
    }
  }
}

async function checkSources() {
  await check("Types", node, [bin("typescript-native", "bin", "tsc"), "-p", "."]);
  await check("Lint and format", bin(".bin", "biome"), ["check", "--error-on-warnings", "."]);
  await check("Borders", node, [bin(".bin", "depcruise"), "--config", ".dependency-cruiser.cjs", "src"]);
  await check("Dead code", node, [bin("knip", "bin", "knip.js")]);
}

async function buildAndTest() {
  await buildWhatIsStale();
  counts.passed++;
  await vitest("Unit and integration tests", "vitest.config.ts");
}

try {
  await installWhatIsMissing();
  // Side by side: the checks read sources only, and take what building and starting leave of the processors.
  const checks = checkSources();
  try {
    await buildAndTest();
  } finally {
    await checks;
  }
  if (withJourneys) await vitest("Journeys in a browser", "vitest.journeys.config.ts");
} catch (error) {
  console.error(error instanceof StepFailed ? error.message : error);
  counts.failed++;
  broken++;
}

console.log(`\n${seconds(begun)} in all`);
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(broken === 0 && counts.failed === 0 ? 0 : 1);
