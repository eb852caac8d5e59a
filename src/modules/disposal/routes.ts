import { isId, NotFound } from "../../kernel/index.ts";
import { isBackupRunning } from "../../platform/db/index.ts";
import { enqueue } from "../../platform/jobs/index.ts";
import { type Answer, content, page, type Route, redirect, type WebRequest } from "../../platform/web/index.ts";
import { deskAccess, deskNav } from "../accounts/index.ts";
import {
  type Akte,
  type Aussonderungsart,
  findPlace,
  getAkte,
  liftHold,
  listHolds,
  listHoldsOfAkte,
  listPlanUnits,
  listTombstones,
  placeHold,
} from "../records/index.ts";
import {
  dropImport,
  getImport,
  noteImport,
  previewImport,
  type ReadImport,
  readImport,
  startImport,
} from "./actions/import-package.ts";
import {
  approveDestruction,
  proposeDestruction,
  proposeReleased,
  rejectDestruction,
} from "./actions/propose-destruction.ts";
import {
  findDueSince,
  getDestruction,
  getIncoming,
  getMessage,
  getProcess,
  listBusyAkten,
  listDestructions,
  listImportedObjects,
  listImports,
  listIncoming,
  listProcesses,
} from "./actions/read-processes.ts";
import {
  mostPackageBytes,
  type ReadPackage,
  readIncoming,
  readKeptPackage,
  receivePackage,
  tooLarge,
} from "./actions/receive-package.ts";
import { listInRetention, listRetentionChanges, readCalendar, setRetention, yearOf } from "./actions/retention.ts";
import { handOverAkten, mostOffered, startProcess, withdrawAkte } from "./actions/run-process.ts";
import { getSettings, saveSettings } from "./actions/settings.ts";
import { disposalConfiguration } from "./adapters/settings.ts";
import { archiveFormat } from "./contracts.ts";
import type { StoredIncoming } from "./model/message.ts";
import { writeMessage } from "./payloads.ts";
import { type CalendarFilter, CalendarPage, type ChosenAction, PreviewPage } from "./views/calendar-page.tsx";
import { DestructionPage, DestructionsPage } from "./views/destruction-pages.tsx";
import { say } from "./views/frame.tsx";
import { HoldsPage, LiftPage, type Mistake } from "./views/hold-pages.tsx";
import { ImportPage, ImportsPage } from "./views/import-pages.tsx";
import { InboxPage } from "./views/inbox-page.tsx";
import { ProcessesPage, ProcessPage } from "./views/process-pages.tsx";
import { RetentionPage, SettingsPage } from "./views/settings-pages.tsx";

const aktenPerPage = 100;
const packagesPerPage = 50;

const frame = (request: WebRequest) => ({ view: request.view, nav: deskNav(request.view, "aussonderung") });
const status = (mistakes: readonly Mistake[]) => ({ status: mistakes.length > 0 ? 422 : 200 });

function textOf(request: WebRequest, name: string): string {
  const value = request.body[name];
  return typeof value === "string" ? value.trim() : "";
}

function listOf(request: WebRequest, name: string): readonly string[] {
  const value = request.body[name];
  return value === undefined ? [] : typeof value === "string" ? [value] : value;
}

const idsOf = (request: WebRequest, name: string): readonly string[] => listOf(request, name).filter(isId);

async function unitsOf(request: WebRequest) {
  return (await listPlanUnits(request)).filter(({ takesAkten }) => takesAkten);
}

// — What falls due ———————————————————————————————————————————————————————

function filterOf(query: Readonly<Record<string, string | undefined>>): CalendarFilter {
  const year = /^\d{4}$/.test(query.jahr ?? "") ? Number(query.jahr) : undefined;
  const art = (["A", "B", "V"] as const).find((one) => one === query.art);
  const planUnit = query.einheit ?? "";
  return {
    ...(year === undefined ? {} : { year }),
    ...(planUnit === "" ? {} : { planUnit }),
    ...(art === undefined ? {} : { art }),
  };
}

