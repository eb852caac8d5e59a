// Written by `npm run schema` from the migrated database. Do not edit.
import type { Generated, GeneratedAlways } from "kysely";
import type { PlainDay } from "../../kernel/index.ts";

/** Tables of the PostgreSQL schema `cases`. */
export type CasesTables = {
  "cases.case": {
    tenant_id: number;
    case_id: string;
    leistung_id: string;
    leistung_version: number;
    form_hash: string;
    answers: unknown;
    subject_name: string;
    language: string;
    mailbox_id: string;
    akte_id: string;
    vorgang_id: string;
    aktenzeichen: string;
    process_id: string;
    process_state: unknown;
    variables: Generated<unknown>;
    status: string;
    received_at: Date;
    due_on: PlainDay | null;
    deadline: unknown;
    deadline_met_at: Date | null;
    taken_by: string | null;
    taken_by_name: string | null;
    closed_at: Date | null;
    row_version: Generated<number>;
    submission_key: string;
    process_key: string | null;
    found: unknown;
    circle_id: Generated<number>;
  };
  "cases.history": {
    tenant_id: number;
    history_id: string;
    position: GeneratedAlways<number>;
    case_id: string;
    action: string;
    actor_kind: string;
    actor_name: string | null;
    text_de: string;
    text_en: string;
    citizen_text_de: string | null;
    citizen_text_en: string | null;
    details: Generated<unknown>;
    case_version: number;
    at: Date;
  };
  "cases.search_term": {
    tenant_id: number;
    term: string;
    case_id: string;
    circle_id: Generated<number>;
  };
  "cases.task": {
    tenant_id: number;
    task_id: string;
    case_id: string;
    token_id: string;
    node_id: string;
    leistung_id: string;
    name_de: string;
    name_en: string;
    duty: string;
    outcomes: string[];
    form: string | null;
    state: string;
    opened_at: Date;
    due_on: PlainDay | null;
    due_sort: GeneratedAlways<PlainDay>;
    assignee: string | null;
    assignee_name: string | null;
    reminded_at: Date | null;
    done_at: Date | null;
    done_by_name: string | null;
    outcome: string | null;
    circle_id: Generated<number>;
  };
};
