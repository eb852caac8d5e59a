import {
  Conflict,
  Forbidden,
  formatDay,
  formatInstant,
  Invalid,
  NotFound,
  newId,
  type PlainDay,
} from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { renderSheet } from "../../../platform/pdf/index.ts";
import {
  endSharing,
  fileDokument,
  findAkteOfVorgang,
  findSeenAkten,
  recordEvent,
  requireMayWork,
  shareAkte,
} from "../../records/index.ts";
import { getTenant } from "../../tenants/index.ts";
import { inPlaceOf, isFor } from "../model/desk.ts";
import type { Addressee } from "../model/umlauf.ts";
import { mostPoints, type Verfuegung } from "../model/verfuegung.ts";
import { findVerfuegung, insertVerfuegung, saveFinished, savePointDone } from "../store/index.ts";
import { checkedId, checkedText, getAddressees, getDesk } from "./desk.ts";

/** What lets somebody read the Akte while a point waits for them. */
export const pointOf = (verfuegungId: string, position: number): string =>
  `circulation.verfuegung/${verfuegungId}/${position}`;

/** What is ordered, point by point. */
export interface NewVerfuegung {
  readonly vorgangId: string;
  readonly title: string;
  readonly points: readonly {
    readonly text: string;
    readonly addressee: Pick<Addressee, "kind" | "id">;
    readonly dueOn: PlainDay | null;
  }[];
}

/**
 * Orders what is to be done in a Vorgang, in numbered points. Who has to do one may read the Akte until it is done.
 * @throws Forbidden `accounts.duty-missing`, `records.read-only`; NotFound `records.no-such-vorgang`; Invalid
 * `circulation.title`, `circulation.points`, `circulation.addressee`; Conflict `records.vorgang-closed`
 */
export async function makeVerfuegung(ctx: Ctx, input: NewVerfuegung): Promise<string> {
  const desk = await getDesk(ctx);
  const vorgangId = checkedId(input.vorgangId, "records.no-such-vorgang");
  const akte = await findAkteOfVorgang(ctx, vorgangId);
  if (akte === undefined) throw new NotFound("records.no-such-vorgang");
  await requireMayWork(ctx, akte.akteId);
  if (!akte.open) throw new Conflict("records.vorgang-closed");
  if (input.points.length === 0 || input.points.length > mostPoints) throw new Invalid("circulation.points");
  const addressees = await getAddressees(
    ctx,
    input.points.map(({ addressee }) => addressee),
  );
  const verfuegung: Verfuegung = {
    verfuegungId: newId(ctx.now.getTime()),
    akteId: akte.akteId,
    vorgangId,
    title: checkedText(input.title, { least: 1, most: 200 }, "circulation.title"),
    state: "offen",
    madeByName: desk.name,
    madeAt: ctx.now,
    finishedAt: null,
    dokumentId: null,
    points: input.points.map((point, index) => ({
      position: index + 1,
      text: checkedText(point.text, { least: 1, most: 2000 }, "circulation.points"),
      addressee: addressees[index] as Addressee,
      dueOn: point.dueOn,
      doneAt: null,
      doneByName: null,
      doneForName: null,
    })),
  };
  await insertVerfuegung(ctx, verfuegung);
  for (const { position, addressee } of verfuegung.points) {
    await shareAkte(ctx, {
      akteId: akte.akteId,
      granteeId: addressee.id,
      granteeName: addressee.name,
      why: pointOf(verfuegung.verfuegungId, position),
    });
  }
  await recordEvent(ctx, {
    akteId: akte.akteId,
    vorgangId,
    action: "circulation.verfuegung-getroffen",
    details: {
      verfuegungId: verfuegung.verfuegungId,
      title: verfuegung.title,
      punkte: verfuegung.points.map(({ text, addressee, dueOn }) => ({ text, an: addressee.name, bis: dueOn })),
    },
  });
  return verfuegung.verfuegungId;
}

/**
 * A Verfügung of an Akte that the actor sees.
 * @throws Forbidden `accounts.duty-missing`; NotFound `circulation.no-such-verfuegung`
 */
export async function getVerfuegung(
  ctx: Ctx,
  verfuegungId: string,
  options: { lock?: boolean } = {},
): Promise<Verfuegung> {
  await getDesk(ctx);
  const found = await findVerfuegung(ctx, checkedId(verfuegungId, "circulation.no-such-verfuegung"), options);
  if (found === undefined || (await findSeenAkten(ctx, [found.akteId])).size === 0) {
    throw new NotFound("circulation.no-such-verfuegung");
  }
  return found;
}