async function showCalendar(request: WebRequest, nothingChosen = false): Promise<Answer> {
  const { view, query } = request;
  const filter = filterOf(nothingChosen ? Object.fromEntries(new URLSearchParams(textOf(request, "filter"))) : query);
  const after = isId(query.nach ?? "") ? query.nach : undefined;
  const akten = await listInRetention(request, {
    ...(filter.year === undefined ? {} : { year: filter.year }),
    ...(filter.planUnit === undefined ? {} : { planUnit: filter.planUnit }),
    ...(filter.art === undefined ? {} : { arten: [filter.art] as readonly Aussonderungsart[] }),
    ...(after === undefined ? {} : { after }),
    limit: aktenPerPage + 1,
  });
  const shown = akten.slice(0, aktenPerPage);
  const here = new URLSearchParams(
    Object.entries({ jahr: query.jahr, einheit: query.einheit, art: query.art }).flatMap(([key, value]) =>
      value === undefined || value === "" ? [] : [[key, value]],
    ),
  );
  const next = new URLSearchParams(here);
  next.set("nach", shown.at(-1)?.akteId ?? "");
  const thisYear = yearOf(request);
  return page(
    CalendarPage({
      ...frame(request),
      counts: await readCalendar(request),
      units: await unitsOf(request),
      filter,
      thisYear,
      akten: shown,
      busy: await listBusyAkten(request),
      oneStepUnits: (await getSettings(request)).oneStepUnits,
      notedAt: await findDueSince(request, new Date(Date.UTC(thisYear, 0, 1))),
      nextHref: akten.length > shown.length ? view.href(`/amt/aussonderung?${next.toString()}#akten`) : undefined,
      firstHref: after === undefined ? undefined : view.href(`/amt/aussonderung?${here.toString()}#akten`),
      nothingChosen,
    }),
    { status: nothingChosen ? 422 : 200 },
  );
}

async function showPreview(request: WebRequest): Promise<Answer> {
  const action = (["angebot", "vernichtung", "einstufig"] as const).find((one) => one === textOf(request, "was"));
  const akteIds = idsOf(request, "akte").slice(0, mostOffered);
  if (action === undefined || akteIds.length === 0) return showCalendar(request, true);
  const { oneStepUnits, archiveName } = await getSettings(request);
  const fit = await listInRetention(request, {
    akteIds,
    due: true,
    arten: action === "vernichtung" ? ["V"] : ["A", "B"],
    limit: mostOffered,
  });
  const akten = action === "einstufig" ? fit.filter(({ planUnit }) => oneStepUnits.includes(planUnit)) : fit;
  return page(PreviewPage({ ...frame(request), action, akten, unfit: akteIds.length - akten.length, archiveName }));
}

async function begin(request: WebRequest): Promise<Answer> {
  const art: ChosenAction = textOf(request, "art") === "einstufig" ? "einstufig" : "angebot";
  const kind = art === "einstufig" ? "einstufig" : "vierstufig";
  const processId = await startProcess(request, { kind, akteIds: idsOf(request, "akte") });
  return redirect(request.view.href(`/amt/aussonderung/abgabe/${processId}`));
}

async function propose(request: WebRequest): Promise<Answer> {
  const destructionId = await proposeDestruction(request, {
    akteIds: idsOf(request, "akte"),
    note: textOf(request, "bemerkung"),
  });
  return redirect(request.view.href(`/amt/aussonderung/vernichtung/${destructionId}`));
}

/** The Akte with this reference, or in which the Vorgang with it lies, among those that may be seen. */
async function findByReference(request: WebRequest, reference: string): Promise<Akte | undefined> {
  const place = await findPlace(request, reference);
  return place && getAkte(request, place.akteId);
}

const noSuchAkte = (request: WebRequest): string =>
  say(
    request.view,
    "Diese Akte gibt es nicht, oder Sie dürfen sie nicht sehen. Prüfen Sie das Aktenzeichen.",
    "There is no such file, or you may not see it. Check the reference.",
  );
const reasonMissing = (request: WebRequest): string => say(request.view, "Geben Sie einen Grund an.", "Give a reason.");

const emptyRetention = { wofuer: "einheit", einheit: "", aktenzeichen: "", regel: "years", jahre: "", grund: "" };

async function showRetention(
  request: WebRequest,
  typed: typeof emptyRetention = emptyRetention,
  mistakes: readonly Mistake[] = [],
): Promise<Answer> {
  const changes = await listRetentionChanges(request);
  const references = new Map<string, string>();
  for (const { akteId } of changes) {
    if (akteId === undefined) continue;
    const akte = await getAkte(request, akteId).catch((error) => {
      if (error instanceof NotFound) return undefined;
      throw error;
    });
    if (akte !== undefined) references.set(akteId, akte.aktenzeichen);
  }
  return page(
    RetentionPage({ ...frame(request), units: await unitsOf(request), changes, references, typed, mistakes }),
    status(mistakes),
  );
}

