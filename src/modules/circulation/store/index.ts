export * from "./destruction.ts";
export * from "./mentions.ts";
export * from "./points.ts";
export * from "./umlaeufe.ts";
