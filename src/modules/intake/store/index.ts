export * from "./collections.ts";
export * from "./letters.ts";
