// Written by `npm run schema` from the migrated database. Do not edit.
import type { Generated } from "kysely";

/** Tables of the PostgreSQL schema `forms`. */
export type FormsTables = {
  "forms.draft": {
    tenant_id: number;
    draft_id: string;
    leistung_id: string;
    form_version: number;
    code_mac: string;
    language: string;
    answers: Generated<unknown>;
    done_sections: Generated<string[]>;
    prefill: unknown;
    started_at: Date;
    saved_at: Date;
    sent_at: Date | null;
    case_id: string | null;
    mailbox_id: string | null;
    notice: unknown;
    layout: string | null;
  };
  "forms.draft_page": {
    tenant_id: number;
    draft_id: string;
    section_key: string;
    answers: unknown;
  };
};
