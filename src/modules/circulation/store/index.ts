export * from "./points.ts";
export * from "./umlaeufe.ts";
