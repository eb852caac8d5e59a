import {
  addMonths,
  asTerm,
  dayInBerlin,
  Failure,
  foldLetters,
  Invalid,
  isId,
  type Localized,
  NotFound,
  parseTypedDay,
  soughtBy,
  wordsIn,
} from "../../kernel/index.ts";
import { type Answer, content, page, type Route, redirect, type WebRequest } from "../../platform/web/index.ts";
import { deskAccess, deskNav } from "../accounts/index.ts";
import { formatTime, listAppointmentsOfDay } from "../appointments/index.ts";
import { type Case, completeTask, findCase, getCase, listOpenTasks } from "../cases/index.ts";
import { findAccountOfCase, parseAmount } from "../payments/index.ts";
import { unblockCard } from "./actions/block-card.ts";
import { captureFingerprints, checkIdentity, identityProofs, redeemPhoto, takePhoto } from "./actions/capture.ts";
import { noteHandover } from "./actions/hand-over.ts";
import { issueProvisional } from "./actions/issue-provisional.ts";
import { noteChecks, noteSignature } from "./actions/note-checks.ts";
import { listSeenCards, readCard, searchRegister } from "./actions/read-register.ts";
import { ausweisTaskGuards } from "./actions/readiness.ts";
import { tellOfSecondApplication } from "./actions/second-application.ts";
import { getAusweisSetting, setAusweisSetting } from "./actions/set-setting.ts";
import { reduceFee, settleFees } from "./actions/settle-fees.ts";
import { ausweisAdapters } from "./adapters/settings.ts";
import { applicationLeistung, applicationOf } from "./case-application.ts";
import { checksPart } from "./desk-parts/checks.tsx";
import { feePart } from "./desk-parts/fee.tsx";
import { fingerprintsPart } from "./desk-parts/fingerprints.tsx";
import { handoverPart } from "./desk-parts/handover.tsx";
import { identityPart } from "./desk-parts/identity.tsx";
import type { Again, AusweisPart } from "./desk-parts/part.tsx";
import { photoPart } from "./desk-parts/photo.tsx";
import { provisionalPart } from "./desk-parts/provisional.tsx";
import { registerPart } from "./desk-parts/register.tsx";
import { signaturePart } from "./desk-parts/signature.tsx";
import { compareWithResident } from "./model/compare-register.ts";
import { registerYearsAfterExpiry, signatureWays } from "./model/index.ts";
import { isSignature, signatureFields } from "./model/signature.ts";
import {
  findCardOfCase,
  findPhoto,
  getCard,
  type Handover,
  listCardEvents,
  listChecked,
  listDeletions,
} from "./store/index.ts";
import { CodeRefusedPage } from "./views/code-refused-page.tsx";
import { CounterPage } from "./views/counter-page.tsx";
import { AusweisDeskPage, CardPage, DeletionsPage } from "./views/desk-pages.tsx";
import { handoverWords } from "./views/parts.tsx";
import { SettingsPage } from "./views/settings-page.tsx";

const access = deskAccess.aufgaben;

const text = (request: WebRequest, name: string): string => {
  const value = request.body[name];
  return typeof value === "string" ? value : "";
};

function idIn(request: WebRequest, name: string): string {
  const id = request.params[name] ?? "";
  if (!isId(id)) throw new NotFound("ausweis.no-such-id");
  return id;
}

/** Back to where the form stood: the page at the counter, or that of the case. */
function toCase(request: WebRequest, part: string): Answer {
  const place = request.query.von === "schalter" ? "/amt/ausweis/schalter" : "/amt/vorgang";
  return redirect(`${request.view.href(`${place}/${idIn(request, "case")}`)}#${part}`);
}

/** Appointments of today whose case is an application, by time. */
async function listToday(request: WebRequest) {
  const today = [];
  for (const appointment of await listAppointmentsOfDay(request, { day: dayInBerlin(request.now) })) {
    if (appointment.caseId === undefined || appointment.state === "cancelled") continue;
    const subject = await findCase(request, appointment.caseId);
    if (subject?.leistungId === applicationLeistung) today.push({ appointment, subject });
  }
  return today;
}

