import { sql } from "kysely";
import type { Finding, Reading } from "../model/reading.ts";
import { tables, type Where } from "./tables.ts";

const readingColumns = [
  "round",
  "round_began_at",
  "after_dokument",
  "contents_read",
  "last_read_at",
  "last_round_ended_at",
  "last_round_contents",
] as const;

/** How far the reading has come. */
export async function findReading(ctx: Where): Promise<Reading | undefined> {
  const row = await tables(ctx)
    .selectFrom("proof.reading")
    .select(readingColumns)
    .where("tenant_id", "=", ctx.tenant)
    .executeTakeFirst();
  return (
    row && {
      round: row.round,
      roundBeganAt: row.round_began_at,
      after: row.after_dokument,
      contentsRead: row.contents_read,
      lastReadAt: row.last_read_at,
      lastRoundEndedAt: row.last_round_ended_at,
      lastRoundContents: row.last_round_contents,
    }
  );
}

export async function writeReading(ctx: Where, reading: Reading): Promise<void> {
  const values = {
    round: reading.round,
    round_began_at: reading.roundBeganAt,
    after_dokument: reading.after,
    contents_read: reading.contentsRead,
    last_read_at: reading.lastReadAt,
    last_round_ended_at: reading.lastRoundEndedAt,
    last_round_contents: reading.lastRoundContents,
  };
  await tables(ctx)
    .insertInto("proof.reading")
    .values({ tenant_id: ctx.tenant, ...values })
    .onConflict((conflict) => conflict.column("tenant_id").doUpdateSet(values))
    .execute();
}

/** Notes a fault; where it is known already, that it was seen again. */
export async function noteFinding(
  ctx: Where,
  finding: Pick<Finding, "findingId" | "akteId" | "dokumentId" | "version" | "sha256" | "what" | "foundAt">,
): Promise<void> {
  await sql`
    insert into proof.finding (tenant_id, finding_id, akte_id, dokument_id, version, sha256, what, found_at, seen_last_at)
    values (${ctx.tenant}::int, ${finding.findingId}::uuid, ${finding.akteId}::uuid, ${finding.dokumentId}::uuid,
      ${finding.version}::int, ${finding.sha256}, ${finding.what}, ${finding.foundAt}::timestamptz, ${finding.foundAt}::timestamptz)
    on conflict (tenant_id, dokument_id, version, sha256) where resolved_at is null
      do update set seen_last_at = excluded.seen_last_at, what = excluded.what`.execute(ctx.tx);
}

/** Ends the findings of contents that were whole when they were read again. */
export async function resolveFindings(ctx: Where, dokumentIds: readonly string[], now: Date): Promise<void> {
  if (dokumentIds.length === 0) return;
  await tables(ctx)
    .updateTable("proof.finding")
    .set({ resolved_at: now })
    .where("tenant_id", "=", ctx.tenant)
    .where("dokument_id", "in", dokumentIds)
    .where("resolved_at", "is", null)
    .where("seen_last_at", "<", now)
    .execute();
}

/** Findings, open ones first, then the newest; at most 500. */
export async function selectFindings(ctx: Where): Promise<readonly Finding[]> {
  const rows = await tables(ctx)
    .selectFrom("proof.finding")
    .select([
      "finding_id",
      "akte_id",
      "dokument_id",
      "version",
      "sha256",
      "what",
      "found_at",
      "seen_last_at",
      "resolved_at",
    ])
    .where("tenant_id", "=", ctx.tenant)
    .orderBy(sql`resolved_at is not null`)
    .orderBy("found_at", "desc")
    .limit(500)
    .execute();
  return rows.map((row) => ({
    findingId: row.finding_id,
    akteId: row.akte_id,
    dokumentId: row.dokument_id,
    version: row.version,
    sha256: row.sha256,
    what: row.what as Finding["what"],
    foundAt: row.found_at,
    seenLastAt: row.seen_last_at,
    resolvedAt: row.resolved_at,
  }));
}
