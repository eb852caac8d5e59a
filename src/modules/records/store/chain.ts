import { CompiledQuery, sql } from "kysely";
import { defer } from "../../../platform/db/index.ts";
import type { Aussonderungsart } from "../model/aktenplan.ts";
import type { DokumentKind, DokumentMetadata } from "../model/dokument.ts";
import type { ChainHead, HistoryEntry } from "../model/history.ts";
import type { Sight } from "../model/sight.ts";
import { seenBy } from "./sight.ts";
import type { Where } from "./tables.ts";

/** A number, and what an Akte of its unit of the Aktenplan begins with. */
export interface TakenNumber {
  readonly number: number;
  /** By which the Aktenzeichen is made. */
  readonly rule: string;
  readonly aussonderungsart: Aussonderungsart;
  readonly federfuehrung: string | null;
  readonly vertraulichkeit: string;
  readonly circleId: number;
  readonly scope: string;
}

/**
 * Takes the next number of a unit and year. From here to the commit no other Akte of that unit and year can
 * be opened: a rollback gives the number back, so there is never a gap.
 * @param options.evenClosed also in a unit that people may open no new Akten in: what citizens send is never lost
 * @returns undefined where the town has no such unit, or one that takes no Akten
 */
export async function takeNumber(
  ctx: Where,
  planUnit: string,
  year: number,
  options: { readonly evenClosed: boolean },
): Promise<TakenNumber | undefined> {
  const { rows } = await sql<TakenNumber>`
    with unit as (
      select plan_unit, aussonderungsart, aktenzeichen_rule as rule, federfuehrung, vertraulichkeit, circle_id
      from records.plan_unit
      where tenant_id = ${ctx.tenant}::int and plan_unit = ${planUnit} and takes_akten
        and (not closed or ${options.evenClosed}::boolean)
    ), taken as (
      insert into records.counter as c (tenant_id, plan_unit, year, last_number)
      select ${ctx.tenant}::int, plan_unit, ${year}::int, 1 from unit
      on conflict (tenant_id, plan_unit, year) do update set last_number = c.last_number + 1
      returning last_number
    )
    select last_number as number, rule, aussonderungsart, federfuehrung, vertraulichkeit, circle_id as "circleId",
      coalesce((select c.scope from records.circle c
        where c.tenant_id = ${ctx.tenant}::int and c.circle_id = unit.circle_id), 'alle') as scope
    from taken, unit`.execute(ctx.tx);
  return rows[0];
}

/** An Akte whose row is locked until the transaction ends: nobody else can lengthen its chain. */
export interface LockedAkte {
  readonly akteId: string;
  readonly aktenzeichen: string;
  readonly planUnit: string;
  readonly lastVorgang: number;
  readonly lastTeilakte: number;
  readonly closed: boolean;
  readonly circleId: number;
  readonly head: ChainHead;
}

interface LockedRow {
  akte_id: string;
  aktenzeichen: string;
  plan_unit: string;
  last_vorgang: number;
  last_teilakte: number;
  closed: boolean;
  circle_id: number;
  head_sequence: number;
  head_hash: string;
}

const lockedAkte = (row: LockedRow): LockedAkte => ({
  akteId: row.akte_id,
  aktenzeichen: row.aktenzeichen,
  planUnit: row.plan_unit,
  lastVorgang: row.last_vorgang,
  lastTeilakte: row.last_teilakte,
  closed: row.closed,
  circleId: row.circle_id,
  head: { sequence: row.head_sequence, hash: row.head_hash },
});

/** Locks an Akte. */
export async function findAkteForUpdate(ctx: Where, akteId: string): Promise<LockedAkte | undefined> {
  const { rows } = await sql<LockedRow>`
    select akte_id, aktenzeichen, plan_unit, last_vorgang, last_teilakte, zda_at is not null as closed, circle_id,
      head_sequence, head_hash
    from records.akte where tenant_id = ${ctx.tenant}::int and akte_id = ${akteId}::uuid
    for no key update`.execute(ctx.tx);
  return rows[0] && lockedAkte(rows[0]);
}

/**
 * Locks Akten that may be seen, always in the order of their ids: two who need the same ones never wait for each
 * other.
 */
