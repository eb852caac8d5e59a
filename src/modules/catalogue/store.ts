import type { Selectable } from "kysely";
import type { Ctx } from "../../platform/db/index.ts";
import type { TownChoice } from "./model/offer.ts";
import type { CatalogueTables } from "./tables.ts";

type Row = Selectable<CatalogueTables["catalogue.town_leistung"]>;

const columns = [
  "leistung_id",
  "enabled",
  "position",
  "note_de",
  "note_en",
  "changed_at",
  "changed_by",
] as const satisfies readonly (keyof Row)[];

/** What the town has chosen, in its order. */
export async function listTownChoices(ctx: Pick<Ctx, "tx" | "tenant">): Promise<readonly TownChoice[]> {
  const rows = await ctx.tx
    .withTables<CatalogueTables>()
    .selectFrom("catalogue.town_leistung")
    .select(columns)
    .where("tenant_id", "=", ctx.tenant)
    .orderBy("position")
    .orderBy("leistung_id")
    .execute();
  return rows.map((row) => ({
    leistungId: row.leistung_id,
    enabled: row.enabled,
    position: row.position,
    note: { de: row.note_de ?? "", en: row.note_en ?? "" },
    changedAt: row.changed_at,
    changedBy: row.changed_by,
  }));
}

/** Adds choices; those that the town has already stay as they are. */
export async function insertTownChoices(
  ctx: Pick<Ctx, "tx" | "tenant">,
  choices: readonly TownChoice[],
): Promise<void> {
  if (choices.length === 0) return;
  await ctx.tx
    .withTables<CatalogueTables>()
    .insertInto("catalogue.town_leistung")
    .values(choices.map((choice) => ({ tenant_id: ctx.tenant, leistung_id: choice.leistungId, ...valuesOf(choice) })))
    .onConflict((conflict) => conflict.columns(["tenant_id", "leistung_id"]).doNothing())
    .execute();
}

/** Adds a choice or replaces the earlier one. */
export async function saveTownChoice(ctx: Pick<Ctx, "tx" | "tenant">, choice: TownChoice): Promise<void> {
  const values = valuesOf(choice);
  await ctx.tx
    .withTables<CatalogueTables>()
    .insertInto("catalogue.town_leistung")
    .values({ tenant_id: ctx.tenant, leistung_id: choice.leistungId, ...values })
    .onConflict((conflict) => conflict.columns(["tenant_id", "leistung_id"]).doUpdateSet(values))
    .execute();
}

function valuesOf(choice: TownChoice): Omit<Row, "tenant_id" | "leistung_id"> {
  return {
    enabled: choice.enabled,
    position: choice.position,
    note_de: choice.note.de === "" ? null : choice.note.de,
    note_en: choice.note.en === "" ? null : choice.note.en,
    changed_at: choice.changedAt,
    changed_by: choice.changedBy,
  };
}
