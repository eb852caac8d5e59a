import { defineConfig } from "vite";

/**
 * The server as one file: starts faster than a thousand modules. Packages stay outside. Beside it what runs in threads
 * of its own.
 */
export default defineConfig({
  logLevel: "warn",
  publicDir: false,
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    ssr: true,
    outDir: "dist/server",
    emptyOutDir: true,
    target: "node24",
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: {
        klickamt: "src/app/klickamt.ts",
        "upload-worker": "src/modules/uploads/inspection/upload-worker.ts",
        "complete-file-thread": "src/modules/proof/complete-file/complete-file-thread.ts",
        "pdf-thread": "src/platform/pdf-reading/pdf-thread.ts",
        "extract-thread": "src/platform/extract/extract-thread.ts",
        "scan-thread": "src/modules/intake/recognition/scan-thread.ts",
        "mail-thread": "src/platform/mail-files/mail-thread.ts",
      },
      output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
    },
  },
});
