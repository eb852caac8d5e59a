import { Conflict, dayInBerlin, formatDayShort, NotFound, type PlainDay } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import { drawPdf } from "../../platform/pdf-reading/index.ts";
import { type Answer, content, page, type Route, redirect, type WebRequest } from "../../platform/web/index.ts";
import { type Akte, findPlace, getAkte, listAkten, listAktenzeichenRules, listVorgaenge } from "../records/index.ts";
import { getPile } from "./actions/collections.ts";
import {
  compareLetter,
  dropLetter,
  fileLetter,
  getLetter,
  listLetterPages,
  readLetter,
  readPages,
  skipRecognition,
  targetOfSheet,
} from "./actions/letters.ts";
import { retryLetter, turnPage } from "./actions/make-letters.ts";
import { access, given, shell } from "./desk.ts";
import { isItemKind, type Letter } from "./model/collection.ts";
import { type LetterProposals, proposeFromText } from "./model/letter-proposals.ts";
import { parseRotation } from "./model/split-pile.ts";
import { typedDay, typedText } from "./model/typed.ts";
import { inboxPath, letterPath, pilePath } from "./paths.ts";
import { ConfirmPage } from "./views/filing-page.tsx";
import { ComparePage, LetterDeskPage, type TypedLetter } from "./views/letter-pages.tsx";
import { letterName } from "./views/words.ts";

/** Wide enough to read, small enough to come at once. */
const pictureWidth = 900;

/** The Akte that a letter names, and the Vorgang in it, where whoever looks may see it. */
async function findProposed(
  ctx: Ctx,
  letter: Letter,
): Promise<{ readonly akte: Akte; readonly vorgangId: string | null } | undefined> {
  const named = letter.proposal ?? "";
  // What stands behind the last stroke may be the number of a Vorgang that is misread.
  const place = (await findPlace(ctx, named)) ?? (await findPlace(ctx, named.replace(/\/[^/]*$/, "")));
  return place && { akte: await getAkte(ctx, place.akteId), vorgangId: place.vorgangId };
}

interface Extra {
  readonly akteId?: string;
  readonly typed?: TypedLetter;
  readonly errors?: readonly { readonly id: string; readonly message: string }[];
  readonly problem?: string;
}

async function showLetter(request: WebRequest, letterId: string, extra: Extra = {}): Promise<Answer> {
  const letter = await getLetter(request, letterId);
  const pile = await getPile(request, letter.collectionId);
  const pages = await listLetterPages(request, letter.letterId);
  const proposed = await findProposed(request, letter);
  const fromSheet = letter.proposal !== undefined && (await targetOfSheet(request, letterId)) === letter.proposal;
  const search = typedText(request.query.suche, 200);
  // A sheet was put there by a person on purpose; what the text says is a proposal, for a person to take.
  const ofSheet = fromSheet && search === "" ? proposed?.akte.akteId : undefined;
  const akteId = extra.akteId ?? request.query.akte ?? ofSheet;
  const akte = akteId === undefined ? undefined : await getAkte(request, akteId);
  const chosen = akte === undefined ? undefined : { akte, vorgaenge: await listVorgaenge(request, akte.akteId) };
  const named = chosen?.vorgaenge.find(({ vorgangId }) => vorgangId === proposed?.vorgangId);
  const errors = extra.errors ?? [];
  const proposals = proposeFromText(readPages(pages), pile.scan.scannedOn, await listAktenzeichenRules(request));
  const taken = typedText(request.query.vorschlag, 200).split(",");
  const take = (name: keyof LetterProposals) =>
    taken.includes("alle") || taken.includes(name) ? (proposals[name]?.value ?? "") : "";
  const day = take("letterDate");
  return page(
    LetterDeskPage({
      ...shell(request),
      letter,
      pile,
      pages,
      search,
      found: search === "" ? undefined : (await listAkten(request, { search, limit: 10 })).akten,
      proposed: proposed?.akte,
      proposals,
      fromSheet,
      chosen,
      typed: extra.typed ?? {
        title: take("title"),
        kind: "eingang",
        sender: take("sender"),
        day: day === "" ? "" : formatDayShort(day as PlainDay, "de"),
        theirReference: take("theirReference"),
        remark: "",
        vorgang: named?.vorgangId ?? "",
      },
      errors,
      problem: extra.problem,
    }),
    { status: errors.length > 0 || extra.problem !== undefined ? 422 : 200 },
  );
}