async function saveRetention(request: WebRequest): Promise<Answer> {
  const { view } = request;
  const typed = Object.fromEntries(
    Object.keys(emptyRetention).map((key) => [key, textOf(request, key)]),
  ) as typeof emptyRetention;
  const mistakes: Mistake[] = [];
  const akte = typed.wofuer === "akte" ? await findByReference(request, typed.aktenzeichen) : undefined;
  if (typed.wofuer === "akte" && akte === undefined)
    mistakes.push({ field: "aktenzeichen", message: noSuchAkte(request) });
  if (typed.wofuer !== "akte" && typed.einheit === "") {
    mistakes.push({ field: "einheit", message: say(view, "Wählen Sie eine Einheit.", "Choose a unit.") });
  }
  const rule = (["years", "unlimited", "standard"] as const).find((one) => one === typed.regel);
  if (rule === undefined)
    mistakes.push({ field: "regel", message: say(view, "Wählen Sie, wie lange.", "Choose how long.") });
  const years = Number(typed.jahre);
  if (rule === "years" && (!/^\d{1,3}$/.test(typed.jahre) || years > 200)) {
    mistakes.push({
      field: "jahre",
      message: say(view, "Geben Sie Jahre an, höchstens 200.", "Give years, 200 at most."),
    });
  }
  if (typed.grund === "") mistakes.push({ field: "grund", message: reasonMissing(request) });
  if (mistakes.length > 0 || rule === undefined) return showRetention(request, typed, mistakes);
  await setRetention(request, {
    ...(akte === undefined ? { planUnit: typed.einheit } : { akteId: akte.akteId }),
    rule,
    ...(rule === "years" ? { years } : {}),
    reason: typed.grund,
  });
  return redirect(view.href("/amt/aussonderung/aufbewahrung"));
}

// — Legal holds ——————————————————————————————————————————————————————————

async function showHolds(
  request: WebRequest,
  typed = { aktenzeichen: "", grund: "" },
  mistakes: readonly Mistake[] = [],
): Promise<Answer> {
  const asked = request.query.akte ?? "";
  const akte = isId(asked) ? await getAkte(request, asked) : undefined;
  return page(
    HoldsPage({
      ...frame(request),
      holds: akte === undefined ? await listHolds(request, 500) : await listHoldsOfAkte(request, akte.akteId),
      akte,
      typed: akte !== undefined && typed.aktenzeichen === "" ? { ...typed, aktenzeichen: akte.aktenzeichen } : typed,
      mistakes,
    }),
    status(mistakes),
  );
}

async function hold(request: WebRequest): Promise<Answer> {
  const typed = { aktenzeichen: textOf(request, "aktenzeichen"), grund: textOf(request, "grund") };
  const akte = await findByReference(request, typed.aktenzeichen);
  const mistakes = [
    ...(akte === undefined ? [{ field: "aktenzeichen", message: noSuchAkte(request) }] : []),
    ...(typed.grund === "" ? [{ field: "grund", message: reasonMissing(request) }] : []),
  ];
  if (mistakes.length > 0 || akte === undefined) return showHolds(request, typed, mistakes);
  await placeHold(request, akte.akteId, typed.grund);
  return redirect(request.view.href(`/amt/aussonderung/sperren?akte=${akte.akteId}`));
}

async function showLift(request: WebRequest, mistakes: readonly Mistake[] = []): Promise<Answer> {
  const { akte = "", sperre = "" } = request.params;
  const found = (await listHoldsOfAkte(request, akte)).find(
    ({ holdId, lifted }) => holdId === sperre && lifted === undefined,
  );
  if (found === undefined) throw new NotFound("records.no-such-hold");
  return page(LiftPage({ ...frame(request), hold: found, mistakes }), status(mistakes));
}

async function lift(request: WebRequest): Promise<Answer> {
  const { akte = "", sperre = "" } = request.params;
  const reason = textOf(request, "grund");
  if (reason === "") return showLift(request, [{ field: "grund", message: reasonMissing(request) }]);
  await liftHold(request, akte, sperre, reason);
  return redirect(request.view.href(`/amt/aussonderung/sperren?akte=${akte}`));
}

