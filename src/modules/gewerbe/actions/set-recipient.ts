import { Invalid } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { requireDuty } from "../../accounts/index.ts";
import { actorName } from "../model/actor-name.ts";
import { type ConfiguredRecipient, checkRecipient } from "../model/delivery.ts";
import { recipients } from "../model/index.ts";
import { saveRecipient } from "../store/index.ts";

/**
 * Sets up how a recipient is reached, or that it has waived.
 * @throws Forbidden `accounts.duty-missing`; Invalid `gewerbe.recipient` where `checkRecipient` finds a mistake
 */
export async function setRecipient(ctx: Ctx, one: ConfiguredRecipient): Promise<void> {
  requireDuty(ctx.actor, "administration");
  if (Object.keys(checkRecipient(one)).length > 0) throw new Invalid("gewerbe.recipient", { key: one.key });
  await saveRecipient(ctx, { ...one, name: one.name.trim() }, actorName(ctx.actor));
}

/**
 * Sets up every recipient of § 3 GewAnzV with a folder of its own, so that nothing is lost before the town has agreed
 * on another way. Those that are set up stay as they are.
 * @throws Forbidden `accounts.duty-missing`
 */
export async function seedRecipients(ctx: Ctx): Promise<void> {
  requireDuty(ctx.actor, "administration");
  for (const { key, name } of recipients) {
    const one = { key, name: name.de, adapter: "folder", target: key, waived: false } as const;
    await saveRecipient(ctx, one, actorName(ctx.actor), true);
  }
}