/** What stands ready for an appointment, in a line. */
async function preparedFor(
  request: WebRequest,
  { appointment, subject }: Awaited<ReturnType<typeof listToday>>[number],
) {
  const application = applicationOf(subject);
  const resident = await ausweisAdapters().residentRegister.find(application);
  const [task] = await listOpenTasks(request, subject.caseId);
  return {
    appointment,
    subject,
    step: task?.name,
    done: (await findCardOfCase(request, subject.caseId)) !== undefined,
    compared: resident === undefined ? undefined : compareWithResident(application, resident),
    photo:
      (await findPhoto(request, subject.caseId)) !== undefined
        ? ("da" as const)
        : application.fotoCode === ""
          ? ("fehlt" as const)
          : ("code" as const),
    balanceCents: (await findAccountOfCase(request, subject.caseId))?.balanceCents,
  };
}

async function showDesk(request: WebRequest): Promise<Answer> {
  const { view, query } = request;
  const today = [];
  for (const one of await listToday(request)) today.push(await preparedFor(request, one));
  const typed = (query.q ?? "").trim().slice(0, 200);
  const before = query.vor !== undefined && isId(query.vor) ? query.vor : undefined;
  const ranges = wordsIn(foldLetters(typed, "ae")).map((word) => soughtBy(asTerm(word)));
  const found =
    ranges.length === 0
      ? { cards: [] }
      : await searchRegister(request, { ranges, ...(before === undefined ? {} : { before }) });
  const booked = Number(query.gebucht);
  return page(
    AusweisDeskPage({
      view,
      nav: deskNav(view, "ausweis"),
      today,
      goodsIn: await listSeenCards(request, "produced"),
      ready: await listSeenCards(request, "ready"),
      query: typed,
      found: found.cards,
      ...(before === undefined ? {} : { before }),
      ...(found.next === undefined ? {} : { next: found.next }),
      ...(query.gebucht !== undefined && Number.isSafeInteger(booked) && booked >= 0 ? { booked } : {}),
    }),
  );
}

/** Books cards in by completing the task of their cases; a case that somebody else has moved on is left out. */
async function bookIn(request: WebRequest): Promise<Answer> {
  const given = request.body.ausweis;
  const cardIds = (given === undefined ? [] : typeof given === "string" ? [given] : given).filter(isId);
  let booked = 0;
  for (const cardId of [...new Set(cardIds)].slice(0, 200).sort()) {
    const { caseId, state } = await getCard(request, cardId);
    const task = (await listOpenTasks(request, caseId)).find(({ form }) => form === "ausweis.wareneingang");
    if (task === undefined || state !== "produced") continue;
    const { rowVersion } = await getCase(request, caseId);
    await completeTask(request, { caseId, taskId: task.taskId, rowVersion });
    booked += 1;
  }
  return redirect(request.view.href(`/amt/ausweis?gebucht=${booked}`));
}

async function showCard(request: WebRequest): Promise<Answer> {
  const { view } = request;
  const card = await readCard(request, idIn(request, "card"));
  return page(
    CardPage({
      view,
      nav: deskNav(view, "ausweis"),
      card,
      events: await listCardEvents(request, card.cardId),
      checked: await listChecked(request, card.caseId),
      photoBy: (await findPhoto(request, card.caseId))?.origin,
      lastDay: addMonths(card.validUntil, 12 * registerYearsAfterExpiry),
    }),
  );
}

async function showDeletions(request: WebRequest): Promise<Answer> {
  const { view } = request;
  return page(DeletionsPage({ view, nav: deskNav(view, "ausweis"), deletions: await listDeletions(request) }));
}

/** In the order of the page; the first two stand beside the photograph. */
const capturing = [registerPart, identityPart, fingerprintsPart, signaturePart, checksPart, feePart, provisionalPart];
const handingOver = [handoverPart, identityPart, registerPart, fingerprintsPart, checksPart, feePart];

/** Steps that are completed at the counter: what the button says, and how they end. */
const steps: Readonly<Record<string, { readonly button: Localized; readonly outcome?: string }>> = {
  "ausweis.termin": { button: { de: "Erfassung abschließen", en: "Complete the capture" }, outcome: "erfasst" },
  "ausweis.freigeben": { button: { de: "Freigeben und bestellen", en: "Approve and order" }, outcome: "freigegeben" },
  "ausweis.aushaendigen": { button: { de: "Aushändigung abschließen", en: "Complete the handover" } },
};

