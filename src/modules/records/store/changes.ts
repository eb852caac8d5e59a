import { sql } from "kysely";
import { defer } from "../../../platform/db/index.ts";
import type { DokumentMetadata } from "../model/dokument.ts";
import type { ChainHead, HistoryEntry } from "../model/history.ts";
import type { Verweis } from "../model/verweis.ts";
import { tables, type Where } from "./tables.ts";

// What changes something that is there. Every one of these is written with a history entry, and never alone.

/** Puts entries at the end of a chain whose Akte is locked, at the latest with the commit. */
export function writeEntries(ctx: Where, akteId: string, entries: readonly HistoryEntry[], head: ChainHead): void {
  const write = sql`
    with headed as (
      update records.akte set head_sequence = ${head.sequence}::int, head_hash = ${head.hash}
      where tenant_id = ${ctx.tenant}::int and akte_id = ${akteId}::uuid
    )
    insert into records.history (tenant_id, akte_id, sequence, recorded_at, action, actor_kind, actor_id, actor_name, vorgang_id,
      details, previous_hash, hash)
    select ${ctx.tenant}::int, ${akteId}::uuid, e.sequence, e."recordedAt", e.action, e.actor ->> 'kind', e.actor ->> 'id',
      e.actor ->> 'name', e."vorgangId", e.details, e."previousHash", e.hash
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as e(sequence int, "recordedAt" timestamptz, action text,
      actor jsonb, "vorgangId" uuid, details jsonb, "previousHash" text, hash text)`;
  defer(ctx.tx, write.compile(ctx.tx));
}

/** Values of an Akte that may change. */
export interface AkteValues {
  readonly betreff?: string;
  readonly retentionYears?: number;
  readonly aussonderungsart?: string;
  readonly medium?: string;
  readonly planUnit?: string;
  readonly year?: number;
  readonly number?: number;
  readonly aktenzeichen?: string;
  readonly zdaAt?: Date | null;
  readonly lastVorgang?: number;
}

const akteColumns = {
  betreff: "betreff",
  retentionYears: "aufbewahrungsdauer",
  aussonderungsart: "aussonderungsart",
  medium: "medium",
  planUnit: "plan_unit",
  year: "year",
  number: "number",
  aktenzeichen: "aktenzeichen",
  zdaAt: "zda_at",
  lastVorgang: "last_vorgang",
} as const;

/** Values under the names of their columns; what is not given stays. */
function inColumns<Values extends object>(
  values: Values,
  columns: Readonly<Record<keyof Values, string>>,
): Record<string, never> {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [columns[name as keyof Values], value as never]),
  );
}

export function updateAkte(ctx: Where, akteId: string, values: AkteValues): void {
  defer(
    ctx.tx,
    tables(ctx)
      .updateTable("records.akte")
      .set(inColumns(values, akteColumns as Record<keyof AkteValues, string>))
      .where("tenant_id", "=", ctx.tenant)
      .where("akte_id", "=", akteId),
  );
}

/** A Teilakte with the next number of its Akte. */
export function insertTeilakte(
  ctx: Where & { readonly now: Date },
  teilakte: { readonly teilakteId: string; readonly akteId: string; readonly number: number; readonly betreff: string },
): void {
  defer(
    ctx.tx,
    tables(ctx).insertInto("records.teilakte").values({
      tenant_id: ctx.tenant,
      teilakte_id: teilakte.teilakteId,
      akte_id: teilakte.akteId,
      number: teilakte.number,
      betreff: teilakte.betreff,
      opened_at: ctx.now,
    }),
  );
  defer(
    ctx.tx,
    tables(ctx)
      .updateTable("records.akte")
      .set({ last_teilakte: teilakte.number })
      .where("tenant_id", "=", ctx.tenant)
      .where("akte_id", "=", teilakte.akteId),
  );
}

export function updateTeilakte(ctx: Where, teilakteId: string, values: { readonly betreff: string }): void {
  defer(
    ctx.tx,
    tables(ctx)
      .updateTable("records.teilakte")
      .set(values)
      .where("tenant_id", "=", ctx.tenant)
      .where("teilakte_id", "=", teilakteId),
  );
}

/** Values of a Vorgang that may change. */
export interface VorgangValues {
  readonly betreff?: string;
  readonly teilakteId?: string | null;
  readonly akteId?: string;
  readonly number?: number;
  readonly aktenzeichen?: string;
}

export function updateVorgang(ctx: Where, vorgangId: string, values: VorgangValues): void {
  const columns: Record<keyof VorgangValues, string> = {
    betreff: "betreff",
    teilakteId: "teilakte_id",
    akteId: "akte_id",
    number: "number",
    aktenzeichen: "aktenzeichen",
  };
  defer(
    ctx.tx,
    tables(ctx)
      .updateTable("records.vorgang")
      .set(inColumns(values, columns))
      .where("tenant_id", "=", ctx.tenant)
      .where("vorgang_id", "=", vorgangId),
  );
}

/** Values of a Dokument that may change; metadata that are null are taken away. */
export type DokumentValues = {
  readonly [Name in keyof DokumentMetadata]?: DokumentMetadata[Name] | null | undefined;
} & {
  readonly title?: string;
  readonly kind?: string;
  readonly vorgangId?: string;
  readonly sequence?: number;
  readonly parentId?: string | null;
};

