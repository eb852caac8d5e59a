import { authenticate } from "../../modules/accounts/index.ts";
import { findTown } from "../../modules/tenants/index.ts";
import { createTestWeb, type TestDatabase, type TestWeb } from "../../platform/testing/index.ts";
import { routes } from "../assembly.ts";

/** Every route of the program on a test's database, with its own sign-in and towns. */
export function openWholeWeb(database: TestDatabase): Promise<TestWeb> {
  return createTestWeb(database, {
    routes,
    dependencies: { findTown: (slug) => database.db.inPlatform((tx) => findTown(tx, slug)), authenticate },
  });
}
