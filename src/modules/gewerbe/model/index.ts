export * from "./delivery-xml.ts";
export * from "./gewa.ts";
export * from "./recipients.ts";
export * from "./register.ts";
