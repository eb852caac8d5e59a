import { sql } from "kysely";
import type { Searchable } from "../model/terms.ts";
import type { Where } from "./tables.ts";
import { tables } from "./tables.ts";

/** What the pages of a file are called. */
export type PartKind = "page" | "sheet" | "slide" | "text";

/** `cut`: only the beginning of its text is searched. */
export type IndexState = "indexed" | "cut" | "no-text" | "failed";

/** A Dokument as it stands in the index. */
export interface IndexedDokument extends Searchable {
  readonly number: number;
  readonly dokumentId: string;
  readonly akteId: string;
  readonly circleId: number;
  readonly fingerprint: string;
  readonly fileKind: string;
  readonly partKind: PartKind;
  readonly state: IndexState;
  readonly problem: string | null;
}

interface Row {
  number: number;
  dokument_id: string;
  akte_id: string;
  circle_id: number;
  fingerprint: string;
  plan_unit: string;
  aktenzeichen: string;
  akte_betreff: string;
  kind: string;
  file_kind: string;
  title: string;
  author: string;
  filename: string;
  media_type: string;
  filed_at: Date;
  open: boolean;
  text: string;
  part_kind: string;
  splits: string[];
  state: string;
  problem: string | null;
}

const columns = [
  "number",
  "dokument_id",
  "akte_id",
  "circle_id",
  "fingerprint",
  "plan_unit",
  "aktenzeichen",
  "akte_betreff",
  "kind",
  "file_kind",
  "title",
  "author",
  "filename",
  "media_type",
  "filed_at",
  "open",
  "text",
  "part_kind",
  "splits",
  "state",
  "problem",
] as const;

const fromRow = (row: Row): IndexedDokument => ({
  number: row.number,
  dokumentId: row.dokument_id,
  akteId: row.akte_id,
  circleId: row.circle_id,
  fingerprint: row.fingerprint,
  planUnit: row.plan_unit,
  aktenzeichen: row.aktenzeichen,
  akteBetreff: row.akte_betreff,
  kind: row.kind,
  fileKind: row.file_kind,
  title: row.title,
  author: row.author,
  filename: row.filename,
  mediaType: row.media_type,
  filedAt: row.filed_at,
  open: row.open,
  text: row.text,
  partKind: row.part_kind as PartKind,
  splits: row.splits,
  state: row.state as IndexState,
  problem: row.problem,
});

/** Of these Dokumente those that stand in the index, with their texts. */
export async function selectIndexed(ctx: Where, dokumentIds: readonly string[]): Promise<readonly IndexedDokument[]> {
  if (dokumentIds.length === 0) return [];
  const rows = await tables(ctx)
    .selectFrom("fulltext.dokument")
    .select(columns)
    .where("tenant_id", "=", ctx.tenant)
    .where("dokument_id", "=", sql<string>`any(${dokumentIds}::uuid[])`)
    .execute();
  return rows.map(fromRow);
}

const columnsWithoutText = columns.filter((name) => name !== "text");

/**
 * Of these numbers those that exist.
 * @param mostLetters of the text of each; all of it where undefined
 */
export async function selectByNumber(
  ctx: Where,
  numbers: readonly number[],
  mostLetters = 2 ** 31 - 1,
): Promise<readonly IndexedDokument[]> {
  if (numbers.length === 0) return [];
  const rows = await tables(ctx)
    .selectFrom("fulltext.dokument")
    .select(columnsWithoutText)
    .select(sql<string>`left(text, ${mostLetters}::int)`.as("text"))
    .where("tenant_id", "=", ctx.tenant)
    .where("number", "=", sql<number>`any(${numbers}::int[])`)
    .execute();
  return rows.map(fromRow);
}

/** In which Akte each of these numbers lies. One row for all: a thousand are read many times sooner. */
export async function selectAktenOf(ctx: Where, numbers: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const { rows } = await sql<{ found: string | null }>`
    select string_agg(number || ' ' || akte_id, ',') as found from fulltext.dokument
    where tenant_id = ${ctx.tenant}::int and number = any(${numbers}::int[])`.execute(ctx.tx);
  const found = new Map<number, string>();
  for (const pair of rows[0]?.found?.split(",") ?? []) {
    const [number, akteId = ""] = pair.split(" ");
    found.set(Number(number), akteId);
  }
  return found;
}

