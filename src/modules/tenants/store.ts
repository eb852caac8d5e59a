import type { Selectable } from "kysely";
import { type Localized, NotFound, type TenantId } from "../../kernel/index.ts";
import type { Ctx, Tx } from "../../platform/db/index.ts";
import type { Town } from "../../platform/web/index.ts";
import type { TownContact } from "./model/contact.ts";
import { brandOf, type Tenant, type TenantSettings } from "./model/tenant.ts";
import type { TenantsTables } from "./tables.ts";

/** A region with the towns of it that are switched on. */
export interface RegionWithTowns {
  readonly slug: string;
  readonly name: Localized;
  readonly towns: readonly Tenant[];
}

const columns = [
  "tenant_id",
  "slug",
  "ags",
  "name",
  "official_name",
  "kreis",
  "regierungsbezirk",
  "region_id",
  "accent",
  "demo",
  "contact",
  "settings",
] as const;

type Row = Pick<Selectable<TenantsTables["tenants.tenant"]>, (typeof columns)[number]>;

function fromRow(row: Row): Tenant {
  return {
    tenantId: row.tenant_id as TenantId,
    slug: row.slug,
    ags: row.ags,
    name: row.name,
    officialName: row.official_name,
    kreis: row.kreis,
    regierungsbezirk: row.regierungsbezirk,
    ...(row.region_id === null ? {} : { region: row.region_id }),
    accent: row.accent,
    demo: row.demo,
    contact: row.contact as TownContact,
    settings: row.settings as TenantSettings,
  };
}

/** The town of a path, as the web wrapper wants it. */
export async function findTown(tx: Tx, slug: string): Promise<Town | undefined> {
  const row = await tx
    .withTables<TenantsTables>()
    .selectFrom("tenants.tenant")
    .select(columns)
    .where("slug", "=", slug)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const tenant = fromRow(row);
  return { tenant: tenant.tenantId, brand: brandOf(tenant) };
}

/** The municipality of the running transaction. @throws NotFound `tenants.no-tenant` */
export async function getTenant(ctx: Pick<Ctx, "tx" | "tenant">): Promise<Tenant> {
  const row = await ctx.tx
    .withTables<TenantsTables>()
    .selectFrom("tenants.tenant")
    .select(columns)
    .where("tenant_id", "=", ctx.tenant)
    .executeTakeFirst();
  if (row === undefined) throw new NotFound("tenants.no-tenant", { tenant: ctx.tenant });
  return fromRow(row);
}

/** The same, and nobody else changes it before this transaction ends. */
export async function getTenantForUpdate(ctx: Pick<Ctx, "tx" | "tenant">): Promise<Tenant> {
  await ctx.tx
    .withTables<TenantsTables>()
    .selectFrom("tenants.tenant")
    .select("tenant_id")
    .where("tenant_id", "=", ctx.tenant)
    .forUpdate()
    .execute();
  return getTenant(ctx);
}

/** The municipality with this key, where it is switched on. */
export async function findTenantByAgs(tx: Tx, ags: string): Promise<Tenant | undefined> {
  const row = await tx
    .withTables<TenantsTables>()
    .selectFrom("tenants.tenant")
    .select(columns)
    .where("ags", "=", ags)
    .executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
}

/** All municipalities that are switched on, by name. */
export async function listTenants(tx: Tx): Promise<readonly Tenant[]> {
  const rows = await tx
    .withTables<TenantsTables>()
    .selectFrom("tenants.tenant")
    .select(columns)
    .orderBy("name")
    .execute();
  return rows.map(fromRow);
}

/** Regions in the order in which they came, their towns in the order in which these were switched on. */
export async function listRegions(tx: Tx): Promise<readonly RegionWithTowns[]> {
  const db = tx.withTables<TenantsTables>();
  const regions = await db
    .selectFrom("tenants.region")
    .select(["region_id", "name_de", "name_en"])
    .orderBy("created_at")
    .orderBy("region_id")
    .execute();
  const rows = await db
    .selectFrom("tenants.tenant")
    .select(columns)
    .where("region_id", "is not", null)
    .orderBy("tenant_id")
    .execute();
  return regions.map((region) => ({
    slug: region.region_id,
    name: { de: region.name_de, en: region.name_en },
    towns: rows.filter((row) => row.region_id === region.region_id).map(fromRow),
  }));
}

/** Adds a region or gives it another name. */
export async function saveRegion(tx: Tx, region: { readonly slug: string; readonly name: Localized }): Promise<void> {
  const names = { name_de: region.name.de, name_en: region.name.en };
  await tx
    .withTables<TenantsTables>()
    .insertInto("tenants.region")
    .values({ region_id: region.slug, ...names })
    .onConflict((conflict) => conflict.column("region_id").doUpdateSet(names))
    .execute();
}

/** Adds a municipality; does nothing where its key is there already. */
export async function insertTenant(tx: Tx, tenant: Omit<Tenant, "tenantId">): Promise<void> {
  await tx
    .withTables<TenantsTables>()
    .insertInto("tenants.tenant")
    .values({
      slug: tenant.slug,
      ags: tenant.ags,
      name: tenant.name,
      official_name: tenant.officialName,
      kreis: tenant.kreis,
      regierungsbezirk: tenant.regierungsbezirk,
      region_id: tenant.region ?? null,
      accent: tenant.accent,
      demo: tenant.demo,
      contact: JSON.stringify(tenant.contact),
      settings: JSON.stringify(tenant.settings),
    })
    .onConflict((conflict) => conflict.column("ags").doNothing())
    .execute();
}

/** Changes what is given. */
export async function saveTenant(
  ctx: Pick<Ctx, "tx" | "now">,
  tenantId: TenantId,
  change: { readonly region?: string; readonly contact?: TownContact },
): Promise<void> {
  await ctx.tx
    .withTables<TenantsTables>()
    .updateTable("tenants.tenant")
    .set({
      ...(change.region === undefined ? {} : { region_id: change.region }),
      ...(change.contact === undefined ? {} : { contact: JSON.stringify(change.contact) }),
      changed_at: ctx.now,
    })
    .where("tenant_id", "=", tenantId)
    .execute();
}
