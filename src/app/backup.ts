import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { PassThrough } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { z } from "zod";
import { type BlobStore, sha256 } from "../kernel/index.ts";
import type { Config } from "../platform/config/index.ts";
import {
  LoadRefused,
  loadSnapshot,
  migrate,
  openSnapshot,
  pendingMigrations,
  type RemovalStop,
  type SavedTable,
  type Snapshot,
  stopRemovals,
} from "../platform/db/index.ts";
import { isIntact, listPages, openFolderStore, placeOf, writeWhole } from "../platform/files/index.ts";
import { installQueue } from "../platform/jobs/index.ts";
import {
  adoptSecret,
  type Installation,
  InstallationError,
  migratorOf,
  openInstallation,
  openStore,
} from "./installation.ts";
import { migrations } from "./migrations.ts";
import { addressesIn, findBlob, listTowns, toldInOneLine } from "./named-documents.ts";
import { inParallel, mebibytes, progress, step } from "./progress.ts";
import { migrateInstallation, openRuntime } from "./runtime.ts";
import { verifyTowns } from "./verify-towns.ts";

/*
 * A backup is a folder:
 *   tables/<schema>.<table>.copy.gz   rows as PostgreSQL's COPY text, of one moment
 *   blobs/…                           the documents that these rows name, each under its SHA-256
 *   blobs.txt                         which ones
 *   files/…                           other folders of the data folder
 *   secret.txt                        on which codes, sessions and proofs hang
 *   manifest.json                     what there has to be, with the SHA-256 of each; written last
 */
const manifestName = "manifest.json";
const unfinishedName = "UNFINISHED";
const blobListName = "blobs.txt";
const secretName = "secret.txt";
/** Not `outbox`, nor what the simulated partners of the Ausweis desk keep: fingerprints are never copied. */
const otherFolders = ["uploads", "deliveries"];

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const part = z.object({
  path: z.string().refine((path) => !path.split("/").includes("..") && !path.startsWith("/")),
  bytes: z.number(),
  sha256: hash,
});
const manifestSchema = z.object({
  format: z.literal("klickamt-backup-1"),
  takenAt: z.iso.datetime(),
  migrations: z.array(z.object({ name: z.string(), sha256: z.string() })),
  tables: z.array(
    z.object({ name: z.string(), columns: z.array(z.string()), rows: z.number(), path: z.string(), sha256: hash }),
  ),
  sequences: z.array(z.object({ name: z.string(), value: z.number(), called: z.boolean() })),
  blobs: z.object({ count: z.number(), bytes: z.number(), listSha256: hash, damaged: z.array(hash).default([]) }),
  files: z.array(part),
  secretSha256: hash,
});
type Manifest = z.infer<typeof manifestSchema>;

async function hashOfFile(path: string): Promise<string> {
  const digest = createHash("sha256");
  for await (const chunk of createReadStream(path)) digest.update(chunk as Buffer);
  return digest.digest("hex");
}

/** Takes an empty folder, or one in which a backup was begun and not finished. */
async function prepareFolder(folder: string): Promise<void> {
  if (existsSync(join(folder, manifestName))) {
    throw new InstallationError(
      `${folder} holds a backup already. Name another folder: a backup is never overwritten.`,
    );
  }
  const unfinished = join(folder, unfinishedName);
  if (!existsSync(unfinished)) {
    const inside = existsSync(folder) ? await readdir(folder).catch(() => ["a file"]) : [];
    if (inside.length > 0) throw new InstallationError(`${folder} is not empty. Name a new or an empty folder.`);
  }
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeWhole(
    unfinished,
    Buffer.from("This backup did not come to its end. Begin it again, or delete the folder.\n"),
  );
  for (const name of ["tables", "files"]) await rm(join(folder, name), { recursive: true, force: true });
  await mkdir(join(folder, "tables"), { mode: 0o700 });
}

async function saveTable(
  snapshot: Snapshot,
  table: SavedTable,
  tenants: readonly number[],
  folder: string,
  named: Set<string>,
): Promise<Manifest["tables"][number]> {
  const path = `tables/${table.name}.copy.gz`;
  const sink = new PassThrough({ highWaterMark: 2 ** 20 });
  const written = pipeline(
    sink,
    createGzip({ level: 3 }),
    createWriteStream(join(folder, path), { mode: 0o600, flush: true }),
  );
  written.catch(() => undefined);
  const rows = await Promise.race([
    snapshot.writeRows(table, tenants, sink, (row) => {
      for (const address of addressesIn(row)) named.add(address);
    }),
    // A full disk ends it; without this the rows would wait for it for ever.
    written.then(() => Promise.reject(new Error(`${path}: ended early`))),
  ]);
  sink.end();
  await written;
  return { name: table.name, columns: [...table.columns], rows, path, sha256: await hashOfFile(join(folder, path)) };
}