/**
 * Marks a point as done: by whom it is for, or who stands in for them.
 * @throws Forbidden `accounts.duty-missing`, `circulation.not-yours`; NotFound `circulation.no-such-verfuegung`;
 * Conflict `circulation.already-done`
 */
export async function finishPoint(ctx: Ctx, verfuegungId: string, position: number): Promise<void> {
  const desk = await getDesk(ctx);
  const verfuegung = await getVerfuegung(ctx, verfuegungId, { lock: true });
  const point = verfuegung.points.find((one) => one.position === position);
  if (point === undefined) throw new NotFound("circulation.no-such-verfuegung");
  if (!isFor(desk, point.addressee)) throw new Forbidden("circulation.not-yours");
  if (point.doneAt !== null) throw new Conflict("circulation.already-done");
  const forName = inPlaceOf(desk, point.addressee);
  await savePointDone(ctx, { verfuegungId, position, at: ctx.now, byName: desk.name, forName });
  await recordEvent(ctx, {
    akteId: verfuegung.akteId,
    vorgangId: verfuegung.vorgangId,
    action: "circulation.verfuegungspunkt-erledigt",
    details: {
      verfuegungId,
      title: `${verfuegung.title}, ${position}.`,
      punkt: position,
      ...(forName === null ? {} : { inVertretungFuer: forName }),
    },
    needs: "sight",
  });
  await endSharing(ctx, { akteId: verfuegung.akteId, why: pointOf(verfuegungId, position) });
}

async function sheetOf(ctx: Ctx, verfuegung: Verfuegung, aktenzeichen: string): Promise<Uint8Array> {
  const town = await getTenant(ctx);
  return renderSheet(
    {
      language: "de",
      head: { officialName: town.officialName, accent: town.accent },
      title: `Verfügung: ${verfuegung.title}`,
      subtitle: aktenzeichen,
      facts: [
        { label: "Aktenzeichen", value: aktenzeichen },
        { label: "Getroffen von", value: `${verfuegung.madeByName}, ${formatInstant(verfuegung.madeAt, "de")}` },
        { label: "Abgeschlossen", value: formatInstant(ctx.now, "de") },
      ],
      sections: verfuegung.points.map((point) => ({
        title: `${point.position}.`,
        rows: [
          { label: "Was", value: point.text },
          { label: "Wer", value: point.addressee.name },
          { label: "Bis", value: point.dueOn === null ? "ohne Frist" : formatDay(point.dueOn, "de") },
          {
            label: "Erledigt",
            value:
              point.doneAt === null
                ? "nein"
                : `${formatInstant(point.doneAt, "de")}, ${point.doneByName}${point.doneForName === null ? "" : ` in Vertretung für ${point.doneForName}`}`,
          },
        ],
      })),
      footer:
        "Elektronisch bestätigt und im Verlauf der Akte festgehalten; keine qualifizierte elektronische Signatur.",
    },
    { now: ctx.now },
  );
}

/**
 * Finishes a Verfügung whose points are all done, and files it in its Vorgang as a Dokument.
 * @throws Forbidden `accounts.duty-missing`, `records.read-only`; NotFound `circulation.no-such-verfuegung`;
 * Conflict `circulation.points-open`, `circulation.already-done`, `records.vorgang-closed`
 */
export async function finishVerfuegung(ctx: Ctx, verfuegungId: string): Promise<{ readonly dokumentId: string }> {
  const desk = await getDesk(ctx);
  const verfuegung = await getVerfuegung(ctx, verfuegungId, { lock: true });
  await requireMayWork(ctx, verfuegung.akteId);
  if (verfuegung.state === "fertig") throw new Conflict("circulation.already-done");
  if (verfuegung.points.some(({ doneAt }) => doneAt === null)) throw new Conflict("circulation.points-open");
  const akte = await findAkteOfVorgang(ctx, verfuegung.vorgangId);
  if (akte === undefined) throw new Forbidden("records.read-only");
  const { dokumentId } = await fileDokument(ctx, {
    vorgangId: verfuegung.vorgangId,
    title: `Verfügung: ${verfuegung.title}`,
    kind: "verfuegung",
    filename: "verfuegung.pdf",
    mediaType: "application/pdf",
    bytes: await sheetOf(ctx, verfuegung, akte.aktenzeichen),
    author: desk.name,
  });
  await saveFinished(ctx, verfuegungId, dokumentId, ctx.now);
  await recordEvent(ctx, {
    akteId: verfuegung.akteId,
    vorgangId: verfuegung.vorgangId,
    action: "circulation.verfuegung-abgeschlossen",
    details: { verfuegungId, title: verfuegung.title, dokumentId },
  });
  return { dokumentId };
}
