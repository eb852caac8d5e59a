import type { Ctx as KernelCtx } from "../../kernel/index.ts";
import type { Tx } from "./database.ts";

export {
  afterCommit,
  type Database,
  type DatabaseOptions,
  defer,
  deferToCommit,
  openDatabase,
  readFirst,
  type TransactionOptions,
  type Tx,
} from "./database.ts";
export { type EmbeddedServer, EmbeddedServerError, isWritableFolder, startEmbedded } from "./embedded.ts";
export { type Migration, migrate, pendingMigrations, SchemaMismatch } from "./migrate.ts";
export {
  backupRunningSeconds,
  beginRemoval,
  isBackupRunning,
  type RemovalStop,
  stopRemovals,
} from "./removal-lock.ts";
export { createRolesAndDatabase } from "./roles.ts";
export { dumpSchema, listTenantTables, type TableFacts, writeTableTypes } from "./schema.ts";
export {
  LoadRefused,
  loadSnapshot,
  openSnapshot,
  type SavedSequence,
  type SavedTable,
  type Snapshot,
} from "./snapshot.ts";

/** What an action gets: see the kernel's `Ctx`, with this platform's transaction. */
export type Ctx = KernelCtx<Tx>;
