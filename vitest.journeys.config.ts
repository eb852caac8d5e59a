import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that can do without the prepared demo come first: it is made while they run. */
class DemoLater extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const waits = ({ moduleId }: TestSpecification) => /\b(setStage|copyDemo)\(/.test(readFileSync(moduleId, "utf8"));
    return [...sorted.filter((file) => !waits(file)), ...sorted.filter(waits)];
  }
}

/** Whole journeys in a real browser against the built program. */
export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    include: ["journeys/**/*.test.{ts,tsx}"],
    globalSetup: ["./journeys/support/prepared-demo.ts"],
    sequence: { sequencer: DemoLater },
    maxWorkers: 2,
    testTimeout: 240_000,
    hookTimeout: 120_000,
  },
});
