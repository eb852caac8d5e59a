import { addMonths, asTerm, dayInBerlin, foldLetters, isId, NotFound, soughtBy, wordsIn } from "../../kernel/index.ts";
import { type Answer, content, page, type Route, redirect, type WebRequest } from "../../platform/web/index.ts";
import { deskAccess, deskNav } from "../accounts/index.ts";
import { listAppointmentsOfDay } from "../appointments/index.ts";
import { completeTask, findCase, getCase, listOpenTasks } from "../cases/index.ts";
import { unblockCard } from "./actions/block-card.ts";
import { captureFingerprints, checkIdentity, identityProofs, redeemPhoto, takePhoto } from "./actions/capture.ts";
import { noteHandover } from "./actions/hand-over.ts";
import { settleFees } from "./actions/settle-fees.ts";
import { applicationLeistung } from "./case-application.ts";
import { registerYearsAfterExpiry } from "./model/index.ts";
import { findPhoto, getCard, type Handover, listCardEvents, listCardsIn, searchCards } from "./store.ts";
import { CodeRefusedPage } from "./views/code-refused-page.tsx";
import { AusweisDeskPage, CardPage } from "./views/desk-pages.tsx";
import { handoverWords } from "./views/parts.tsx";

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

const toCase = (request: WebRequest, panel: string): Answer =>
  redirect(`${request.view.href(`/amt/vorgang/${idIn(request, "case")}`)}#${panel}`);

async function showDesk(request: WebRequest): Promise<Answer> {
  const { view, query } = request;
  const today = [];
  for (const appointment of await listAppointmentsOfDay(request, { day: dayInBerlin(request.now) })) {
    if (appointment.caseId === undefined || appointment.state === "cancelled") continue;
    const subject = await findCase(request, appointment.caseId);
    if (subject?.leistungId === applicationLeistung) today.push({ appointment, aktenzeichen: subject.aktenzeichen });
  }
  const typed = (query.q ?? "").trim().slice(0, 200);
  const before = query.vor !== undefined && isId(query.vor) ? query.vor : undefined;
  const ranges = wordsIn(foldLetters(typed, "ae")).map((word) => soughtBy(asTerm(word)));
  const found =
    ranges.length === 0
      ? { cards: [] }
      : await searchCards(request, { ranges, ...(before === undefined ? {} : { before }) });
  const booked = Number(query.gebucht);
  return page(
    AusweisDeskPage({
      view,
      nav: deskNav(view, "ausweis"),
      today,
      goodsIn: await listCardsIn(request, "produced"),
      ready: await listCardsIn(request, "ready"),
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
  const card = await getCard(request, idIn(request, "card"));
  return page(
    CardPage({
      view,
      nav: deskNav(view, "ausweis"),
      card,
      events: await listCardEvents(request, card.cardId),
      lastDay: addMonths(card.validUntil, 12 * registerYearsAfterExpiry),
    }),
  );
}

async function fetchPhoto(request: WebRequest): Promise<Answer> {
  const caseId = idIn(request, "case");
  const result = await redeemPhoto(request, caseId, text(request, "code").slice(0, 100));
  if (result === "fetched") return toCase(request, "ausweis-lichtbild");
  const { view } = request;
  return page(CodeRefusedPage({ view, nav: deskNav(view, "ausweis"), caseId, result }), { status: 422 });
}

async function showPhoto(request: WebRequest): Promise<Answer> {
  const found = await findPhoto(request, idIn(request, "case"));
  if (found === undefined) throw new NotFound("ausweis.no-photo");
  return content(found.bytes, found.mediaType);
}

async function note(request: WebRequest): Promise<Answer> {
  const chosen = <T extends string>(words: Readonly<Record<T, unknown>>, name: string, other: T): T =>
    (Object.keys(words) as T[]).find((value) => value === text(request, name)) ?? other;
  await noteHandover(request, idIn(request, "case"), {
    receivedBy: chosen<Handover["receivedBy"]>(handoverWords.receivedBy, "empfaenger", "selbst"),
    name: text(request, "name"),
    signature: "",
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
  { method: "GET", path: "/:town/amt/ausweis/vorgang/:case/lichtbild", access, handle: showPhoto },
  post("wareneingang", bookIn),
  post("register/:card/entsperren", async (request) => {
    const cardId = idIn(request, "card");
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
  post("vorgang/:case/gebuehr", async (request) => {
    await settleFees(request, idIn(request, "case"));
    return toCase(request, "ausweis-termin");
  }),
  post("vorgang/:case/uebergabe", note),
];
