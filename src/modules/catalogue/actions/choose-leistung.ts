import { type Localized, NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { requireDuty } from "../../accounts/index.ts";
import { findLeistung } from "../../forms/index.ts";
import { saveTownChoice } from "../store.ts";
import { forgetOffers } from "./list-offers.ts";

interface LeistungChoice {
  readonly leistungId: string;
  readonly enabled: boolean;
  /** 0 to 9999; the smallest stands first. */
  readonly position: number;
  readonly note: Localized;
}

/**
 * Switches a Leistung on or off for the town, puts it in its place and says what the town has to tell. Drafts that
 * were begun before can still be sent: nothing that a citizen typed is lost by it.
 * @throws Forbidden `accounts.duty-missing` without the duty `administration`
 * @throws NotFound `catalogue.no-such-leistung`
 */
export async function chooseLeistung(ctx: Ctx, choice: LeistungChoice): Promise<void> {
  requireDuty(ctx.actor, "administration");
  if ((await findLeistung(ctx, choice.leistungId)) === undefined) {
    throw new NotFound("catalogue.no-such-leistung", { id: choice.leistungId });
  }
  await saveTownChoice(ctx, {
    ...choice,
    changedAt: ctx.now,
    changedBy: ctx.actor.kind === "citizen" ? "" : ctx.actor.name,
  });
  forgetOffers(ctx);
}
