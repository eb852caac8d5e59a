export * from "./akten.ts";
export * from "./chain.ts";
export * from "./destruction.ts";
export * from "./dokumente.ts";
export * from "./plan.ts";
export * from "./sight.ts";
export * from "./snapshots.ts";
