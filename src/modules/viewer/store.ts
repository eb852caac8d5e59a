import { type RawBuilder, sql } from "kysely";
import type { Ctx } from "../../platform/db/index.ts";
import type {
  Disclosure,
  DisclosureBox,
  DisclosureOrder,
  DisclosurePage,
  DisclosureState,
} from "./model/disclosure.ts";
import type { Note } from "./model/note.ts";
import type { RedactedKind } from "./model/terms.ts";
import type { ViewerTables } from "./tables.ts";

type Where = Pick<Ctx, "tx" | "tenant">;
const tables = (ctx: Pick<Ctx, "tx">) => ctx.tx.withTables<ViewerTables>();

const noteColumns = ["note_id", "dokument_id", "page", "author_id", "author_name", "body", "written_at"] as const;

const noteOf = (row: Omit<ViewerTables["viewer.note"], "tenant_id">): Note => ({
  noteId: row.note_id,
  dokumentId: row.dokument_id,
  page: row.page,
  authorId: row.author_id,
  authorName: row.author_name,
  body: row.body,
  writtenAt: row.written_at,
});

/** The notes beside a Dokument, the oldest first. */
export async function selectNotes(ctx: Where, dokumentId: string, limit: number): Promise<readonly Note[]> {
  const rows = await tables(ctx)
    .selectFrom("viewer.note")
    .select(noteColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("dokument_id", "=", dokumentId)
    .orderBy("note_id")
    .limit(limit)
    .execute();
  return rows.map(noteOf);
}

const personalRows = 5000;

/** Notes that fit one of the patterns, the newest first: for requests about personal data. */
export async function selectNotesLike(ctx: Where, patterns: readonly string[]): Promise<readonly Note[]> {
  return notesWhere(ctx, sql<boolean>`lower(body) like any(${[...patterns]}::text[])`);
}

/** These notes, as far as they are still there. */
export async function selectNotesById(ctx: Where, noteIds: readonly string[]): Promise<readonly Note[]> {
  return notesWhere(ctx, sql<boolean>`note_id = any(${[...noteIds]}::uuid[])`);
}

async function notesWhere(ctx: Where, condition: RawBuilder<boolean>): Promise<readonly Note[]> {
  const rows = await tables(ctx)
    .selectFrom("viewer.note")
    .select(noteColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where(condition)
    .orderBy("note_id", "desc")
    .limit(personalRows)
    .execute();
  return rows.map(noteOf);
}

export async function insertNote(ctx: Where, note: Note): Promise<void> {
  await tables(ctx)
    .insertInto("viewer.note")
    .values({
      tenant_id: ctx.tenant,
      note_id: note.noteId,
      dokument_id: note.dokumentId,
      page: note.page,
      author_id: note.authorId,
      author_name: note.authorName,
      body: note.body,
      written_at: note.writtenAt,
    })
    .execute();
}

export async function deleteNote(ctx: Where, noteId: string): Promise<void> {
  await tables(ctx)
    .deleteFrom("viewer.note")
    .where("tenant_id", "=", ctx.tenant)
    .where("note_id", "=", noteId)
    .execute();
}

/** What became of the conversion of a version; undefined where none is asked for or it is done. */
export async function selectConversion(
  ctx: Where,
  dokumentId: string,
  version: number,
): Promise<"queued" | "failed" | undefined> {
  const row = await tables(ctx)
    .selectFrom("viewer.conversion")
    .select("state")
    .where("tenant_id", "=", ctx.tenant)
    .where("dokument_id", "=", dokumentId)
    .where("version", "=", version)
    .executeTakeFirst();
  return row?.state as "queued" | "failed" | undefined;
}

export async function upsertConversion(
  ctx: Where & Pick<Ctx, "now">,
  conversion: { readonly dokumentId: string; readonly version: number; readonly state: "queued" | "failed" },
): Promise<void> {
  const { state } = conversion;
  await tables(ctx)
    .insertInto("viewer.conversion")
    .values({
      tenant_id: ctx.tenant,
      dokument_id: conversion.dokumentId,
      version: conversion.version,
      state,
      at: ctx.now,
    })
    .onConflict((conflict) =>
      conflict.columns(["tenant_id", "dokument_id", "version"]).doUpdateSet({ state, at: ctx.now }),
    )
    .execute();
}

export async function deleteConversion(ctx: Where, dokumentId: string, version: number): Promise<void> {
  await tables(ctx)
    .deleteFrom("viewer.conversion")
    .where("tenant_id", "=", ctx.tenant)
    .where("dokument_id", "=", dokumentId)
    .where("version", "=", version)
    .execute();
}

const disclosureColumns = [
  "disclosure_id",
  "dokument_id",
  "version",
  "format",
  "sha256",
  "media_type",
  "author_name",
  "begun_at",
  "page_count",
  "pages",
  "terms",
  "kinds",
  "reason",
  "legal_basis",
  "with_text",
  "state",
  "run",
  "made_pages",
  "result_sha256",
  "result_bytes",
] as const;

const disclosureOf = (
  row: Omit<ViewerTables["viewer.disclosure"], "tenant_id" | "run" | "made_pages"> & {
    run: number;
    made_pages: number;
  },
): Disclosure => ({
  disclosureId: row.disclosure_id,
  dokumentId: row.dokument_id,
  version: row.version,
  format: row.format,
  sha256: row.sha256,
  mediaType: row.media_type,
  authorName: row.author_name,
  begunAt: row.begun_at,
  pageCount: row.page_count,
  pages: row.pages,
  terms: row.terms,
  kinds: row.kinds as RedactedKind[],
  reason: row.reason,
  legalBasis: row.legal_basis,
  withText: row.with_text,
  state: row.state as DisclosureState,
  run: row.run,
  madePages: row.made_pages,
  resultSha256: row.result_sha256,
  resultBytes: row.result_bytes,
});

/** Disclosures of a Dokument that are not filed yet, the oldest first. */
export async function selectDisclosures(ctx: Where, dokumentId: string): Promise<readonly Disclosure[]> {
  const rows = await tables(ctx)
    .selectFrom("viewer.disclosure")
    .select(disclosureColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("dokument_id", "=", dokumentId)
    .orderBy("disclosure_id")
    .limit(50)
    .execute();
  return rows.map(disclosureOf);
}

export async function findDisclosure(
  ctx: Where,
  disclosureId: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<Disclosure | undefined> {
  const query = tables(ctx)
    .selectFrom("viewer.disclosure")
    .select(disclosureColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("disclosure_id", "=", disclosureId);
  const row = await (options.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? undefined : disclosureOf(row);
}

const orderColumns = (order: DisclosureOrder) => ({
  pages: [...order.pages],
  terms: [...order.terms],
  kinds: [...order.kinds],
  reason: order.reason,
  legal_basis: order.legalBasis,
  with_text: order.withText,
});

export async function insertDisclosure(ctx: Where, disclosure: Disclosure): Promise<void> {
  await tables(ctx)
    .insertInto("viewer.disclosure")
    .values({
      tenant_id: ctx.tenant,
      disclosure_id: disclosure.disclosureId,
      dokument_id: disclosure.dokumentId,
      version: disclosure.version,
      format: disclosure.format,
      sha256: disclosure.sha256,
      media_type: disclosure.mediaType,
      author_name: disclosure.authorName,
      begun_at: disclosure.begunAt,
      page_count: disclosure.pageCount,
      state: disclosure.state,
      ...orderColumns(disclosure),
    })
    .execute();
}

/** Sets what has changed, and nothing else. */
export async function updateDisclosure(
  ctx: Where,
  disclosureId: string,
  change: {
    readonly order?: DisclosureOrder;
    readonly state?: DisclosureState;
    readonly run?: number;
    readonly madePages?: number;
    readonly result?: { readonly sha256: string; readonly sizeBytes: number } | null;
  },
): Promise<void> {
  await tables(ctx)
    .updateTable("viewer.disclosure")
    .set({
      ...(change.order === undefined ? {} : orderColumns(change.order)),
      ...(change.state === undefined ? {} : { state: change.state }),
      ...(change.run === undefined ? {} : { run: change.run }),
      ...(change.madePages === undefined ? {} : { made_pages: change.madePages }),
      ...(change.result === undefined
        ? {}
        : { result_sha256: change.result?.sha256 ?? null, result_bytes: change.result?.sizeBytes ?? null }),
    })
    .where("tenant_id", "=", ctx.tenant)
    .where("disclosure_id", "=", disclosureId)
    .execute();
}

export async function deleteDisclosure(ctx: Where, disclosureId: string): Promise<void> {
  await tables(ctx)
    .deleteFrom("viewer.disclosure")
    .where("tenant_id", "=", ctx.tenant)
    .where("disclosure_id", "=", disclosureId)
    .execute();
}

/** Disclosures that were begun before an instant and never filed. */
export async function selectDisclosuresBegunBefore(ctx: Where, before: Date): Promise<readonly string[]> {
  const rows = await tables(ctx)
    .selectFrom("viewer.disclosure")
    .select("disclosure_id")
    .where("tenant_id", "=", ctx.tenant)
    .where("begun_at", "<", before)
    .limit(500)
    .execute();
  return rows.map((row) => row.disclosure_id);
}

/** Disclosures not filed yet whose words fit one of the patterns: for requests about personal data. */
export async function selectDisclosuresLike(ctx: Where, patterns: readonly string[]): Promise<readonly Disclosure[]> {
  const rows = await tables(ctx)
    .selectFrom("viewer.disclosure")
    .select(disclosureColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where(sql<boolean>`lower(concat_ws(' ', reason, array_to_string(terms, ' '))) like any(${[...patterns]}::text[])`)
    .orderBy("disclosure_id", "desc")
    .limit(personalRows)
    .execute();
  return rows.map(disclosureOf);
}

/** Boxes of all pages, or of some. */
export async function selectBoxes(
  ctx: Where,
  disclosureId: string,
  pages?: readonly number[],
): Promise<readonly DisclosureBox[]> {
  const all = tables(ctx)
    .selectFrom("viewer.disclosure_box")
    .select(["page", "source", "x", "y", "width", "height"])
    .where("tenant_id", "=", ctx.tenant)
    .where("disclosure_id", "=", disclosureId);
  const query = pages === undefined ? all : all.where("page", "=", sql<number>`any(${[...pages]}::int[])`);
  const rows = await query.orderBy("page").orderBy("number").execute();
  return rows.map(({ source, ...box }) => ({ ...box, source: source as DisclosureBox["source"] }));
}

/** The boxes of one page are these from now on. */
export async function replaceBoxes(
  ctx: Where,
  disclosureId: string,
  page: number,
  boxes: readonly DisclosureBox[],
): Promise<void> {
  await tables(ctx)
    .deleteFrom("viewer.disclosure_box")
    .where("tenant_id", "=", ctx.tenant)
    .where("disclosure_id", "=", disclosureId)
    .where("page", "=", page)
    .execute();
  if (boxes.length === 0) return;
  await sql`insert into viewer.disclosure_box (tenant_id, disclosure_id, page, number, source, x, y, width, height)
    select ${ctx.tenant}::int, ${disclosureId}::uuid, ${page}::int, b.number, b.source, b.x, b.y, b.width, b.height
    from jsonb_to_recordset(${JSON.stringify(boxes.map((box, index) => ({ ...box, number: index + 1 })))}::jsonb)
      as b(number int, source text, x float8, y float8, width float8, height float8)`.execute(ctx.tx);
}

const pageColumns = ["page", "sha256", "width", "height", "width_points", "height_points", "words", "boxes"] as const;

/** Pages that are made, in their order: all, or one. */
export async function selectDisclosurePages(
  ctx: Where,
  disclosureId: string,
  page?: number,
): Promise<readonly DisclosurePage[]> {
  const all = tables(ctx)
    .selectFrom("viewer.disclosure_page")
    .select(pageColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("disclosure_id", "=", disclosureId);
  const rows = await (page === undefined ? all : all.where("page", "=", page)).orderBy("page").execute();
  return rows.map((row) => ({
    page: row.page,
    sha256: row.sha256,
    width: row.width,
    height: row.height,
    widthPoints: row.width_points,
    heightPoints: row.height_points,
    words: row.words as DisclosurePage["words"],
    boxes: row.boxes,
  }));
}

export async function insertDisclosurePages(
  ctx: Where,
  disclosureId: string,
  pages: readonly DisclosurePage[],
): Promise<void> {
  await tables(ctx)
    .insertInto("viewer.disclosure_page")
    .values(
      pages.map((page) => ({
        tenant_id: ctx.tenant,
        disclosure_id: disclosureId,
        page: page.page,
        sha256: page.sha256,
        width: page.width,
        height: page.height,
        width_points: page.widthPoints,
        height_points: page.heightPoints,
        words: JSON.stringify(page.words),
        boxes: page.boxes,
      })),
    )
    .execute();
}

export async function deleteDisclosurePages(ctx: Where, disclosureId: string): Promise<void> {
  await tables(ctx)
    .deleteFrom("viewer.disclosure_page")
    .where("tenant_id", "=", ctx.tenant)
    .where("disclosure_id", "=", disclosureId)
    .execute();
}

/** Ids of disclosures of Dokumente. */
export async function selectDisclosuresOf(ctx: Where, dokumentIds: readonly string[]): Promise<readonly string[]> {
  const rows = await tables(ctx)
    .selectFrom("viewer.disclosure")
    .select("disclosure_id")
    .where("tenant_id", "=", ctx.tenant)
    .where("dokument_id", "=", sql<string>`any(${[...dokumentIds]}::uuid[])`)
    .execute();
  return rows.map((row) => row.disclosure_id);
}

/** Removes notes and conversions of Dokumente. */
export async function deleteBeside(ctx: Where, dokumentIds: readonly string[]): Promise<void> {
  for (const table of ["viewer.note", "viewer.conversion"] as const) {
    await tables(ctx)
      .deleteFrom(table)
      .where("tenant_id", "=", ctx.tenant)
      .where("dokument_id", "=", sql<string>`any(${[...dokumentIds]}::uuid[])`)
      .execute();
  }
}
