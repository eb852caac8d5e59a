export { chooseLeistung } from "./actions/choose-leistung.ts";
export { availability, forgetOffers, listOffers } from "./actions/list-offers.ts";
export { seedCatalogue } from "./actions/seed-catalogue.ts";
export { routes as catalogueRoutes } from "./routes.ts";
