export * from "./documents.ts";
export * from "./learnt.ts";
export * from "./postings.ts";
export * from "./saved-searches.ts";
export * from "./waiting.ts";
export * from "./words.ts";
