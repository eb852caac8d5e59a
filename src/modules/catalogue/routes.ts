import { NotFound } from "../../kernel/index.ts";
import { page, type Route, redirect, type WebRequest } from "../../platform/web/index.ts";
import { deskAccess } from "../accounts/index.ts";
import { type Lebenslage, type Leistung, listLeistungen } from "../forms/index.ts";
import { getTenant } from "../tenants/index.ts";
import { chooseLeistung } from "./actions/choose-leistung.ts";
import { listKnown, listOffers } from "./actions/list-offers.ts";
import { type ChoiceMistakes, type MistakeKind, readChoice, type TypedChoice } from "./model/choice-form.ts";
import { type Offer, offered, offersOf, relatedTo } from "./model/offer.ts";
import { buildSearchIndex, type SearchIndex } from "./model/search.ts";
import { listTownChoices } from "./store.ts";
import { EditOfferPage, OffersPage } from "./views/administration.tsx";
import { LeistungList } from "./views/leistung-list.tsx";
import { LeistungPage } from "./views/leistung-page.tsx";
import { TownHome } from "./views/town-home.tsx";
import { lebenslageWords, wording } from "./views/wording.ts";

const longestQuestion = 120;
const mostRelated = 3;

/** Towns with the same Leistungen share an index. */
const built: { readonly of: readonly Leistung[]; readonly index: SearchIndex }[] = [];
const mostBuilt = 20;

/** Built again only where the Leistungen are others. */
function searchIndex(leistungen: readonly Leistung[]): SearchIndex {
  const known = built.findIndex(
    ({ of }) => of.length === leistungen.length && leistungen.every((one, index) => one === of[index]),
  );
  const found =
    known === -1 ? { of: leistungen, index: buildSearchIndex(leistungen) } : (built[known] as (typeof built)[0]);
  if (known !== -1) built.splice(known, 1);
  built.unshift(found);
  built.length = Math.min(built.length, mostBuilt);
  return found.index;
}

function isLebenslage(text: string | undefined): text is Lebenslage {
  return text !== undefined && Object.hasOwn(lebenslageWords, text);
}

function getOffer(offers: readonly Offer[], id: string | undefined): Offer {
  const offer = offers.find(({ leistung }) => leistung.id === id);
  if (offer === undefined) throw new NotFound("catalogue.no-such-leistung");
  return offer;
}

/** As the desk needs it: never from memory. */
async function readOffers(request: WebRequest): Promise<readonly Offer[]> {
  return offersOf(await listLeistungen(request), await listTownChoices(request));
}

function typedChoice(body: WebRequest["body"]): TypedChoice {
  const text = (field: string) => {
    const value = body[field];
    return typeof value === "string" ? value.normalize("NFC").replaceAll("\r\n", "\n").trim() : "";
  };
  return { offer: text("angebot"), position: text("platz"), noteDe: text("hinweis_de"), noteEn: text("hinweis_en") };
}

/** Home of a town, its services, and what its administration offers of them. */
export const routes: readonly Route[] = [
  {
    method: "GET",
    path: "/:town",
    access: "public",
    async handle(request) {
      const leistungen = offered(await listOffers(request));
      return page(TownHome({ view: request.view, tenant: await getTenant(request), leistungen }));
    },
  },
  {
    method: "GET",
    path: "/:town/leistungen",
    access: "public",
    async handle(request) {
      const { view, query } = request;
      const leistungen = offered(await listOffers(request));
      const question = (query.q ?? "").normalize("NFC").trim().slice(0, longestQuestion);
      if (question === "") {
        return page(
          LeistungList({
            view,
            leistungen,
            question,
            ...(isLebenslage(query.lage) ? { lebenslage: query.lage } : {}),
          }),
        );
      }
      const allowed = new Set(leistungen.map(({ id }) => id));
      const index = searchIndex(await listKnown(request));
      const answer = index.search(question, { language: view.language, allowed: (id) => allowed.has(id) });
      return page(
        LeistungList({
          view,
          leistungen,
          question,
          answer,
          ...(answer.results.length === 0 ? { tenant: await getTenant(request) } : {}),
        }),
      );
    },
  },
  {
    method: "GET",
    path: "/:town/leistungen/:leistung",
    access: "public",
    async handle(request) {
      const offers = await listOffers(request);
      const offer = getOffer(offers, request.params.leistung);
      return page(
        LeistungPage({
          view: request.view,
          tenant: await getTenant(request),
          offer,
          related: relatedTo(offer.leistung, offered(offers), mostRelated),
        }),
      );
    },
  },
  {
    method: "GET",
    path: "/:town/amt/verwaltung/leistungen",
    access: deskAccess.verwaltung,
    async handle(request) {
      const offers = await readOffers(request);
      const saved = offers.find(({ leistung }) => leistung.id === request.query.gespeichert);
      return page(OffersPage({ view: request.view, offers, ...(saved === undefined ? {} : { saved }) }));
    },
  },
  {
    method: "GET",
    path: "/:town/amt/verwaltung/leistungen/:leistung",
    access: deskAccess.verwaltung,
    async handle(request) {
      const offers = await readOffers(request);
      const offer = getOffer(offers, request.params.leistung);
      const place = offer.position ?? (offers.indexOf(offer) + 1) * 10;
      return page(
        EditOfferPage({
          view: request.view,
          offer,
          typed: {
            offer: offer.enabled ? "ein" : "aus",
            position: String(place),
            noteDe: offer.note.de,
            noteEn: offer.note.en,
          },
          mistakes: {},
        }),
      );
    },
  },
  {
    method: "POST",
    path: "/:town/amt/verwaltung/leistungen/:leistung",
    access: deskAccess.verwaltung,
    repeat: "natural",
    async handle(request) {
      const { view } = request;
      const typed = typedChoice(request.body);
      const offer = getOffer(await readOffers(request), request.params.leistung);
      const { choice, mistakes } = readChoice(typed);
      if (Object.keys(mistakes).length > 0) {
        return page(EditOfferPage({ view, offer, typed, mistakes: inWords(mistakes, view.language) }), { status: 422 });
      }
      await chooseLeistung(request, { leistungId: offer.leistung.id, ...choice });
      return redirect(view.href(`/amt/verwaltung/leistungen?gespeichert=${offer.leistung.id}`));
    },
  },
];

function inWords(mistakes: ChoiceMistakes<MistakeKind>, language: "de" | "en"): ChoiceMistakes {
  const say = wording[language];
  const words: Record<MistakeKind, string> = {
    "offer-missing": say.offerMissing,
    "position-wrong": say.positionWrong,
    "note-long": say.noteLong,
  };
  return Object.fromEntries(Object.entries(mistakes).map(([field, kind]) => [field, words[kind]]));
}
