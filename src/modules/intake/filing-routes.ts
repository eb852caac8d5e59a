import { Conflict, dayInBerlin, type Failure, NotFound } from "../../kernel/index.ts";
import { type Answer, page, type Route, redirect, type WebRequest } from "../../platform/web/index.ts";
import { getAkte, listVorgaenge } from "../records/index.ts";
import { getFiling, openFiling } from "./actions/collections.ts";
import { fileCollection } from "./actions/file-items.ts";
import { type ItemEdit, listStaged, saveItems } from "./actions/keep-items.ts";
import { access, given, shell } from "./desk.ts";
import { isItemKind } from "./model/collection.ts";
import { typedDay, typedText } from "./model/typed.ts";
import { filingPath } from "./paths.ts";
import { findSettings, selectItems } from "./store/index.ts";
import { FiledPage, FilingPage, type TypedItem } from "./views/filing-page.tsx";
import { problemText } from "./views/words.ts";

interface Extra {
  readonly typed?: ReadonlyMap<string, TypedItem>;
  readonly errors?: readonly { readonly id: string; readonly message: string }[];
  readonly uploadError?: string;
}

/** The page of a filing as it is now. */
export async function showFiling(request: WebRequest, collectionId: string, extra: Extra = {}): Promise<Answer> {
  const filing = await getFiling(request, collectionId);
  const akte = await getAkte(request, filing.akteId);
  if (filing.state !== "open") {
    return page(FiledPage({ ...shell(request), akte, filing, items: await selectItems(request, filing.collectionId) }));
  }
  const vorgang = (await listVorgaenge(request, akte.akteId)).find(({ vorgangId }) => vorgangId === filing.vorgangId);
  if (vorgang === undefined) throw new NotFound("intake.no-such-vorgang");
  const { items, others } = await listStaged(request, filing);
  const { keepDays } = await findSettings(request);
  const wrong = (extra.errors?.length ?? 0) > 0 || extra.uploadError !== undefined;
  return page(FilingPage({ ...shell(request), akte, vorgang, filing, items, others, keepDays, ...extra }), {
    status: wrong ? 422 : 200,
  });
}

async function open(request: WebRequest): Promise<Answer> {
  const collectionId = await openFiling(request, {
    akteId: typedText(request.body.akte, 60),
    vorgangId: typedText(request.body.vorgang, 60),
  });
  return redirect(request.view.href(filingPath(collectionId)));
}

/** What was typed for each item, and what is wrong with it. */
function readItems(request: WebRequest) {
  const { body, view } = request;
  const de = view.language === "de";
  const typed = new Map<string, TypedItem>();
  const edits: ItemEdit[] = [];
  const errors: { id: string; message: string }[] = [];
  for (const itemId of [body.eintrag ?? []].flat().slice(0, 1000)) {
    const said: TypedItem = {
      title: typedText(body[`titel-${itemId}`], 300),
      kind: typedText(body[`art-${itemId}`], 20),
      day: typedText(body[`datum-${itemId}`], 20),
      sender: typedText(body[`absender-${itemId}`], 200),
      chosen: typedText(body[`ablegen-${itemId}`], 5) === "ja",
    };
    typed.set(itemId, said);
    const letterDate = typedDay(said.day, dayInBerlin(request.now));
    if (said.title === "" && said.chosen) {
      errors.push({ id: `titel-${itemId}`, message: de ? "Geben Sie einen Titel ein." : "Enter a title." });
    }
    if (said.day !== "" && letterDate === undefined) {
      errors.push({
        id: `datum-${itemId}`,
        message: de
          ? `„${said.day}“ ist kein Datum. Schreiben Sie es so: 2.11.2026.`
          : `“${said.day}” is no date. Write it like this: 2.11.2026.`,
      });
    }
    edits.push({ itemId, ...said, kind: isItemKind(said.kind) ? said.kind : "eingang", letterDate });
  }
  return { typed, edits, errors };
}

async function save(request: WebRequest): Promise<Answer> {
  const filing = await getFiling(request, given(request, "collection"), { forUpdate: true });
  const here = request.view.href(filingPath(filing.collectionId));
  if (filing.state !== "open") return redirect(here);
  const { typed, edits, errors } = readItems(request);
  if (errors.length > 0) return showFiling(request, filing.collectionId, { typed, errors });
  await saveItems(request, filing.collectionId, edits);
  if (request.body.aktion !== "ablegen") return redirect(here);
  try {
    await fileCollection(request, filing.collectionId);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    return showFiling(request, filing.collectionId, {
      errors: [{ id: "ablage", message: problemText((error as Failure).code, request.view.language) }],
    });
  }
  return redirect(here);
}

const path = "/:town/amt/posteingang/ablage";

/** Pages that put files into a Vorgang. */
export const filingRoutes: readonly Route[] = [
  { method: "POST", path, access, handle: open },
  {
    method: "GET",
    path: `${path}/:collection`,
    access,
    handle: (request) => showFiling(request, given(request, "collection")),
  },
  { method: "POST", path: `${path}/:collection`, access, handle: save },
];
