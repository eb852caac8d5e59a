import type { Ctx } from "../../platform/db/index.ts";
import { findLeistung } from "../forms/index.ts";

/** Whether an id belongs to a Leistung that comes with the program. */
export async function isBuiltIn(_ctx: Ctx, id: string): Promise<boolean> {
  return findLeistung(id) !== undefined;
}
