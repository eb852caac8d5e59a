import { orderExport, sealDay } from "../../modules/proof/index.ts";
import { listAkten } from "../../modules/records/index.ts";
import type { Ctx } from "../../platform/db/index.ts";

/**
 * What the worker does at night everywhere else: the head of the day, and the reading of documents. So that packages of
 * the demo are proven. And one Akte that a court has asked for.
 */
export async function loadProofs(ctx: Ctx): Promise<void> {
  const program: Ctx = { ...ctx, actor: { kind: "system", name: "demo" } };
  await sealDay(program);
  await ctx.jobs.send(ctx, "proof.read-contents", {});
  const registrar: Ctx = {
    ...ctx,
    actor: {
      kind: "staff",
      staffId: "00000000-0000-7000-8000-000000000001",
      name: "Alex Probe",
      duties: ["records"],
    },
  };
  const oldest = (await listAkten(registrar, { limit: 50 })).akten.at(-1);
  if (oldest === undefined) throw new Error("demo: there is no Akte");
  await orderExport(registrar, { akteId: oldest.akteId, vorgangId: null, kind: "gesamt-pdf", language: "de" });
}
