export * from "./brand.ts";
export * from "./demo-regions.ts";
export * from "./gemeinden.ts";
export * from "./holidays.ts";
