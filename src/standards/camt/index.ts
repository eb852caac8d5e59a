export { camtReader } from "./camt-reader.ts";
