import { Invalid } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { requireDuty } from "../../accounts/index.ts";
import { actorName } from "../model/actor-name.ts";
import { type ConfiguredRecipient, isTarget } from "../model/delivery.ts";
import { getRecipient, recipients } from "../model/index.ts";
import { saveRecipient } from "../store.ts";

/** What is wrong with a recipient as typed. */
export type RecipientMistakes = Partial<Record<"name" | "target" | "waived", true>>;

/** Looks a recipient over before it is kept. @returns nothing where all is well */
export function checkRecipient(one: ConfiguredRecipient): RecipientMistakes {
  return {
    ...(one.name.trim() === "" || one.name.length > 200 ? { name: true } : {}),
    ...(isTarget(one.adapter, one.target) ? {} : { target: true }),
    // Statistics and customs have no waiver: § 14 Abs. 8 and 13 GewO, § 3 Abs. 2 and 3 GewAnzV.
    ...(one.waived && (one.key === "gemeinde" || !getRecipient(one.key).mayWaive) ? { waived: true } : {}),
  };
}

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
