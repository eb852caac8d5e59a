// Written by `npm run schema` from the migrated database. Do not edit.
import type { Generated } from "kysely";

/** Tables of the PostgreSQL schema `designer`. */
export type DesignerTables = {
  "designer.service": {
    tenant_id: number;
    service_id: string;
    created_at: Date;
    created_by: string;
    origin_tenant_id: number | null;
    origin_service_id: string | null;
    origin_version: number | null;
  };
  "designer.setting": {
    tenant_id: number;
    four_eyes: boolean;
    changed_at: Date;
    changed_by: string;
  };
  "designer.shelf": {
    tenant_id: number;
    service_id: string;
    version: number;
    definition: unknown;
    origin: unknown;
    rules: unknown;
    published_at: Date;
  };
  "designer.step": {
    tenant_id: number;
    service_id: string;
    version: number;
    step: number;
    what: unknown;
    before: unknown;
    done_at: Date;
    done_by: string;
  };
  "designer.version": {
    tenant_id: number;
    service_id: string;
    version: number;
    state: string;
    row_version: Generated<number>;
    definition: unknown;
    origin: unknown;
    rules: Generated<unknown>;
    samples: Generated<unknown>;
    report: unknown;
    edited_by: Generated<string[]>;
    created_at: Date;
    created_by: string;
    changed_at: Date;
    changed_by: string;
    submitted_at: Date | null;
    submitted_by: string | null;
    published_at: Date | null;
    published_by: string | null;
    withdrawn_at: Date | null;
    withdrawn_by: string | null;
    origin_version: number | null;
  };
};
