// Written by `npm run schema` from the migrated database. Do not edit.
import type { Generated, GeneratedAlways } from "kysely";

/** Tables of the PostgreSQL schema `tenants`. */
export type TenantsTables = {
  "tenants.region": {
    region_id: string;
    name_de: string;
    name_en: string;
    created_at: Generated<Date>;
  };
  "tenants.tenant": {
    tenant_id: GeneratedAlways<number>;
    slug: string;
    ags: string;
    name: string;
    official_name: string;
    kreis: string;
    regierungsbezirk: string;
    region_id: string | null;
    accent: string;
    demo: boolean;
    contact: unknown;
    settings: Generated<unknown>;
    created_at: Generated<Date>;
    changed_at: Generated<Date>;
  };
};
