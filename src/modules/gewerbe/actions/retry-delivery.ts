import type { Ctx } from "../../../platform/db/index.ts";
import { requireDuty } from "../../accounts/index.ts";
import { getDeliveryForUpdate, listFailedIds, saveDelivery } from "../store/index.ts";
import { queueDelivery } from "./queue-deliveries.ts";

/**
 * Sends a failed delivery again, now. One that is not failed is left as it is.
 * @returns whether it was queued
 * @throws Forbidden `accounts.duty-missing`; NotFound `gewerbe.no-such-delivery`
 */
export async function retryDelivery(ctx: Ctx, deliveryId: string): Promise<boolean> {
  requireDuty(ctx.actor, "casework");
  const delivery = await getDeliveryForUpdate(ctx, deliveryId);
  if (delivery.state !== "failed") return false;
  await saveDelivery(ctx, { ...delivery, state: "queued", gaveUp: false });
  await queueDelivery(ctx, { deliveryId, notBefore: ctx.now });
  return true;
}

/** Most deliveries that one press of the button sends again. */
const mostAtOnce = 500;

/**
 * Sends all failed deliveries again, at most 500.
 * @returns how many were queued
 * @throws Forbidden `accounts.duty-missing`
 */
export async function retryAllDeliveries(ctx: Ctx): Promise<number> {
  requireDuty(ctx.actor, "casework");
  let queued = 0;
  for (const deliveryId of await listFailedIds(ctx, mostAtOnce)) {
    if (await retryDelivery(ctx, deliveryId)) queued++;
  }
  return queued;
}
