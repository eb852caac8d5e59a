import type { Import, ImportedObject } from "../model/import.ts";
import type { DisposalTables } from "../tables.ts";
import { tables, type Where } from "./tables.ts";

const columns = [
  "import_id",
  "name",
  "sha256",
  "digest",
  "version",
  "source_process",
  "source",
  "state",
  "plan_unit",
  "begun_at",
  "begun_by",
  "done_at",
  "left_over",
] as const;

type ImportRow = Pick<DisposalTables["disposal.import"], (typeof columns)[number]>;

const toImport = (row: ImportRow): Import => ({
  importId: row.import_id,
  name: row.name,
  ...(row.sha256 === null ? {} : { sha256: row.sha256 }),
  digest: row.digest,
  version: row.version,
  sourceProcess: row.source_process,
  source: row.source,
  state: row.state as Import["state"],
  ...(row.plan_unit === null ? {} : { planUnit: row.plan_unit }),
  begunAt: row.begun_at,
  begunBy: row.begun_by,
  ...(row.done_at === null ? {} : { doneAt: row.done_at }),
  leftOver: row.left_over as readonly string[],
});

export async function insertImport(ctx: Where, one: Import): Promise<void> {
  await tables(ctx)
    .insertInto("disposal.import")
    .values({
      tenant_id: ctx.tenant,
      import_id: one.importId,
      name: one.name,
      sha256: one.sha256 ?? null,
      digest: one.digest,
      version: one.version,
      source_process: one.sourceProcess,
      source: one.source,
      state: one.state,
      plan_unit: one.planUnit ?? null,
      begun_at: one.begunAt,
      begun_by: one.begunBy,
      left_over: JSON.stringify(one.leftOver),
    })
    .execute();
}

export async function findImport(
  ctx: Where,
  importId: string,
  lock: "for-update" | "no-lock",
): Promise<Import | undefined> {
  const query = tables(ctx)
    .selectFrom("disposal.import")
    .select(columns)
    .where("tenant_id", "=", ctx.tenant)
    .where("import_id", "=", importId);
  const row = await (lock === "for-update" ? query.forUpdate() : query).executeTakeFirst();
  return row && toImport(row);
}

/** Writes state, unit, end, and whether the package is still kept. */
export async function updateImport(ctx: Where, one: Import): Promise<void> {
  await tables(ctx)
    .updateTable("disposal.import")
    .set({
      state: one.state,
      plan_unit: one.planUnit ?? null,
      done_at: one.doneAt ?? null,
      sha256: one.sha256 ?? null,
    })
    .where("tenant_id", "=", ctx.tenant)
    .where("import_id", "=", one.importId)
    .execute();
}

export async function selectImports(ctx: Where, limit: number): Promise<readonly Import[]> {
  const rows = await tables(ctx)
    .selectFrom("disposal.import")
    .select(columns)
    .where("tenant_id", "=", ctx.tenant)
    .orderBy("begun_at", "desc")
    .orderBy("import_id")
    .limit(limit)
    .execute();
  return rows.map(toImport);
}

/** What became of the objects of a package, in the order in which it was done. */
export async function selectImportedObjects(ctx: Where, importId: string): Promise<readonly ImportedObject[]> {
  const rows = await tables(ctx)
    .selectFrom("disposal.import_object")
    .select(["kind", "source_uuid", "title", "result", "local_id", "akte_id", "remark"])
    .where("tenant_id", "=", ctx.tenant)
    .where("import_id", "=", importId)
    .orderBy("position")
    .execute();
  return rows.map((row) => ({
    kind: row.kind as ImportedObject["kind"],
    sourceUuid: row.source_uuid,
    title: row.title,
    result: row.result as ImportedObject["result"],
    ...(row.local_id === null ? {} : { localId: row.local_id }),
    ...(row.akte_id === null ? {} : { akteId: row.akte_id }),
    ...(row.remark === null ? {} : { remark: row.remark }),
  }));
}

/** Those of these objects that were taken over before, by any package. */
export async function selectTakenObjects(
  ctx: Where,
  kind: ImportedObject["kind"],
  uuids: readonly string[],
): Promise<ReadonlyMap<string, { readonly importId: string; readonly localId: string; readonly akteId: string }>> {
  if (uuids.length === 0) return new Map();
  const rows = await tables(ctx)
    .selectFrom("disposal.import_object")
    .select(["source_uuid", "import_id", "local_id", "akte_id"])
    .where("tenant_id", "=", ctx.tenant)
    .where("kind", "=", kind)
    .where("result", "=", "taken")
    .where("source_uuid", "in", uuids)
    .execute();
  return new Map(
    rows.map((row) => [
      row.source_uuid,
      { importId: row.import_id, localId: row.local_id ?? "", akteId: row.akte_id ?? "" },
    ]),
  );
}

export async function insertImportedObjects(
  ctx: Where,
  importId: string,
  objects: readonly ImportedObject[],
  now: Date,
): Promise<void> {
  if (objects.length === 0) return;
  await tables(ctx)
    .insertInto("disposal.import_object")
    .values(
      objects.map((one) => ({
        tenant_id: ctx.tenant,
        import_id: importId,
        kind: one.kind,
        source_uuid: one.sourceUuid,
        title: one.title,
        result: one.result,
        local_id: one.localId ?? null,
        akte_id: one.akteId ?? null,
        remark: one.remark ?? null,
        made_at: now,
      })),
    )
    .onConflict((conflict) => conflict.columns(["tenant_id", "import_id", "kind", "source_uuid"]).doNothing())
    .execute();
}

/** Forgets what was imported into an Akte that is gone: its titles say what it was about. */
export async function deleteImportedObjectsOfAkte(ctx: Where, akteId: string): Promise<void> {
  await tables(ctx)
    .deleteFrom("disposal.import_object")
    .where("tenant_id", "=", ctx.tenant)
    .where("akte_id", "=", akteId)
    .execute();
}
