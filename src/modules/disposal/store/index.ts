export * from "./destructions.ts";
export * from "./imports.ts";
export * from "./messages.ts";
export * from "./processes.ts";
export * from "./retention.ts";
export * from "./settings.ts";
