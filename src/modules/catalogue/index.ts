export { chooseLeistung, type LeistungChoice } from "./actions/choose-leistung.ts";
export { availability, listOffers } from "./actions/list-offers.ts";
export { seedCatalogue } from "./actions/seed-catalogue.ts";
export type { Offer } from "./model/offer.ts";
export { buildSearchIndex, type SearchAnswer, type SearchIndex, type SearchResult } from "./model/search.ts";
export { routes as catalogueRoutes } from "./routes.ts";
