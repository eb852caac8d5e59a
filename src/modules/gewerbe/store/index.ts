export * from "./deliveries.ts";
export * from "./destruction.ts";
export * from "./moves.ts";
export * from "./proofs.ts";
export * from "./recipients.ts";
export * from "./register.ts";
export { pageSize } from "./tables.ts";
