import type { Route } from "../../platform/web/index.ts";
import { citizenRoutes } from "./citizen-routes.ts";
import { deskRoutes } from "./desk-routes.ts";

/** Pages for citizens, the screen of the waiting area, and the desk. */
export const appointmentsRoutes: readonly Route[] = [...citizenRoutes, ...deskRoutes];
