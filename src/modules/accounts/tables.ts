// Written by `npm run schema` from the migrated database. Do not edit.
import type { Generated } from "kysely";
import type { PlainDay } from "../../kernel/index.ts";

/** Tables of the PostgreSQL schema `accounts`. */
export type AccountsTables = {
  "accounts.deputy": {
    tenant_id: number;
    deputy_id: string;
    absent_staff: string;
    deputy_staff: string;
    from_day: PlainDay;
    until_day: PlainDay;
    made_at: Date;
    ended_at: Date | null;
  };
  "accounts.history": {
    tenant_id: number;
    entry_id: string;
    staff_id: string;
    action: string;
    actor_name: string;
    happened_at: Date;
    details: Generated<unknown>;
  };
  "accounts.session": {
    tenant_id: number;
    token_mac: string;
    staff_id: string;
    created_at: Date;
    last_seen_at: Date;
    expires_at: Date;
  };
  "accounts.sign_in_attempt": {
    tenant_id: number;
    attempt_id: string;
    account_mac: string;
    failed_at: Date;
  };
  "accounts.staff": {
    tenant_id: number;
    staff_id: string;
    name: string;
    email: string;
    password_hash: string;
    must_change_password: boolean;
    duties: string[];
    demo_password_hint: string | null;
    created_at: Date;
    deactivated_at: Date | null;
    clearance: Generated<string>;
  };
  "accounts.unit": {
    tenant_id: number;
    unit_id: string;
    code: string;
    name: string;
    parent_id: string | null;
    created_at: Date;
    dissolved_at: Date | null;
  };
  "accounts.unit_member": {
    tenant_id: number;
    staff_id: string;
    unit_id: string;
    role: string;
  };
};
