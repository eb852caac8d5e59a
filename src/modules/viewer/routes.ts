import { Invalid, NotFound } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import {
  type Answer,
  content,
  type Later,
  later,
  page,
  type Route,
  redirect,
  type WebRequest,
} from "../../platform/web/index.ts";
import { deskAccess, deskNav } from "../accounts/index.ts";
import { getAkte, listContents, listDokumente, listDokumentPanels } from "../records/index.ts";
import { askForConversion, getConversion } from "./actions/conversions.ts";
import { describeContent, type ShownContent } from "./actions/describe-content.ts";
import { listDisclosures } from "./actions/disclosures.ts";
import { drawPage } from "./actions/draw-page.ts";
import { addNote, getOwnNote, listNotes, removeNote } from "./actions/notes.ts";
import { openSource, type Source } from "./actions/open-source.ts";
import { disclosureRoutes } from "./disclosure-routes.ts";
import { showingOf, widths, type Zoom, zoomOf } from "./model/showing.ts";
import { ComparePage, type CompareSide } from "./views/compare-page.tsx";
import { type ContentProps, pagesShown } from "./views/content-view.tsx";
import { DeleteNotePage, DokumentPage, type NoteForm } from "./views/dokument-page.tsx";
import { wording } from "./views/wording.ts";

/** Which form of a document was asked for: `2-1` is the original of its second version. */
export function askedFormat(asked: string | undefined): { version?: number; number?: number } {
  const match = /^(\d{1,6})-(\d{1,6})$/.exec(asked ?? "");
  return match === null ? {} : { version: Number(match[1]), number: Number(match[2]) };
}

const wholeNumber = (text: string | undefined, otherwise: number): number =>
  /^[1-9]\d{0,5}$/.test(text ?? "") ? Number(text) : otherwise;

/** First page of the twenty that are shown together. */
const firstOf = (number: number, shown: ShownContent): number => {
  if (shown.kind !== "pages") return number;
  const within = Math.min(number, Math.max(1, shown.pages.length));
  return within - ((within - 1) % pagesShown);
};

/** What is shown of a source, without what has to be read for it. */
type Frame = Omit<ContentProps, "content" | "from">;

async function frameOf(
  request: WebRequest,
  source: Source,
  options: { readonly zoom: Zoom; readonly prefix: string; hrefFrom(from: number): string },
): Promise<Frame> {
  const { view } = request;
  const { dokumentId } = source.dokument;
  const { version, number } = source.format;
  return {
    ...options,
    view,
    dokumentId,
    pictures: view.href(`/amt/dokument/${dokumentId}/bild/${version}-${number}`),
    file: view.href(`/amt/dokument/${dokumentId}/${version}/${number}`),
    conversion: await getConversion(request, dokumentId, version),
  };
}

async function shownIn(frame: Frame, source: Source, from: number): Promise<ContentProps> {
  const described = await describeContent(source, from);
  return { ...frame, content: described, from: firstOf(from, described) };
}

