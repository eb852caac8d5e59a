export * from "./exports.ts";
export * from "./heads.ts";
export * from "./readings.ts";
