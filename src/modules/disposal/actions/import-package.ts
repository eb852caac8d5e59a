import { beginningOf, Conflict, Invalid, type Localized, NotFound, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { enqueue } from "../../../platform/jobs/index.ts";
import {
  addFormat,
  addVersion,
  type DokumentInput,
  listPlanUnits,
  openAkte,
  openTeilakte,
  openVorgang,
  recordEvent,
} from "../../records/index.ts";
import { archiveFormat } from "../contracts.ts";
import { type IncomingMessage, MessageRefused, type PackedFile } from "../model/archive-format.ts";
import { nameOf, requireDisposalDuty } from "../model/duty.ts";
import type { Import, ImportedObject } from "../model/import.ts";
import {
  historyLines,
  historyTitle,
  mediaTypeOf,
  mostYears,
  type PlannedAkte,
  type PlannedDokument,
  type PlannedTeilakte,
  type PlannedVorgang,
  planImport,
} from "../model/import-plan.ts";
import { runImport } from "../payloads.ts";
import {
  findImport,
  insertContentRemovals,
  insertImport,
  insertImportedObjects,
  selectImportedObjects,
  selectTakenObjects,
  updateImport,
} from "../store/index.ts";
import { mostPackageBytes, readKeptPackage } from "./receive-package.ts";
import { setRetention } from "./retention.ts";

/** A package of a stranger, read before the transaction opens. */
export type ReadImport =
  | { readonly kind: "read"; readonly name: string; readonly sha256: string; readonly message: IncomingMessage }
  | { readonly kind: "refused"; readonly reason: Localized };

/** Reads a hand-over (0503) of 3.0, 3.1 or 4.0 and keeps its bytes. */
export async function readImport(files: Ctx["files"], bytes: Uint8Array, name: string): Promise<ReadImport> {
  try {
    const message = archiveFormat().read(bytes, { mostBytes: mostPackageBytes });
    if (message.typ !== "0503") {
      return {
        kind: "refused",
        reason: {
          de: `Das ist eine Nachricht ${message.typ}. Übernehmen lässt sich nur eine Aussonderung (0503): Nur sie trägt die Dateien.`,
          en: `This is a message ${message.typ}. Only a hand-over (0503) can be imported: it alone carries the files.`,
        },
      };
    }
    return { kind: "read", name: beginningOf(name, 200), sha256: await files.put(bytes), message };
  } catch (error) {
    if (!(error instanceof MessageRefused)) throw error;
    return { kind: "refused", reason: error.reason };
  }
}

/**
 * Notes a package that was read, for somebody to look at before anything is made of it.
 * @throws Forbidden `disposal.duty-missing`
 */
export async function noteImport(ctx: Ctx, read: Extract<ReadImport, { kind: "read" }>): Promise<string> {
  requireDisposalDuty(ctx.actor);
  const importId = newId(ctx.now.getTime());
  await insertImport(ctx, {
    importId,
    name: read.name,
    sha256: read.sha256,
    digest: read.sha256,
    version: read.message.version,
    sourceProcess: read.message.processId.toLowerCase(),
    source: beginningOf(read.message.from, 300),
    state: "preview",
    begunAt: ctx.now,
    begunBy: nameOf(ctx.actor),
    leftOver: read.message.leftOver.slice(0, 500),
  });
  return importId;
}

/** @throws Forbidden `disposal.duty-missing`, NotFound `disposal.no-such-import` */
export async function getImport(ctx: Ctx, importId: string): Promise<Import> {
  requireDisposalDuty(ctx.actor);
  const found = await findImport(ctx, importId, "no-lock");
  if (found === undefined) throw new NotFound("disposal.no-such-import");
  return found;
}

/** The last package that was read: its import goes through it step by step. */
let lastRead: { readonly digest: string; readonly akten: readonly PlannedAkte[] } | undefined;

async function planOf(ctx: Ctx, one: Import): Promise<readonly PlannedAkte[]> {
  if (lastRead?.digest === one.digest) return lastRead.akten;
  const bytes = await readKeptPackage(ctx, one.sha256);
  const akten = planImport(archiveFormat().read(bytes, { mostBytes: mostPackageBytes }));
  lastRead = { digest: one.digest, akten };
  return akten;
}

/** What an import would make, and which of its Akten were taken over before. */
export interface ImportPreview {
  readonly akten: readonly PlannedAkte[];
  readonly known: ReadonlyMap<string, { readonly akteId: string }>;
}

/** @throws Forbidden `disposal.duty-missing`, NotFound `disposal.content-gone` */
export async function previewImport(ctx: Ctx, one: Import): Promise<ImportPreview> {
  requireDisposalDuty(ctx.actor);
  const akten = await planOf(ctx, one);
  const known = await selectTakenObjects(
    ctx,
    "akte",
    akten.map(({ sourceUuid }) => sourceUuid),
  );
  return { akten, known };
}

async function getPreviewed(ctx: Ctx, importId: string): Promise<Import> {
  requireDisposalDuty(ctx.actor);
  const one = await findImport(ctx, importId, "for-update");
  if (one === undefined) throw new NotFound("disposal.no-such-import");
  if (one.state !== "preview") throw new Conflict("disposal.import-begun");
  return one;
}

/**
 * Begins to take a package over: its Akten come into this unit of the Aktenplan, each with a new Aktenzeichen.
 * @throws Forbidden `disposal.duty-missing`; NotFound `disposal.no-such-import`; Conflict `disposal.import-begun`;
 * Invalid `disposal.no-such-unit`
 */
export async function startImport(ctx: Ctx, importId: string, planUnit: string): Promise<void> {
  const one = await getPreviewed(ctx, importId);
  const unit = (await listPlanUnits(ctx)).find((known) => known.takesAkten && known.planUnit === planUnit);
  if (unit === undefined) throw new Invalid("disposal.no-such-unit");
  await updateImport(ctx, { ...one, state: "running", planUnit });
  await enqueue(ctx, runImport, { importId });
}

/** Drops a package that nobody wants to take over. */
export async function dropImport(ctx: Ctx, importId: string): Promise<void> {
  const one = await getPreviewed(ctx, importId);
  const { sha256: address, ...rest } = one;
  await updateImport(ctx, { ...rest, state: "dropped", doneAt: ctx.now });
  if (address !== undefined) await insertContentRemovals(ctx, [address], ctx.now);
}

/**
 * Does the next step of an import: opens an Akte, or a Vorgang with its documents, and notes what became of each object.
 * Each step is whole by itself: after a crash the next run goes on where the last one ended, and nothing is made twice.
 * @returns whether there is more to do
 */
export async function stepImport(ctx: Ctx, importId: string): Promise<boolean> {
  requireDisposalDuty(ctx.actor);
  const one = await findImport(ctx, importId, "for-update");
  if (one === undefined) throw new NotFound("disposal.no-such-import");
  if (one.state !== "running" || one.planUnit === undefined) return false;
  const done = new Map(
    (await selectImportedObjects(ctx, importId)).map((object) => [`${object.kind}/${object.sourceUuid}`, object]),
  );
  for (const akte of await planOf(ctx, one)) {
    const known = done.get(`akte/${akte.sourceUuid}`);
    if (known === undefined) {
      await importAkte(ctx, one, akte, one.planUnit);
      return true;
    }
    if (known.result !== "taken" || known.localId === undefined) continue;
    for (const vorgang of akte.vorgaenge) {
      if (done.has(`vorgang/${vorgang.sourceUuid}`)) continue;
      await importVorgang(ctx, one, { akteId: known.localId, planUnit: one.planUnit }, vorgang);
      return true;
    }
  }
  const { sha256: address, ...rest } = one;
  await updateImport(ctx, { ...rest, state: "done", doneAt: ctx.now });
  if (address !== undefined) await insertContentRemovals(ctx, [address], ctx.now);
  lastRead = undefined;
  return false;
}

async function importAkte(ctx: Ctx, one: Import, akte: PlannedAkte, planUnit: string): Promise<void> {
  const base = { kind: "akte" as const, sourceUuid: akte.sourceUuid, title: akte.title };
  const before = (await selectTakenObjects(ctx, "akte", [akte.sourceUuid])).get(akte.sourceUuid);
  if (before !== undefined) {
    const there: ImportedObject = { ...base, result: "there-already", localId: before.localId, akteId: before.akteId };
    await insertImportedObjects(ctx, one.importId, [there], ctx.now);
    return;
  }
  const { akteId } = await openAkte(ctx, {
    planUnit,
    title: akte.title,
    retentionYears: akte.retentionYears ?? mostYears,
  });
  await recordEvent(ctx, {
    akteId,
    action: "disposal.uebernommen-von-dort",
    details: {
      importId: one.importId,
      sourceUuid: akte.sourceUuid,
      kennzeichen: akte.kennzeichen,
      source: one.source,
      sourceProcess: one.sourceProcess,
      version: one.version,
      sha256: one.digest,
    },
  });
  if (akte.retentionYears === null) {
    const reason = "Unbefristet aufzubewahren, wie die abgebende Stelle sagt";
    await setRetention(ctx, { akteId, rule: "unlimited", reason });
  }
  await insertImportedObjects(ctx, one.importId, [{ ...base, result: "taken", localId: akteId, akteId }], ctx.now);
}

/** What the sender has said about a Vorgang and its documents, as a note in the file: nothing of it is lost. */
function noteOf(one: Import, vorgang: PlannedVorgang): DokumentInput {
  const lines = [
    `Übernommen von ${one.source}`,
    `xdomea ${one.version}, ProzessID ${one.sourceProcess}`,
    `UUID dort: ${vorgang.sourceUuid}`,
    ...vorgang.lines,
    ...vorgang.dokumente.flatMap((dokument) => [
      "",
      dokument.title,
      `  UUID dort: ${dokument.sourceUuid}`,
      ...dokument.lines.map((words) => `  ${words}`),
      ...(dokument.fault === undefined ? [] : [`  Nicht übernommen: ${dokument.fault}`]),
    ]),
  ];
  return {
    title: "Angaben der abgebenden Stelle",
    kind: "vermerk",
    filename: "angaben.txt",
    mediaType: "text/plain",
    bytes: new TextEncoder().encode(`${lines.join("\n")}\n`),
    author: beginningOf(one.source, 200),
  };
}

/** What the sender has recorded about a Vorgang, what lies in it and, in the first one, its Akte: filed as it was said. */
function historyOf(one: Import, vorgang: PlannedVorgang): DokumentInput | undefined {
  if (vorgang.historie.length === 0) return undefined;
  const lines = [
    `${historyTitle}: ${one.source}`,
    `xdomea ${one.version}, ProzessID ${one.sourceProcess}`,
    "Zeitpunkt | Akteur | Aktion | Änderung | Bemerkung",
    ...historyLines(vorgang.historie),
  ];
  return {
    title: historyTitle,
    kind: "vermerk",
    filename: "historie.txt",
    mediaType: "text/plain",
    bytes: new TextEncoder().encode(`${lines.join("\n")}\n`),
    author: beginningOf(one.source, 200),
  };
}

function contentOf(file: PackedFile) {
  const filename = (file.originalName ?? file.name).slice(-200);
  return { filename, mediaType: mediaTypeOf(filename, file.mediaType), bytes: file.bytes ?? new Uint8Array() };
}

/** Further versions, and further formats of each, in their order: the original of the first one is filed already. */
async function addVersionen(ctx: Ctx, dokumentId: string, versionen: PlannedDokument["versionen"]): Promise<void> {
  for (const [index, [original, ...formats]] of versionen.entries()) {
    const version = index === 0 ? 1 : (await addVersion(ctx, { dokumentId, ...contentOf(original) })).version;
    for (const format of formats) await addFormat(ctx, { dokumentId, version, ...contentOf(format) });
  }
}

/** How many versions and formats a Dokument has got, where it is not one of each. */
function formatsRemark({ versionen, lines }: PlannedDokument): string | undefined {
  const formats = versionen.reduce((sum, files) => sum + files.length, 0);
  const counted =
    formats === 1
      ? []
      : [`${versionen.length} ${versionen.length === 1 ? "Version" : "Versionen"}, ${formats} Formate`];
  const words = [...counted, ...lines.filter((line) => line.startsWith("Version "))];
  return words.length === 0 ? undefined : words.join("; ");
}

/** The Teilakte of a Vorgang, opened with the first of them. */
async function openTeilakteOnce(ctx: Ctx, one: Import, akteId: string, teilakte: PlannedTeilakte): Promise<string> {
  const known = (await selectImportedObjects(ctx, one.importId)).find(
    ({ kind, sourceUuid }) => kind === "teilakte" && sourceUuid === teilakte.sourceUuid,
  );
  if (known?.localId !== undefined) return known.localId;
  const { teilakteId } = await openTeilakte(ctx, { akteId, title: teilakte.title });
  const { sourceUuid, title } = teilakte;
  const object: ImportedObject = { kind: "teilakte", sourceUuid, title, result: "taken", localId: teilakteId, akteId };
  await insertImportedObjects(ctx, one.importId, [object], ctx.now);
  return teilakteId;
}

async function importVorgang(
  ctx: Ctx,
  one: Import,
  into: { readonly akteId: string; readonly planUnit: string },
  vorgang: PlannedVorgang,
): Promise<void> {
  const known = await selectTakenObjects(
    ctx,
    "dokument",
    vorgang.dokumente.map(({ sourceUuid }) => sourceUuid),
  );
  const fresh = vorgang.dokumente.filter(({ fault, sourceUuid }) => fault === undefined && !known.has(sourceUuid));
  const inputs = fresh.map(
    (dokument): DokumentInput => ({
      ...contentOf((dokument.versionen[0] as PlannedDokument["versionen"][number])[0]),
      title: dokument.title,
      kind: dokument.anlage ? "anlage" : "schreiben",
      author: dokument.author === "" ? beginningOf(one.source, 200) : dokument.author,
    }),
  );
  const teilakteId =
    vorgang.teilakte === undefined ? undefined : await openTeilakteOnce(ctx, one, into.akteId, vorgang.teilakte);
  const historie = historyOf(one, vorgang);
  const opened = await openVorgang(ctx, {
    ...into,
    ...(teilakteId === undefined ? {} : { teilakteId }),
    akteTitle: "",
    retentionYears: 0,
    subject: vorgang.subject,
    caseId: null,
    documents: [noteOf(one, vorgang), ...(historie === undefined ? [] : [historie]), ...inputs],
  });
  const before = historie === undefined ? 1 : 2;
  const filed = new Map(
    fresh.map(({ sourceUuid }, index) => [sourceUuid, opened.documents[index + before]?.dokumentId ?? ""]),
  );
  for (const { sourceUuid, versionen } of fresh) await addVersionen(ctx, filed.get(sourceUuid) ?? "", versionen);
  const objects = vorgang.dokumente.map((dokument): ImportedObject => {
    const { sourceUuid, title } = dokument;
    const base = { kind: "dokument" as const, sourceUuid, title };
    if (dokument.fault !== undefined) return { ...base, result: "not-possible", remark: dokument.fault };
    const there = known.get(sourceUuid);
    if (there !== undefined) return { ...base, result: "there-already", localId: there.localId, akteId: there.akteId };
    const remark = formatsRemark(dokument);
    return {
      ...base,
      result: "taken",
      localId: filed.get(sourceUuid) ?? "",
      akteId: into.akteId,
      ...(remark === undefined ? {} : { remark }),
    };
  });
  const whole: ImportedObject = {
    kind: "vorgang",
    sourceUuid: vorgang.sourceUuid,
    title: vorgang.subject,
    result: "taken",
    localId: opened.vorgangId,
    akteId: into.akteId,
    ...(historie === undefined
      ? {}
      : {
          remark: `${historyTitle}: ${vorgang.historie.reduce((sum, { entries }) => sum + entries.length, 0)} Einträge, abgelegt`,
        }),
  };
  await recordEvent(ctx, {
    akteId: into.akteId,
    vorgangId: opened.vorgangId,
    action: "disposal.uebernommen-von-dort",
    details: {
      sourceUuid: vorgang.sourceUuid,
      dokumente: objects.flatMap(({ sourceUuid, localId, result }) =>
        result === "taken" && localId !== undefined ? [{ sourceUuid, dokumentId: localId }] : [],
      ),
    },
  });
  await insertImportedObjects(ctx, one.importId, [whole, ...objects], ctx.now);
}