export function updateDokument(ctx: Where, dokumentId: string, values: DokumentValues): void {
  const columns: Record<keyof DokumentValues, string> = {
    title: "title",
    kind: "kind",
    vorgangId: "vorgang_id",
    sequence: "sequence",
    parentId: "parent_id",
    posteingang: "posteingang",
    postausgang: "postausgang",
    datumDesSchreibens: "datum_des_schreibens",
    fremdesGeschaeftszeichen: "fremdes_geschaeftszeichen",
    bemerkung: "bemerkung",
  };
  defer(
    ctx.tx,
    tables(ctx)
      .updateTable("records.dokument")
      .set(inColumns(values, columns))
      .where("tenant_id", "=", ctx.tenant)
      .where("dokument_id", "=", dokumentId),
  );
}

/** Adds a format of a version. */
export function insertFormat(
  ctx: Where & { readonly now: Date },
  dokumentId: string,
  format: {
    readonly version: number;
    readonly format: number;
    readonly sha256: string;
    readonly sizeBytes: number;
    readonly mediaType: string;
    readonly filename: string;
  },
): void {
  defer(
    ctx.tx,
    tables(ctx).insertInto("records.dokument_version").values({
      tenant_id: ctx.tenant,
      dokument_id: dokumentId,
      version: format.version,
      format: format.format,
      sha256: format.sha256,
      size_bytes: format.sizeBytes,
      media_type: format.mediaType,
      filename: format.filename,
      made_at: ctx.now,
    }),
  );
}

export function insertVerweis(ctx: Where & { readonly now: Date }, akteId: string, verweis: Verweis): void {
  defer(
    ctx.tx,
    tables(ctx).insertInto("records.verweis").values({
      tenant_id: ctx.tenant,
      verweis_id: verweis.verweisId,
      akte_id: akteId,
      from_kind: verweis.fromKind,
      from_id: verweis.fromId,
      to_kind: verweis.toKind,
      to_id: verweis.toId,
      kind: verweis.kind,
      note: verweis.note,
      made_at: ctx.now,
    }),
  );
}

export function deleteVerweis(ctx: Where, verweisId: string): void {
  defer(
    ctx.tx,
    tables(ctx).deleteFrom("records.verweis").where("tenant_id", "=", ctx.tenant).where("verweis_id", "=", verweisId),
  );
}

/** What goes from one Akte to another takes its Verweise along. */
export function moveVerweise(ctx: Where, verweisIds: readonly string[], akteId: string): void {
  if (verweisIds.length === 0) return;
  defer(
    ctx.tx,
    tables(ctx)
      .updateTable("records.verweis")
      .set({ akte_id: akteId })
      .where("tenant_id", "=", ctx.tenant)
      .where("verweis_id", "in", [...verweisIds]),
  );
}

/** Replaces what a Vorgang, or the Akte itself, was called before. */
export function replaceFormer(
  ctx: Where,
  of: { readonly akteId: string; readonly vorgangId: string | null },
  zeichen: readonly {
    readonly aktenzeichen: string;
    readonly planUnit: string | null;
    readonly year: number | null;
    readonly number: number | null;
    readonly until: Date;
  }[],
): void {
  let gone = tables(ctx).deleteFrom("records.former_aktenzeichen").where("tenant_id", "=", ctx.tenant);
  gone =
    of.vorgangId === null
      ? gone.where("akte_id", "=", of.akteId).where("vorgang_id", "is", null)
      : gone.where("vorgang_id", "=", of.vorgangId);
  defer(ctx.tx, gone);
  if (zeichen.length === 0) return;
  defer(
    ctx.tx,
    tables(ctx)
      .insertInto("records.former_aktenzeichen")
      .values(
        zeichen.map((one) => ({
          tenant_id: ctx.tenant,
          aktenzeichen: one.aktenzeichen,
          akte_id: of.akteId,
          vorgang_id: of.vorgangId,
          plan_unit: one.planUnit,
          year: one.year,
          number: one.number,
          until: one.until,
        })),
      ),
  );
}

/** Replaces the words by which an Akte is found. */
export function replaceTerms(ctx: Where, akteId: string, terms: readonly string[]): void {
  defer(
    ctx.tx,
    tables(ctx).deleteFrom("records.akte_term").where("tenant_id", "=", ctx.tenant).where("akte_id", "=", akteId),
  );
  const insert = sql`
    insert into records.akte_term (tenant_id, term, akte_id)
    select ${ctx.tenant}::int, term, ${akteId}::uuid from jsonb_array_elements_text(${JSON.stringify(terms)}::jsonb) as term
    on conflict do nothing`;
  defer(ctx.tx, insert.compile(ctx.tx));
}

/** Calls all Vorgänge of an Akte after its new Aktenzeichen, and keeps what they were called. */
export function renumberVorgaenge(ctx: Where & { readonly now: Date }, akteId: string, aktenzeichen: string): void {
  const newNames = sql`
    select v.vorgang_id, v.aktenzeichen as old,
      ${aktenzeichen} || '/' || case when v.number < 100 then lpad(v.number::text, 2, '0') else v.number::text end as new
    from records.vorgang v where v.tenant_id = ${ctx.tenant}::int and v.akte_id = ${akteId}::uuid`;
  const statements = [
    sql`delete from records.former_aktenzeichen f using (${newNames}) n
      where f.tenant_id = ${ctx.tenant}::int and f.vorgang_id = n.vorgang_id and f.aktenzeichen = n.new`,
    sql`insert into records.former_aktenzeichen (tenant_id, aktenzeichen, akte_id, vorgang_id, until)
      select ${ctx.tenant}::int, n.old, ${akteId}::uuid, n.vorgang_id, ${ctx.now}::timestamptz from (${newNames}) n`,
    sql`update records.vorgang v set aktenzeichen = n.new from (${newNames}) n
      where v.tenant_id = ${ctx.tenant}::int and v.vorgang_id = n.vorgang_id`,
  ];
  for (const statement of statements) defer(ctx.tx, statement.compile(ctx.tx));
}
