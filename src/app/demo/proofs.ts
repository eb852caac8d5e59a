import { sealDay } from "../../modules/proof/index.ts";
import type { Ctx } from "../../platform/db/index.ts";

/** The head of the day, which the worker makes at night everywhere else: so that packages of the demo are proven. */
export async function loadProofs(ctx: Ctx): Promise<void> {
  await sealDay({ ...ctx, actor: { kind: "system", name: "demo" } });
}
