// Written by `npm run schema` from the migrated database. Do not edit.
import type { Generated, GeneratedAlways } from "kysely";
import type { PlainDay } from "../../kernel/index.ts";

/** Tables of the PostgreSQL schema `gewerbe`. */
export type GewerbeTables = {
  "gewerbe.delivery": {
    tenant_id: number;
    delivery_id: string;
    case_id: string;
    recipient_key: string;
    recipient_name: string;
    cite: string;
    anzeige_kind: string;
    person: number;
    fields: number;
    state: string;
    attempts: Generated<number>;
    gave_up: Generated<boolean>;
    due_on: PlainDay;
    queued_at: Date;
    not_before: Date;
    delivered_at: Date | null;
    last_error: string | null;
    filename: string;
    media_type: string;
    sha256: string;
    dokument_id: string | null;
    idempotency_key: string;
  };
  "gewerbe.entry": {
    tenant_id: number;
    entry_id: string;
    status: string;
    name: string;
    business_name: string | null;
    rechtsform: string;
    owners: string[];
    strasse: string;
    hausnummer: string;
    plz: string;
    ort: string;
    activity: string;
    started_on: PlainDay | null;
    ended_on: PlainDay | null;
    akte_id: string;
    first_case_id: string;
    last_case_id: string;
    match_key: string;
    kind: string;
    answers: unknown;
    entered_at: Date;
    changed_at: Date;
  };
  "gewerbe.entry_change": {
    tenant_id: number;
    change_id: string;
    position: GeneratedAlways<number>;
    entry_id: string;
    what: string;
    old_value: string | null;
    new_value: string | null;
    case_id: string;
    day: PlainDay;
    actor_name: string;
    at: Date;
  };
  "gewerbe.entry_term": {
    tenant_id: number;
    term: string;
    entry_id: string;
  };
  "gewerbe.handover": {
    tenant_id: number;
    case_id: string;
    direction: string;
    other_name: string;
    other_ags: string | null;
    other_aktenzeichen: string | null;
    sha256: string;
    passed_at: Date;
    received_at: Date | null;
  };
  "gewerbe.proof": {
    tenant_id: number;
    token: string;
    case_id: string;
    dokument_id: string;
    kind: string;
    aktenzeichen: string;
    issued_on: PlainDay;
    sha256: string;
  };
  "gewerbe.recipient": {
    tenant_id: number;
    recipient_key: string;
    name: string;
    adapter: string;
    target: string;
    waived: Generated<boolean>;
    changed_by: string;
    changed_at: Date;
  };
};
