import { beginningOf, Conflict, NotFound } from "../../kernel/index.ts";
import {
  type Answer,
  content,
  type Later,
  later,
  page,
  RolledBack,
  type Route,
  redirect,
  type WebRequest,
} from "../../platform/web/index.ts";
import { deskAccess, deskNav } from "../accounts/index.ts";
import { getDokument, listFormats } from "../records/index.ts";
import { boxesOfPage, type PageText } from "./actions/burn-pages.ts";
import { describePages, describeText, type Pages } from "./actions/describe-content.ts";
import {
  beginDisclosure,
  changeDisclosure,
  discardDisclosure,
  getDisclosure,
  listBoxes,
  listMadePages,
  makeDisclosure,
  setBoxes,
} from "./actions/disclosures.ts";
import type { Drawable } from "./actions/draw-page.ts";
import { fileDisclosure } from "./actions/file-disclosure.ts";
import { openSource, reader } from "./actions/open-source.ts";
import { withoutMark } from "./jobs.ts";
import { type Box, formatBoxes, formatPages, holdsMiddleOf, parseBoxes, parsePages } from "./model/boxes.ts";
import {
  type Disclosure,
  type DisclosureBox,
  type DisclosureOrder,
  disclosureBounds,
  parseTerms,
} from "./model/disclosure.ts";
import { canBeRedacted, searchableBeside } from "./model/showing.ts";
import { redactedKinds, wordsToRedact } from "./model/terms.ts";
import {
  DiscardPage,
  FileDisclosurePage,
  type FormError,
  MakingPage,
  MarkPage,
  type OrderForm,
  OrderPage,
  PreviewPage,
  type WordChoice,
} from "./views/disclosure-pages.tsx";
import { wording } from "./views/wording.ts";

const one = (value: string | readonly string[] | undefined): string =>
  typeof value === "string" ? value : (value?.[0] ?? "");
const many = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === "string" ? [value] : value;

const emptyForm: OrderForm = {
  seiten: "",
  begriffe: "",
  arten: ["iban", "email", "phone"],
  grundlage: "§ 9 IFG NRW",
  zweck: "",
  text: false,
};

function formOf(body: WebRequest["body"]): OrderForm {
  return {
    seiten: one(body.seiten),
    begriffe: one(body.begriffe).replaceAll("\r\n", "\n"),
    arten: many(body.arten),
    grundlage: one(body.grundlage),
    zweck: one(body.zweck),
    text: one(body.text) !== "",
  };
}

function checkedForm(
  form: OrderForm,
  pageCount: number,
  language: "de" | "en",
): { readonly order: DisclosureOrder } | { readonly errors: readonly FormError[] } {
  const errors: FormError[] = [];
  const wrong = (id: string, key: keyof typeof wording) => errors.push({ id, message: wording[key][language] });
  const pages = parsePages(form.seiten, pageCount);
  const terms = parseTerms(form.begriffe);
  const says = (text: string) => text.trim() !== "" && text.length <= disclosureBounds.words;
  if (pages === undefined || pages.length > disclosureBounds.pages) wrong("seiten", "pagesError");
  if (terms === undefined) wrong("begriffe", "termsError");
  if (!says(form.grundlage)) wrong("grundlage", "basisError");
  if (!says(form.zweck)) wrong("zweck", "reasonError");
  if (errors.length > 0 || pages === undefined || terms === undefined) return { errors };
  return {
    order: {
      pages,
      terms,
      kinds: redactedKinds.filter((kind) => form.arten.includes(kind)),
      legalBasis: form.grundlage.trim(),
      reason: form.zweck.trim(),
      withText: form.text,
    },
  };
}

/** Pages are counted before the transaction is over, because what is given out is written in it. */
async function pagesOf(request: WebRequest, dokumentId: string, form: string) {
  const match = /^(\d{1,6})-(\d{1,6})$/.exec(form);
  const source = await openSource(
    request,
    dokumentId,
    match === null ? {} : { version: Number(match[1]), number: Number(match[2]) },
  );
  if (!canBeRedacted(source.format.mediaType)) throw new Conflict("viewer.not-redactable");
  return { source, pages: (await describePages(source)) as Pages };
}