interface KnownFile extends z.infer<typeof part> {
  readonly changedMs: number;
}

/** Copies what is new or has changed since the last round; what goes away meanwhile is no loss. */
async function saveFiles(config: Config, folder: string, known: Map<string, KnownFile>): Promise<void> {
  for (const name of otherFolders) {
    const root = join(config.dataFolder, name);
    if (!existsSync(root)) continue;
    for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || entry.name.startsWith(".") || /\.lock(\.wanted)?$/.test(entry.name)) continue;
      const from = join(entry.parentPath, entry.name);
      const path = `${name}/${from
        .slice(root.length + 1)
        .split(sep)
        .join("/")}`;
      try {
        const { mtimeMs, size } = await stat(from);
        const before = known.get(path);
        if (before?.changedMs === mtimeMs && before.bytes === size) continue;
        const bytes = await readFile(from);
        const target = join(folder, "files", path);
        await mkdir(dirname(target), { recursive: true, mode: 0o700 });
        await writeWhole(target, bytes);
        known.set(path, { path, bytes: bytes.length, sha256: sha256(bytes), changedMs: mtimeMs });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      }
    }
  }
}

/**
 * Copies the installation as of one moment into a folder, while the program serves: first the rows, in one
 * transaction, then the documents that they name. Documents are written before the row that names them and never
 * changed, and nothing is removed for good meanwhile, so all of them are there.
 * @throws InstallationError
 */
export async function backup(config: Config, target: string): Promise<number> {
  const folder = resolve(target);
  const installation = await openInstallation(config, "join");
  try {
    const url = migratorOf(installation);
    // As it is: whoever is about to upgrade backs up what was there before.
    if ((await pendingMigrations(installation.appUrl, migrations)).length === migrations.length) {
      throw new InstallationError("there is nothing to back up: this database is empty.");
    }
    const from = await openStore(config);
    await prepareFolder(folder);
    const removals = await stopRemovals(url, ({ removals, backups }) =>
      console.log(
        backups > 0
          ? "  … waiting for another backup to end"
          : `  … waiting for ${removals === 1 ? "a removal" : `${removals} removals`} to end (destruction of files, or documents that nothing names any more)`,
      ),
    );
    try {
      return await takeBackup(config, installation, folder, from, removals);
    } finally {
      await removals.release();
    }
  } finally {
    await installation.stop();
  }
}

async function takeBackup(
  config: Config,
  installation: Installation,
  folder: string,
  from: BlobStore,
  removals: RemovalStop,
): Promise<number> {
  const url = migratorOf(installation);
  // Twice: what is sent meanwhile leaves its folder, and the rows may still speak of it.
  const files = new Map<string, KnownFile>();
  await saveFiles(config, folder, files);

  const named = new Set<string>();
  const snapshot = await openSnapshot(url);
  const tables: Manifest["tables"] = [];
  let sequences: Manifest["sequences"];
  try {
    await step(
      "Database",
      async () => {
        // Asked after the snapshot: a town that came since has no rows in it.
        const tenants = await listTowns(installation.appUrl);
        const tell = progress("tables", snapshot.tables.length);
        for (const table of snapshot.tables) {
          tables.push(await saveTable(snapshot, table, tenants, folder, named));
          tell(tables.length);
        }
      },
      () => `${tables.length} tables, ${tables.reduce((sum, { rows }) => sum + rows, 0)} rows`,
    );
    sequences = [...(await snapshot.listSequences())];
  } finally {
    await snapshot.close();
  }

  const blobs = await step(
    "Documents",
    () => toldInOneLine(() => saveBlobs(from, folder, named)),
    ({ count, bytes }) => `${count}, ${mebibytes(bytes)}`,
  );
  await step(
    "Other files",
    () => saveFiles(config, folder, files),
    () => `${files.size}`,
  );
  // Otherwise something that the rows name may have been removed before it was copied.
  await removals.check().catch(() => {
    throw new InstallationError(
      "the connection that kept destruction waiting was lost: something may have been removed meanwhile. Begin the backup again, with the same folder.",
    );
  });
  await writeWhole(join(folder, secretName), Buffer.from(`${installation.secret}\n`));
  const manifest: Manifest = {
    format: "klickamt-backup-1",
    takenAt: snapshot.takenAt.toISOString(),
    migrations: [...snapshot.migrations],
    tables,
    sequences,
    blobs,
    files: [...files.values()].map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 })),
    secretSha256: sha256(Buffer.from(`${installation.secret}\n`)),
  };
  await writeWhole(
    join(folder, manifestName),
    Buffer.from(`${JSON.stringify({ sha256: sha256(JSON.stringify(manifest)), manifest }, null, 1)}\n`),
  );
  await rm(join(folder, unfinishedName));
  console.log(`\nBackup of ${manifest.takenAt} in ${folder}`);
  console.log("It holds the secret and every document: keep it encrypted and away from this machine.");
  for (const address of blobs.damaged) console.log(`  ✗ left out, because it is damaged: document ${address}`);
  if (blobs.damaged.length === 0) return 0;
  console.log("Run records verify, which names their files, and take them from an older backup.");
  return 1;
}

