import { Conflict, dayInBerlin, formatDayShort, NotFound } from "../../kernel/index.ts";
import { type Answer, content, page, type Route, redirect, type WebRequest } from "../../platform/web/index.ts";
import { listUploads } from "../uploads/index.ts";
import { getPile, openPile } from "./actions/collections.ts";
import { listLetters } from "./actions/letters.ts";
import { isResortable, resortPile, splitPile } from "./actions/make-letters.ts";
import { notScans, type PageEdit, readPile, reopenPile, savePages } from "./actions/read-pile.ts";
import { access, given, shell } from "./desk.ts";
import type { ScanFacts } from "./model/collection.ts";
import { parseFate, parseRotation } from "./model/split-pile.ts";
import { typedDay, typedText } from "./model/typed.ts";
import { pilePath } from "./paths.ts";
import { findSettings, findThumbnail, selectPages } from "./store/index.ts";
import { LettersPage, NewPilePage, PileFilesPage, SortPage, type TypedScan } from "./views/pile-pages.tsx";

function newPile(request: WebRequest): Promise<Answer> {
  const typed: TypedScan = {
    scannedBy: request.view.staff?.name ?? "",
    day: formatDayShort(dayInBerlin(request.now), "de"),
    device: "",
    software: "",
    resolution: "300",
    colour: "colour",
    sides: "both",
    blankPages: "drop",
    note: "",
  };
  return Promise.resolve(page(NewPilePage({ ...shell(request), typed, errors: {} })));
}

async function createPile(request: WebRequest): Promise<Answer> {
  const { body, view } = request;
  const de = view.language === "de";
  const text = (name: keyof TypedScan, most = 200) => typedText(body[name], most);
  const typed: TypedScan = {
    scannedBy: text("scannedBy"),
    day: text("day", 20),
    device: text("device"),
    software: text("software"),
    resolution: text("resolution", 5),
    colour: text("colour", 20),
    sides: text("sides", 20),
    blankPages: text("blankPages", 20),
    note: text("note", 2000),
  };
  const errors: Partial<Record<keyof TypedScan, string>> = {};
  const scannedOn = typedDay(typed.day, dayInBerlin(request.now));
  if (typed.scannedBy === "") errors.scannedBy = de ? "Geben Sie an, wer gescannt hat." : "Say who scanned.";
  if (scannedOn === undefined) {
    errors.day = de ? "Geben Sie das Datum so ein: 2.11.2026." : "Enter the date like this: 2.11.2026.";
  } else if (scannedOn > dayInBerlin(request.now)) {
    errors.day = de ? "Das Datum liegt in der Zukunft." : "The date lies in the future.";
  }
  if (typed.device === "") errors.device = de ? "Geben Sie an, womit gescannt wurde." : "Say what was scanned with.";
  if (typed.software === "")
    errors.software = de ? "Geben Sie die Software mit Version an." : "Enter the software with its version.";
  if (Object.keys(errors).length > 0 || scannedOn === undefined) {
    return page(NewPilePage({ ...shell(request), typed, errors }), { status: 422 });
  }
  const scan: ScanFacts = {
    scannedBy: typed.scannedBy,
    scannedOn,
    device: typed.device,
    software: typed.software,
    resolutionDpi: [200, 300, 400, 600].find((dpi) => String(dpi) === typed.resolution) ?? 300,
    colour: typed.colour === "grey" || typed.colour === "black-white" ? typed.colour : "colour",
    sides: typed.sides === "front" ? "front" : "both",
    blankPages: typed.blankPages === "keep" || typed.blankPages === "split" ? typed.blankPages : "drop",
    note: typed.note,
  };
  return redirect(view.href(pilePath(await openPile(request, scan))));
}