async function put(request: WebRequest): Promise<Answer> {
  const { body, view } = request;
  const de = view.language === "de";
  const letter = await getLetter(request, given(request, "letter"));
  const text = (name: string, most: number) => typedText(body[name], most);
  const typed: TypedLetter = {
    title: text("title", 300),
    kind: text("kind", 20),
    sender: text("sender", 200),
    day: text("day", 20),
    theirReference: text("theirReference", 200),
    remark: text("remark", 2000),
    vorgang: text("vorgang", 60),
  };
  const akteId = text("akte", 60);
  const letterDate = typedDay(typed.day, dayInBerlin(request.now));
  const errors: { id: string; message: string }[] = [];
  if (typed.vorgang === "")
    errors.push({ id: "vorgang", message: de ? "Wählen Sie einen Vorgang." : "Choose a case." });
  if (typed.title === "") errors.push({ id: "title", message: de ? "Geben Sie einen Titel ein." : "Enter a title." });
  if (typed.day !== "" && letterDate === undefined) {
    errors.push({
      id: "day",
      message: de ? "Geben Sie das Datum so ein: 2.11.2026." : "Enter the date like this: 2.11.2026.",
    });
  }
  const extra = { akteId, typed };
  if (errors.length > 0) return showLetter(request, letter.letterId, { ...extra, errors });
  try {
    await fileLetter(request, letter.letterId, {
      akteId,
      vorgangId: typed.vorgang,
      title: typed.title,
      kind: isItemKind(typed.kind) ? typed.kind : "eingang",
      sender: typed.sender,
      letterDate,
      theirReference: typed.theirReference,
      remark: typed.remark,
    });
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    return showLetter(request, letter.letterId, { ...extra, problem: error.code });
  }
  return redirect(view.href(letterPath(letter.letterId)));
}

async function showComparison(request: WebRequest): Promise<Answer> {
  const letter = await getLetter(request, given(request, "letter"));
  if (letter.state !== "ready") return redirect(request.view.href(letterPath(letter.letterId)));
  const pages = await listLetterPages(request, letter.letterId);
  const typed = {
    with: letter.comparison?.with ?? "",
    result: letter.comparison?.result ?? "",
    note: letter.comparison?.note ?? "",
  };
  return page(ComparePage({ ...shell(request), letter, pages, typed, errors: [] }));
}

async function compare(request: WebRequest): Promise<Answer> {
  const { body, view } = request;
  const de = view.language === "de";
  const letter = await getLetter(request, given(request, "letter"));
  const typed = {
    with: typedText(body.with, 20),
    result: typedText(body.result, 20),
    note: typedText(body.note, 2000),
  };
  const errors: { id: string; message: string }[] = [];
  if (typed.with !== "paper" && typed.with !== "scan") {
    errors.push({ id: "with", message: de ? "Sagen Sie, womit Sie verglichen haben." : "Say what you compared with." });
  }
  if (typed.result !== "agrees" && typed.result !== "differs") {
    errors.push({ id: "result", message: de ? "Wählen Sie das Ergebnis." : "Choose the result." });
  }
  if (typed.result === "differs" && typed.note === "") {
    errors.push({ id: "note", message: de ? "Beschreiben Sie, was abweicht." : "Describe what differs." });
  }
  if (errors.length > 0) {
    const pages = await listLetterPages(request, letter.letterId);
    return page(ComparePage({ ...shell(request), letter, pages, typed, errors }), { status: 422 });
  }
  await compareLetter(request, letter.letterId, {
    with: typed.with === "paper" ? "paper" : "scan",
    result: typed.result === "agrees" ? "agrees" : "differs",
    note: typed.note,
  });
  return redirect(view.href(letterPath(letter.letterId)));
}

const formOf = (word: string | undefined): "scan" | "searchable" => (word === "durchsuchbar" ? "searchable" : "scan");