/** Of these numbers those that were filed in a time. */
export async function selectFiledBetween(
  ctx: Where,
  numbers: readonly number[],
  time: { readonly from: Date | undefined; readonly before: Date | undefined },
): Promise<ReadonlySet<number>> {
  const rows = await tables(ctx)
    .selectFrom("fulltext.dokument")
    .select("number")
    .where("tenant_id", "=", ctx.tenant)
    .where("number", "=", sql<number>`any(${numbers}::int[])`)
    .$if(time.from !== undefined, (query) => query.where("filed_at", ">=", time.from as Date))
    .$if(time.before !== undefined, (query) => query.where("filed_at", "<", time.before as Date))
    .execute();
  return new Set(rows.map(({ number }) => number));
}

/** Ids and fingerprints of what stands in the index of an Akte. */
export async function selectFingerprints(
  ctx: Where,
  akteId: string,
): Promise<readonly { readonly dokumentId: string; readonly fingerprint: string }[]> {
  const rows = await tables(ctx)
    .selectFrom("fulltext.dokument")
    .select(["dokument_id", "fingerprint"])
    .where("tenant_id", "=", ctx.tenant)
    .where("akte_id", "=", akteId)
    .execute();
  return rows.map((row) => ({ dokumentId: row.dokument_id, fingerprint: row.fingerprint }));
}

/** Keys of Dokumente in single Akten. */
export async function selectNumbersOfAkten(
  ctx: Where,
  akteIds: readonly string[],
): Promise<readonly { readonly number: number; readonly circleId: number }[]> {
  if (akteIds.length === 0) return [];
  const rows = await tables(ctx)
    .selectFrom("fulltext.dokument")
    .select(["number", "circle_id"])
    .where("tenant_id", "=", ctx.tenant)
    .where("akte_id", "=", sql<string>`any(${akteIds}::uuid[])`)
    .execute();
  return rows.map((row) => ({ number: row.number, circleId: row.circle_id }));
}

/** Numbers of the Dokumente of an Akte by circle, ascending: one row for each circle, an Akte may have very many. */
export async function selectNumbersOfAkte(
  ctx: Where,
  akteId: string,
): Promise<readonly { readonly circleId: number; readonly numbers: readonly number[] }[]> {
  const { rows } = await sql<{ circle_id: number; numbers: string }>`
    select circle_id, string_agg(number::text, ',') as numbers from fulltext.dokument
    where tenant_id = ${ctx.tenant}::int and akte_id = ${akteId}::uuid group by circle_id`.execute(ctx.tx);
  return rows.map((row) => ({ circleId: row.circle_id, numbers: row.numbers.split(",").map(Number) }));
}

