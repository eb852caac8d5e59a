import { sql } from "kysely";
import type { PlainDay } from "../../../kernel/index.ts";
import type { DailyHead, SigningKey } from "../model/daily-head.ts";
import type { Leaf } from "../model/leaf.ts";
import type { ProofTables } from "../tables.ts";
import { tables, type Where } from "./tables.ts";

/** All keys of the town by their number. */
export async function selectKeys(ctx: Where): Promise<readonly SigningKey[]> {
  const rows = await tables(ctx)
    .selectFrom("proof.signing_key")
    .select(["number", "public_key", "first_used_at", "handover"])
    .where("tenant_id", "=", ctx.tenant)
    .orderBy("number")
    .execute();
  return rows.map((row) => ({
    number: row.number,
    publicKey: row.public_key,
    firstUsedAt: row.first_used_at,
    handover: row.handover ?? undefined,
  }));
}

export async function insertKey(ctx: Where, key: SigningKey): Promise<void> {
  await tables(ctx)
    .insertInto("proof.signing_key")
    .values({
      tenant_id: ctx.tenant,
      number: key.number,
      public_key: Buffer.from(key.publicKey),
      first_used_at: key.firstUsedAt,
      handover: key.handover === undefined ? null : Buffer.from(key.handover),
    })
    .execute();
}

const headColumns = [
  "number",
  "day",
  "sealed_at",
  "akten",
  "root",
  "previous_hash",
  "key_number",
  "statement",
  "hash",
  "signature",
] as const;

type HeadRow = Pick<ProofTables["proof.head"], (typeof headColumns)[number]>;

function headOf(row: HeadRow): DailyHead {
  return {
    number: row.number,
    day: row.day as PlainDay,
    sealedAt: row.sealed_at,
    akten: row.akten,
    root: row.root,
    previousHash: row.previous_hash,
    keyNumber: row.key_number,
    statement: row.statement,
    hash: row.hash,
    signature: row.signature,
  };
}

/** The newest head. */
export async function selectNewestHead(ctx: Where): Promise<DailyHead | undefined> {
  const row = await tables(ctx)
    .selectFrom("proof.head")
    .select(headColumns)
    .where("tenant_id", "=", ctx.tenant)
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
  return row && headOf(row);
}

/** Heads by their number, from one on. */
export async function selectHeads(
  ctx: Where,
  page: { readonly after: number; readonly limit: number },
): Promise<readonly DailyHead[]> {
  const rows = await tables(ctx)
    .selectFrom("proof.head")
    .select(headColumns)
    .where("tenant_id", "=", ctx.tenant)
    .where("number", ">", page.after)
    .orderBy("number")
    .limit(page.limit)
    .execute();
  return rows.map(headOf);
}

/** A head with its time stamp, where it has one. */
export interface StampedHead extends DailyHead {
  readonly stamp: Stamp | undefined;
}

/** The time stamp of a head. */
export interface Stamp {
  readonly token: Uint8Array;
  readonly stampedAt: Date;
  readonly authority: string;
}

/** Heads with their stamps, the newest first; those before a number, or only this one. */
export async function selectStampedHeads(
  ctx: Where,
  page: { readonly before?: number; readonly number?: number; readonly stampedOnly?: boolean; readonly limit: number },
): Promise<readonly StampedHead[]> {
  let query = tables(ctx)
    .selectFrom("proof.head as h")
    .leftJoin("proof.stamp as s", (join) =>
      join.onRef("s.tenant_id", "=", "h.tenant_id").onRef("s.head_number", "=", "h.number"),
    )
    .select(headColumns.map((column) => `h.${column}` as const))
    .select(["s.token", "s.stamped_at", "s.authority"])
    .where("h.tenant_id", "=", ctx.tenant)
    .orderBy("h.number", "desc")
    .limit(page.limit);
  if (page.before !== undefined) query = query.where("h.number", "<", page.before);
  if (page.number !== undefined) query = query.where("h.number", "=", page.number);
  if (page.stampedOnly === true) query = query.where("s.head_number", "is not", null);
  const rows = await query.execute();
  return rows.map((row) => ({
    ...headOf(row),
    stamp:
      row.token === null || row.stamped_at === null || row.authority === null
        ? undefined
        : { token: row.token, stampedAt: row.stamped_at, authority: row.authority },
  }));
}

/** Numbers of the heads of a time that no time stamp has come for. */
export async function selectUnstamped(ctx: Where, since: Date, until: Date): Promise<readonly number[]> {
  const rows = await tables(ctx)
    .selectFrom("proof.head as h")
    .leftJoin("proof.stamp as s", (join) =>
      join.onRef("s.tenant_id", "=", "h.tenant_id").onRef("s.head_number", "=", "h.number"),
    )
    .select("h.number")
    .where("h.tenant_id", "=", ctx.tenant)
    .where("h.sealed_at", ">=", since)
    .where("h.sealed_at", "<=", until)
    .where("s.head_number", "is", null)
    .orderBy("h.number")
    .execute();
  return rows.map(({ number }) => number);
}

