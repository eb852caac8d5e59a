import { defineConfig } from "vite";

/** The server as one file: starts faster than a thousand modules. Packages stay outside. */
export default defineConfig({
  logLevel: "warn",
  publicDir: false,
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    ssr: "src/app/klickamt.ts",
    outDir: "dist/server",
    emptyOutDir: true,
    target: "node24",
    minify: false,
    sourcemap: true,
    rolldownOptions: { output: { entryFileNames: "klickamt.js", chunkFileNames: "[name]-[hash].js" } },
  },
});
