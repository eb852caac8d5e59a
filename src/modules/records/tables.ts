// Written by `npm run schema` from the migrated database. Do not edit.
import type { Generated, GeneratedAlways } from "kysely";
import type { PlainDay } from "../../kernel/index.ts";

/** Tables of the PostgreSQL schema `records`. */
export type RecordsTables = {
  "records.akte": {
    tenant_id: number;
    akte_id: string;
    plan_unit: string;
    year: number;
    number: number;
    aktenzeichen: string;
    betreff: string;
    medium: Generated<string>;
    vertraulichkeit: Generated<string>;
    aufbewahrungsdauer: number;
    aussonderungsart: string;
    opened_at: Date;
    zda_at: Date | null;
    last_vorgang: Generated<number>;
    head_sequence: number;
    head_hash: string;
    circle_id: Generated<number>;
    federfuehrung: string | null;
    last_teilakte: Generated<number>;
  };
  "records.akte_insight": {
    tenant_id: number;
    insight_id: string;
    akte_id: string;
    grantee_id: string;
    grantee_name: string;
    kind: string;
    reason: string;
    began_at: Date;
    until_at: Date | null;
    ended_at: Date | null;
  };
  "records.akte_term": {
    tenant_id: number;
    term: string;
    akte_id: string;
  };
  "records.circle": {
    tenant_id: number;
    circle_id: number;
    scope: string;
    unit_id: string | null;
    vertraulichkeit: string;
    level: GeneratedAlways<number>;
    access_key: string;
  };
  "records.circle_grant": {
    tenant_id: number;
    grantee_id: string;
    circle_id: number;
    grantee_kind: string;
    grantee_name: string;
    may_work: boolean;
  };
  "records.counter": {
    tenant_id: number;
    plan_unit: string;
    year: number;
    last_number: number;
  };
  "records.destruction_order": {
    tenant_id: number;
    order_id: string;
    akte_id: string;
    basis: string;
    proposed_by: string;
    approved_by: string | null;
    approved_at: Date;
    confirmed_by: string | null;
    archivkennung: string | null;
    revoked_at: Date | null;
  };
  "records.dokument": {
    tenant_id: number;
    dokument_id: string;
    vorgang_id: string;
    sequence: number;
    kind: string;
    title: string;
    author: string;
    filed_at: Date;
    parent_id: string | null;
    posteingang: PlainDay | null;
    postausgang: PlainDay | null;
    datum_des_schreibens: PlainDay | null;
    fremdes_geschaeftszeichen: string | null;
    bemerkung: string | null;
  };
  "records.dokument_version": {
    tenant_id: number;
    dokument_id: string;
    version: number;
    sha256: string;
    size_bytes: number;
    media_type: string;
    filename: string;
    made_at: Date;
    format: Generated<number>;
  };
  "records.former_aktenzeichen": {
    tenant_id: number;
    aktenzeichen: string;
    akte_id: string;
    vorgang_id: string | null;
    plan_unit: string | null;
    year: number | null;
    number: number | null;
    until: Date;
  };
  "records.history": {
    tenant_id: number;
    akte_id: string;
    sequence: number;
    recorded_at: Date;
    action: string;
    actor_kind: string;
    actor_id: string | null;
    actor_name: string | null;
    vorgang_id: string | null;
    details: unknown;
    previous_hash: string;
    hash: string;
  };
  "records.legal_hold": {
    tenant_id: number;
    hold_id: string;
    akte_id: string;
    reason: string;
    placed_at: Date;
    placed_by: string;
    lifted_at: Date | null;
    lifted_by: string | null;
    lift_reason: string | null;
  };
  "records.opening_attempt": {
    tenant_id: number;
    attempt_id: string;
    staff_id: string;
    attempted_at: Date;
  };
  "records.opening_rule": {
    tenant_id: number;
    allowed: string;
    hours: number;
  };
  "records.plan_history": {
    tenant_id: number;
    plan_history_id: string;
    plan_unit: string;
    action: string;
    recorded_at: Date;
    actor_kind: string;
    actor_id: string | null;
    actor_name: string | null;
    before: unknown;
    after: unknown;
  };
  "records.plan_unit": {
    tenant_id: number;
    plan_unit: string;
    title: string;
    aufbewahrungsdauer: number;
    aussonderungsart: string;
    source: string;
    takes_akten: boolean;
    plan_unit_id: Generated<string>;
    closed: Generated<boolean>;
    aktenzeichen_rule: Generated<string>;
    federfuehrung: string | null;
    vertraulichkeit: Generated<string>;
    circle_id: Generated<number>;
  };
  "records.plan_unit_count": {
    tenant_id: number;
    plan_unit: string;
    circle_id: number;
    akten: number;
  };
  "records.registry_action": {
    tenant_id: number;
    action_id: string;
    kind: string;
    made_at: Date;
    staff_id: string | null;
    report: unknown;
    undo: unknown;
    heads: unknown;
    undone_at: Date | null;
  };
  "records.teilakte": {
    tenant_id: number;
    teilakte_id: string;
    akte_id: string;
    number: number;
    betreff: string;
    opened_at: Date;
  };
  "records.tombstone": {
    tenant_id: number;
    akte_id: string;
    plan_unit: string;
    year: number;
    number: number;
    aktenzeichen: string;
    circle_id: number;
    opened_at: Date;
    zda_at: Date;
    vorgaenge: number;
    dokumente: number;
    head_sequence: number;
    head_hash: string;
    destroyed_at: Date;
    order_id: string;
    basis: string;
    archivkennung: string | null;
    proof_akte_id: string;
    proof_sequence: number;
  };
  "records.tombstone_number": {
    tenant_id: number;
    plan_unit: string;
    year: number;
    number: number;
    akte_id: string;
  };
  "records.verweis": {
    tenant_id: number;
    verweis_id: string;
    akte_id: string;
    from_kind: string;
    from_id: string;
    to_kind: string;
    to_id: string;
    kind: string;
    note: string | null;
    made_at: Date;
  };
  "records.vorgang": {
    tenant_id: number;
    vorgang_id: string;
    akte_id: string;
    number: number;
    aktenzeichen: string;
    betreff: string;
    case_id: string | null;
    opened_at: Date;
    zda_at: Date | null;
    teilakte_id: string | null;
  };
};
