import { dayInBerlin, sha256 } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import {
  getAkte,
  listDokumenteOfAkte,
  listHoldsOfAkte,
  listVorgaenge,
  readDokument,
  retentionEnd,
} from "../../records/index.ts";
import type { Doomed } from "../contracts.ts";
import type { PackedAkte, PackedDokument } from "../model/archive-format.ts";
import { derivedUuid } from "../model/derived-uuid.ts";
import { selectRules } from "../store/index.ts";

/** Ids of everything in an Akte. */
export async function partsOfAkte(ctx: Ctx, akteId: string): Promise<Doomed> {
  const vorgaenge = await listVorgaenge(ctx, akteId);
  const dokumente = await listDokumenteOfAkte(ctx, akteId);
  return {
    akteId,
    vorgangIds: vorgaenge.map(({ vorgangId }) => vorgangId),
    dokumentIds: dokumente.map(({ dokumentId }) => dokumentId),
    caseIds: vorgaenge.flatMap(({ caseId }) => (caseId === null ? [] : [caseId])),
  };
}

/** What an Akte holds, as a hash: the same as long as nothing of its content has changed or come. */
export async function contentDigest(ctx: Ctx, akteId: string): Promise<string> {
  const vorgaenge = await listVorgaenge(ctx, akteId);
  const dokumente = await listDokumenteOfAkte(ctx, akteId);
  return sha256(
    JSON.stringify([
      (await getAkte(ctx, akteId)).betreff,
      vorgaenge.map(({ vorgangId, betreff }) => [vorgangId, betreff]),
      dokumente.map((one) => [one.dokumentId, one.version, one.sha256, one.title]),
    ]),
  );
}

/** Whether nothing speaks against giving an Akte away: it is closed, and no legal hold lies on it. */
export async function mayLeave(ctx: Ctx, akteId: string): Promise<boolean> {
  const akte = await getAkte(ctx, akteId);
  const holds = await listHoldsOfAkte(ctx, akteId);
  return akte.zdaAt !== null && holds.every(({ lifted }) => lifted !== undefined);
}

function endingOf(filename: string): string {
  return (/\.([A-Za-z0-9]{1,10})$/.exec(filename)?.[1] ?? "bin").toLowerCase();
}

/**
 * An Akte as a message carries it. Its own ids are the UUIDs of its objects, the same in all messages; each file gets
 * one that follows from the message, so that the message comes out the same when it is written again.
 * @param files `with`: their bytes too, for the hand-over
 */
export async function packAkte(
  ctx: Ctx,
  akteId: string,
  message: { readonly messageId: string; readonly files: "with" | "without" },
): Promise<PackedAkte> {
  const akte = await getAkte(ctx, akteId);
  const rules = await selectRules(ctx);
  const rule =
    rules.akten.find((one) => one.akteId === akteId) ?? rules.units.find((one) => one.planUnit === akte.planUnit);
  const years = rule === undefined ? akte.retentionYears : rule.years;
  const vorgaenge = await listVorgaenge(ctx, akteId);
  const dokumente = await listDokumenteOfAkte(ctx, akteId);
  const packDokument = async (dokument: (typeof dokumente)[number]): Promise<PackedDokument> => ({
    uuid: dokument.dokumentId,
    betreff: dokument.title,
    typ: dokument.kind,
    bearbeiter: dokument.author,
    versionen:
      message.files === "without"
        ? []
        : [
            {
              nummer: String(dokument.version),
              formate: [
                {
                  name: `${derivedUuid(`${message.messageId}/${dokument.dokumentId}/${dokument.version}`)}.${endingOf(dokument.filename)}`,
                  originalName: dokument.filename,
                  mediaType: dokument.mediaType,
                  sha256: dokument.sha256,
                  bytes: await readDokument(ctx, dokument.dokumentId),
                },
              ],
            },
          ],
    anlagen: [],
  });
  const packed = [];
  for (const vorgang of vorgaenge) {
    const own = [];
    for (const dokument of dokumente.filter(({ vorgangId }) => vorgangId === vorgang.vorgangId)) {
      own.push(await packDokument(dokument));
    }
    packed.push({
      uuid: vorgang.vorgangId,
      kennzeichen: vorgang.aktenzeichen,
      betreff: vorgang.betreff,
      openedOn: dayInBerlin(vorgang.openedAt),
      ...(vorgang.zdaAt === null ? {} : { closedOn: dayInBerlin(vorgang.zdaAt) }),
      dokumente: own,
      teilvorgaenge: [],
    });
  }
  return {
    uuid: akte.akteId,
    kennzeichen: akte.aktenzeichen,
    betreff: akte.betreff,
    planUnit: akte.planUnit,
    planUnitTitle: akte.planUnitTitle,
    medium: akte.medium,
    retentionYears: years,
    aussonderungsart: akte.aussonderungsart,
    openedOn: dayInBerlin(akte.openedAt),
    ...(akte.zdaAt === null
      ? {}
      : {
          closedOn: dayInBerlin(akte.zdaAt),
          ...(years === null ? {} : { retentionEndsOn: retentionEnd(dayInBerlin(akte.zdaAt), years) }),
        }),
    dokumente: [],
    vorgaenge: packed,
    teilakten: [],
  };
}
