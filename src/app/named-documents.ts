import { Writable } from "node:stream";
import { type BlobStore, NotFound, Unavailable } from "../kernel/index.ts";
import { listTenants } from "../modules/tenants/index.ts";
import { openDatabase, openSnapshot } from "../platform/db/index.ts";
import { type Installation, InstallationError, migratorOf } from "./installation.ts";

const addressPattern = /(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g;

/** Whatever in a row may be the address of a document; hashes of other things are among it. */
export function addressesIn(row: Buffer): readonly string[] {
  return row.toString("latin1").match(addressPattern) ?? [];
}

/** Numbers of the municipalities, the way the app role sees them. */
export async function listTowns(url: string): Promise<readonly number[]> {
  const db = openDatabase({ url, poolSize: 2, applicationName: "klickamt-backup", onIdleError: () => undefined });
  try {
    return await db.inPlatform(async (tx) => (await listTenants(tx)).map(({ tenantId }) => tenantId), {
      readOnly: true,
    });
  } finally {
    await db.close();
  }
}

/** All that any row of any municipality may name, as of one moment. */
export async function readNamed(installation: Installation): Promise<ReadonlySet<string>> {
  const named = new Set<string>();
  const snapshot = await openSnapshot(migratorOf(installation));
  try {
    // Asked after the snapshot: a town that came since has no rows in it.
    const towns = await listTowns(installation.appUrl);
    const nowhere = new Writable({ write: (_rows, _encoding, done) => done() });
    for (const table of snapshot.tables) {
      await snapshot.writeRows(table, towns, nowhere, (row) => {
        for (const address of addressesIn(row)) named.add(address);
      });
    }
    return named;
  } finally {
    await snapshot.close();
  }
}

/** A document that was listed; undefined where it was erased since. */
export async function findBlob(store: BlobStore, address: string): Promise<Uint8Array | undefined> {
  try {
    return await store.get(address);
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}

/** Work with a store outside that stops answering: whoever runs the command begins it again. @throws InstallationError */
export async function toldInOneLine<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    const { operation, cause, status } = error.facts;
    throw new InstallationError(
      `the store of documents does not answer (${operation}: ${cause}, ${status}). Begin again: what was done stays done.`,
    );
  }
}
