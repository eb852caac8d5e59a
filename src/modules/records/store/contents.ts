import { sql } from "kysely";
import type { Fields } from "../model/replay.ts";
import type { VerweisEnd, VerweisKind } from "../model/verweis.ts";
import { tables, type Where } from "./tables.ts";

// What lies in an Akte that is locked, as the history tells it: for entries that hand it over or say what was before.

const instant = (at: Date): string => at.toISOString();

/** A Vorgang of a locked Akte. */
export interface HeldVorgang {
  readonly vorgangId: string;
  readonly akteId: string;
  readonly teilakteId: string | null;
  readonly number: number;
  readonly aktenzeichen: string;
  readonly betreff: string;
  readonly caseId: string | null;
  readonly openedAt: Date;
  readonly zdaAt: Date | null;
}

/** @param which Vorgänge by their ids, or all of an Akte; by number */
export async function selectHeldVorgaenge(
  ctx: Where,
  which: { readonly vorgangIds: readonly string[] } | { readonly akteId: string },
): Promise<readonly HeldVorgang[]> {
  let query = tables(ctx)
    .selectFrom("records.vorgang")
    .select([
      "vorgang_id",
      "akte_id",
      "teilakte_id",
      "number",
      "aktenzeichen",
      "betreff",
      "case_id",
      "opened_at",
      "zda_at",
    ])
    .where("tenant_id", "=", ctx.tenant)
    .orderBy("akte_id")
    .orderBy("number");
  query =
    "akteId" in which
      ? query.where("akte_id", "=", which.akteId)
      : query.where("vorgang_id", "=", sql<string>`any(${[...which.vorgangIds]}::uuid[])`);
  return (await query.execute()).map((row) => ({
    vorgangId: row.vorgang_id,
    akteId: row.akte_id,
    teilakteId: row.teilakte_id,
    number: row.number,
    aktenzeichen: row.aktenzeichen,
    betreff: row.betreff,
    caseId: row.case_id,
    openedAt: row.opened_at,
    zdaAt: row.zda_at,
  }));
}

/** A Dokument of a locked Akte with all its formats. */
export interface HeldDokument {
  readonly dokumentId: string;
  readonly vorgangId: string;
  readonly parentId: string | null;
  /** Kind, title, author, metadata and time of filing, as an entry says them. */
  readonly fields: Fields;
  readonly formats: readonly (Fields & { readonly version: number; readonly format: number })[];
}

/** @param which Dokumente by their ids, or all of some Vorgänge; in the order of filing */
export async function selectHeldDokumente(
  ctx: Where,
  which: { readonly dokumentIds: readonly string[] } | { readonly vorgangIds: readonly string[] },
): Promise<readonly HeldDokument[]> {
  const condition =
    "dokumentIds" in which
      ? sql<boolean>`d.dokument_id = any(${[...which.dokumentIds]}::uuid[])`
      : sql<boolean>`d.vorgang_id = any(${[...which.vorgangIds]}::uuid[])`;
  const dokumente = await tables(ctx)
    .selectFrom("records.dokument as d")
    .selectAll("d")
    .where("d.tenant_id", "=", ctx.tenant)
    .where(condition)
    .orderBy("d.vorgang_id")
    .orderBy("d.sequence")
    .execute();
  if (dokumente.length === 0) return [];
  const formats = await tables(ctx)
    .selectFrom("records.dokument_version as n")
    .selectAll("n")
    .where("n.tenant_id", "=", ctx.tenant)
    .where(sql<boolean>`n.dokument_id = any(${dokumente.map((row) => row.dokument_id)}::uuid[])`)
    .orderBy("n.dokument_id")
    .orderBy("n.version")
    .orderBy("n.format")
    .execute();
  const formatsOf = Map.groupBy(formats, (row) => row.dokument_id);
  return dokumente.map((row) => ({
    dokumentId: row.dokument_id,
    vorgangId: row.vorgang_id,
    parentId: row.parent_id,
    fields: {
      kind: row.kind,
      title: row.title,
      author: row.author,
      filedAt: instant(row.filed_at),
      posteingang: row.posteingang as unknown as string | null,
      postausgang: row.postausgang as unknown as string | null,
      datumDesSchreibens: row.datum_des_schreibens as unknown as string | null,
      fremdesGeschaeftszeichen: row.fremdes_geschaeftszeichen,
      bemerkung: row.bemerkung,
    },
    formats: (formatsOf.get(row.dokument_id) ?? []).map((format) => ({
      version: format.version,
      format: format.format,
      sha256: format.sha256,
      sizeBytes: format.size_bytes,
      mediaType: format.media_type,
      filename: format.filename,
      madeAt: instant(format.made_at),
    })),
  }));
}

