export * from "./collections.ts";
export * from "./letters.ts";
export * from "./mentions.ts";
