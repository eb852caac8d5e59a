import { dayInBerlin, sha256 } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import {
  actionWords,
  getAkte,
  type HistoryEntry,
  listDokumenteOfAkte,
  listFormats,
  listHistory,
  listHoldsOfAkte,
  listTeilakten,
  listVorgaenge,
  readFormat,
  retentionEnd,
  wordsOfEvent,
} from "../../records/index.ts";
import type { Doomed } from "../contracts.ts";
import type { PackedAkte, PackedDokument, PackedFile, PackedVorgang } from "../model/archive-format.ts";
import { packedHistories } from "../model/packed-history.ts";
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
      dokumente.map((one) => [one.dokumentId, one.vorgangId, one.title]),
      await Promise.all(
        dokumente.map(async ({ dokumentId }) =>
          (await listFormats(ctx, dokumentId)).map((one) => [one.version, one.number, one.sha256]),
        ),
      ),
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

/** Every version of a Dokument in all its formats, with their bytes: what is not handed over would be lost. */
async function packVersions(ctx: Ctx, dokumentId: string): Promise<PackedDokument["versionen"]> {
  const versions = new Map<number, PackedFile[]>();
  for (const { version, number, formatId, filename, mediaType, sha256: digest } of await listFormats(ctx, dokumentId)) {
    const file = {
      name: `${formatId}.${endingOf(filename)}`,
      originalName: filename,
      mediaType,
      sha256: digest,
      bytes: await readFormat(ctx, dokumentId, version, number),
    };
    versions.set(version, [...(versions.get(version) ?? []), file]);
  }
  return [...versions].map(([version, formate]) => ({ nummer: String(version), formate }));
}

const entriesPerPage = 500;

/** All entries of the history of an Akte, in their order. */
async function wholeHistory(ctx: Ctx, akteId: string): Promise<readonly HistoryEntry[]> {
  const newestFirst: HistoryEntry[] = [];
  for (let more = true; more; ) {
    const before = newestFirst.at(-1)?.sequence;
    const page = await listHistory(ctx, akteId, {
      limit: entriesPerPage,
      ...(before === undefined ? {} : { before }),
    });
    newestFirst.push(...page.entries);
    more = page.more;
  }
  return newestFirst.reverse();
}

const wordsOf = (action: string): string => (actionWords[action] ?? wordsOfEvent(action))?.de ?? action;

/**
 * An Akte as a message carries it. Its own ids are the UUIDs of its objects, the same in all messages; a file bears that
 * of its format. So the message comes out the same when it is written again.
 * @param message.files `with`: the documents and the history too, for the hand-over. An offer has neither: to appraise, the
 * archive needs no names of those who worked on it, and what it does not want it shall not have
 */
export async function packAkte(
  ctx: Ctx,
  akteId: string,
  message: { readonly files: "with" | "without" },
): Promise<PackedAkte> {
  const akte = await getAkte(ctx, akteId);
  const rules = await selectRules(ctx);
  const rule =
    rules.akten.find((one) => one.akteId === akteId) ?? rules.units.find((one) => one.planUnit === akte.planUnit);
  const years = rule === undefined ? akte.retentionYears : rule.years;
  const vorgaenge = await listVorgaenge(ctx, akteId);
  const dokumente = await listDokumenteOfAkte(ctx, akteId);
  const teilakten = await listTeilakten(ctx, akteId);
  const told =
    message.files === "without"
      ? undefined
      : packedHistories(
          akteId,
          await wholeHistory(ctx, akteId),
          new Set([
            ...teilakten.map(({ teilakteId }) => teilakteId),
            ...vorgaenge.map(({ vorgangId }) => vorgangId),
            ...dokumente.map(({ dokumentId }) => dokumentId),
          ]),
          wordsOf,
        );
  const historie = (id: string) => {
    const own = told?.get(id);
    return own === undefined ? {} : { historie: own };
  };
  const packDokument = async (dokument: (typeof dokumente)[number]): Promise<PackedDokument> => {
    const anlagen = [];
    for (const one of dokumente) if (one.parentId === dokument.dokumentId) anlagen.push(await packDokument(one));
    const { posteingang, postausgang, datumDesSchreibens, fremdesGeschaeftszeichen, bemerkung } = dokument.metadata;
    return {
      uuid: dokument.dokumentId,
      betreff: dokument.title,
      typ: dokument.kind,
      bearbeiter: dokument.author,
      ...(posteingang === undefined ? {} : { posteingang }),
      ...(postausgang === undefined ? {} : { postausgang }),
      ...(datumDesSchreibens === undefined ? {} : { datumDesSchreibens }),
      ...(fremdesGeschaeftszeichen === undefined ? {} : { fremdesGeschaeftszeichen }),
      ...(bemerkung === undefined ? {} : { bemerkung }),
      ...historie(dokument.dokumentId),
      versionen: message.files === "without" ? [] : await packVersions(ctx, dokument.dokumentId),
      anlagen,
    };
  };
  const packed: (PackedVorgang & { readonly teilakteId: string | null })[] = [];
  for (const vorgang of vorgaenge) {
    const own = [];
    for (const dokument of dokumente.filter(
      ({ vorgangId, parentId }) => vorgangId === vorgang.vorgangId && parentId === null,
    )) {
      own.push(await packDokument(dokument));
    }
    packed.push({
      teilakteId: vorgang.teilakteId,
      uuid: vorgang.vorgangId,
      kennzeichen: vorgang.aktenzeichen,
      betreff: vorgang.betreff,
      openedOn: dayInBerlin(vorgang.openedAt),
      ...(vorgang.zdaAt === null ? {} : { closedOn: dayInBerlin(vorgang.zdaAt) }),
      ...historie(vorgang.vorgangId),
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
    ...historie(akte.akteId),
    dokumente: [],
    vorgaenge: packed.filter(({ teilakteId }) => teilakteId === null),
    teilakten: teilakten.map((teilakte) => ({
      uuid: teilakte.teilakteId,
      betreff: teilakte.betreff,
      openedOn: dayInBerlin(teilakte.openedAt),
      ...historie(teilakte.teilakteId),
      dokumente: [],
      vorgaenge: packed.filter(({ teilakteId }) => teilakteId === teilakte.teilakteId),
      teilakten: [],
    })),
  };
}
