import type { Ctx } from "../../../platform/db/index.ts";
import { endSharing, type Move, passAkteOn } from "../../records/index.ts";
import {
  saveUmlaufPlace,
  saveVerfuegungAkte,
  selectStations,
  selectUmlaeufeAbout,
  selectVerfuegungenOfVorgaenge,
} from "../store/index.ts";
import { endTurn, passToStation } from "./advance.ts";
import { pointOf } from "./verfuegung.ts";

/**
 * What goes round and what was ordered goes along with its Vorgang, or with the Dokument it is about: it stands on the
 * page of the Akte where that lies now, goes against its z.d.A., and goes when that is destroyed. Who is asked may read
 * that Akte, and the one before no longer.
 */
export async function followMove(ctx: Ctx, move: Move): Promise<void> {
  const { fromAkteIds, toAkteId } = move;
  const umlaeufe = await selectUmlaeufeAbout(ctx, fromAkteIds, move);
  const stations = await selectStations(
    ctx,
    umlaeufe.map(({ umlaufId }) => umlaufId),
  );
  for (const umlauf of umlaeufe) {
    const vorgangId = "vorgangIds" in move ? umlauf.vorgangId : move.toVorgangId;
    await saveUmlaufPlace(ctx, umlauf.umlaufId, { akteId: toAkteId, vorgangId });
    if (umlauf.akteId === toAkteId) continue;
    const open = stations.filter(({ umlaufId, state }) => umlaufId === umlauf.umlaufId && state === "offen");
    for (const station of open) {
      await endTurn(ctx, umlauf.akteId, station.stationId);
      await passToStation(ctx, toAkteId, station);
    }
  }
  if (!("vorgangIds" in move)) return;
  for (const { verfuegungId, akteId, points } of await selectVerfuegungenOfVorgaenge(
    ctx,
    fromAkteIds,
    move.vorgangIds,
  )) {
    await saveVerfuegungAkte(ctx, verfuegungId, toAkteId);
    for (const { position, addressee, doneAt } of points) {
      if (doneAt !== null) continue;
      const why = pointOf(verfuegungId, position);
      await endSharing(ctx, { akteId, why });
      await passAkteOn(ctx, { akteId: toAkteId, granteeId: addressee.id, granteeName: addressee.name, why });
    }
  }
}
