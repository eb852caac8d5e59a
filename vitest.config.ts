import { defineConfig } from "vitest/config";

const tests = ["src/**/*.test.{ts,tsx}", "scripts/**/*.test.ts"];
/** What keeps nothing between two calls: its tests share a process, which is half the work. */
const pure = ["src/kernel/**/*.test.ts", "src/**/model/**/*.test.{ts,tsx}"];

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: "pure", include: pure, isolate: false } },
      {
        extends: true,
        test: {
          name: "whole",
          include: tests,
          exclude: ["**/node_modules/**", ...pure],
          globalSetup: ["./src/app/testing/global-setup.ts"],
        },
      },
    ],
  },
});
