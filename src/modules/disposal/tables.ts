// Written by `npm run schema` from the migrated database. Do not edit.
import type { GeneratedAlways } from "kysely";

/** Tables of the PostgreSQL schema `disposal`. */
export type DisposalTables = {
  "disposal.content_removal": {
    tenant_id: number;
    address: string;
    queued_at: Date;
  };
  "disposal.destruction": {
    tenant_id: number;
    destruction_id: string;
    process_id: string | null;
    state: string;
    note: string;
    proposed_at: Date;
    proposed_by: string;
    proposed_by_name: string;
    decided_at: Date | null;
    decided_by: string | null;
    decided_by_name: string | null;
    decision_reason: string | null;
    protocol_akte_id: string | null;
    protocol_vorgang_id: string | null;
    protocol_dokument_id: string | null;
    done_at: Date | null;
  };
  "disposal.destruction_item": {
    tenant_id: number;
    destruction_id: string;
    akte_id: string;
    circle_id: number;
    position: number;
    aktenzeichen: string;
    plan_unit: string;
    basis: string;
    confirmed_by: string | null;
    archivkennung: string | null;
    content_digest: string | null;
    state: string;
    kept_because: string | null;
  };
  "disposal.due_note": {
    tenant_id: number;
    due_year: number;
    plan_unit: string;
    aussonderungsart: string;
    akten: number;
    noted_at: Date;
  };
  "disposal.import": {
    tenant_id: number;
    import_id: string;
    name: string;
    sha256: string | null;
    digest: string;
    version: string;
    source_process: string;
    source: string;
    state: string;
    plan_unit: string | null;
    begun_at: Date;
    begun_by: string;
    done_at: Date | null;
    left_over: unknown;
  };
  "disposal.import_object": {
    tenant_id: number;
    import_id: string;
    kind: string;
    source_uuid: string;
    title: string;
    result: string;
    local_id: string | null;
    akte_id: string | null;
    remark: string | null;
    made_at: Date;
    position: GeneratedAlways<number>;
  };
  "disposal.incoming": {
    tenant_id: number;
    incoming_id: string;
    claim: string | null;
    way: string;
    name: string;
    received_at: Date;
    received_by: string;
    size_bytes: number;
    sha256: string | null;
    typ: string | null;
    process_id: string | null;
    message_id: string | null;
    refusal: string | null;
    reason_de: string | null;
    reason_en: string | null;
  };
  "disposal.message": {
    tenant_id: number;
    message_id: string;
    position: GeneratedAlways<number>;
    process_id: string;
    typ: string;
    direction: string;
    number: number;
    answers: string | null;
    akten: string[];
    planned_at: Date;
    name: string;
    digest: string | null;
    sha256: string | null;
    size_bytes: number | null;
    written_at: Date | null;
    sent_at: Date | null;
    fault: string | null;
  };
  "disposal.process": {
    tenant_id: number;
    process_id: string;
    kind: string;
    begun_at: Date;
    begun_by: string;
    closed_at: Date | null;
  };
  "disposal.process_item": {
    tenant_id: number;
    process_id: string;
    akte_id: string;
    circle_id: number;
    position: number;
    aktenzeichen: string;
    plan_unit: string;
    state: string;
    handed_over_in: string | null;
    content_digest: string | null;
    confirmed_by: string | null;
    archivkennung: string | null;
    remark: string | null;
  };
  "disposal.protocol_akte": {
    tenant_id: number;
    year: number;
    akte_id: string;
  };
  "disposal.retention": {
    tenant_id: number;
    retention_id: string;
    position: GeneratedAlways<number>;
    plan_unit: string | null;
    akte_id: string | null;
    rule: string;
    years: number | null;
    reason: string;
    set_at: Date;
    set_by: string;
  };
  "disposal.settings": {
    tenant_id: number;
    archive_name: string;
    way: string;
    one_step_units: string[];
    direct_after_import: boolean;
    protocol_unit: string;
    changed_at: Date;
    changed_by: string;
  };
};