/** The page of a Dokument, and the same with the mistakes of the form for notes. */
async function dokumentPage(request: WebRequest, noteForm?: NoteForm): Promise<Later> {
  const { view, query, actor } = request;
  const source = await openSource(request, request.params.dokument ?? "", askedFormat(query.form));
  const { dokument, format, formats } = source;
  const { dokumentId } = dokument;
  const zoom = zoomOf(query.groesse);
  const hrefWith = (parameters: Readonly<Record<string, string>>) => {
    const given = new URLSearchParams({
      ...(query.form === undefined ? {} : { form: `${format.version}-${format.number}` }),
      ...(zoom === "normal" ? {} : { groesse: zoom }),
      ...parameters,
    }).toString();
    return view.href(`/amt/dokument/${dokumentId}/ansicht${given === "" ? "" : `?${given}`}`);
  };
  const frame = await frameOf(request, source, {
    zoom,
    prefix: "seite",
    hrefFrom: (from) => hrefWith(from === 1 ? {} : { ab: String(from) }),
  });
  const panels = [];
  for (const { id, title, render } of listDokumentPanels()) {
    const shown = await render(request, view, dokument);
    if (shown !== undefined) panels.push({ id, title, content: shown });
  }
  const known = {
    nav: deskNav(view, "akten"),
    akte: await getAkte(request, dokument.akteId),
    dokument,
    formats,
    format,
    siblings: await listDokumente(request, dokument.vorgangId),
    notes: await listNotes(request, dokumentId),
    ownStaffId: actor.kind === "staff" ? actor.staffId : undefined,
    noteForm,
    noteAdded: query.notiz === "angeheftet",
    disclosures: await listDisclosures(request, dokumentId),
    panels,
    hrefZoom: (other: Zoom) => hrefWith({ groesse: other }),
  };
  const from = wholeNumber(query.ab, 1);
  return later(async () =>
    page(DokumentPage({ ...known, ...(await shownIn(frame, source, from)) }), {
      status: noteForm === undefined ? 200 : 422,
    }),
  );
}

/** A page or a picture, drawn in one of the widths. */
async function showPicture(request: WebRequest): Promise<Later> {
  const { params } = request;
  const source = await openSource(request, params.dokument ?? "", askedFormat(params.form));
  const width = widths[params.groesse as keyof typeof widths];
  const number = wholeNumber(params.seite, 0);
  if (width === undefined || number === 0) throw new NotFound("viewer.no-such-page");
  return later(async () => {
    try {
      return content(await drawPage(source, number, width), "image/jpeg");
    } catch (error) {
      // The page that shows it says what is wrong; a broken picture has no page of its own.
      if (error instanceof Invalid) throw new NotFound("viewer.no-such-page");
      throw error;
    }
  });
}

/** A sheet of paper: what stands where a document has no picture. */
const sheet =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 84"><path d="M6 4h34l14 14v62H6z" fill="#fff" stroke="#8a8f98" stroke-width="2"/><path d="M40 4v14h14M14 34h32M14 44h32M14 54h22" fill="none" stroke="#8a8f98" stroke-width="2"/></svg>';

/** A small picture of the first page. */
async function showThumbnail(request: WebRequest): Promise<Answer | Later> {
  const source = await openSource(request, request.params.dokument ?? "");
  const plain = content(sheet, "image/svg+xml");
  if (!["pages", "picture"].includes(showingOf(source.format.mediaType))) return plain;
  return later(async () => {
    try {
      return content(await drawPage(source, 1, widths.vorschau), "image/jpeg");
    } catch (error) {
      if (error instanceof Invalid || error instanceof NotFound) return plain;
      throw error;
    }
  });
}

async function showComparison(request: WebRequest): Promise<Later> {
  const { view, query } = request;
  const sides = { links: query.links ?? "", rechts: query.rechts ?? "" };
  const hrefOf = (from: Readonly<Record<string, number>>) => {
    const parameters = new URLSearchParams({
      ...sides,
      ...Object.fromEntries(Object.entries(from).map(([name, number]) => [name, String(number)])),
    });
    return view.href(`/amt/vergleich?${parameters}`);
  };
  const starts = { ab: wholeNumber(query.ab, 1), ab2: wholeNumber(query.ab2, 1) };
  const prepare = async (dokumentId: string, prefix: "links" | "rechts") => {
    const source = await openSource(request, dokumentId);
    const name = prefix === "links" ? "ab" : "ab2";
    const frame = await frameOf(request, source, {
      zoom: "normal",
      prefix,
      hrefFrom: (from) => hrefOf({ ...starts, [name]: from }),
    });
    return async (): Promise<CompareSide> => ({
      dokument: source.dokument,
      content: await shownIn(frame, source, starts[name]),
    });
  };
  const left = await openSource(request, sides.links);
  const showLeft = await prepare(sides.links, "links");
  const showRight = sides.rechts === "" ? undefined : await prepare(sides.rechts, "rechts");
  const inVorgang = await listDokumente(request, left.dokument.vorgangId);
  const other = sides.rechts === "" ? undefined : (await openSource(request, sides.rechts)).dokument;
  // What lies in other Vorgänge of the Akte, of a large one the first of it.
  const { vorgaenge } = await listContents(request, left.dokument.akteId, {});
  const choices = new Map(
    [...inVorgang, ...vorgaenge.flatMap(({ dokumente }) => dokumente), ...(other === undefined ? [] : [other])].map(
      (dokument) => [dokument.dokumentId, dokument],
    ),
  );
  return later(async () =>
    page(
      ComparePage({
        view,
        nav: deskNav(view, "akten"),
        choices: [...choices.values()],
        left: await showLeft(),
        right: await showRight?.(),
      }),
    ),
  );
}

