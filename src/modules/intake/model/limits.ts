import type { FieldLimits } from "../../uploads/index.ts";
import { mostItems } from "./collection.ts";

const mebibyte = 1024 * 1024;

/** What is taken at the desk: every file as it is. */
export const intakeLimits: FieldLimits = {
  kinds: ["original"],
  maxBytes: 100 * mebibyte,
  maxFiles: mostItems,
  together: { files: mostItems, bytes: 1024 * mebibyte },
};
