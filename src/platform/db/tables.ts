// Written by `npm run schema` from the migrated database. Do not edit.
import type { Generated } from "kysely";

/** Tables of the PostgreSQL schema `platform`. */
export type PlatformTables = {
  "platform.submission": {
    tenant_id: number;
    submission_key: string;
    location: string | null;
    received_at: Generated<Date>;
    cookies: string | null;
  };
};
