import { sql } from "kysely";
import { beginningWith } from "../../kernel/index.ts";
import { type Ctx, defer } from "../../platform/db/index.ts";
import type { Akte, AkteInList, Vorgang } from "./model/akte.ts";
import type { Aussonderungsart, PlanUnit } from "./model/aktenplan.ts";
import type { Dokument, DokumentKind } from "./model/dokument.ts";
import type { ChainHead, HistoryEntry } from "./model/history.ts";
import type { AkteSnapshot } from "./model/verification.ts";
import type { RecordsTables } from "./tables.ts";

type Where = Pick<Ctx, "tx" | "tenant">;

const tables = (ctx: Where) => ctx.tx.withTables<RecordsTables>();

/** Adds units; those the town already has stay as they are. */
export async function insertPlanUnits(ctx: Where, units: readonly PlanUnit[]): Promise<void> {
  await tables(ctx)
    .insertInto("records.plan_unit")
    .values(
      units.map((unit) => ({
        tenant_id: ctx.tenant,
        plan_unit: unit.planUnit,
        title: unit.title,
        aufbewahrungsdauer: unit.retentionYears,
        aussonderungsart: unit.aussonderungsart,
        source: unit.source,
        takes_akten: unit.takesAkten,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The town's Aktenplan in its order, each unit with the number of Akten ever opened in it. */
export async function listPlanUnits(ctx: Where): Promise<readonly (PlanUnit & { readonly akten: number })[]> {
  const rows = await tables(ctx)
    .selectFrom("records.plan_unit as u")
    .leftJoin("records.counter as c", (join) =>
      join.onRef("c.tenant_id", "=", "u.tenant_id").onRef("c.plan_unit", "=", "u.plan_unit"),
    )
    .select([
      "u.plan_unit",
      "u.title",
      "u.aufbewahrungsdauer",
      "u.aussonderungsart",
      "u.source",
      "u.takes_akten",
      sql<number>`coalesce(sum(c.last_number), 0)::int`.as("akten"),
    ])
    .where("u.tenant_id", "=", ctx.tenant)
    .groupBy(["u.tenant_id", "u.plan_unit"])
    .orderBy("u.plan_unit")
    .execute();
  return rows.map((row) => ({
    planUnit: row.plan_unit,
    title: row.title,
    retentionYears: row.aufbewahrungsdauer,
    aussonderungsart: row.aussonderungsart as Aussonderungsart,
    source: row.source,
    takesAkten: row.takes_akten,
    akten: row.akten,
  }));
}

/**
 * Takes the next number of a unit and year. From here to the commit no other Akte of that unit and year can
 * be opened: a rollback gives the number back, so there is never a gap.
 * @returns undefined where the town has no such unit, or one that takes no Akten
 */
export async function takeNumber(
  ctx: Where,
  planUnit: string,
  year: number,
): Promise<{ number: number; aussonderungsart: Aussonderungsart } | undefined> {
  const { rows } = await sql<{ number: number; aussonderungsart: Aussonderungsart }>`
    with unit as (
      select plan_unit, aussonderungsart from records.plan_unit
      where tenant_id = ${ctx.tenant}::int and plan_unit = ${planUnit} and takes_akten
    ), taken as (
      insert into records.counter as c (tenant_id, plan_unit, year, last_number)
      select ${ctx.tenant}::int, plan_unit, ${year}::int, 1 from unit
      on conflict (tenant_id, plan_unit, year) do update set last_number = c.last_number + 1
      returning last_number
    )
    select last_number as number, aussonderungsart from taken, unit`.execute(ctx.tx);
  return rows[0];
}

/** An Akte whose row is locked until the transaction ends: nobody else can lengthen its chain. */
export interface LockedAkte {
  readonly akteId: string;
  readonly aktenzeichen: string;
  readonly planUnit: string;
  readonly lastVorgang: number;
  readonly closed: boolean;
  readonly head: ChainHead;
}

interface LockedRow {
  akte_id: string;
  aktenzeichen: string;
  plan_unit: string;
  last_vorgang: number;
  closed: boolean;
  head_sequence: number;
  head_hash: string;
}

const lockedAkte = (row: LockedRow): LockedAkte => ({
  akteId: row.akte_id,
  aktenzeichen: row.aktenzeichen,
  planUnit: row.plan_unit,
  lastVorgang: row.last_vorgang,
  closed: row.closed,
  head: { sequence: row.head_sequence, hash: row.head_hash },
});

/** Locks an Akte. */
export async function findAkteForUpdate(ctx: Where, akteId: string): Promise<LockedAkte | undefined> {
  const { rows } = await sql<LockedRow>`
    select akte_id, aktenzeichen, plan_unit, last_vorgang, zda_at is not null as closed, head_sequence, head_hash
    from records.akte where tenant_id = ${ctx.tenant}::int and akte_id = ${akteId}::uuid
    for no key update`.execute(ctx.tx);
  return rows[0] && lockedAkte(rows[0]);
}

/** Locks a Vorgang and its Akte. */
export async function findVorgangForUpdate(
  ctx: Where,
  vorgangId: string,
): Promise<{ readonly akte: LockedAkte; readonly vorgangClosed: boolean } | undefined> {
  const { rows } = await sql<LockedRow & { vorgang_closed: boolean }>`
    select a.akte_id, a.aktenzeichen, a.plan_unit, a.last_vorgang, a.zda_at is not null as closed,
      a.head_sequence, a.head_hash, v.zda_at is not null as vorgang_closed
    from records.vorgang v
    join records.akte a on a.tenant_id = v.tenant_id and a.akte_id = v.akte_id
    where v.tenant_id = ${ctx.tenant}::int and v.vorgang_id = ${vorgangId}::uuid
    for no key update of a, v`.execute(ctx.tx);
  return rows[0] && { akte: lockedAkte(rows[0]), vorgangClosed: rows[0].vorgang_closed };
}

/** Everything one step adds to an Akte. */
export interface Addition {
  readonly akteId: string;
  readonly now: Date;
  readonly newAkte?: {
    readonly planUnit: string;
    readonly year: number;
    readonly number: number;
    readonly aktenzeichen: string;
    readonly betreff: string;
    readonly retentionYears: number;
    readonly aussonderungsart: Aussonderungsart;
  };
  readonly newVorgang?: {
    readonly vorgangId: string;
    readonly number: number;
    readonly aktenzeichen: string;
    readonly betreff: string;
    readonly caseId: string | null;
  };
  readonly dokumente: readonly {
    readonly dokumentId: string;
    readonly vorgangId: string;
    readonly sequence: number;
    readonly kind: DokumentKind;
    readonly title: string;
    readonly author: string;
    readonly sha256: string;
    readonly sizeBytes: number;
    readonly mediaType: string;
    readonly filename: string;
  }[];
  /** Closes this Vorgang (z.d.A.). */
  readonly closedVorgangId?: string;
  readonly entries: readonly HistoryEntry[];
  readonly head: ChainHead;
  readonly terms: readonly string[];
}

/**
 * Writes an addition and the new head of the chain in one statement, at the latest with the commit: the row of the
 * Akte is locked as briefly as can be.
 */
export function writeAddition(ctx: Where, addition: Addition): void {
  const { akteId, now, newAkte, newVorgang, head } = addition;
  const write = sql`
    with akte as (
      insert into records.akte (tenant_id, akte_id, plan_unit, year, number, aktenzeichen, betreff, aufbewahrungsdauer,
        aussonderungsart, opened_at, last_vorgang, head_sequence, head_hash)
      select ${ctx.tenant}::int, ${akteId}::uuid, a."planUnit", a.year, a.number, a.aktenzeichen, a.betreff, a."retentionYears",
        a.aussonderungsart, ${now}::timestamptz, coalesce(${newVorgang?.number ?? null}::int, 0), ${head.sequence}::int, ${head.hash}
      from jsonb_to_recordset(${JSON.stringify(newAkte ? [newAkte] : [])}::jsonb) as a("planUnit" text, year int, number int,
        aktenzeichen text, betreff text, "retentionYears" int, aussonderungsart text)
    ), headed as (
      update records.akte set head_sequence = ${head.sequence}::int, head_hash = ${head.hash},
        last_vorgang = coalesce(${newVorgang?.number ?? null}::int, last_vorgang)
      where tenant_id = ${ctx.tenant}::int and akte_id = ${akteId}::uuid
    ), vorgang as (
      insert into records.vorgang (tenant_id, vorgang_id, akte_id, number, aktenzeichen, betreff, case_id, opened_at)
      select ${ctx.tenant}::int, v."vorgangId", ${akteId}::uuid, v.number, v.aktenzeichen, v.betreff, v."caseId", ${now}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(newVorgang ? [newVorgang] : [])}::jsonb) as v("vorgangId" uuid, number int,
        aktenzeichen text, betreff text, "caseId" uuid)
    ), closed as (
      update records.vorgang set zda_at = ${now}::timestamptz
      where tenant_id = ${ctx.tenant}::int and vorgang_id = ${addition.closedVorgangId ?? null}::uuid
    ), filed as (
      select * from jsonb_to_recordset(${JSON.stringify(addition.dokumente)}::jsonb) as d("dokumentId" uuid, "vorgangId" uuid,
        sequence int, kind text, title text, author text, sha256 text, "sizeBytes" int, "mediaType" text, filename text)
    ), dokument as (
      insert into records.dokument (tenant_id, dokument_id, vorgang_id, sequence, kind, title, author, filed_at)
      select ${ctx.tenant}::int, "dokumentId", "vorgangId", sequence, kind, title, author, ${now}::timestamptz from filed
    ), version as (
      insert into records.dokument_version (tenant_id, dokument_id, version, sha256, size_bytes, media_type, filename, made_at)
      select ${ctx.tenant}::int, "dokumentId", 1, sha256, "sizeBytes", "mediaType", filename, ${now}::timestamptz from filed
    ), terms as (
      insert into records.akte_term (tenant_id, term, akte_id)
      select ${ctx.tenant}::int, term, ${akteId}::uuid from jsonb_array_elements_text(${JSON.stringify(addition.terms)}::jsonb) as term
      on conflict do nothing
    )
    insert into records.history (tenant_id, akte_id, sequence, recorded_at, action, actor_kind, actor_id, actor_name, vorgang_id,
      details, previous_hash, hash)
    select ${ctx.tenant}::int, ${akteId}::uuid, e.sequence, e."recordedAt", e.action, e.actor ->> 'kind', e.actor ->> 'id',
      e.actor ->> 'name', e."vorgangId", e.details, e."previousHash", e.hash
    from jsonb_to_recordset(${JSON.stringify(addition.entries)}::jsonb) as e(sequence int, "recordedAt" timestamptz, action text,
      actor jsonb, "vorgangId" uuid, details jsonb, "previousHash" text, hash text)`;
  defer(ctx.tx, write.compile(ctx.tx));
}

interface DokumentRow {
  dokument_id: string;
  vorgang_id: string;
  akte_id: string;
  case_id: string | null;
  aktenzeichen: string;
  sequence: number;
  kind: string;
  title: string;
  author: string;
  filed_at: Date;
  version: number;
  sha256: string;
  size_bytes: number;
  media_type: string;
  filename: string;
}

/** Dokumente with their newest version, in the order of filing. */
export async function selectDokumente(
  ctx: Where,
  which: { readonly dokumentId: string } | { readonly vorgangId: string } | { readonly akteId: string },
): Promise<readonly Dokument[]> {
  const condition =
    "dokumentId" in which
      ? sql`d.dokument_id = ${which.dokumentId}::uuid`
      : "vorgangId" in which
        ? sql`v.vorgang_id = ${which.vorgangId}::uuid`
        : sql`v.akte_id = ${which.akteId}::uuid`;
  const { rows } = await sql<DokumentRow>`
    select d.dokument_id, d.vorgang_id, v.akte_id, v.case_id, v.aktenzeichen, d.sequence, d.kind, d.title, d.author, d.filed_at,
      n.version, n.sha256, n.size_bytes, n.media_type, n.filename
    from records.vorgang v
    join records.dokument d on d.tenant_id = v.tenant_id and d.vorgang_id = v.vorgang_id
    cross join lateral (
      select version, sha256, size_bytes, media_type, filename from records.dokument_version n
      where n.tenant_id = d.tenant_id and n.dokument_id = d.dokument_id order by version desc limit 1
    ) n
    where v.tenant_id = ${ctx.tenant}::int and ${condition}
    order by d.sequence`.execute(ctx.tx);
  return rows.map((row) => ({
    dokumentId: row.dokument_id,
    vorgangId: row.vorgang_id,
    akteId: row.akte_id,
    caseId: row.case_id,
    aktenzeichen: row.aktenzeichen,
    sequence: row.sequence,
    kind: row.kind as DokumentKind,
    title: row.title,
    author: row.author,
    filedAt: row.filed_at,
    version: row.version,
    sha256: row.sha256,
    sizeBytes: row.size_bytes,
    mediaType: row.media_type,
    filename: row.filename,
  }));
}

/** An Akte with the title and source of its unit. */
export async function findAkte(ctx: Where, akteId: string): Promise<Akte | undefined> {
  const row = await tables(ctx)
    .selectFrom("records.akte as a")
    .innerJoin("records.plan_unit as u", (join) =>
      join.onRef("u.tenant_id", "=", "a.tenant_id").onRef("u.plan_unit", "=", "a.plan_unit"),
    )
    .select([
      "a.akte_id",
      "a.aktenzeichen",
      "a.betreff",
      "a.plan_unit",
      "u.title",
      "a.medium",
      "a.vertraulichkeit",
      "a.aufbewahrungsdauer",
      "a.aussonderungsart",
      "a.opened_at",
      "a.zda_at",
    ])
    .where("a.tenant_id", "=", ctx.tenant)
    .where("a.akte_id", "=", akteId)
    .executeTakeFirst();
  return (
    row && {
      akteId: row.akte_id,
      aktenzeichen: row.aktenzeichen,
      betreff: row.betreff,
      planUnit: row.plan_unit,
      planUnitTitle: row.title,
      medium: row.medium,
      vertraulichkeit: row.vertraulichkeit,
      retentionYears: row.aufbewahrungsdauer,
      aussonderungsart: row.aussonderungsart as Aussonderungsart,
      openedAt: row.opened_at,
      zdaAt: row.zda_at,
    }
  );
}

/** The Vorgänge of an Akte by their number. */
export async function selectVorgaenge(ctx: Where, akteId: string): Promise<readonly Vorgang[]> {
  const rows = await tables(ctx)
    .selectFrom("records.vorgang")
    .select(["vorgang_id", "akte_id", "aktenzeichen", "betreff", "case_id", "opened_at", "zda_at"])
    .where("tenant_id", "=", ctx.tenant)
    .where("akte_id", "=", akteId)
    .orderBy("number")
    .execute();
  return rows.map((row) => ({
    vorgangId: row.vorgang_id,
    akteId: row.akte_id,
    aktenzeichen: row.aktenzeichen,
    betreff: row.betreff,
    caseId: row.case_id,
    openedAt: row.opened_at,
    zdaAt: row.zda_at,
  }));
}

/** The Akte in which a Vorgang lies. */
export async function selectAkteOfVorgang(
  ctx: Where,
  vorgangId: string,
): Promise<{ akteId: string; aktenzeichen: string; planUnit: string; open: boolean } | undefined> {
  const row = await tables(ctx)
    .selectFrom("records.vorgang as v")
    .innerJoin("records.akte as a", (join) =>
      join.onRef("a.tenant_id", "=", "v.tenant_id").onRef("a.akte_id", "=", "v.akte_id"),
    )
    .select(["a.akte_id", "a.aktenzeichen", "a.plan_unit", "a.zda_at"])
    .where("v.tenant_id", "=", ctx.tenant)
    .where("v.vorgang_id", "=", vorgangId)
    .executeTakeFirst();
  return (
    row && {
      akteId: row.akte_id,
      aktenzeichen: row.aktenzeichen,
      planUnit: row.plan_unit,
      open: row.zda_at === null,
    }
  );
}

/** Akten, newest first, in pages by key. A search compares by range: that is what row-level security leaves to an index. */
export async function selectAkten(
  ctx: Where,
  filter: {
    readonly planUnit?: string;
    /** Beginnings of words that all have to occur. */
    readonly terms: readonly string[];
    /** The last Akte of the page before. */
    readonly after?: string;
    readonly limit: number;
  },
): Promise<readonly AkteInList[]> {
  let query = tables(ctx)
    .selectFrom("records.akte as a")
    .select(["a.akte_id", "a.aktenzeichen", "a.betreff", "a.plan_unit", "a.opened_at", "a.zda_at", "a.last_vorgang"])
    .where("a.tenant_id", "=", ctx.tenant)
    .orderBy("a.akte_id", "desc")
    .limit(filter.limit);
  if (filter.planUnit !== undefined) query = query.where("a.plan_unit", "=", filter.planUnit);
  if (filter.after !== undefined) query = query.where("a.akte_id", "<", filter.after);
  for (const { from, before } of filter.terms.map(beginningWith)) {
    query = query.where("a.akte_id", "in", (inner) =>
      inner
        .selectFrom("records.akte_term as t")
        .select("t.akte_id")
        .where("t.tenant_id", "=", ctx.tenant)
        .where("t.term", ">=", from)
        .where("t.term", "<", before),
    );
  }
  const rows = await query.execute();
  return rows.map((row) => ({
    akteId: row.akte_id,
    aktenzeichen: row.aktenzeichen,
    betreff: row.betreff,
    planUnit: row.plan_unit,
    openedAt: row.opened_at,
    zdaAt: row.zda_at,
    vorgaenge: row.last_vorgang,
  }));
}

/**
 * Whole Akten, each as it stood at one moment: one statement sees one state, also while others write.
 * @param which one Akte, or a page of them after an id
 */
export async function selectSnapshots(
  ctx: Where,
  which: { readonly akteId: string } | { readonly after: string; readonly limit: number },
): Promise<readonly AkteSnapshot[]> {
  const condition =
    "akteId" in which
      ? sql`a.akte_id = ${which.akteId}::uuid`
      : sql`a.akte_id > ${which.after}::uuid order by a.akte_id limit ${which.limit}::int`;
  const { rows } = await sql<AkteSnapshot>`
    select a.akte_id as "akteId", a.aktenzeichen, a.head_sequence as "headSequence", a.head_hash as "headHash",
      jsonb_build_object('planUnit', a.plan_unit, 'year', a.year, 'number', a.number, 'aktenzeichen', a.aktenzeichen,
        'betreff', a.betreff, 'retentionYears', a.aufbewahrungsdauer, 'aussonderungsart', a.aussonderungsart,
        'medium', a.medium, 'vertraulichkeit', a.vertraulichkeit) as metadata,
      coalesce((
        select jsonb_agg(jsonb_build_object('tenant', h.tenant_id, 'akteId', h.akte_id, 'sequence', h.sequence,
          'recordedAt', to_char(h.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'action', h.action,
          'actor', jsonb_build_object('kind', h.actor_kind, 'id', h.actor_id, 'name', h.actor_name),
          'vorgangId', h.vorgang_id, 'details', h.details, 'previousHash', h.previous_hash, 'hash', h.hash) order by h.sequence)
        from records.history h where h.tenant_id = a.tenant_id and h.akte_id = a.akte_id), '[]') as history,
      coalesce((
        select jsonb_agg(jsonb_build_object('vorgangId', v.vorgang_id, 'aktenzeichen', v.aktenzeichen, 'betreff', v.betreff,
          'zda', v.zda_at is not null) order by v.number)
        from records.vorgang v where v.tenant_id = a.tenant_id and v.akte_id = a.akte_id), '[]') as vorgaenge,
      coalesce((
        select jsonb_agg(jsonb_build_object('dokumentId', d.dokument_id, 'vorgangId', d.vorgang_id, 'version', n.version,
          'kind', d.kind, 'title', d.title, 'author', d.author, 'sha256', n.sha256, 'sizeBytes', n.size_bytes,
          'mediaType', n.media_type, 'filename', n.filename) order by d.sequence, n.version)
        from records.vorgang v
        join records.dokument d on d.tenant_id = v.tenant_id and d.vorgang_id = v.vorgang_id
        join records.dokument_version n on n.tenant_id = d.tenant_id and n.dokument_id = d.dokument_id
        where v.tenant_id = a.tenant_id and v.akte_id = a.akte_id), '[]') as dokumente
    from records.akte a where a.tenant_id = ${ctx.tenant}::int and ${condition}`.execute(ctx.tx);
  return rows.map((row) => ({
    ...row,
    // Hashed with milliseconds, which is all a Date has; anything finer was put there by somebody else.
    history: row.history.map((entry) => ({ ...entry, recordedAt: entry.recordedAt.replace(/000Z$/, "Z") })),
  }));
}

/** Numbers that were given, but whose Akte is not there: in the order of the plan, at most 1000. */
export async function selectMissingAkten(
  ctx: Where,
): Promise<readonly { planUnit: string; year: number; number: number }[]> {
  const { rows } = await sql<{ planUnit: string; year: number; number: number }>`
    select c.plan_unit as "planUnit", c.year, n.number
    from records.counter c
    cross join lateral (
      select generate_series(1, c.last_number) as number
      except
      select a.number from records.akte a
      where a.tenant_id = c.tenant_id and a.plan_unit = c.plan_unit and a.year = c.year
    ) n
    where c.tenant_id = ${ctx.tenant}::int
    order by 1, 2, 3 limit 1000`.execute(ctx.tx);
  return rows;
}