const one = (value: string | readonly string[] | undefined): string =>
  typeof value === "string" ? value : (value?.[0] ?? "");

async function pinNote(request: WebRequest): Promise<Answer | Later> {
  const { view, body, params } = request;
  const dokumentId = params.dokument ?? "";
  const typed = { body: one(body.text), page: one(body.seite).trim() };
  const errors: NoteForm["errors"][number][] = [];
  const w = (key: keyof typeof wording) => wording[key][view.language];
  if (typed.body.trim() === "" || typed.body.length > 4000) errors.push({ id: "text", message: w("noteError") });
  if (typed.page !== "" && !/^[1-9]\d{0,4}$/.test(typed.page))
    errors.push({ id: "seite", message: w("notePageError") });
  if (errors.length > 0) return dokumentPage(request, { ...typed, errors });
  await addNote(request, {
    dokumentId,
    body: typed.body,
    ...(typed.page === "" ? {} : { page: Number(typed.page) }),
  });
  return redirect(view.href(`/amt/dokument/${dokumentId}/ansicht?notiz=angeheftet#notizen`));
}

const ownNote = (request: WebRequest & Ctx) =>
  getOwnNote(request, request.params.dokument ?? "", request.params.notiz ?? "");

async function askToDelete(request: WebRequest): Promise<Answer> {
  const { view } = request;
  return page(DeleteNotePage({ view, nav: deskNav(view, "akten"), note: await ownNote(request) }));
}

async function deleteOwnNote(request: WebRequest): Promise<Answer> {
  const { view, params } = request;
  await removeNote(request, params.dokument ?? "", params.notiz ?? "");
  return redirect(view.href(`/amt/dokument/${params.dokument}/ansicht#notizen`));
}

async function convertDokument(request: WebRequest): Promise<Answer> {
  const { view, params } = request;
  await askForConversion(request, params.dokument ?? "");
  return redirect(view.href(`/amt/dokument/${params.dokument}/ansicht`));
}

const access = deskAccess.akten;
const dokument = "/:town/amt/dokument/:dokument";

/** Pages of a Dokument: for those who work on cases and for the registry. */
export const viewerRoutes: readonly Route[] = [
  { method: "GET", path: `${dokument}/ansicht`, access, handle: (request) => dokumentPage(request) },
  { method: "GET", path: `${dokument}/bild/:form/:seite/:groesse`, access, handle: showPicture },
  { method: "GET", path: `${dokument}/vorschau`, access, handle: showThumbnail },
  { method: "GET", path: "/:town/amt/vergleich", access, handle: showComparison },
  { method: "POST", path: `${dokument}/notiz`, access, handle: pinNote },
  { method: "GET", path: `${dokument}/notiz/:notiz/loeschen`, access, handle: askToDelete },
  { method: "POST", path: `${dokument}/notiz/:notiz/loeschen`, access, handle: deleteOwnNote },
  { method: "POST", path: `${dokument}/umwandeln`, access, handle: convertDokument },
  ...disclosureRoutes,
];
