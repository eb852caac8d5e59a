// Written by `npm run schema` from the migrated database. Do not edit.

/** Tables of the PostgreSQL schema `accounts`. */
export type AccountsTables = {
  "accounts.history": {
    tenant_id: number;
    entry_id: string;
    staff_id: string;
    action: string;
    actor_name: string;
    happened_at: Date;
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
  };
};
