import { Conflict, dayInBerlin, Forbidden, Invalid, NotFound, newId, type PlainDay } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { findSeenAkten, recordEvent, requireMayWork } from "../../records/index.ts";
import { inPlaceOf, isFor } from "../model/desk.ts";
import type { Addressee } from "../model/umlauf.ts";
import {
  findWiedervorlageForUpdate,
  insertWiedervorlage,
  saveWiedervorlageState,
  selectPlannedForUpdate,
} from "../store/index.ts";
import { checkedId, checkedText, getAddressees, getDesk } from "./desk.ts";

/**
 * Lets an Akte come onto a desk again on a day. Goes into its history.
 * @param input.day calendar day in Europe/Berlin, today or later
 * @throws Forbidden `accounts.duty-missing`, `records.read-only`; NotFound `records.no-such-akte`; Invalid
 * `circulation.day`, `circulation.note`, `circulation.addressee`
 */
export async function planWiedervorlage(
  ctx: Ctx,
  input: {
    readonly akteId: string;
    readonly day: PlainDay;
    readonly addressee: Pick<Addressee, "kind" | "id">;
    readonly note: string;
  },
): Promise<string> {
  const desk = await getDesk(ctx);
  await requireMayWork(ctx, input.akteId);
  if (input.day < dayInBerlin(ctx.now)) throw new Invalid("circulation.day");
  const note = checkedText(input.note, { least: 1, most: 500 }, "circulation.note");
  const [addressee] = (await getAddressees(ctx, [input.addressee])) as [Addressee];
  const wiedervorlageId = newId(ctx.now.getTime());
  await insertWiedervorlage(
    ctx,
    {
      wiedervorlageId,
      akteId: input.akteId,
      vorgangId: null,
      day: input.day,
      addressee,
      note,
      state: "geplant",
      madeByName: desk.name,
    },
    ctx.now,
  );
  await recordEvent(ctx, {
    akteId: input.akteId,
    action: "circulation.wiedervorlage-geplant",
    details: { wiedervorlageId, title: note, tag: input.day, an: addressee.name },
  });
  return wiedervorlageId;
}

/**
 * Ends a Wiedervorlage: by whose desk it lies on, who stands in for them, or who works on the Akte.
 * @throws Forbidden `accounts.duty-missing`, `circulation.not-yours`; NotFound `circulation.no-such-wiedervorlage`;
 * Conflict `circulation.already-done`
 */
export async function finishWiedervorlage(ctx: Ctx, wiedervorlageId: string): Promise<{ readonly akteId: string }> {
  const desk = await getDesk(ctx);
  const id = checkedId(wiedervorlageId, "circulation.no-such-wiedervorlage");
  const found = await findWiedervorlageForUpdate(ctx, id);
  if (found === undefined || (await findSeenAkten(ctx, [found.akteId])).size === 0) {
    throw new NotFound("circulation.no-such-wiedervorlage");
  }
  if (!isFor(desk, found.addressee)) throw new Forbidden("circulation.not-yours");
  if (found.state === "erledigt") throw new Conflict("circulation.already-done");
  await saveWiedervorlageState(ctx, id, { doneByName: desk.name, at: ctx.now });
  const forName = inPlaceOf(desk, found.addressee);
  await recordEvent(ctx, {
    akteId: found.akteId,
    action: "circulation.wiedervorlage-erledigt",
    details: { wiedervorlageId: id, title: found.note, ...(forName === null ? {} : { inVertretungFuer: forName }) },
    needs: "sight",
  });
  return { akteId: found.akteId };
}

/** Lays those whose day has come onto the desks, and says so in the history of each Akte. Twice a day does no harm. */
export async function layBefore(ctx: Ctx): Promise<number> {
  const due = await selectPlannedForUpdate(ctx, dayInBerlin(ctx.now));
  for (const { wiedervorlageId, akteId, note, addressee } of due) {
    await saveWiedervorlageState(ctx, wiedervorlageId, "vorgelegt");
    await recordEvent(ctx, {
      akteId,
      action: "circulation.wiedervorlage-vorgelegt",
      details: { wiedervorlageId, title: note, an: addressee.name },
    });
  }
  return due.length;
}