/** Writes Dokumente of the index; those that are there are replaced. */
export async function writeDokumente(ctx: Where, dokumente: readonly IndexedDokument[], now: Date): Promise<void> {
  if (dokumente.length === 0) return;
  await tables(ctx)
    .insertInto("fulltext.dokument")
    .values(
      dokumente.map((dokument) => ({
        tenant_id: ctx.tenant,
        number: dokument.number,
        dokument_id: dokument.dokumentId,
        akte_id: dokument.akteId,
        circle_id: dokument.circleId,
        fingerprint: dokument.fingerprint,
        plan_unit: dokument.planUnit,
        aktenzeichen: dokument.aktenzeichen,
        akte_betreff: dokument.akteBetreff,
        kind: dokument.kind,
        file_kind: dokument.fileKind,
        title: dokument.title,
        author: dokument.author,
        filename: dokument.filename,
        media_type: dokument.mediaType,
        filed_at: dokument.filedAt,
        open: dokument.open,
        text: dokument.text,
        part_kind: dokument.partKind,
        splits: [...dokument.splits],
        state: dokument.state,
        problem: dokument.problem,
        indexed_at: now,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(["tenant_id", "number"]).doUpdateSet((eb) => ({
        akte_id: eb.ref("excluded.akte_id"),
        circle_id: eb.ref("excluded.circle_id"),
        fingerprint: eb.ref("excluded.fingerprint"),
        plan_unit: eb.ref("excluded.plan_unit"),
        aktenzeichen: eb.ref("excluded.aktenzeichen"),
        akte_betreff: eb.ref("excluded.akte_betreff"),
        kind: eb.ref("excluded.kind"),
        file_kind: eb.ref("excluded.file_kind"),
        title: eb.ref("excluded.title"),
        author: eb.ref("excluded.author"),
        filename: eb.ref("excluded.filename"),
        media_type: eb.ref("excluded.media_type"),
        filed_at: eb.ref("excluded.filed_at"),
        open: eb.ref("excluded.open"),
        text: eb.ref("excluded.text"),
        part_kind: eb.ref("excluded.part_kind"),
        splits: eb.ref("excluded.splits"),
        state: eb.ref("excluded.state"),
        problem: eb.ref("excluded.problem"),
        indexed_at: eb.ref("excluded.indexed_at"),
      })),
    )
    .execute();
}

export async function deleteDokumente(ctx: Where, dokumentIds: readonly string[]): Promise<void> {
  await tables(ctx)
    .deleteFrom("fulltext.dokument")
    .where("tenant_id", "=", ctx.tenant)
    .where("dokument_id", "=", sql<string>`any(${dokumentIds}::uuid[])`)
    .execute();
}

/** Changes how many Dokumente lie in each cell. */
export async function countCells(
  ctx: Where,
  changes: readonly { readonly window: number; readonly circle: number; readonly by: number }[],
): Promise<void> {
  for (const { window, circle, by } of changes) {
    if (by === 0) continue;
    await sql`
      insert into fulltext.cell as c (tenant_id, window_no, circle_id, dokumente)
      values (${ctx.tenant}::int, ${window}::int, ${circle}::int, greatest(${by}::int, 0))
      on conflict (tenant_id, circle_id, window_no) do update set dokumente = greatest(c.dokumente + ${by}::int, 0)`.execute(
      ctx.tx,
    );
  }
}

/** Where Dokumente of these circles lie; of all where undefined. */
export async function selectCells(
  ctx: Where,
  circles: readonly number[] | undefined,
): Promise<readonly { readonly window: number; readonly circle: number; readonly dokumente: number }[]> {
  const { rows } = await sql<{ window_no: number; circle_id: number; dokumente: number }>`
    select window_no, circle_id, dokumente from fulltext.cell
    where tenant_id = ${ctx.tenant}::int and dokumente > 0
      and ${circles === undefined ? sql`true` : sql`circle_id = any(${circles}::int[])`}`.execute(ctx.tx);
  return rows.map((row) => ({ window: row.window_no, circle: row.circle_id, dokumente: row.dokumente }));
}

/** Empties the index of a town; numbers begin anew. The index has to be locked. */
export async function emptyIndex(ctx: Where): Promise<void> {
  for (const table of ["fulltext.posting", "fulltext.cell", "fulltext.word", "fulltext.dokument"] as const) {
    await tables(ctx).deleteFrom(table).where("tenant_id", "=", ctx.tenant).execute();
  }
  await tables(ctx)
    .updateTable("fulltext.counter")
    .set({ last_number: 0 })
    .where("tenant_id", "=", ctx.tenant)
    .execute();
}

/** What is known of the text of a Dokument, for its page. */
export async function findIndexState(
  ctx: Where,
  dokumentId: string,
): Promise<{ readonly state: IndexState; readonly problem: string | null; readonly indexedAt: Date } | undefined> {
  const row = await tables(ctx)
    .selectFrom("fulltext.dokument")
    .select(["state", "problem", "indexed_at"])
    .where("tenant_id", "=", ctx.tenant)
    .where("dokument_id", "=", dokumentId)
    .executeTakeFirst();
  return row && { state: row.state as IndexState, problem: row.problem, indexedAt: row.indexed_at };
}
