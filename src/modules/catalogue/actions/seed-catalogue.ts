import type { Ctx } from "../../../platform/db/index.ts";
import { listLeistungen } from "../../forms/index.ts";
import { insertTownChoices } from "../store.ts";
import { forgetOffers } from "./list-offers.ts";

/**
 * Switches on for the town of the transaction every Leistung that it has not decided about, in the order in which
 * they are defined, ten places apart. Repeating it changes nothing that the town has set.
 */
export async function seedCatalogue(ctx: Ctx): Promise<void> {
  await insertTownChoices(
    ctx,
    (await listLeistungen(ctx)).map((leistung, index) => ({
      leistungId: leistung.id,
      enabled: true,
      position: (index + 1) * 10,
      note: { de: "", en: "" },
      changedAt: ctx.now,
      changedBy: ctx.actor.kind === "citizen" ? "Klickamt" : ctx.actor.name,
    })),
  );
  forgetOffers(ctx);
}
