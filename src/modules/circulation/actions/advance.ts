import type { Ctx } from "../../../platform/db/index.ts";
import { endSharing, passAkteOn } from "../../records/index.ts";
import type { Advance, Station, Umlauf } from "../model/umlauf.ts";
import { saveAdvance } from "../store/index.ts";

/** What lets somebody read the Akte while it is their turn. */
const turnOf = (stationId: string): string => `circulation.station/${stationId}`;

/** Lets those read the Akte whose turn it is, and takes it from those to whom it does not come any more. */
export async function openStations(
  ctx: Ctx,
  umlauf: Umlauf,
  stations: readonly Station[],
  advance: Advance,
): Promise<void> {
  await saveAdvance(ctx, umlauf.umlaufId, { ...advance, at: ctx.now });
  for (const { stationId, addressee } of stations) {
    if (advance.opens.includes(stationId)) {
      await passToStation(ctx, umlauf.akteId, { stationId, addressee });
    } else if (advance.drops.includes(stationId)) await endTurn(ctx, umlauf.akteId, stationId);
  }
}

/** Whose turn it is reads the Akte. */
export function passToStation(
  ctx: Ctx,
  akteId: string,
  { stationId, addressee }: Pick<Station, "stationId" | "addressee">,
): Promise<void> {
  return passAkteOn(ctx, { akteId, granteeId: addressee.id, granteeName: addressee.name, why: turnOf(stationId) });
}

/** Their turn is over. */
export function endTurn(ctx: Ctx, akteId: string, stationId: string): Promise<void> {
  return endSharing(ctx, { akteId, why: turnOf(stationId) });
}