async function showOrder(request: WebRequest): Promise<Answer> {
  const { view, query, params } = request;
  const { source } = await pagesOf(request, params.dokument ?? "", query.form ?? "");
  const { dokument, format } = source;
  return page(
    OrderPage({
      view,
      nav: deskNav(view, "akten"),
      dokument,
      form: emptyForm,
      errors: [],
      action: view.href(`/amt/dokument/${dokument.dokumentId}/schwaerzen`),
      backHref: view.href(`/amt/dokument/${dokument.dokumentId}/ansicht`),
      format: `${format.version}-${format.number}`,
      begun: false,
    }),
  );
}

async function begin(request: WebRequest): Promise<Answer> {
  const { view, body, params } = request;
  const { source, pages } = await pagesOf(request, params.dokument ?? "", one(body.form));
  const { dokument, format } = source;
  const form = formOf(body);
  const checked = checkedForm(form, pages.count, view.language);
  if ("errors" in checked) {
    return page(
      OrderPage({
        view,
        nav: deskNav(view, "akten"),
        dokument,
        form,
        errors: checked.errors,
        action: view.href(`/amt/dokument/${dokument.dokumentId}/schwaerzen`),
        backHref: view.href(`/amt/dokument/${dokument.dokumentId}/ansicht`),
        format: `${format.version}-${format.number}`,
        begun: false,
      }),
      { status: 422 },
    );
  }
  const { disclosureId } = await beginDisclosure(request, source, pages.count, checked.order);
  return redirect(view.href(`/amt/schwaerzung/${disclosureId}`));
}

function changedOrderPage(
  request: WebRequest,
  disclosure: Disclosure,
  dokument: Awaited<ReturnType<typeof getDokument>>,
  form: OrderForm,
  errors: readonly FormError[],
): Answer {
  const { view } = request;
  return page(
    OrderPage({
      view,
      nav: deskNav(view, "akten"),
      dokument,
      form,
      errors,
      action: view.href(`/amt/schwaerzung/${disclosure.disclosureId}/angaben`),
      backHref: view.href(`/amt/schwaerzung/${disclosure.disclosureId}`),
      format: `${disclosure.version}-${disclosure.format}`,
      begun: true,
    }),
    { status: errors.length > 0 ? 422 : 200 },
  );
}

async function found(request: WebRequest) {
  const disclosure = await getDisclosure(request, request.params.schwaerzung ?? "");
  return { disclosure, dokument: await getDokument(request, disclosure.dokumentId) };
}

async function showChange(request: WebRequest): Promise<Answer> {
  const { disclosure, dokument } = await found(request);
  const all = disclosure.pages.length === disclosure.pageCount;
  return changedOrderPage(
    request,
    disclosure,
    dokument,
    {
      seiten: all ? "" : formatPages(disclosure.pages),
      begriffe: disclosure.terms.join("\n"),
      arten: disclosure.kinds,
      grundlage: disclosure.legalBasis,
      zweck: disclosure.reason,
      text: disclosure.withText,
    },
    [],
  );
}

async function change(request: WebRequest): Promise<Answer> {
  const { view, body } = request;
  const { disclosure, dokument } = await found(request);
  const form = formOf(body);
  const checked = checkedForm(form, disclosure.pageCount, view.language);
  if ("errors" in checked) return changedOrderPage(request, disclosure, dokument, form, checked.errors);
  await changeDisclosure(request, disclosure.disclosureId, checked.order);
  return redirect(view.href(`/amt/schwaerzung/${disclosure.disclosureId}?seite=${checked.order.pages[0]}`));
}

const drawableOf = (request: WebRequest, disclosure: Disclosure): Drawable => ({
  tenant: request.tenant,
  dokument: disclosure,
  format: disclosure,
  read: reader(request, disclosure.sha256),
});

/** PDFs beside the source that may say what it only shows. */
async function searchableOf(request: WebRequest, disclosure: Disclosure): Promise<readonly Drawable[]> {
  return searchableBeside(await listFormats(request, disclosure.dokumentId), disclosure).map((format) => ({
    tenant: request.tenant,
    dokument: disclosure,
    format,
    read: reader(request, format.sha256),
  }));
}

/** Words of a page as they can be chosen: by their number, which stays while the content does. */
function wordChoices(
  { words, recognised }: PageText,
  disclosure: Disclosure,
  boxes: readonly DisclosureBox[],
): readonly WordChoice[] {
  const byTerm = new Set(wordsToRedact(words, disclosure.terms, disclosure.kinds, recognised));
  const chosen = boxes.filter(({ source }) => source === "word");
  return words.slice(0, 3000).map((word, index) => ({
    index,
    text: word.text,
    line: word.line,
    state: byTerm.has(index) ? "term" : chosen.some((box) => holdsMiddleOf(box, word)) ? "chosen" : "free",
  }));
}