// — Destruction ——————————————————————————————————————————————————————————

async function showDestructions(request: WebRequest): Promise<Answer> {
  const searched = (request.query.aktenzeichen ?? "").trim().slice(0, 100);
  return page(
    DestructionsPage({
      ...frame(request),
      destructions: await listDestructions(request),
      tombstones: await listTombstones(request, {
        ...(searched === "" ? {} : { aktenzeichen: searched }),
        limit: 100,
      }),
      searched,
    }),
  );
}

async function showDestruction(request: WebRequest, mistakes: readonly Mistake[] = []): Promise<Answer> {
  const found = await getDestruction(request, request.params.vernichtung ?? "");
  const { actor } = request;
  const own = actor.kind === "staff" && actor.staffId === found.destruction.proposedBy;
  const waits = found.destruction.state === "approved" && (await isBackupRunning(request.tx));
  return page(DestructionPage({ ...frame(request), ...found, own, waits, mistakes }), status(mistakes));
}

async function decide(request: WebRequest, decision: "approve" | "reject"): Promise<Answer> {
  const id = request.params.vernichtung ?? "";
  if (!isId(id)) throw new NotFound("disposal.no-such-destruction");
  const reason = textOf(request, "grund");
  if (decision === "reject" && reason === "") {
    return showDestruction(request, [{ field: "grund", message: reasonMissing(request) }]);
  }
  if (decision === "approve") await approveDestruction(request, id);
  else await rejectDestruction(request, id, reason);
  return redirect(request.view.href(`/amt/aussonderung/vernichtung/${id}`));
}

// — To the archive ———————————————————————————————————————————————————————

const isSimulated = async (request: WebRequest): Promise<boolean> => (await getSettings(request)).way === "simulator";

async function showProcesses(request: WebRequest): Promise<Answer> {
  const processes = await listProcesses(request);
  return page(ProcessesPage({ ...frame(request), processes, simulated: await isSimulated(request) }));
}

async function showProcess(request: WebRequest, mistakes: readonly Mistake[] = []): Promise<Answer> {
  const { archiveName, way } = await getSettings(request);
  const found = await getProcess(request, request.params.abgabe ?? "");
  return page(
    ProcessPage({ ...frame(request), ...found, archiveName, simulated: way === "simulator", mistakes }),
    status(mistakes),
  );
}

const toProcess = (request: WebRequest): Answer =>
  redirect(request.view.href(`/amt/aussonderung/abgabe/${request.params.abgabe}`));

/** The disposal of the address, where who asks may see it. */
async function processOf(request: WebRequest): Promise<string> {
  return (await getProcess(request, request.params.abgabe ?? "")).process.processId;
}

async function handOver(request: WebRequest): Promise<Answer> {
  await handOverAkten(request, await processOf(request));
  return toProcess(request);
}

async function takeOut(request: WebRequest): Promise<Answer> {
  const reason = textOf(request, "grund");
  const [akteId] = idsOf(request, "akte");
  if (reason === "" || akteId === undefined) {
    return showProcess(request, [{ field: "grund", message: reasonMissing(request) }]);
  }
  await withdrawAkte(request, { processId: await processOf(request), akteId, reason });
  return toProcess(request);
}

async function release(request: WebRequest): Promise<Answer> {
  const destructionId = await proposeReleased(request, await processOf(request), "");
  return redirect(request.view.href(`/amt/aussonderung/vernichtung/${destructionId}`));
}

async function tryAgain(request: WebRequest): Promise<Answer> {
  const { processId, writtenAt, messageId } = await getMessage(request, textOf(request, "nachricht"));
  if (processId === request.params.abgabe && writtenAt === undefined)
    await enqueue(request, writeMessage, { messageId });
  return toProcess(request);
}

async function sendMessageFile(request: WebRequest): Promise<Answer> {
  const { name, sha256 } = await getMessage(request, request.params.nachricht ?? "");
  return content(await readKeptPackage(request, sha256), "application/zip", { filename: name });
}

// — From the archive —————————————————————————————————————————————————————