/** The open step of a case, with what is missing before it can be completed here. */
async function stepOf(request: WebRequest, subject: Case) {
  const [task] = await listOpenTasks(request, subject.caseId);
  const step = task?.form === undefined ? undefined : steps[task.form];
  const missing = [];
  for (const guard of step === undefined ? [] : ausweisTaskGuards) {
    if (guard.form === task?.form) missing.push(...(await guard.missing(request, subject, step?.outcome, {})));
  }
  return { task, step, missing };
}

/** The page at the counter; again with what was typed where something was wrong. */
async function counterPage(request: WebRequest, again?: Again, notice?: string): Promise<Answer> {
  const { view } = request;
  const subject = await getCase(request, idIn(request, "case"));
  const application = applicationOf(subject);
  const { task, step, missing } = await stepOf(request, subject);
  const shown = async ({ id, title, show }: AusweisPart) => ({
    id,
    title,
    content: await show(request, view, subject, "schalter", again),
  });
  const parts = [];
  const ordered = (await findCardOfCase(request, subject.caseId)) !== undefined;
  for (const one of ordered ? handingOver : capturing) parts.push(await shown(one));
  return page(
    CounterPage({
      view,
      nav: deskNav(view, "ausweis"),
      tabs: (await listToday(request)).map((one) => ({
        caseId: one.subject.caseId,
        label: `${formatTime(one.appointment.start, view.language)} ${one.subject.subjectName}`,
      })),
      subject,
      application,
      today: dayInBerlin(request.now),
      task,
      button: step?.button,
      missing,
      portrait: await shown(photoPart),
      parts: parts.filter(({ content }) => content !== undefined),
      mistakes: again?.mistakes ?? [],
      notice,
    }),
    again === undefined && notice === undefined ? {} : { status: notice === undefined ? 422 : 409 },
  );
}

/** Completes the step that is done at the counter. */
async function completeStep(request: WebRequest): Promise<Answer> {
  const caseId = idIn(request, "case");
  const subject = await getCase(request, caseId);
  const { task, step, missing } = await stepOf(request, subject);
  const seen = String(subject.rowVersion) === text(request, "gesehen");
  if (task === undefined || step === undefined || !seen || missing.length > 0) {
    const words = {
      de: "Der Vorgang hat sich inzwischen geändert. Prüfen Sie, was jetzt dasteht.",
      en: "The case has changed meanwhile. Check what it says now.",
    };
    return counterPage(request, undefined, words[request.view.language]);
  }
  const { outcome } = step;
  await completeTask(request, {
    caseId,
    taskId: task.taskId,
    rowVersion: subject.rowVersion,
    ...(outcome === undefined ? {} : { outcome }),
  });
  return redirect(request.view.href(`/amt/ausweis/schalter/${caseId}`));
}

/** Does something that may be refused; then the page comes back with what was typed. */
async function orAgain(
  request: WebRequest,
  fields: readonly string[],
  refusals: Readonly<Record<string, { readonly field: string; readonly de: string; readonly en: string }>>,
  work: () => Promise<string>,
): Promise<Answer> {
  try {
    return toCase(request, await work());
  } catch (error) {
    const refusal = error instanceof Failure ? refusals[error.code] : undefined;
    if (refusal === undefined) throw error;
    return counterPage(request, {
      mistakes: [{ field: refusal.field, message: refusal[request.view.language] }],
      typed: Object.fromEntries(fields.map((name) => [name, text(request, name)])),
    });
  }
}

function decideReduction(request: WebRequest): Promise<Answer> {
  const typed = text(request, "auf").trim();
  const refusals = {
    "ausweis.bad-reduction": {
      field: "auf",
      de: "Geben Sie einen Betrag an, der kleiner ist als die Gebühr, zum Beispiel 10,00 oder 0.",
      en: "Enter an amount smaller than the fee, such as 10,00 or 0.",
    },
    "ausweis.no-reason": {
      field: "grund",
      de: "Schreiben Sie, warum Sie so entscheiden.",
      en: "Write why you decide so.",
    },
  };
  return orAgain(request, ["auf", "grund"], refusals, async () => {
    const toCents = /^0+([,.]0{1,2})?$/.test(typed) ? 0 : (parseAmount(typed) ?? -1);
    await reduceFee(request, idIn(request, "case"), { toCents, reason: text(request, "grund") });
    return "ausweis-termin";
  });
}