/**
 * Whatever looks like an address in the rows and is one: no list of columns that somebody forgets to extend. The store
 * is listed after the rows were read, so everything that they name is in the list.
 */
async function saveBlobs(from: BlobStore, folder: string, named: ReadonlySet<string>): Promise<Manifest["blobs"]> {
  const to = openFolderStore(join(folder, "blobs"));
  const tell = progress("documents");
  const copied: string[] = [];
  const spoilt: string[] = [];
  let bytes = 0;
  for await (const page of listPages(from)) {
    const wanted = page.filter((address) => named.has(address));
    await inParallel(wanted, async (address) => {
      const blob = await findBlob(from, address);
      if (blob === undefined) return;
      // One that is damaged must not be the end of all backups.
      if (sha256(blob) !== address) {
        spoilt.push(address);
        return;
      }
      await to.put(blob);
      bytes += blob.length;
      tell(copied.push(address));
    });
  }
  const list = Buffer.from(
    copied
      .sort()
      .map((address) => `${address}\n`)
      .join(""),
  );
  await writeWhole(join(folder, blobListName), list);
  return { count: copied.length, bytes, listSha256: sha256(list), damaged: spoilt.sort() };
}

function damaged(name: string): InstallationError {
  return new InstallationError(`the backup is damaged: ${name} is not what was written. Nothing was restored.`);
}

async function readManifest(folder: string): Promise<Manifest> {
  const path = join(folder, manifestName);
  if (!existsSync(path)) {
    throw new InstallationError(
      existsSync(join(folder, unfinishedName))
        ? `${folder} holds a backup that did not come to its end. Take another one.`
        : `there is no backup in ${folder}: it has no ${manifestName}.`,
    );
  }
  try {
    const file = z.object({ sha256: hash, manifest: z.unknown() }).parse(JSON.parse(await readFile(path, "utf8")));
    if (sha256(JSON.stringify(file.manifest)) !== file.sha256) throw damaged(manifestName);
    return manifestSchema.parse(file.manifest);
  } catch (error) {
    throw error instanceof InstallationError ? error : damaged(manifestName);
  }
}

async function checkPart(folder: string, name: string, expected: string): Promise<void> {
  const found = await hashOfFile(join(folder, name)).catch(() => undefined);
  if (found !== expected) throw damaged(name);
}

async function listBlobs(folder: string): Promise<readonly string[]> {
  return (await readFile(join(folder, blobListName), "utf8")).split("\n").filter((line) => line !== "");
}

/** @throws InstallationError naming the first part that is missing or has changed */
async function checkParts(folder: string, manifest: Manifest): Promise<number> {
  for (const { path, sha256 } of manifest.tables) await checkPart(folder, path, sha256);
  for (const { path, sha256 } of manifest.files) await checkPart(folder, `files/${path}`, sha256);
  await checkPart(folder, secretName, manifest.secretSha256);
  await checkPart(folder, blobListName, manifest.blobs.listSha256);
  const tell = progress("documents checked", manifest.blobs.count);
  const blobs = openFolderStore(join(folder, "blobs"));
  let checked = 0;
  await inParallel(await listBlobs(folder), async (address) => {
    if (!(await isIntact(blobs, address).catch(() => false))) throw damaged(`blobs/${placeOf(address)}`);
    tell(++checked);
  });
  return manifest.tables.length + manifest.files.length + checked;
}

function checkMigrations(manifest: Manifest): void {
  const known = new Map(migrations.map(({ name, sql }) => [name, sha256(sql)]));
  const strange = manifest.migrations.filter(({ name, sha256 }) => known.get(name) !== sha256);
  if (strange.length > 0) {
    throw new InstallationError(
      `the backup was made by another version, newer than this one: it has had ${strange.map(({ name }) => name).join(", ")}. Restore with that version.`,
    );
  }
}

