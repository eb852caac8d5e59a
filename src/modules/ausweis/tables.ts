// Written by `npm run schema` from the migrated database. Do not edit.
import type { GeneratedAlways } from "kysely";
import type { PlainDay } from "../../kernel/index.ts";

/** Tables of the PostgreSQL schema `ausweis`. */
export type AusweisTables = {
  "ausweis.biometric": {
    tenant_id: number;
    case_id: string;
    left_finger: string;
    left_bytes: Buffer;
    right_finger: string;
    right_bytes: Buffer;
    captured_at: Date;
  };
  "ausweis.card": {
    tenant_id: number;
    card_id: string;
    case_id: string;
    mailbox_id: string;
    person_key: string;
    familienname: string;
    geburtsname: string;
    vornamen: string;
    doktorgrad: string;
    ordens_kuenstlername: string;
    geburtsdatum: PlainDay;
    geburtsort: string;
    groesse_cm: number | null;
    augenfarbe: string;
    anschrift: string;
    seriennummer: string | null;
    issued_on: PlainDay;
    valid_until: PlainDay;
    state: string;
    uebergabe: string;
    ordered_at: Date;
    sent_at: Date | null;
    changed_at: Date;
    kind: string;
  };
  "ausweis.card_event": {
    tenant_id: number;
    event_id: string;
    position: GeneratedAlways<number>;
    card_id: string;
    what: string;
    actor_name: string;
    at: Date;
  };
  "ausweis.card_term": {
    tenant_id: number;
    term: string;
    card_id: string;
  };
  "ausweis.checked": {
    tenant_id: number;
    case_id: string;
    what: string;
    note: string;
    checked_by_name: string;
    checked_at: Date;
  };
  "ausweis.deletion": {
    tenant_id: number;
    deletion_id: string;
    rule: string;
    subject_id: string;
    source: string;
    by_name: string;
    at: Date;
  };
  "ausweis.handover": {
    tenant_id: number;
    case_id: string;
    received_by: string;
    name: string;
    signature: string;
    old_card: string;
    by_name: string;
    at: Date;
  };
  "ausweis.loss": {
    tenant_id: number;
    case_id: string;
    person_key: string;
    seriennummer: string;
    reported_at: Date;
    card_ids: string[];
    dismissed_at: Date | null;
  };
  "ausweis.online_setting": {
    tenant_id: number;
    unterschrift_am_handy: boolean;
    ohne_termin: boolean;
    klausel: string;
    changed_by_name: string;
    changed_at: Date;
  };
  "ausweis.photo": {
    tenant_id: number;
    case_id: string;
    origin: string;
    bytes: Buffer;
    media_type: string;
    fetched_at: Date;
    fetched_by: string;
  };
  "ausweis.photo_code": {
    tenant_id: number;
    case_id: string;
    code: string;
    state: string;
    changed_at: Date;
  };
  "ausweis.setting": {
    tenant_id: number;
    vier_augen: string;
    unterschrift_am_bildschirm: boolean;
    changed_by_name: string;
    changed_at: Date;
  };
  "ausweis.signature": {
    tenant_id: number;
    draft_id: string;
    case_id: string | null;
    path: string;
    name: string;
    signed_at: Date;
  };
  "ausweis.visit": {
    tenant_id: number;
    case_id: string;
    proof: string;
    checked_by: string;
    checked_by_name: string;
    checked_at: Date;
  };
};
