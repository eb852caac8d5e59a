// Written by `npm run schema` from the migrated database. Do not edit.
import type { Generated } from "kysely";
import type { PlainDay } from "../../kernel/index.ts";

/** Tables of the PostgreSQL schema `proof`. */
export type ProofTables = {
  "proof.export": {
    tenant_id: number;
    export_id: string;
    akte_id: string;
    vorgang_id: string | null;
    kind: string;
    language: string;
    state: string;
    done: Generated<number>;
    total: Generated<number>;
    requested_by: string | null;
    requested_by_name: string;
    requested_at: Date;
    finished_at: Date | null;
    expires_at: Date | null;
    filename: string | null;
    sha256: string | null;
    size_bytes: number | null;
    failure: string | null;
    given_at: Date | null;
    message_id: string | null;
  };
  "proof.finding": {
    tenant_id: number;
    finding_id: string;
    akte_id: string;
    dokument_id: string;
    version: number;
    sha256: string;
    what: string;
    found_at: Date;
    seen_last_at: Date;
    resolved_at: Date | null;
  };
  "proof.head": {
    tenant_id: number;
    number: number;
    day: PlainDay;
    sealed_at: Date;
    akten: number;
    root: string;
    previous_hash: string;
    key_number: number;
    statement: string;
    hash: string;
    signature: Buffer;
  };
  "proof.leaf": {
    tenant_id: number;
    akte_id: string;
    head_number: number;
    sequence: number;
    hash: string;
  };
  "proof.reading": {
    tenant_id: number;
    round: number;
    round_began_at: Date;
    after_dokument: string;
    contents_read: Generated<number>;
    last_read_at: Date | null;
    last_round_ended_at: Date | null;
    last_round_contents: number | null;
  };
  "proof.signing_key": {
    tenant_id: number;
    number: number;
    public_key: Buffer;
    first_used_at: Date;
    handover: Buffer | null;
  };
  "proof.stamp": {
    tenant_id: number;
    head_number: number;
    token: Buffer;
    stamped_at: Date;
    serial: string;
    authority: string;
    received_at: Date;
  };
};
