export { xliff2 } from "./xliff.ts";
