import { rmSync } from "node:fs";
import { join } from "node:path";
import type { TenantId } from "../../kernel/index.ts";
import { configureAusweis } from "../../modules/ausweis/index.ts";
import { configureDisposal } from "../../modules/disposal/index.ts";
import { configureDeliveries } from "../../modules/gewerbe/index.ts";
import { configureMail, folderTransport } from "../../modules/messaging/index.ts";
import { configurePayments, simulatorProvider } from "../../modules/payments/index.ts";
import { configureUploads } from "../../modules/uploads/index.ts";
import { createFilledDatabase, type TestDatabase, type TestServer } from "../../platform/testing/index.ts";
import { jobs, wireModules } from "../assembly.ts";
import { loadDemo } from "../demo/index.ts";

const publicUrl = "http://localhost";

/** Where modules put what lies beside the documents. */
function configureModules(folder: string): void {
  configureMail({ publicUrl, transport: folderTransport(join(folder, "outbox")) });
  configureUploads({ folder: join(folder, "uploads"), keepFreeBytes: 0 });
  configureDeliveries({ folder: join(folder, "deliveries"), publicUrl });
  configureDisposal({ folder: join(folder, "archive"), simulator: true });
  configureAusweis({ folder: join(folder, "ausweis"), secondsToReceipt: 0 });
  configurePayments({ publicUrl, providers: [simulatorProvider] });
}

async function fillWithDemo(database: TestDatabase, folder: string): Promise<void> {
  configureModules(folder);
  await loadDemo({
    publicUrl,
    inTown: (tenant, actor, work) => database.run(tenant, actor, work),
    inPlatform: (work) =>
      database.db.inPlatform((tx) =>
        work({
          tx,
          actor: { kind: "system", name: "test" },
          tenant: 0 as TenantId,
          now: database.now,
          files: database.files,
          keyring: database.keyring,
          jobs: database.queue.sender,
        }),
      ),
  });
  const { failed } = await database.queue.drain();
  if (failed.length > 0) throw new Error(`jobs of the demo failed: ${JSON.stringify(failed)}`);
}

/** A database with the whole demo in it, and its jobs done. @param server as the tests' set-up provides it */
export async function openDemoDatabase(
  server: TestServer,
): Promise<{ readonly database: TestDatabase; close(): Promise<void> }> {
  await wireModules();
  const { database, folder } = await createFilledDatabase(server, jobs, "demo", fillWithDemo);
  configureModules(folder);
  return {
    database,
    async close() {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