async function requireEmpty(installation: Installation, manifest: Manifest): Promise<void> {
  const pending = new Set(await pendingMigrations(installation.appUrl, migrations));
  const done = migrations.filter(({ name }) => !pending.has(name)).map(({ name }) => name);
  if (done.some((name) => name.startsWith("tenants/"))) {
    const towns = await listTowns(installation.appUrl);
    if (towns.length > 0) {
      throw new InstallationError(
        `this installation is alive: it holds ${towns.length} municipalities. Restore into an empty data folder or database.`,
      );
    }
  }
  const wanted = new Set(manifest.migrations.map(({ name }) => name));
  if (done.some((name) => !wanted.has(name))) {
    throw new InstallationError(
      "this database was prepared by a version newer than the backup. Restore into an empty data folder or database; what is missing is migrated afterwards.",
    );
  }
}

/**
 * Fills an empty installation from a backup: documents and files first, then all rows in one transaction. Until that
 * is through nothing is there, and the same command begins again. Then it is brought to this version and verified.
 * @returns 1 where a chain or a document does not match
 * @throws InstallationError
 */
export async function restore(config: Config, source: string): Promise<number> {
  const folder = resolve(source);
  const manifest = await readManifest(folder);
  console.log(`Backup of ${manifest.takenAt} in ${folder}`);
  checkMigrations(manifest);
  const secret = existsSync(join(folder, secretName)) ? (await readFile(join(folder, secretName), "utf8")).trim() : "";
  if (config.secret !== undefined && config.secret !== secret) {
    throw new InstallationError(
      `KLICKAMT_SECRET is not the one of the backup: codes would open nothing. Take it from ${join(folder, secretName)}.`,
    );
  }
  const opened = await openInstallation(config, "own");
  try {
    const url = migratorOf(opened);
    const to = await openStore(config);
    await requireEmpty(opened, manifest);
    await step(
      "Backup checked",
      () => checkParts(folder, manifest),
      (parts) => `${parts} parts`,
    );
    await step(
      "Documents",
      () => toldInOneLine(() => restoreBlobs(to, folder, manifest)),
      (count) => `${count}`,
    );
    await step(
      "Other files",
      () => restoreFiles(config, folder, manifest),
      () => `${manifest.files.length}`,
    );
    if (config.secret === undefined) await adoptSecret(config, secret);
    const wanted = new Set(manifest.migrations.map(({ name }) => name));
    await step(
      "Database",
      async () => {
        await migrate(
          url,
          migrations.filter(({ name }) => wanted.has(name)),
        );
        await installQueue(url);
        const paths = new Map(manifest.tables.map(({ name, path }) => [name, path]));
        await loadSnapshot(url, manifest, ({ name }) =>
          createReadStream(join(folder, paths.get(name) as string)).pipe(createGunzip()),
        );
      },
      () => `${manifest.tables.length} tables, ${manifest.tables.reduce((sum, { rows }) => sum + rows, 0)} rows`,
    );
    const installation = { ...opened, secret };
    await step(
      "Schema",
      () => migrateInstallation(installation),
      ({ applied, total }) =>
        applied.length === 0 ? `${total} migrations` : `${applied.length} newer migrations applied`,
    );
    const runtime = await openRuntime(config, installation);
    try {
      console.log("\nrecords verify:");
      const broken = await verifyTowns(runtime, {});
      console.log(
        broken === 0 ? "\nRestored. Start the program." : "\nRestored, but not all of it matches: see above.",
      );
      return broken === 0 ? 0 : 1;
    } finally {
      await runtime.close();
    }
  } catch (error) {
    throw error instanceof LoadRefused ? new InstallationError(error.message) : error;
  } finally {
    await opened.stop();
  }
}

async function restoreBlobs(to: BlobStore, folder: string, manifest: Manifest): Promise<number> {
  const from = openFolderStore(join(folder, "blobs"));
  const tell = progress("documents", manifest.blobs.count);
  let count = 0;
  await inParallel(await listBlobs(folder), async (address) => {
    if ((await to.put(await from.get(address))) !== address) throw damaged(`blobs/${placeOf(address)}`);
    tell(++count);
  });
  return count;
}

async function restoreFiles(config: Config, folder: string, manifest: Manifest): Promise<void> {
  for (const { path, sha256: expected } of manifest.files) {
    const bytes = await readFile(join(folder, "files", path));
    if (sha256(bytes) !== expected) throw damaged(`files/${path}`);
    const target = join(config.dataFolder, path);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await writeWhole(target, bytes);
  }
}