/** A Verweis with the Akte that tells of it. */
export interface HeldVerweis {
  readonly verweisId: string;
  readonly akteId: string;
  readonly fromKind: VerweisEnd;
  readonly fromId: string;
  readonly toKind: VerweisEnd;
  readonly toId: string;
  readonly kind: VerweisKind;
  readonly note: string | null;
  readonly madeAt: Date;
}

/** Verweise that begin at one of these, or one by its id. */
export async function selectHeldVerweise(
  ctx: Where,
  which: { readonly fromIds: readonly string[] } | { readonly verweisId: string },
): Promise<readonly HeldVerweis[]> {
  const rows = await tables(ctx)
    .selectFrom("records.verweis")
    .selectAll()
    .where("tenant_id", "=", ctx.tenant)
    .where(
      "fromIds" in which
        ? sql<boolean>`from_id = any(${[...which.fromIds]}::uuid[])`
        : sql<boolean>`verweis_id = ${which.verweisId}::uuid`,
    )
    .orderBy("verweis_id")
    .execute();
  return rows.map((row) => ({
    verweisId: row.verweis_id,
    akteId: row.akte_id,
    fromKind: row.from_kind as VerweisEnd,
    fromId: row.from_id,
    toKind: row.to_kind as VerweisEnd,
    toId: row.to_id,
    kind: row.kind as VerweisKind,
    note: row.note,
    madeAt: row.made_at,
  }));
}

/** A former Aktenzeichen of an Akte, or of a Vorgang in it. */
export interface HeldZeichen {
  readonly aktenzeichen: string;
  readonly vorgangId: string | null;
  readonly planUnit: string | null;
  readonly year: number | null;
  readonly number: number | null;
  readonly until: Date;
}

/** What an Akte, or Vorgänge, were called before, the oldest first. */
export async function selectFormer(
  ctx: Where,
  which: { readonly ofAkteId: string } | { readonly vorgangIds: readonly string[] },
): Promise<readonly HeldZeichen[]> {
  const rows = await tables(ctx)
    .selectFrom("records.former_aktenzeichen")
    .select(["aktenzeichen", "vorgang_id", "plan_unit", "year", "number", "until"])
    .where("tenant_id", "=", ctx.tenant)
    .where(
      "ofAkteId" in which
        ? sql<boolean>`akte_id = ${which.ofAkteId}::uuid and vorgang_id is null`
        : sql<boolean>`vorgang_id = any(${[...which.vorgangIds]}::uuid[])`,
    )
    .orderBy("until")
    .orderBy("aktenzeichen")
    .execute();
  return rows.map((row) => ({
    aktenzeichen: row.aktenzeichen,
    vorgangId: row.vorgang_id,
    planUnit: row.plan_unit,
    year: row.year,
    number: row.number,
    until: row.until,
  }));
}

/** In which Akte each of these lies; what is not there is missing. */
export async function selectAktenHolding(
  ctx: Where,
  ids: {
    readonly akteIds: readonly string[];
    readonly teilakteIds: readonly string[];
    readonly vorgangIds: readonly string[];
    readonly dokumentIds: readonly string[];
  },
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; akte_id: string }>`
    select akte_id as id, akte_id from records.akte
    where tenant_id = ${ctx.tenant}::int and akte_id = any(${ids.akteIds}::uuid[])
    union all
    select teilakte_id, akte_id from records.teilakte
    where tenant_id = ${ctx.tenant}::int and teilakte_id = any(${ids.teilakteIds}::uuid[])
    union all
    select vorgang_id, akte_id from records.vorgang
    where tenant_id = ${ctx.tenant}::int and vorgang_id = any(${ids.vorgangIds}::uuid[])
    union all
    select d.dokument_id, v.akte_id from records.dokument d
    join records.vorgang v on v.tenant_id = d.tenant_id and v.vorgang_id = d.vorgang_id
    where d.tenant_id = ${ctx.tenant}::int and d.dokument_id = any(${ids.dokumentIds}::uuid[])`.execute(ctx.tx);
  return new Map(rows.map((row) => [row.id, row.akte_id]));
}

/** By what an Akte is to be found: Aktenzeichen, also former ones, and Betreff of it and of what lies in it. */
export async function selectWordsOfAkte(ctx: Where, akteId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ words: string }>`
    select aktenzeichen || ' ' || betreff as words from records.akte
    where tenant_id = ${ctx.tenant}::int and akte_id = ${akteId}::uuid
    union all
    select betreff from records.vorgang where tenant_id = ${ctx.tenant}::int and akte_id = ${akteId}::uuid
    union all
    select betreff from records.teilakte where tenant_id = ${ctx.tenant}::int and akte_id = ${akteId}::uuid
    union all
    select aktenzeichen from records.former_aktenzeichen
    where tenant_id = ${ctx.tenant}::int and akte_id = ${akteId}::uuid`.execute(ctx.tx);
  return rows.map(({ words }) => words);
}