export async function selectAktenForUpdate(
  ctx: Where,
  sight: Sight,
  akteIds: readonly string[],
): Promise<ReadonlyMap<string, LockedAkte>> {
  const { rows } = await sql<LockedRow>`
    select akte_id, aktenzeichen, plan_unit, last_vorgang, last_teilakte, zda_at is not null as closed, circle_id,
      head_sequence, head_hash
    from records.akte a where tenant_id = ${ctx.tenant}::int and akte_id = any(${akteIds}::uuid[]) and ${seenBy(sight, "a")}
    order by akte_id for no key update`.execute(ctx.tx);
  return new Map(rows.map((row) => [row.akte_id, lockedAkte(row)]));
}

const lockMark = "akten_locked";

/** Remembers, with the next statement, what is locked by now: `unlockAkten` lets go of what is locked later. */
export function markLocks(ctx: Where): void {
  defer(ctx.tx, CompiledQuery.raw(`savepoint ${lockMark}`));
}

/** Lets go, with the next statement, of what has been locked since the mark; the mark stays. */
export function unlockAkten(ctx: Where): void {
  defer(ctx.tx, CompiledQuery.raw(`rollback to savepoint ${lockMark}`));
}

/** Keeps what has been locked since the mark, until the transaction ends. */
export function keepLocks(ctx: Where): void {
  defer(ctx.tx, CompiledQuery.raw(`release savepoint ${lockMark}`));
}