/** The page of a pile as it is now. */
export async function showPile(
  request: WebRequest,
  collectionId: string,
  extra: { readonly problem?: string; readonly uploadError?: string } = {},
): Promise<Answer> {
  const pile = await getPile(request, collectionId);
  const status = extra.problem === undefined && extra.uploadError === undefined ? 200 : 422;
  const { problem } = extra;
  switch (pile.state) {
    case "sorting": {
      const pages = await selectPages(request, pile.collectionId);
      return page(SortPage({ ...shell(request), pile, pages, saved: request.query.gespeichert === "ja", problem }), {
        status,
      });
    }
    case "split": {
      const letters = await listLetters(request, { collectionId: pile.collectionId });
      return page(
        LettersPage({ ...shell(request), pile, letters, resortable: await isResortable(request, pile.collectionId) }),
      );
    }
    default: {
      const { keepDays } = await findSettings(request);
      const uploads = await listUploads(request, pile.collectionId);
      const pagesRead = pile.state === "reading" ? (await selectPages(request, pile.collectionId)).length : 0;
      return page(
        PileFilesPage({
          ...shell(request),
          pile,
          uploads,
          strangers: notScans(uploads).map(({ filename }) => filename),
          pagesRead,
          keepDays,
          problem,
          uploadError: extra.uploadError,
        }),
        { status },
      );
    }
  }
}

/** Does one step with a pile; where it is not possible now, the page says why. */
async function step(request: WebRequest, work: (collectionId: string) => Promise<unknown>): Promise<Answer> {
  const { collectionId } = await getPile(request, given(request, "collection"));
  try {
    await work(collectionId);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    // Somebody was faster: the page shows what is.
    if (error.code === "intake.not-open" || error.code === "intake.not-sorting") {
      return redirect(request.view.href(pilePath(collectionId)));
    }
    return showPile(request, collectionId, { problem: error.code });
  }
  return redirect(request.view.href(pilePath(collectionId)));
}

async function sort(request: WebRequest): Promise<Answer> {
  const { body } = request;
  const { collectionId } = await getPile(request, given(request, "collection"));
  const edits: PageEdit[] = [];
  for (const name of Object.keys(body)) {
    const [, number = ""] = /^seite-(\d{1,4})$/.exec(name) ?? [];
    const fate = parseFate(body[name]);
    const rotation = parseRotation(body[`drehung-${number}`]);
    if (fate !== undefined && rotation !== undefined) edits.push({ number: Number(number), fate, rotation });
  }
  const accept = body.aktion === "uebernehmen";
  const answer = await step(request, async () => {
    await savePages(request, collectionId, edits);
    if (accept) await splitPile(request, collectionId);
  });
  return accept || answer.kind !== "redirect"
    ? answer
    : redirect(request.view.href(pilePath(collectionId, "?gespeichert=ja")));
}

async function showThumbnail(request: WebRequest): Promise<Answer> {
  const { collectionId } = await getPile(request, given(request, "collection"));
  const { number = "" } = request.params;
  const thumbnail = /^\d{1,4}$/.test(number) ? await findThumbnail(request, collectionId, Number(number)) : undefined;
  if (thumbnail === undefined) throw new NotFound("intake.no-such-page");
  return content(thumbnail, "image/jpeg");
}

const path = "/:town/amt/posteingang/stapel/:collection";

/** Pages of a pile of scanned post, from its files to its letters. */
export const pileRoutes: readonly Route[] = [
  { method: "GET", path: "/:town/amt/posteingang/neu", access, handle: newPile },
  { method: "POST", path: "/:town/amt/posteingang/neu", access, handle: createPile },
  { method: "GET", path, access, handle: (request) => showPile(request, given(request, "collection")) },
  { method: "POST", path: `${path}/lesen`, access, handle: (request) => step(request, (id) => readPile(request, id)) },
  {
    method: "POST",
    path: `${path}/wieder-oeffnen`,
    access,
    handle: (request) => step(request, (id) => reopenPile(request, id)),
  },
  {
    method: "POST",
    path: `${path}/neu-aufteilen`,
    access,
    handle: (request) => step(request, (id) => resortPile(request, id)),
  },
  { method: "POST", path: `${path}/sortieren`, access, handle: sort },
  { method: "GET", path: `${path}/seite/:number`, access, handle: showThumbnail },
];
