export * from "./cents.ts";
export * from "./ctx.ts";
export * from "./errors.ts";
export * from "./iban.ts";
export * from "./ids.ts";
export * from "./language.ts";
export * from "./plain-day.ts";
export * from "./words.ts";
