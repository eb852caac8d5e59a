export type * from "./form.ts";
export type * from "./leistung.ts";