function issue(request: WebRequest): Promise<Answer> {
  const refusals = {
    "ausweis.bad-blank": {
      field: "vordruck",
      de: "Die Nummer auf dem Vordruck hat einen Buchstaben und sieben Ziffern.",
      en: "The number on the blank has one letter and seven digits.",
    },
    "ausweis.blank-used": {
      field: "vordruck",
      de: "Ein Vordruck mit dieser Nummer ist schon ausgegeben.",
      en: "A blank with this number has been issued already.",
    },
    "ausweis.bad-day": {
      field: "bis",
      de: "Geben Sie einen Tag ab heute an, zum Beispiel 31.12.2026.",
      en: "Enter a day from today on, such as 31.12.2026.",
    },
    "ausweis.not-ready": {
      field: "vordruck",
      de: "Stellen Sie zuerst die Identität fest und rufen Sie das Lichtbild ab.",
      en: "First establish identity and fetch the photograph.",
    },
  };
  return orAgain(request, ["vordruck", "bis"], refusals, async () => {
    const caseId = idIn(request, "case");
    const neededUntil = parseTypedDay(text(request, "bis"));
    if (neededUntil === undefined) throw new Invalid("ausweis.bad-day");
    await issueProvisional(request, caseId, { seriennummer: text(request, "vordruck"), neededUntil });
    await settleFees(request, caseId);
    return "ausweis-vorlaeufig";
  });
}

function signCard(request: WebRequest): Promise<Answer> {
  const strokes = text(request, signatureFields.strokes);
  const chosen = signatureWays.find((one) => one === text(request, "unterschriftWie")) ?? "papier";
  // Whoever has drawn has signed here, whatever the list still says.
  const way = isSignature(strokes) ? "bildschirm" : chosen;
  const refusals = {
    "ausweis.no-signature": {
      field: signatureFields.strokes,
      de: "Das Feld ist leer oder die Unterschrift zu kurz. Lassen Sie die Person im Feld unterschreiben, oder wählen Sie einen anderen Weg.",
      en: "The box is empty or the signature too short. Have the person sign in the box, or choose another way.",
    },
  };
  return orAgain(request, ["unterschriftWie"], refusals, async () => {
    await noteSignature(request, idIn(request, "case"), { way, path: strokes });
    return "ausweis-unterschrift";
  });
}

async function noteProofs(request: WebRequest): Promise<Answer> {
  const ticked = (name: string): boolean => text(request, name) === "ja";
  await noteChecks(request, idIn(request, "case"), {
    pinBrief: ticked("pinBrief"),
    vertretung: ticked("vertretung"),
    versand: ticked("versand"),
    ausserhalbDienstzeit: ticked("ausserhalbDienstzeit"),
    ermaechtigung: text(request, "ermaechtigung"),
  });
  return toCase(request, "ausweis-nachweise");
}

async function showSettings(request: WebRequest): Promise<Answer> {
  const { view } = request;
  return page(
    SettingsPage({
      view,
      nav: deskNav(view, "ausweis"),
      setting: await getAusweisSetting(request),
      saved: request.query.gespeichert === "1",
    }),
  );
}

async function saveSettings(request: WebRequest): Promise<Answer> {
  const before = await getAusweisSetting(request);
  const chosen = text(request, "vierAugen");
  await setAusweisSetting(request, {
    vierAugen: (["nie", "im-einzelfall", "immer"] as const).find((one) => one === chosen) ?? before.vierAugen,
    unterschriftAmBildschirm: text(request, "unterschrift") !== "papier",
  });
  return redirect(request.view.href("/amt/ausweis/einstellungen?gespeichert=1"));
}

async function fetchPhoto(request: WebRequest): Promise<Answer> {
  const caseId = idIn(request, "case");
  const result = await redeemPhoto(request, caseId, text(request, "code").slice(0, 100));
  if (result === "fetched") return toCase(request, "ausweis-lichtbild");
  const { view } = request;
  return page(CodeRefusedPage({ view, nav: deskNav(view, "ausweis"), caseId, result }), { status: 422 });
}

