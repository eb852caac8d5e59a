import { defineConfig } from "vitest/config";

/** Whole journeys in a real browser against the built program. */
export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    include: ["journeys/**/*.test.{ts,tsx}"],
    globalSetup: ["./journeys/support/prepared-demo.ts"],
    maxWorkers: 2,
    testTimeout: 240_000,
    hookTimeout: 120_000,
  },
});
