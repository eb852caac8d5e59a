import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { Actor } from "../../kernel/index.ts";
import {
  type Browser,
  createTestDatabase,
  createTestWeb,
  type TestDatabase,
  type TestWeb,
} from "../../platform/testing/index.ts";
import { routes as accountRoutes, authenticate, createStaff } from "../accounts/index.ts";
import { seedAktenplan } from "../records/index.ts";
import { findTown, switchOnTown, type Tenant } from "../tenants/index.ts";
import { configureDisposal, disposalRoutes } from "./index.ts";

const system: Actor = { kind: "system", name: "test" };
const password = "Blauer Reiher 1887 am Wehr";

let database: TestDatabase;
let web: TestWeb;
let town: Tenant;
let registrar: Browser;

beforeAll(async () => {
  configureDisposal({ folder: "nothing is sent", simulator: true });
  database = await createTestDatabase(inject("testServer"));
  town = await database.db.inPlatform((tx) =>
    switchOnTown({ tx, actor: system, now: database.now }, { ags: "05774032", demo: true }),
  );
  await database.run(town.tenantId, system, (ctx) => seedAktenplan(ctx));
  web = await createTestWeb(database, {
    routes: [...accountRoutes, ...disposalRoutes],
    dependencies: { findTown: (slug) => database.db.inPlatform((tx) => findTown(tx, slug)), authenticate },
  });
  const email = "records@paderborn.example";
  await database.run(
    town.tenantId,
    {
      kind: "staff",
      staffId: "00000000-0000-7000-8000-000000000001",
      name: "Ada",
      duties: ["administration"],
    },
    (ctx) => createStaff(ctx, { name: "Kim records", email, password, duties: ["records"] }),
  );
  registrar = web.openBrowser();
  await registrar.open("/paderborn/amt/anmelden");
  registrar.fill({ email, passwort: password });
  await registrar.submit("Anmelden");
});
afterAll(async () => {
  await web.close();
  await database.close();
});

test.each([
  "eingang?vor=+275760-09-13T00:00:00.000Z",
  "eingang?vor=%2B275760-09-13T00:00:00.000Z",
  "eingang?vor=-271821-04-20T00:00:00.000Z",
  "eingang?vor=-000001-01-01T00:00:00.000Z",
  "eingang?vor=0000-01-01T00:00:00.000Z",
  "eingang?vor=2026-02-31T00:00:00.000Z",
  "eingang?vor=0",
  "eingang?vor=gestern",
  "eingang?vor=2026-11-23T09:00:00.000Z&nur=zurueckgewiesen",
  "?nach=%00&jahr=99999&einheit=%00",
  "?jahr=0000&einheit=32.40&art=X",
])("a list that is asked to go on from somewhere odd is a list all the same (%s)", async (rest) => {
  await registrar.open(`/paderborn/amt/aussonderung${rest.startsWith("?") ? rest : `/${rest}`}`);
  expect(registrar.status).toBe(200);
});