async function showPicture(request: WebRequest): Promise<Answer> {
  const bytes = await readLetter(request, given(request, "letter"), formOf(request.params.form));
  const number = Number(request.params.number) || 0;
  const { pictures } = await drawPdf(bytes, { pages: [number], size: { widthPixels: pictureWidth }, format: "jpeg" });
  const [picture] = pictures;
  if (picture === undefined) throw new NotFound("intake.no-such-page");
  return content(picture.bytes, "image/jpeg");
}

const showPdf = (form: "scan" | "searchable") => async (request: WebRequest) =>
  content(await readLetter(request, given(request, "letter"), form), "application/pdf");

async function askDrop(request: WebRequest): Promise<Answer> {
  const letter = await getLetter(request, given(request, "letter"));
  const pile = await getPile(request, letter.collectionId);
  const { language } = request.view;
  const de = language === "de";
  return page(
    ConfirmPage({
      ...shell(request),
      title: de ? "Schriftstück verwerfen?" : "Throw the letter away?",
      text: de
        ? `${letterName(letter, "de")} vom ${formatDayShort(pile.scan.scannedOn, "de")} wird sofort gelöscht und nicht abgelegt; auch „Neu aufteilen“ bringt es nicht zurück. Eine Datei des Scanners, in der noch andere Schriftstücke stehen, bleibt, bis diese erledigt sind.`
        : `${letterName(letter, "en")} of ${formatDayShort(pile.scan.scannedOn, "en")} is deleted at once and not filed; “Split again” does not bring it back either. A scanner file that holds other letters too stays until these are done.`,
      action: request.view.href(letterPath(letter.letterId, "/verwerfen")),
      yes: de ? "Ja, verwerfen" : "Yes, throw away",
      backHref: request.view.href(letterPath(letter.letterId)),
    }),
  );
}

async function drop(request: WebRequest): Promise<Answer> {
  const letter = await getLetter(request, given(request, "letter"));
  const pileIsThere = await dropLetter(request, letter.letterId);
  return redirect(request.view.href(pileIsThere ? pilePath(letter.collectionId) : inboxPath));
}

async function retry(request: WebRequest): Promise<Answer> {
  const letter = await getLetter(request, given(request, "letter"), { forUpdate: true });
  if (letter.state === "failed") await retryLetter(request, letter);
  return redirect(request.view.href(letterPath(letter.letterId)));
}

async function turn(request: WebRequest): Promise<Answer> {
  const { body, view } = request;
  const letter = await getLetter(request, given(request, "letter"));
  const degrees = parseRotation(body.grad);
  if (degrees === undefined || degrees === 0) throw new NotFound("intake.no-such-page");
  // Somebody was faster: the page shows what is.
  if (letter.state === "ready") {
    await turnPage(request, letter.letterId, Number(typedText(body.seite, 5)) || 0, degrees);
  }
  return redirect(view.href(letterPath(letter.letterId)));
}

async function skip(request: WebRequest): Promise<Answer> {
  const letter = await getLetter(request, given(request, "letter"));
  if (letter.state === "failed") await skipRecognition(request, letter.letterId);
  return redirect(request.view.href(letterPath(letter.letterId)));
}

const path = "/:town/amt/posteingang/brief/:letter";

/** Pages of a letter: what it says, comparing, filing. */
export const letterRoutes: readonly Route[] = [
  { method: "GET", path, access, handle: (request) => showLetter(request, given(request, "letter")) },
  { method: "GET", path: `${path}/vergleich`, access, handle: showComparison },
  { method: "POST", path: `${path}/vergleich`, access, handle: compare },
  { method: "POST", path: `${path}/ablegen`, access, handle: put },
  { method: "POST", path: `${path}/drehen`, access, handle: turn },
  { method: "POST", path: `${path}/nochmal`, access, handle: retry },
  { method: "POST", path: `${path}/ohne-text`, access, handle: skip },
  { method: "GET", path: `${path}/verwerfen`, access, handle: askDrop },
  { method: "POST", path: `${path}/verwerfen`, access, handle: drop },
  { method: "GET", path: `${path}/bild/:form/:number`, access, handle: showPicture },
  { method: "GET", path: `${path}/scan.pdf`, access, handle: showPdf("scan") },
  { method: "GET", path: `${path}/durchsuchbar.pdf`, access, handle: showPdf("searchable") },
];
