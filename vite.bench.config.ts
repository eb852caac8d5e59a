import { defineConfig } from "vite";

/** The benchmarks, each process one file: they run parts of the program itself, whose sources need building. */
export default defineConfig({
  logLevel: "warn",
  publicDir: false,
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    ssr: true,
    outDir: "dist/bench",
    emptyOutDir: true,
    target: "node26",
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: ["bench/main.ts", "bench/load.ts", "bench/static-server.ts"],
      output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
    },
  },
});
