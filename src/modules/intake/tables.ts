// Written by `npm run schema` from the migrated database. Do not edit.
import type { Generated } from "kysely";
import type { PlainDay } from "../../kernel/index.ts";

/** Tables of the PostgreSQL schema `intake`. */
export type IntakeTables = {
  "intake.collection": {
    tenant_id: number;
    collection_id: string;
    kind: string;
    state: string;
    akte_id: string | null;
    vorgang_id: string | null;
    staff_id: string;
    staff_name: string;
    opened_at: Date;
    changed_at: Date;
    scan: unknown;
    problem: string | null;
    problem_upload_id: string | null;
    thrown_away: Generated<boolean>;
  };
  "intake.item": {
    tenant_id: number;
    item_id: string;
    collection_id: string;
    parent_id: string | null;
    depth: Generated<number>;
    position: number;
    folder: Generated<string>;
    title: string;
    kind: string;
    letter_date: PlainDay | null;
    sender: Generated<string>;
    chosen: Generated<boolean>;
    mail: string | null;
    mail_left_out: Generated<number>;
    readable: string | null;
    dokument_id: string | null;
  };
  "intake.letter": {
    tenant_id: number;
    letter_id: string;
    collection_id: string;
    number: number;
    state: string;
    problem: string | null;
    pages: number;
    proposal: string | null;
    scan_sha256: string | null;
    searchable_sha256: string | null;
    compared_at: Date | null;
    compared_by: string | null;
    compared_with: string | null;
    comparison: string | null;
    comparison_note: string | null;
    dokument_id: string | null;
    filed_at: Date | null;
    changed_at: Date;
  };
  "intake.letter_file": {
    tenant_id: number;
    letter_id: string;
    form: string;
    content: Buffer;
  };
  "intake.letter_page": {
    tenant_id: number;
    letter_id: string;
    number: number;
    page_number: number;
    to_compare: boolean;
    recognised_at: Date | null;
    recognised: unknown;
    turned: Generated<number>;
    turned_by: string | null;
    turn_asked: number | null;
  };
  "intake.page": {
    tenant_id: number;
    collection_id: string;
    number: number;
    upload_id: string;
    source_page: number;
    found: string;
    target: string | null;
    fate: string;
    rotation: Generated<number>;
    thumbnail: Buffer;
  };
  "intake.setting": {
    tenant_id: number;
    compare_percent: number;
    keep_days: number;
    changed_at: Date;
    changed_by: string;
  };
};