/** Where the next page goes on, as this page has written it. What calendars name beyond that, the database does not know. */
function instantOf(text: string | undefined): Date | undefined {
  const written = /^2\d{3}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(text ?? "") ? new Date(text ?? "") : undefined;
  return written === undefined || Number.isNaN(written.getTime()) ? undefined : written;
}

async function showInbox(
  request: WebRequest,
  over: { readonly result?: StoredIncoming; readonly fileMissing?: boolean } = {},
): Promise<Answer> {
  const { view, query } = request;
  const refusedOnly = query.nur === "zurueckgewiesen";
  const before = instantOf(query.vor);
  const incoming = await listIncoming(request, {
    refusedOnly,
    ...(before === undefined ? {} : { before }),
    limit: packagesPerPage + 1,
  });
  const shown = incoming.slice(0, packagesPerPage);
  const next = `vor=${encodeURIComponent(shown.at(-1)?.receivedAt.toISOString() ?? "")}${refusedOnly ? "&nur=zurueckgewiesen" : ""}`;
  return page(
    InboxPage({
      ...frame(request),
      incoming: shown,
      refusedOnly,
      simulated: await isSimulated(request),
      result: over.result,
      fileMissing: over.fileMissing === true,
      nextHref: incoming.length > shown.length ? view.href(`/amt/aussonderung/eingang?${next}`) : undefined,
    }),
    { status: over.fileMissing === true || over.result?.refusal !== undefined ? 422 : 200 },
  );
}

async function uploadAnswer(request: WebRequest): Promise<Answer> {
  const read = request.prepared as ReadPackage | undefined;
  if (read === undefined) return showInbox(request, { fileMissing: true });
  const result = await receivePackage(request, read);
  return showInbox(request, result === undefined ? {} : { result });
}

async function sendIncomingFile(request: WebRequest): Promise<Answer> {
  const { name, sha256 } = await getIncoming(request, request.params.paket ?? "");
  return content(await readKeptPackage(request, sha256), "application/octet-stream", { filename: name });
}

// — Imports ——————————————————————————————————————————————————————————————

async function showImports(
  request: WebRequest,
  over: { readonly refusal?: Extract<ReadImport, { kind: "refused" }>["reason"]; readonly fileMissing?: boolean } = {},
): Promise<Answer> {
  const { refusal, fileMissing = false } = over;
  return page(ImportsPage({ ...frame(request), imports: await listImports(request), refusal, fileMissing }), {
    status: fileMissing || refusal !== undefined ? 422 : 200,
  });
}

async function uploadImport(request: WebRequest): Promise<Answer> {
  const read = request.prepared as ReadImport | undefined;
  if (read === undefined) return showImports(request, { fileMissing: true });
  if (read.kind === "refused") return showImports(request, { refusal: read.reason });
  return redirect(request.view.href(`/amt/aussonderung/uebernahme/${await noteImport(request, read)}`));
}

function importIdOf(request: WebRequest): string {
  const id = request.params.uebernahme ?? "";
  if (!isId(id)) throw new NotFound("disposal.no-such-import");
  return id;
}

async function showImport(request: WebRequest, mistakes: readonly Mistake[] = []): Promise<Answer> {
  const one = await getImport(request, importIdOf(request));
  return page(
    ImportPage({
      ...frame(request),
      one,
      preview: one.state === "preview" ? await previewImport(request, one) : undefined,
      objects: await listImportedObjects(request, one.importId),
      units: await unitsOf(request),
      mistakes,
    }),
    status(mistakes),
  );
}

async function beginImport(request: WebRequest): Promise<Answer> {
  const planUnit = textOf(request, "einheit");
  if (planUnit === "") {
    const message = say(request.view, "Wählen Sie eine Einheit.", "Choose a unit.");
    return showImport(request, [{ field: "einheit", message }]);
  }
  await startImport(request, importIdOf(request), planUnit);
  return redirect(request.view.href(`/amt/aussonderung/uebernahme/${importIdOf(request)}`));
}

async function drop(request: WebRequest): Promise<Answer> {
  await dropImport(request, importIdOf(request));
  return redirect(request.view.href("/amt/aussonderung/uebernahmen"));
}

// — Settings —————————————————————————————————————————————————————————————

async function showSettings(request: WebRequest, mistakes: readonly Mistake[] = []): Promise<Answer> {
  return page(
    SettingsPage({
      ...frame(request),
      settings: await getSettings(request),
      units: await unitsOf(request),
      simulatorAllowed: disposalConfiguration().simulator,
      format: archiveFormat(),
      saved: request.query.gespeichert === "1",
      mistakes,
    }),
    status(mistakes),
  );
}

