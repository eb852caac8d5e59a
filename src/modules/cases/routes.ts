import type { Route } from "../../platform/web/index.ts";
import { citizenRoutes } from "./citizen-routes.tsx";
import { deskRoutes } from "./desk-routes.tsx";
import { listRoutes } from "./list-routes.tsx";

/** Pages of cases: task list, search and case page of the desk; the citizen's page of a case. */
export const casesRoutes: readonly Route[] = [...listRoutes, ...deskRoutes, ...citizenRoutes];