/** Locks a Vorgang and the Akte in which it lies. */
export async function findVorgangForUpdate(
  ctx: Where,
  vorgangId: string,
): Promise<{ readonly akte: LockedAkte; readonly vorgangClosed: boolean } | undefined> {
  // Somebody who moved it to another Akte while we waited for the one makes the row vanish; the next look finds it.
  for (let looks = 0; looks < 4; looks++) {
    const found = await lockVorgang(ctx, vorgangId);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function lockVorgang(
  ctx: Where,
  vorgangId: string,
): Promise<{ readonly akte: LockedAkte; readonly vorgangClosed: boolean } | undefined> {
  const { rows } = await sql<LockedRow & { vorgang_closed: boolean }>`
    select a.akte_id, a.aktenzeichen, a.plan_unit, a.last_vorgang, a.last_teilakte, a.zda_at is not null as closed,
      a.circle_id, a.head_sequence, a.head_hash, v.zda_at is not null as vorgang_closed
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
    readonly vertraulichkeit: string;
    readonly federfuehrung: string | null;
    readonly circleId: number;
  };
  readonly newVorgang?: {
    readonly vorgangId: string;
    readonly number: number;
    readonly aktenzeichen: string;
    readonly betreff: string;
    readonly caseId: string | null;
    readonly teilakteId?: string;
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
    readonly parentId?: string;
    readonly metadata: DokumentMetadata;
  }[];
  /** Closes this Vorgang (z.d.A.). */
  readonly closedVorgangId?: string;
  readonly entries: readonly HistoryEntry[];
  readonly head: ChainHead;
  readonly terms: readonly string[];
}

/**
 * Writes an addition and the new head of the chain in one statement, at the latest with the commit: the row of the
 * Akte is locked as briefly as can be. The statement names only what is added: whatever else it named PostgreSQL would
 * make ready too, while others wait.
 */
export function writeAddition(ctx: Where, addition: Addition): void {
  const { akteId, now, newAkte, newVorgang, dokumente, closedVorgangId, terms, head } = addition;
  const lastVorgang = newVorgang?.number ?? null;
  const parts = [
    newAkte === undefined
      ? sql`headed as (
      update records.akte set head_sequence = ${head.sequence}::int, head_hash = ${head.hash},
        last_vorgang = coalesce(${lastVorgang}::int, last_vorgang)
      where tenant_id = ${ctx.tenant}::int and akte_id = ${akteId}::uuid
    )`
      : sql`akte as (
      insert into records.akte (tenant_id, akte_id, plan_unit, year, number, aktenzeichen, betreff, aufbewahrungsdauer,
        aussonderungsart, vertraulichkeit, federfuehrung, circle_id, opened_at, last_vorgang, head_sequence, head_hash)
      values (${ctx.tenant}::int, ${akteId}::uuid, ${newAkte.planUnit}, ${newAkte.year}::int, ${newAkte.number}::int,
        ${newAkte.aktenzeichen}, ${newAkte.betreff}, ${newAkte.retentionYears}::int, ${newAkte.aussonderungsart},
        ${newAkte.vertraulichkeit}, ${newAkte.federfuehrung}::uuid, ${newAkte.circleId}::int, ${now}::timestamptz,
        coalesce(${lastVorgang}::int, 0), ${head.sequence}::int, ${head.hash})
    )`,
  ];
  if (newVorgang !== undefined) {
    parts.push(sql`vorgang as (
      insert into records.vorgang (tenant_id, vorgang_id, akte_id, number, aktenzeichen, betreff, case_id, teilakte_id, opened_at)
      values (${ctx.tenant}::int, ${newVorgang.vorgangId}::uuid, ${akteId}::uuid, ${newVorgang.number}::int,
        ${newVorgang.aktenzeichen}, ${newVorgang.betreff}, ${newVorgang.caseId}::uuid,
        ${newVorgang.teilakteId ?? null}::uuid, ${now}::timestamptz)
    )`);
  }
  if (closedVorgangId !== undefined) {
    parts.push(sql`closed as (
      update records.vorgang set zda_at = ${now}::timestamptz
      where tenant_id = ${ctx.tenant}::int and vorgang_id = ${closedVorgangId}::uuid
    )`);
  }
  if (dokumente.length > 0) {
    parts.push(sql`filed as (
      select * from jsonb_to_recordset(${JSON.stringify(dokumente)}::jsonb) as d("dokumentId" uuid, "vorgangId" uuid,
        sequence int, kind text, title text, author text, sha256 text, "sizeBytes" int, "mediaType" text, filename text, "parentId" uuid,
        metadata jsonb)
    ), dokument as (
      insert into records.dokument (tenant_id, dokument_id, vorgang_id, sequence, kind, title, author, filed_at, parent_id,
        posteingang, postausgang, datum_des_schreibens, fremdes_geschaeftszeichen, bemerkung)
      select ${ctx.tenant}::int, "dokumentId", "vorgangId", sequence, kind, title, author, ${now}::timestamptz, "parentId",
        (metadata ->> 'posteingang')::date, (metadata ->> 'postausgang')::date, (metadata ->> 'datumDesSchreibens')::date,
        metadata ->> 'fremdesGeschaeftszeichen', metadata ->> 'bemerkung' from filed
    ), version as (
      insert into records.dokument_version (tenant_id, dokument_id, version, sha256, size_bytes, media_type, filename, made_at)
      select ${ctx.tenant}::int, "dokumentId", 1, sha256, "sizeBytes", "mediaType", filename, ${now}::timestamptz from filed
    )`);
  }
  if (terms.length > 0) {
    parts.push(sql`terms as (
      insert into records.akte_term (tenant_id, term, akte_id)
      select ${ctx.tenant}::int, term, ${akteId}::uuid from jsonb_array_elements_text(${JSON.stringify(terms)}::jsonb) as term
      on conflict do nothing
    )`);
  }
  const write = sql`
    with ${sql.join(parts)}
    insert into records.history (tenant_id, akte_id, sequence, recorded_at, action, actor_kind, actor_id, actor_name, vorgang_id,
      details, previous_hash, hash)
    select ${ctx.tenant}::int, ${akteId}::uuid, e.sequence, e."recordedAt", e.action, e.actor ->> 'kind', e.actor ->> 'id',
      e.actor ->> 'name', e."vorgangId", e.details, e."previousHash", e.hash
    from jsonb_to_recordset(${JSON.stringify(addition.entries)}::jsonb) as e(sequence int, "recordedAt" timestamptz, action text,
      actor jsonb, "vorgangId" uuid, details jsonb, "previousHash" text, hash text)`;
  defer(ctx.tx, write.compile(ctx.tx));
}

/** Whether a Vorgang lay in this Akte once and was given to another one. */
export async function wasGivenAway(
  ctx: Where,
  vorgang: { readonly akteId: string; readonly vorgangId: string },
): Promise<boolean> {
  const { rows } = await sql<{ given: boolean }>`
    select exists (
      select 1 from records.history where tenant_id = ${ctx.tenant}::int and akte_id = ${vorgang.akteId}::uuid
        and vorgang_id = ${vorgang.vorgangId}::uuid and action = 'vorgang.abgegeben'
    ) as given`.execute(ctx.tx);
  return rows[0]?.given === true;
}
