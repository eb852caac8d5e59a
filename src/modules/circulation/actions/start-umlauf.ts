import { Conflict, Invalid, NotFound, newId, type PlainDay } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { findAkteOfVorgang, getDokument, recordEvent, requireMayWork } from "../../records/index.ts";
import {
  type Addressee,
  advanceUmlauf,
  type Purpose,
  type Station,
  stationsMistake,
  type Umlauf,
  type UmlaufOrder,
} from "../model/umlauf.ts";
import { insertUmlauf } from "../store/index.ts";
import { openStations } from "./advance.ts";
import { checkedId, checkedText, getAddressees, getDesk } from "./desk.ts";

/** What is to go round. */
export interface NewUmlauf {
  readonly vorgangId: string;
  /** Only this Dokument of it. */
  readonly dokumentId?: string;
  /** What it is about, as everybody asked reads it. */
  readonly subject: string;
  readonly order: UmlaufOrder;
  /** In their order. */
  readonly stations: readonly {
    readonly purpose: Purpose;
    readonly addressee: Pick<Addressee, "kind" | "id">;
    readonly dueOn: PlainDay | null;
  }[];
}

/**
 * Sends a Vorgang, or a Dokument of it, round. Whose turn it is may read the Akte until they have answered. Goes into the
 * history of the Akte.
 * @returns the id of the Umlauf
 * @throws Forbidden `accounts.duty-missing`, `records.read-only`; NotFound `records.no-such-vorgang`,
 * `records.no-such-dokument`; Invalid `circulation.subject`, `circulation.stations`, `circulation.addressee`;
 * Conflict `records.vorgang-closed`
 */
export async function startUmlauf(ctx: Ctx, input: NewUmlauf): Promise<string> {
  const desk = await getDesk(ctx);
  const vorgangId = checkedId(input.vorgangId, "records.no-such-vorgang");
  const akte = await findAkteOfVorgang(ctx, vorgangId);
  if (akte === undefined) throw new NotFound("records.no-such-vorgang");
  await requireMayWork(ctx, akte.akteId);
  if (!akte.open) throw new Conflict("records.vorgang-closed");
  if (input.dokumentId !== undefined && (await getDokument(ctx, input.dokumentId)).vorgangId !== vorgangId) {
    throw new NotFound("records.no-such-dokument");
  }
  const mistake = stationsMistake(input.stations.map(({ purpose }) => purpose));
  if (mistake !== undefined) throw new Invalid("circulation.stations", { mistake });
  const addressees = await getAddressees(
    ctx,
    input.stations.map(({ addressee }) => addressee),
  );

  const umlauf: Umlauf = {
    umlaufId: newId(ctx.now.getTime()),
    akteId: akte.akteId,
    vorgangId,
    dokumentId: input.dokumentId ?? null,
    subject: checkedText(input.subject, { least: 1, most: 200 }, "circulation.subject"),
    order: input.order,
    state: "laeuft",
    startedBy: desk.staffId,
    startedByName: desk.name,
    startedAt: ctx.now,
    endedAt: null,
  };
  const stations = input.stations.map(
    ({ purpose, dueOn }, index): Station => ({
      stationId: newId(ctx.now.getTime()),
      umlaufId: umlauf.umlaufId,
      position: index + 1,
      purpose,
      addressee: addressees[index] as Addressee,
      state: "wartet",
      dueOn,
      doneAt: null,
      doneByName: null,
      doneForName: null,
      note: null,
    }),
  );
  await insertUmlauf(ctx, umlauf, stations);
  await openStations(ctx, umlauf, stations, advanceUmlauf(umlauf.order, stations));
  await recordEvent(ctx, {
    akteId: umlauf.akteId,
    vorgangId,
    action: "circulation.umlauf-begonnen",
    details: {
      umlaufId: umlauf.umlaufId,
      title: umlauf.subject,
      dokumentId: umlauf.dokumentId,
      reihenfolge: umlauf.order,
      stationen: stations.map(({ purpose, addressee, dueOn }) => ({ zweck: purpose, an: addressee.name, bis: dueOn })),
    },
  });
  return umlauf.umlaufId;
}
