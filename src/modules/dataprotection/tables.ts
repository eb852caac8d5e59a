// Written by `npm run schema` from the migrated database. Do not edit.
import type { Generated } from "kysely";
import type { PlainDay } from "../../kernel/index.ts";

/** Tables of the PostgreSQL schema `dataprotection`. */
export type DataprotectionTables = {
  "dataprotection.erasure": {
    tenant_id: number;
    erasure_id: string;
    request_id: string;
    what: string;
    erased_by: string;
    erased_at: Date;
  };
  "dataprotection.finding": {
    tenant_id: number;
    request_id: string;
    source: string;
    key: string;
    label: string;
    person: string;
    case_ids: string[];
    mailbox_ids: string[];
    belongs: Generated<boolean>;
  };
  "dataprotection.request": {
    tenant_id: number;
    request_id: string;
    person_name: string;
    birthday: PlainDay | null;
    email: string | null;
    identity: string;
    opened_by: string;
    opened_at: Date;
    due_on: PlainDay;
    handed_out_at: Date | null;
    closed_at: Date | null;
    closed_by: string | null;
    received_on: PlainDay | null;
  };
};