/** All time stamps by head. */
export async function selectStamps(ctx: Where): Promise<ReadonlyMap<number, Uint8Array>> {
  const rows = await tables(ctx)
    .selectFrom("proof.stamp")
    .select(["head_number", "token"])
    .where("tenant_id", "=", ctx.tenant)
    .execute();
  return new Map(rows.map((row) => [row.head_number, row.token]));
}

/** Keeps a stamp; where the head has one already, that one stays. */
export async function insertStamp(
  ctx: Where,
  stamp: Stamp & { readonly headNumber: number; readonly serial: string; readonly receivedAt: Date },
): Promise<void> {
  await tables(ctx)
    .insertInto("proof.stamp")
    .values({
      tenant_id: ctx.tenant,
      head_number: stamp.headNumber,
      token: Buffer.from(stamp.token),
      stamped_at: stamp.stampedAt,
      serial: stamp.serial,
      authority: stamp.authority,
      received_at: stamp.receivedAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * The lines of the tree of a head, in the order of the ids: of every Akte what was true last up to it.
 * @param upTo number of the head
 */
export async function selectLines(ctx: Where, upTo: number): Promise<readonly string[]> {
  const { rows } = await sql<{ lines: string }>`
    select string_agg(line, E'\n' order by akte_id) as lines from (
      select akte_id, akte_id || ' ' || sequence || ' ' || hash as line, (row_number() over (order by akte_id) - 1) / 5000 as part
      from (
        select distinct on (akte_id) akte_id, sequence, hash from proof.leaf
        where tenant_id = ${ctx.tenant}::int and head_number <= ${upTo}::int
        order by akte_id, head_number desc
      ) as last
    ) as parted group by part order by part`.execute(ctx.tx);
  return rows.flatMap(({ lines }) => lines.split("\n"));
}

/** Lines that are new in each of these heads, or have changed since the one before. */
export async function selectChangedLines(
  ctx: Where,
  heads: { readonly from: number; readonly to: number },
): Promise<ReadonlyMap<number, readonly string[]>> {
  const { rows } = await sql<{ head_number: number; lines: string }>`
    select head_number, string_agg(akte_id || ' ' || sequence || ' ' || hash, E'\n' order by akte_id) as lines
    from proof.leaf
    where tenant_id = ${ctx.tenant}::int and head_number between ${heads.from}::int and ${heads.to}::int
    group by head_number`.execute(ctx.tx);
  return new Map(rows.map((row) => [row.head_number, row.lines.split("\n")]));
}

/** How many leaves each head has changed. */
export async function selectChangeCounts(
  ctx: Where,
  heads: { readonly from: number; readonly to: number },
): Promise<ReadonlyMap<number, number>> {
  const rows = await tables(ctx)
    .selectFrom("proof.leaf")
    .select(({ fn }) => ["head_number", fn.countAll<number>().as("count")])
    .where("tenant_id", "=", ctx.tenant)
    .where("head_number", ">=", heads.from)
    .where("head_number", "<=", heads.to)
    .groupBy("head_number")
    .execute();
  return new Map(rows.map((row) => [row.head_number, row.count]));
}

/** Every leaf that any head ever summed up, in pages by key. */
export async function selectLeaves(
  ctx: Where,
  page: { readonly after: { readonly akteId: string; readonly headNumber: number }; readonly limit: number },
): Promise<readonly (Leaf & { readonly headNumber: number })[]> {
  const { rows } = await sql<Leaf & { headNumber: number }>`
    select akte_id as "akteId", head_number as "headNumber", sequence, hash from proof.leaf
    where tenant_id = ${ctx.tenant}::int
      and (akte_id, head_number) > (${page.after.akteId}::uuid, ${page.after.headNumber}::int)
    order by akte_id, head_number limit ${page.limit}::int`.execute(ctx.tx);
  return rows;
}

/** Writes a head and the leaves that are new in it. */
export async function insertHead(ctx: Where, head: DailyHead, changed: readonly Leaf[]): Promise<void> {
  await tables(ctx)
    .insertInto("proof.head")
    .values({
      tenant_id: ctx.tenant,
      number: head.number,
      day: head.day,
      sealed_at: head.sealedAt,
      akten: head.akten,
      root: head.root,
      previous_hash: head.previousHash,
      key_number: head.keyNumber,
      statement: head.statement,
      hash: head.hash,
      signature: Buffer.from(head.signature),
    })
    .execute();
  for (let at = 0; at < changed.length; at += 10_000) {
    const part = changed.slice(at, at + 10_000);
    await sql`
      insert into proof.leaf (tenant_id, akte_id, head_number, sequence, hash)
      select ${ctx.tenant}::int, l.akte_id, ${head.number}::int, l.sequence, l.hash
      from unnest(${part.map(({ akteId }) => akteId)}::uuid[], ${part.map(({ sequence }) => sequence)}::int[],
        ${part.map(({ hash }) => hash)}::text[]) as l(akte_id, sequence, hash)`.execute(ctx.tx);
  }
}
