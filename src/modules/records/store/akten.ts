import { sql } from "kysely";
import { beginningWith } from "../../../kernel/index.ts";
import type { Akte, AkteInList, Teilakte, Vorgang } from "../model/akte.ts";
import type { Aussonderungsart } from "../model/aktenplan.ts";
import type { Sight } from "../model/sight.ts";
import { seenBy } from "./sight.ts";
import { tables, type Where } from "./tables.ts";

/** An Akte with the title and source of its unit. */
export async function findAkte(ctx: Where, sight: Sight, akteId: string): Promise<Akte | undefined> {
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
    .where(seenBy(sight, "a"))
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
export async function selectVorgaenge(ctx: Where, sight: Sight, akteId: string): Promise<readonly Vorgang[]> {
  const rows = await tables(ctx)
    .selectFrom("records.vorgang as v")
    .innerJoin("records.akte as a", (join) =>
      join.onRef("a.tenant_id", "=", "v.tenant_id").onRef("a.akte_id", "=", "v.akte_id"),
    )
    .select([
      "v.vorgang_id",
      "v.akte_id",
      "v.teilakte_id",
      "v.aktenzeichen",
      "v.betreff",
      "v.case_id",
      "v.opened_at",
      "v.zda_at",
    ])
    .where("v.tenant_id", "=", ctx.tenant)
    .where("v.akte_id", "=", akteId)
    .where(seenBy(sight, "a"))
    .orderBy("v.number")
    .execute();
  return rows.map((row) => ({
    vorgangId: row.vorgang_id,
    akteId: row.akte_id,
    teilakteId: row.teilakte_id,
    aktenzeichen: row.aktenzeichen,
    betreff: row.betreff,
    caseId: row.case_id,
    openedAt: row.opened_at,
    zdaAt: row.zda_at,
  }));
}

/** The Teilakten of an Akte by their number. */
export async function selectTeilakten(ctx: Where, sight: Sight, akteId: string): Promise<readonly Teilakte[]> {
  const rows = await tables(ctx)
    .selectFrom("records.teilakte as t")
    .innerJoin("records.akte as a", (join) =>
      join.onRef("a.tenant_id", "=", "t.tenant_id").onRef("a.akte_id", "=", "t.akte_id"),
    )
    .select(["t.teilakte_id", "t.akte_id", "t.number", "t.betreff", "t.opened_at"])
    .where("t.tenant_id", "=", ctx.tenant)
    .where("t.akte_id", "=", akteId)
    .where(seenBy(sight, "a"))
    .orderBy("t.number")
    .execute();
  return rows.map((row) => ({
    teilakteId: row.teilakte_id,
    akteId: row.akte_id,
    number: row.number,
    betreff: row.betreff,
    openedAt: row.opened_at,
  }));
}

/** What may change of an Akte, as its history names it. The Akte is locked. */
export async function selectAkteValues(ctx: Where, akteId: string) {
  const row = await tables(ctx)
    .selectFrom("records.akte")
    .select([
      "plan_unit",
      "year",
      "number",
      "aktenzeichen",
      "betreff",
      "medium",
      "aufbewahrungsdauer",
      "aussonderungsart",
    ])
    .where("tenant_id", "=", ctx.tenant)
    .where("akte_id", "=", akteId)
    .executeTakeFirstOrThrow();
  return {
    planUnit: row.plan_unit,
    year: row.year,
    number: row.number,
    aktenzeichen: row.aktenzeichen,
    betreff: row.betreff,
    medium: row.medium,
    retentionYears: row.aufbewahrungsdauer,
    aussonderungsart: row.aussonderungsart,
  };
}

/** The Akte in which a Vorgang lies; `open` where neither is z.d.A. */
export async function selectAkteOfVorgang(
  ctx: Where,
  sight: Sight,
  vorgangId: string,
): Promise<{ akteId: string; aktenzeichen: string; planUnit: string; open: boolean } | undefined> {
  const row = await tables(ctx)
    .selectFrom("records.vorgang as v")
    .innerJoin("records.akte as a", (join) =>
      join.onRef("a.tenant_id", "=", "v.tenant_id").onRef("a.akte_id", "=", "v.akte_id"),
    )
    .select(["a.akte_id", "a.aktenzeichen", "a.plan_unit", "a.zda_at", "v.zda_at as vorgang_zda_at"])
    .where("v.tenant_id", "=", ctx.tenant)
    .where("v.vorgang_id", "=", vorgangId)
    .where(seenBy(sight, "a"))
    .executeTakeFirst();
  return (
    row && {
      akteId: row.akte_id,
      aktenzeichen: row.aktenzeichen,
      planUnit: row.plan_unit,
      open: row.zda_at === null && row.vorgang_zda_at === null,
    }
  );
}

/** Akten, newest first, in pages by key. A search compares by range: that is what row-level security leaves to an index. */
export async function selectAkten(
  ctx: Where,
  sight: Sight,
  filter: {
    readonly akteId?: string;
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
    .select(["a.akte_id", "a.aktenzeichen", "a.betreff", "a.plan_unit", "a.opened_at", "a.zda_at"])
    .select(
      // An Akte may have very many; nobody reads the difference.
      sql<number>`(select count(*)::int from (select from records.vorgang v where v.tenant_id = a.tenant_id
        and v.akte_id = a.akte_id limit 1000) counted)`.as("vorgaenge"),
    )
    .where("a.tenant_id", "=", ctx.tenant)
    .where(seenBy(sight, "a"))
    .orderBy("a.akte_id", "desc")
    .limit(filter.limit);
  if (filter.akteId !== undefined) query = query.where("a.akte_id", "=", filter.akteId);
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
    vorgaenge: row.vorgaenge,
  }));
}
