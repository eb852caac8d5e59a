import { findBuiltIn } from "../forms/index.ts";

/** Whether an id belongs to a Leistung that comes with the program. */
export function isBuiltIn(id: string): boolean {
  return findBuiltIn(id) !== undefined;
}