async function showPhoto(request: WebRequest): Promise<Answer> {
  // A face is as much of the Akte as the page that shows it.
  const { caseId } = await getCase(request, idIn(request, "case"));
  const found = await findPhoto(request, caseId);
  if (found === undefined) throw new NotFound("ausweis.no-photo");
  return content(found.bytes, found.mediaType);
}

async function note(request: WebRequest): Promise<Answer> {
  const chosen = <T extends string>(words: Readonly<Record<T, unknown>>, name: string, other: T): T =>
    (Object.keys(words) as T[]).find((value) => value === text(request, name)) ?? other;
  // A dot that slipped is no signature: then it is on paper, and the page says so.
  const drawn = isSignature(text(request, signatureFields.strokes)) ? text(request, signatureFields.strokes) : "";
  await noteHandover(request, idIn(request, "case"), {
    receivedBy: chosen<Handover["receivedBy"]>(handoverWords.receivedBy, "empfaenger", "selbst"),
    name: text(request, "name"),
    signature: drawn,
    oldCard: chosen<Handover["oldCard"]>(handoverWords.oldCard, "alterAusweis", "keiner"),
  });
  return toCase(request, "ausweis-uebergabe");
}

const post = (path: string, handle: (request: WebRequest) => Promise<Answer>): Route => ({
  method: "POST",
  path: `/:town/amt/ausweis/${path}`,
  access,
  handle,
});

/** The Ausweis desk: its day, the register, and what is captured for a case. */
export const ausweisRoutes: readonly Route[] = [
  { method: "GET", path: "/:town/amt/ausweis", access, handle: showDesk },
  { method: "GET", path: "/:town/amt/ausweis/register/:card", access, handle: showCard },
  { method: "GET", path: "/:town/amt/ausweis/loeschprotokoll", access, handle: showDeletions },
  { method: "GET", path: "/:town/amt/ausweis/vorgang/:case/lichtbild", access, handle: showPhoto },
  post("wareneingang", bookIn),
  post("register/:card/entsperren", async (request) => {
    const cardId = idIn(request, "card");
    await readCard(request, cardId);
    await unblockCard(request, cardId);
    return redirect(request.view.href(`/amt/ausweis/register/${cardId}`));
  }),
  post("vorgang/:case/identitaet", async (request) => {
    const proof = identityProofs.find((one) => one === text(request, "nachweis")) ?? "andere";
    await checkIdentity(request, idIn(request, "case"), proof);
    return toCase(request, "ausweis-identitaet");
  }),
  post("vorgang/:case/lichtbild", fetchPhoto),
  post("vorgang/:case/lichtbild-geraet", async (request) => {
    await takePhoto(request, idIn(request, "case"));
    return toCase(request, "ausweis-lichtbild");
  }),
  post("vorgang/:case/fingerabdruecke", async (request) => {
    await captureFingerprints(request, idIn(request, "case"));
    return toCase(request, "ausweis-fingerabdruecke");
  }),
  post("vorgang/:case/zweiter-antrag", async (request) => {
    await tellOfSecondApplication(request, idIn(request, "case"));
    return toCase(request, "ausweis-register");
  }),
  post("vorgang/:case/gebuehr", async (request) => {
    await settleFees(request, idIn(request, "case"));
    return toCase(request, "ausweis-termin");
  }),
  post("vorgang/:case/unterschrift", signCard),
  post("vorgang/:case/nachweise", noteProofs),
  post("vorgang/:case/uebergabe", note),
  post("vorgang/:case/ermaessigung", decideReduction),
  post("vorgang/:case/vorlaeufig", issue),
  post("vorgang/:case/schritt", completeStep),
  {
    method: "GET",
    path: "/:town/amt/ausweis/schalter/:case",
    access,
    handle: (request) => counterPage(request),
  },
  { method: "GET", path: "/:town/amt/ausweis/einstellungen", access: ["administration"], handle: showSettings },
  {
    method: "POST",
    path: "/:town/amt/ausweis/einstellungen",
    access: ["administration"],
    repeat: "natural",
    handle: saveSettings,
  },
];
