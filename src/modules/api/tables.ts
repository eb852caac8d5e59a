// Written by `npm run schema` from the migrated database. Do not edit.
import type { GeneratedAlways } from "kysely";

/** Tables of the PostgreSQL schema `api`. */
export type ApiTables = {
  "api.application": {
    tenant_id: number;
    client_id: string;
    case_id: string;
  };
  "api.client": {
    tenant_id: number;
    client_id: string;
    name: string;
    contact: string;
    created_at: Date;
  };
  "api.history": {
    tenant_id: number;
    entry_id: string;
    position: GeneratedAlways<number>;
    client_id: string;
    key_id: string | null;
    action: string;
    case_id: string | null;
    about: string | null;
    actor_name: string | null;
    happened_at: Date;
  };
  "api.idempotency": {
    tenant_id: number;
    client_id: string;
    idempotency_mac: string;
    request_mac: string;
    status: number;
    sealed_answer: string;
    answered_at: Date;
  };
  "api.key": {
    tenant_id: number;
    key_id: string;
    client_id: string;
    key_mac: string;
    hint: string;
    scopes: string[];
    requests_per_minute: number;
    submission_key: string;
    issued_at: Date;
    issued_by: string;
    expires_at: Date;
    last_used_at: Date | null;
    revoked_at: Date | null;
    revoked_by: string | null;
  };
  "api.upload": {
    tenant_id: number;
    upload_id: string;
    client_id: string;
    leistung_id: string;
    form_version: number;
    field_path: string;
    size_bytes: number;
    received_at: Date;
  };
};
