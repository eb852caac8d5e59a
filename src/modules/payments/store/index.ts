export * from "./accounts.ts";
export * from "./bank-details.ts";
export * from "./closings.ts";
export * from "./ledger.ts";
export * from "./provider.ts";
export * from "./simulator.ts";
export * from "./statements.ts";
export * from "./worklist.ts";