async function markPage(
  request: WebRequest,
  typed?: { readonly boxes: string; readonly chosen: ReadonlySet<number>; readonly errors: readonly FormError[] },
): Promise<Later> {
  const { view, query, params } = request;
  const { disclosure, dokument } = await found(request);
  const asked = Number(params.seite ?? query.seite);
  const number = disclosure.pages.includes(asked) ? asked : (disclosure.pages[0] as number);
  const boxes = await listBoxes(request, disclosure.disclosureId, [number]);
  const source = drawableOf(request, disclosure);
  const others = await searchableOf(request, disclosure);
  return later(async () => {
    const [{ pages }, text] = [await describePages(source), await describeText(source, others, number)];
    const size = pages[number - 1] ?? { widthPoints: 595, heightPoints: 842 };
    const choices = wordChoices(text, disclosure, boxes);
    return page(
      MarkPage({
        view,
        nav: deskNav(view, "akten"),
        dokument,
        disclosure,
        page: number,
        picture: view.href(
          `/amt/dokument/${disclosure.dokumentId}/bild/${disclosure.version}-${disclosure.format}/${number}/gross`,
        ),
        height: Math.max(1, Math.round((1000 * size.heightPoints) / Math.max(1, size.widthPoints))),
        marks: boxesOfPage(disclosure, text, boxes),
        boxes: typed?.boxes ?? formatBoxes(boxes.filter((box) => box.source === "drawn")),
        words: choices.map((word) =>
          typed === undefined || word.state === "term"
            ? word
            : { ...word, state: typed.chosen.has(word.index) ? "chosen" : "free" },
        ),
        text: text.words.length === 0 ? "none" : text.recognised ? "recognised" : "own",
        saved: query.gespeichert !== undefined,
        errors: typed?.errors ?? [],
      }),
      { status: typed === undefined ? 200 : 422 },
    );
  });
}

const previewedTogether = 20;

async function show(request: WebRequest): Promise<Answer | Later> {
  const { view, query } = request;
  const { disclosure, dokument } = await found(request);
  const { state, disclosureId } = disclosure;
  const base = { view, nav: deskNav(view, "akten"), dokument, disclosure };
  if (state === "making" || (state === "failed" && query.seite === undefined)) return page(MakingPage(base));
  if (state !== "ready" || query.seite !== undefined) return markPage(request);
  const made = await listMadePages(request, disclosureId);
  const from = Math.max(0, Math.trunc(Number(query.ab ?? 0)) || 0);
  const hrefFrom = (start: number) => view.href(`/amt/schwaerzung/${disclosureId}?ab=${start}`);
  return page(
    PreviewPage({
      ...base,
      pages: made.slice(from, from + previewedTogether),
      previousHref: from > 0 ? hrefFrom(Math.max(0, from - previewedTogether)) : undefined,
      nextHref: from + previewedTogether < made.length ? hrefFrom(from + previewedTogether) : undefined,
    }),
  );
}

async function savePage(request: WebRequest): Promise<Answer | Later> {
  const { view, body, params } = request;
  const { disclosure } = await found(request);
  const number = Number(params.seite);
  const typed = one(body.kaesten).replaceAll("\r\n", "\n");
  const drawn = parseBoxes(typed);
  const chosen = new Set(many(body.wort).map(Number));
  if (drawn === undefined) {
    const errors = [{ id: "kaesten", message: wording.boxesError[view.language] }];
    return markPage(request, { boxes: typed, chosen, errors });
  }
  const others = chosen.size === 0 ? [] : await searchableOf(request, disclosure);
  const { words } =
    chosen.size === 0 ? { words: [] } : await describeText(drawableOf(request, disclosure), others, number);
  const boxes: Omit<DisclosureBox, "page">[] = drawn.map((box) => ({ ...box, source: "drawn" }));
  for (const [index, { x, y, width, height }] of words.entries()) {
    const box: Box = { x, y, width, height };
    if (chosen.has(index)) boxes.push({ ...box, source: "word" });
  }
  await setBoxes(request, disclosure.disclosureId, number, boxes);
  const after = one(body.danach);
  // What was drawn last is never left out of the preview: both in one step.
  if (after === "vorschau") return make(request);
  const next = disclosure.pages[disclosure.pages.indexOf(number) + 1];
  const shown = after === "weiter" && next !== undefined ? next : number;
  return redirect(view.href(`/amt/schwaerzung/${disclosure.disclosureId}?seite=${shown}&gespeichert`));
}

