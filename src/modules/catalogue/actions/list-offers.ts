import type { TenantId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { type Availability, type Leistung, type LookUp, listLeistungen } from "../../forms/index.ts";
import { type Offer, offersOf, type TownChoice } from "../model/offer.ts";
import { listTownChoices } from "../store.ts";

/** How long another process may show what this one has changed. */
const keptMs = 5_000;

interface Kept {
  readonly leistungen: readonly Leistung[];
  readonly choices: readonly TownChoice[];
  readonly readAt: number;
}

/** By installation, so that two databases in one process (tests) do not mix. */
const kept = new WeakMap<Ctx["keyring"], Map<TenantId, Kept>>();

/**
 * All Leistungen as the town of the transaction offers them, in its order. Pages of the portal are asked for far more
 * often than a town changes its choice: it is kept in memory for five seconds.
 */
export async function listOffers(ctx: LookUp): Promise<readonly Offer[]> {
  const { leistungen, choices } = await keep(ctx);
  return offersOf(leistungen, choices);
}

/** All Leistungen of the town, offered or not; the same objects while nothing has changed. Kept as offers are. */
export async function listKnown(ctx: LookUp): Promise<readonly Leistung[]> {
  return (await keep(ctx)).leistungen;
}

async function keep(ctx: LookUp): Promise<Kept> {
  let towns = kept.get(ctx.keyring);
  if (towns === undefined) {
    towns = new Map();
    kept.set(ctx.keyring, towns);
  }
  let found = towns.get(ctx.tenant);
  if (found === undefined || performance.now() - found.readAt > keptMs) {
    found = { leistungen: await listLeistungen(ctx), choices: await listTownChoices(ctx), readAt: performance.now() };
    towns.set(ctx.tenant, found);
  }
  return found;
}

/** Makes the next `listOffers` of this process read again. */
export function forgetOffers(ctx: Pick<Ctx, "tenant" | "keyring">): void {
  kept.get(ctx.keyring)?.delete(ctx.tenant);
}

/** What forms asks before a draft is begun: is it known, online, and switched on in this town? */
export const availability: Availability = {
  async isOffered(ctx, leistungId) {
    const offer = (await listOffers(ctx)).find(({ leistung }) => leistung.id === leistungId);
    return offer?.enabled === true && offer.leistung.online !== undefined;
  },
};
