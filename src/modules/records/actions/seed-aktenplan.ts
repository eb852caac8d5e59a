import type { Ctx } from "../../../platform/db/index.ts";
import { defaultAktenplan } from "../model/aktenplan.ts";
import { insertPlanUnits } from "../store/index.ts";

/** Gives a town the default Aktenplan. Units the town has, and has perhaps changed, stay as they are. */
export async function seedAktenplan(ctx: Pick<Ctx, "tx" | "tenant">): Promise<void> {
  await insertPlanUnits(ctx, defaultAktenplan);
}
