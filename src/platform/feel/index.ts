export * from "./compile.ts";
export type { FeelComparison, FeelPath } from "./paths.ts";
export * from "./syntax.ts";
