import type { DisposalSettings, Way } from "../model/settings.ts";
import { tables, type Where } from "./tables.ts";

export async function findSettings(ctx: Where): Promise<DisposalSettings | undefined> {
  const row = await tables(ctx)
    .selectFrom("disposal.settings")
    .select(["archive_name", "way", "one_step_units", "direct_after_import", "protocol_unit"])
    .where("tenant_id", "=", ctx.tenant)
    .executeTakeFirst();
  return (
    row && {
      archiveName: row.archive_name,
      way: row.way as Way,
      oneStepUnits: row.one_step_units,
      directAfterImport: row.direct_after_import,
      protocolUnit: row.protocol_unit,
    }
  );
}

export async function upsertSettings(ctx: Where, settings: DisposalSettings, by: string, now: Date): Promise<void> {
  const values = {
    archive_name: settings.archiveName,
    way: settings.way,
    one_step_units: [...settings.oneStepUnits],
    direct_after_import: settings.directAfterImport,
    protocol_unit: settings.protocolUnit,
    changed_at: now,
    changed_by: by,
  };
  await tables(ctx)
    .insertInto("disposal.settings")
    .values({ tenant_id: ctx.tenant, ...values })
    .onConflict((conflict) => conflict.column("tenant_id").doUpdateSet(values))
    .execute();
}