async function make(request: WebRequest): Promise<Answer> {
  const { disclosure } = await found(request);
  await makeDisclosure(request, disclosure.disclosureId);
  return redirect(request.view.href(`/amt/schwaerzung/${disclosure.disclosureId}`));
}

async function showMadePage(request: WebRequest): Promise<Answer> {
  const { disclosure } = await found(request);
  const { seite = "" } = request.params;
  const [made] = /^\d{1,6}$/.test(seite) ? await listMadePages(request, disclosure.disclosureId, Number(seite)) : [];
  if (made === undefined) throw new NotFound("viewer.no-such-page");
  return content(withoutMark(await reader(request, made.sha256)()), "image/jpeg");
}

async function showResult(request: WebRequest): Promise<Answer> {
  const { disclosure } = await found(request);
  if (disclosure.resultSha256 === null) throw new NotFound("viewer.no-such-disclosure");
  return content(await reader(request, disclosure.resultSha256)(), "application/pdf");
}

async function showFiling(request: WebRequest): Promise<Answer> {
  const { view } = request;
  const { disclosure, dokument } = await found(request);
  if (disclosure.state !== "ready") return redirect(view.href(`/amt/schwaerzung/${disclosure.disclosureId}`));
  return page(
    FileDisclosurePage({
      view,
      nav: deskNav(view, "akten"),
      dokument,
      disclosure,
      title: beginningOf(`${wording.fileTitlePrefix[view.language]}${dokument.title}`, 500),
      checked: false,
      errors: [],
      closed: false,
    }),
  );
}

async function file(request: WebRequest): Promise<Answer> {
  const { view, body } = request;
  const { disclosure, dokument } = await found(request);
  const title = one(body.titel).trim();
  const checked = one(body.geprueft) !== "";
  const again = (errors: readonly FormError[], closed: boolean) =>
    page(
      FileDisclosurePage({ view, nav: deskNav(view, "akten"), dokument, disclosure, title, checked, errors, closed }),
      {
        status: closed ? 409 : 422,
      },
    );
  const errors: FormError[] = [];
  if (title === "" || title.length > 500) errors.push({ id: "titel", message: wording.fileTitleError[view.language] });
  if (!checked) errors.push({ id: "geprueft", message: wording.fileCheckedError[view.language] });
  if (errors.length > 0) return again(errors, false);
  try {
    const filed = await fileDisclosure(request, disclosure.disclosureId, title);
    return redirect(view.href(`/amt/dokument/${filed.dokumentId}/ansicht`));
  } catch (error) {
    const closed = error instanceof Conflict && ["records.vorgang-closed", "records.akte-closed"].includes(error.code);
    if (closed) throw new RolledBack(again([], true));
    throw error;
  }
}

async function askToDiscard(request: WebRequest): Promise<Answer> {
  const { view } = request;
  return page(DiscardPage({ view, nav: deskNav(view, "akten"), ...(await found(request)) }));
}

async function discard(request: WebRequest): Promise<Answer> {
  const { disclosure } = await found(request);
  await discardDisclosure(request, disclosure.disclosureId);
  return redirect(request.view.href(`/amt/dokument/${disclosure.dokumentId}/ansicht`));
}

const access = deskAccess.akten;
const base = "/:town/amt/schwaerzung/:schwaerzung";

/** Pages of a copy with passages blacked out, from its beginning until it is filed. */
export const disclosureRoutes: readonly Route[] = [
  { method: "GET", path: "/:town/amt/dokument/:dokument/schwaerzen", access, handle: showOrder },
  { method: "POST", path: "/:town/amt/dokument/:dokument/schwaerzen", access, handle: begin },
  { method: "GET", path: base, access, handle: show },
  { method: "GET", path: `${base}/angaben`, access, handle: showChange },
  { method: "POST", path: `${base}/angaben`, access, handle: change },
  { method: "POST", path: `${base}/seite/:seite`, access, handle: savePage },
  { method: "POST", path: `${base}/vorschau`, access, handle: make },
  { method: "GET", path: `${base}/bild/:seite`, access, handle: showMadePage },
  { method: "GET", path: `${base}/datei`, access, handle: showResult },
  { method: "GET", path: `${base}/ablegen`, access, handle: showFiling },
  { method: "POST", path: `${base}/ablegen`, access, handle: file },
  { method: "GET", path: `${base}/verwerfen`, access, handle: askToDiscard },
  { method: "POST", path: `${base}/verwerfen`, access, handle: discard },
];
