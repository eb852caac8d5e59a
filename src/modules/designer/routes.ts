import type { Route } from "../../platform/web/index.ts";
import { formRoutes } from "./form-routes.ts";
import { listRoutes } from "./list-routes.ts";
import { previewRoutes } from "./preview-routes.ts";
import { textRoutes } from "./text-routes.ts";
import { versionRoutes } from "./version-routes.ts";

/** The desk for Fachredaktion, below `/:town/amt/dienste`. */
export const routes: readonly Route[] = [
  ...listRoutes,
  ...versionRoutes,
  ...formRoutes,
  ...textRoutes,
  ...previewRoutes,
];