async function keepSettings(request: WebRequest): Promise<Answer> {
  const archiveName = textOf(request, "archiv");
  if (archiveName === "") {
    const message = say(request.view, "Geben Sie den Namen des Archivs an.", "Give the name of the archive.");
    return showSettings(request, [{ field: "archiv", message }]);
  }
  await saveSettings(request, {
    archiveName,
    way: textOf(request, "weg") === "simulator" ? "simulator" : "folder",
    oneStepUnits: listOf(request, "einstufig"),
    directAfterImport: textOf(request, "direkt") !== "",
    protocolUnit: textOf(request, "protokoll"),
  });
  return redirect(request.view.href("/amt/aussonderung/einstellungen?gespeichert=1"));
}

const access = deskAccess.aussonderung;
const base = "/:town/amt/aussonderung";
const upload = { maxFiles: 1, maxFileBytes: mostPackageBytes, oversize: "told" } as const;
const get = (path: string, handle: Route["handle"]): Route => ({
  method: "GET",
  path: `${base}${path}`,
  access,
  handle,
});
const post = (path: string, handle: Route["handle"]): Route => ({
  method: "POST",
  path: `${base}${path}`,
  access,
  handle,
});

/** Pages of the place "aussonderung": for the registry. */
export const routes: readonly Route[] = [
  get("", (request) => showCalendar(request)),
  { ...post("/auswahl", showPreview), repeat: "natural" },
  get("/aufbewahrung", (request) => showRetention(request)),
  post("/aufbewahrung", saveRetention),
  get("/sperren", (request) => showHolds(request)),
  post("/sperren", hold),
  get("/sperre/:akte/:sperre", (request) => showLift(request)),
  post("/sperre/:akte/:sperre", lift),
  get("/vernichtungen", showDestructions),
  post("/vernichtungen", propose),
  get("/vernichtung/:vernichtung", (request) => showDestruction(request)),
  post("/vernichtung/:vernichtung/freigeben", (request) => decide(request, "approve")),
  post("/vernichtung/:vernichtung/ablehnen", (request) => decide(request, "reject")),
  get("/abgaben", showProcesses),
  post("/abgaben", begin),
  get("/abgabe/:abgabe", (request) => showProcess(request)),
  post("/abgabe/:abgabe/abgeben", handOver),
  post("/abgabe/:abgabe/herausnehmen", takeOut),
  post("/abgabe/:abgabe/vernichten", release),
  post("/abgabe/:abgabe/erneut", tryAgain),
  get("/nachricht/:nachricht", sendMessageFile),
  get("/eingang", (request) => showInbox(request)),
  {
    ...post("/eingang", uploadAnswer),
    repeat: "natural",
    upload,
    async prepare({ uploads, read }): Promise<ReadPackage | undefined> {
      const [file] = uploads;
      if (file === undefined) return undefined;
      const source = { way: "upload", name: file.filename } as const;
      if (file.tooLarge) return tooLarge({ ...source, sizeBytes: mostPackageBytes });
      return file.bytes.length === 0
        ? undefined
        : read((ctx) => readIncoming(ctx.files, file.bytes, { ...source, checkName: false }));
    },
  },
  get("/eingang/:paket", sendIncomingFile),
  get("/uebernahmen", (request) => showImports(request)),
  {
    ...post("/uebernahmen", uploadImport),
    upload,
    async prepare({ uploads, read }): Promise<ReadImport | undefined> {
      const [file] = uploads;
      if (file?.tooLarge) {
        return {
          kind: "refused",
          reason: { de: "Das Paket ist größer als 512 MB.", en: "The package is larger than 512 MB." },
        };
      }
      if (file === undefined || file.bytes.length === 0) return undefined;
      return read((ctx) => readImport(ctx.files, file.bytes, file.filename));
    },
  },
  get("/uebernahme/:uebernahme", (request) => showImport(request)),
  post("/uebernahme/:uebernahme/beginnen", beginImport),
  post("/uebernahme/:uebernahme/verwerfen", drop),
  get("/einstellungen", (request) => showSettings(request)),
  post("/einstellungen", keepSettings),
];
