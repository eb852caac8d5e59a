import { brandCss } from "../../platform/ui/index.ts";
import { content, page, type Route } from "../../platform/web/index.ts";
import { markSvg } from "./model/brand.ts";
import { findGemeinden, slugOf } from "./model/gemeinden.ts";
import { getTenant, listRegions, listTenants } from "./store.ts";
import { ChooseTown } from "./views/choose-town.tsx";
import { Accessibility, EasyLanguage, Imprint, Privacy } from "./views/legal.tsx";

/** Long enough to be kept between pages, short enough for a change of colour to arrive within the hour. */
const cacheSeconds = 3600;

const legalPages = [
  ["impressum", Imprint],
  ["datenschutz", Privacy],
  ["barrierefreiheit", Accessibility],
  ["leichte-sprache", EasyLanguage],
] as const;

/** Start page of the platform, look of each town, and the pages that the law wants. */
export const routes: readonly Route[] = [
  {
    method: "GET",
    path: "/",
    access: "public",
    async handle({ tx, view, query }) {
      const wanted = (query.ort ?? "").trim().slice(0, 80);
      const towns = await listTenants(tx);
      const regions = await listRegions(tx);
      const region = regions.find(
        ({ slug, name }) =>
          wanted.length > 2 && [slug, slugOf(name.de), slugOf(name.en)].some((one) => one.startsWith(slugOf(wanted))),
      );
      return page(
        ChooseTown({
          view,
          wanted,
          found: wanted === "" ? [] : findGemeinden(wanted, 12),
          towns,
          regions,
          ...(region === undefined ? {} : { region }),
        }),
      );
    },
  },
  {
    method: "GET",
    path: "/:town/marke.css",
    access: "public",
    async handle(request) {
      return content(brandCss(await getTenant(request)), "text/css; charset=utf-8", { cacheSeconds });
    },
  },
  {
    method: "GET",
    path: "/:town/marke.svg",
    access: "public",
    async handle(request) {
      const { name, accent } = await getTenant(request);
      return content(markSvg(name, accent), "image/svg+xml", { cacheSeconds });
    },
  },
  ...legalPages.flatMap(([path, view]): Route[] => [
    {
      method: "GET",
      path: `/${path}`,
      access: "public",
      async handle(request) {
        return page(view({ view: request.view, towns: await listTenants(request.tx) }));
      },
    },
    {
      method: "GET",
      path: `/:town/${path}`,
      access: "public",
      async handle(request) {
        return page(view({ view: request.view, town: await getTenant(request), towns: [] }));
      },
    },
  ]),
];
