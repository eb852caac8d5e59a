import { defineConfig } from "vitest/config";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    include: ["src/**/*.test.{ts,tsx}", "scripts/**/*.test.ts"],
    globalSetup: ["./src/app/testing/global-setup.ts"],
    // Files share two processes, and what packages have loaded; of our own modules each file gets fresh ones.
    isolate: false,
    setupFiles: ["./src/app/testing/fresh-modules.ts"],
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
