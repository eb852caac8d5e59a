import { defineConfig } from "vite";

/**
 * Packages that stay where npm put them: native ones, those that open files or start threads beside themselves, and what
 * one asks for without needing it (docs/adr/0029-packages-in-the-built-server.md).
 */
const outside = [
  "@hyzyla/pdfium",
  "@myriaddreamin/typst-ts-node-compiler",
  "@node-rs/argon2",
  "heic-convert",
  "libxml2-wasm",
  "pg-native",
  "sharp",
  "tesseract.js",
];

/**
 * The server with its packages as one file: starts faster than thousands of modules. Beside it what runs in threads of
 * its own, and what is loaded only when it is needed.
 */
export default defineConfig({
  logLevel: "warn",
  publicDir: false,
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  ssr: { noExternal: true, external: outside },
  build: {
    ssr: true,
    outDir: "dist/server",
    emptyOutDir: true,
    target: "node26",
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
      // The sources lie beside: twice in memory they would cost every start.
      output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js", sourcemapExcludeSources: true },
    },
  },
});
