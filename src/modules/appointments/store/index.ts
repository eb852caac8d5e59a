export * from "./appointments.ts";
export * from "./places.ts";
export * from "./queue.ts";
export * from "./waiting-list.ts";
