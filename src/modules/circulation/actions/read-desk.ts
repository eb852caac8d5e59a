import { dayInBerlin, isId, NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { findSeenAkten } from "../../records/index.ts";
import { isFor, namesOf } from "../model/desk.ts";
import type { Station, Umlauf } from "../model/umlauf.ts";
import type { Verfuegung, VerfuegungPoint, Wiedervorlage } from "../model/verfuegung.ts";
import {
  findUmlauf,
  selectDueWiedervorlagen,
  selectOpenStations,
  selectStartedUmlaeufe,
  selectStations,
  selectUmlaeufeOfAkte,
  selectVerfuegungenOfAkte,
  selectVerfuegungenToDo,
  selectWiedervorlagenOfAkte,
} from "../store/index.ts";
import { getDesk } from "./desk.ts";

/** An Akte as lists name it. */
interface Named {
  readonly aktenzeichen: string;
  readonly betreff: string;
}

/** What lies on somebody's desk, each by the day on which it is due. */
export interface DeskList {
  readonly stations: readonly (Station & { readonly umlauf: Umlauf; readonly akte: Named })[];
  readonly wiedervorlagen: readonly (Wiedervorlage & { readonly akte: Named })[];
  readonly points: readonly {
    readonly verfuegung: Verfuegung;
    readonly point: VerfuegungPoint;
    readonly akte: Named;
  }[];
  readonly started: readonly (Umlauf & { readonly akte: Named })[];
}

/**
 * What is asked of the actor, of their units, and of those they stand in for. Nothing of Akten they do not see, and
 * nothing of it in any number.
 * @throws Forbidden `accounts.duty-missing`
 */
export async function listDesk(ctx: Ctx): Promise<DeskList> {
  const desk = await getDesk(ctx);
  const names = namesOf(desk);
  const [stations, wiedervorlagen, verfuegungen, started] = await Promise.all([
    selectOpenStations(ctx, names),
    selectDueWiedervorlagen(ctx, names, dayInBerlin(ctx.now)),
    selectVerfuegungenToDo(ctx, names),
    selectStartedUmlaeufe(ctx, desk.staffId),
  ]);
  const seen = await findSeenAkten(ctx, [
    ...stations.map(({ umlauf }) => umlauf.akteId),
    ...wiedervorlagen.map(({ akteId }) => akteId),
    ...verfuegungen.map(({ akteId }) => akteId),
    ...started.map(({ akteId }) => akteId),
  ]);
  const named = <T>(rows: readonly T[], akteOf: (row: T) => string) =>
    rows.flatMap((row) => {
      const akte = seen.get(akteOf(row));
      return akte === undefined ? [] : [{ ...row, akte }];
    });
  return {
    stations: named(stations, ({ umlauf }) => umlauf.akteId).filter(({ addressee, purpose }) =>
      isFor(desk, addressee, purpose === "schlusszeichnung"),
    ),
    wiedervorlagen: named(wiedervorlagen, ({ akteId }) => akteId),
    points: named(verfuegungen, ({ akteId }) => akteId)
      .flatMap(({ akte, ...verfuegung }) =>
        verfuegung.points
          .filter(({ doneAt, addressee }) => doneAt === null && isFor(desk, addressee))
          .map((point) => ({ verfuegung, point, akte })),
      )
      .sort((a, b) => ((a.point.dueOn ?? "9999") < (b.point.dueOn ?? "9999") ? -1 : 1)),
    started: named(started, ({ akteId }) => akteId),
  };
}

/**
 * An Umlauf with its stations, and which of them the actor may answer now.
 * @throws Forbidden `accounts.duty-missing`; NotFound `circulation.no-such-umlauf`
 */
export async function getUmlauf(
  ctx: Ctx,
  umlaufId: string,
): Promise<{
  readonly umlauf: Umlauf;
  readonly stations: readonly Station[];
  readonly own: ReadonlySet<string>;
  readonly akte: Named;
}> {
  const desk = await getDesk(ctx);
  const umlauf = isId(umlaufId) ? await findUmlauf(ctx, umlaufId) : undefined;
  const akte = (await findSeenAkten(ctx, umlauf === undefined ? [] : [umlauf.akteId])).get(umlauf?.akteId ?? "");
  if (umlauf === undefined || akte === undefined) throw new NotFound("circulation.no-such-umlauf");
  const stations = await selectStations(ctx, [umlauf.umlaufId]);
  const own = stations.filter(
    ({ state, addressee, purpose }) => state === "offen" && isFor(desk, addressee, purpose === "schlusszeichnung"),
  );
  return { umlauf, stations, own: new Set(own.map(({ stationId }) => stationId)), akte };
}

/** Everything of the Geschäftsgang of an Akte that the actor sees. */
export async function listGeschaeftsgang(
  ctx: Ctx,
  akteId: string,
): Promise<{
  readonly umlaeufe: readonly { readonly umlauf: Umlauf; readonly stations: readonly Station[] }[];
  readonly wiedervorlagen: readonly Wiedervorlage[];
  readonly verfuegungen: readonly Verfuegung[];
}> {
  if ((await findSeenAkten(ctx, [akteId])).size === 0) return { umlaeufe: [], wiedervorlagen: [], verfuegungen: [] };
  const umlaeufe = await selectUmlaeufeOfAkte(ctx, akteId);
  const stations = Map.groupBy(
    await selectStations(
      ctx,
      umlaeufe.map(({ umlaufId }) => umlaufId),
    ),
    ({ umlaufId }) => umlaufId,
  );
  return {
    umlaeufe: umlaeufe.map((umlauf) => ({ umlauf, stations: stations.get(umlauf.umlaufId) ?? [] })),
    wiedervorlagen: await selectWiedervorlagenOfAkte(ctx, akteId),
    verfuegungen: await selectVerfuegungenOfAkte(ctx, akteId),
  };
}
