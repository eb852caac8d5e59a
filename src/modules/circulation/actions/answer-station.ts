import { Conflict, Forbidden, Invalid, NotFound, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { findSeenAkten, recordEvent, requireMayWork } from "../../records/index.ts";
import { inPlaceOf, isFor } from "../model/desk.ts";
import { type Addressee, advanceUmlauf, type Station, type Umlauf } from "../model/umlauf.ts";
import { findStation, findUmlaufForUpdate, insertStations, saveAnswer, selectStations } from "../store/index.ts";
import { endTurn, openStations } from "./advance.ts";
import { checkedId, checkedText, getAddressees, getDesk } from "./desk.ts";

/** What somebody says at a station. */
export type StationAnswer =
  /** Read it, agreed, decided. */
  | { readonly kind: "zeichnen"; readonly note: string }
  /** With the reason; ends the Umlauf. Not where it is only for information. */
  | { readonly kind: "ablehnen"; readonly note: string }
  /** Somebody else is to answer in their place. */
  | { readonly kind: "weitergeben"; readonly to: Pick<Addressee, "kind" | "id">; readonly note: string };

const stateOf = { zeichnen: "erledigt", ablehnen: "abgelehnt", weitergeben: "weitergegeben" } as const;

/**
 * Answers what is asked at a station: by who is asked, or by who stands in for them. Goes into the history of the Akte
 * with the name of who answered: an authenticated sign-off, no qualified electronic signature.
 * @throws Forbidden `accounts.duty-missing`, `circulation.not-yours`; NotFound `circulation.no-such-station`;
 * Conflict `circulation.already-answered`; Invalid `circulation.note`, `circulation.answer`, `circulation.addressee`
 */
export async function answerStation(ctx: Ctx, stationId: string, answer: StationAnswer): Promise<Umlauf> {
  const desk = await getDesk(ctx);
  const known = await findStation(ctx, checkedId(stationId, "circulation.no-such-station"));
  const umlauf = known === undefined ? undefined : await findUmlaufForUpdate(ctx, known.umlaufId);
  if (known === undefined || umlauf === undefined || (await findSeenAkten(ctx, [umlauf.akteId])).size === 0) {
    throw new NotFound("circulation.no-such-station");
  }
  const stations = await selectStations(ctx, [umlauf.umlaufId]);
  const station = stations.find((one) => one.stationId === stationId) as Station;
  if (!isFor(desk, station.addressee, station.purpose === "schlusszeichnung")) {
    throw new Forbidden("circulation.not-yours");
  }
  if (station.state !== "offen" || umlauf.state !== "laeuft") throw new Conflict("circulation.already-answered");
  if (answer.kind === "ablehnen" && station.purpose === "kenntnis") throw new Invalid("circulation.answer");
  const note = checkedText(answer.note, { least: answer.kind === "ablehnen" ? 5 : 0, most: 1000 }, "circulation.note");

  const forName = inPlaceOf(desk, station.addressee);
  await saveAnswer(ctx, stationId, {
    state: stateOf[answer.kind],
    at: ctx.now,
    by: desk.staffId,
    byName: desk.name,
    forName,
    note: note === "" ? null : note,
  });
  const after: Station[] = stations.map((one) =>
    one.stationId === stationId ? { ...one, state: stateOf[answer.kind] } : one,
  );
  const passedTo = answer.kind === "weitergeben" ? (await getAddressees(ctx, [answer.to]))[0] : undefined;
  if (passedTo !== undefined) {
    const next: Station = {
      ...station,
      stationId: newId(ctx.now.getTime()),
      addressee: passedTo,
      state: "wartet",
      note: null,
    };
    await insertStations(ctx, [next]);
    await openStations(ctx, umlauf, [next], { opens: [next.stationId], drops: [], state: "laeuft" });
  } else await openStations(ctx, umlauf, after, advanceUmlauf(umlauf.order, after));
  await recordEvent(ctx, {
    akteId: umlauf.akteId,
    vorgangId: umlauf.vorgangId,
    action: `circulation.${station.purpose}-${stateOf[answer.kind]}`,
    details: {
      umlaufId: umlauf.umlaufId,
      title: umlauf.subject,
      station: station.position,
      dokumentId: umlauf.dokumentId,
      ...(forName === null ? {} : { inVertretungFuer: forName }),
      ...(note === "" ? {} : { bemerkung: note }),
      ...(passedTo === undefined ? {} : { an: passedTo.name }),
    },
    needs: "sight",
  });
  await endTurn(ctx, umlauf.akteId, stationId);
  return umlauf;
}

/**
 * Ends an Umlauf that still runs: by who started it, or by somebody who works on the Akte.
 * @throws Forbidden `accounts.duty-missing`, `records.read-only`; NotFound `circulation.no-such-umlauf`;
 * Conflict `circulation.already-ended`
 */
export async function withdrawUmlauf(ctx: Ctx, umlaufId: string): Promise<Umlauf> {
  await getDesk(ctx);
  const umlauf = await findUmlaufForUpdate(ctx, checkedId(umlaufId, "circulation.no-such-umlauf"));
  if (umlauf === undefined || (await findSeenAkten(ctx, [umlauf.akteId])).size === 0) {
    throw new NotFound("circulation.no-such-umlauf");
  }
  await requireMayWork(ctx, umlauf.akteId);
  if (umlauf.state !== "laeuft") throw new Conflict("circulation.already-ended");
  const stations = await selectStations(ctx, [umlaufId]);
  const drops = stations
    .filter(({ state }) => state === "offen" || state === "wartet")
    .map(({ stationId }) => stationId);
  await openStations(ctx, umlauf, stations, { opens: [], drops, state: "zurueckgezogen" });
  await recordEvent(ctx, {
    akteId: umlauf.akteId,
    vorgangId: umlauf.vorgangId,
    action: "circulation.umlauf-zurueckgezogen",
    details: { umlaufId, title: umlauf.subject },
  });
  return umlauf;
}
