// Written by `npm run schema` from the migrated database. Do not edit.
import type { GeneratedAlways } from "kysely";
import type { PlainDay } from "../../kernel/index.ts";

/** Tables of the PostgreSQL schema `circulation`. */
export type CirculationTables = {
  "circulation.station": {
    tenant_id: number;
    station_id: string;
    umlauf_id: string;
    position: number;
    purpose: string;
    addressee_kind: string;
    addressee_id: string;
    addressee_name: string;
    state: string;
    due_on: PlainDay | null;
    due_sort: GeneratedAlways<PlainDay>;
    opened_at: Date | null;
    done_at: Date | null;
    done_by: string | null;
    done_by_name: string | null;
    done_for_name: string | null;
    note: string | null;
  };
  "circulation.umlauf": {
    tenant_id: number;
    umlauf_id: string;
    akte_id: string;
    vorgang_id: string;
    dokument_id: string | null;
    subject: string;
    order_kind: string;
    state: string;
    started_by: string;
    started_by_name: string;
    started_at: Date;
    ended_at: Date | null;
  };
  "circulation.verfuegung": {
    tenant_id: number;
    verfuegung_id: string;
    akte_id: string;
    vorgang_id: string;
    title: string;
    state: string;
    made_by_name: string;
    made_at: Date;
    finished_at: Date | null;
    dokument_id: string | null;
  };
  "circulation.verfuegung_point": {
    tenant_id: number;
    verfuegung_id: string;
    position: number;
    text: string;
    addressee_kind: string;
    addressee_id: string;
    addressee_name: string;
    due_on: PlainDay | null;
    done_at: Date | null;
    done_by_name: string | null;
    done_for_name: string | null;
  };
  "circulation.wiedervorlage": {
    tenant_id: number;
    wiedervorlage_id: string;
    akte_id: string;
    vorgang_id: string | null;
    day: PlainDay;
    addressee_kind: string;
    addressee_id: string;
    addressee_name: string;
    note: string;
    state: string;
    made_by_name: string;
    made_at: Date;
    done_at: Date | null;
    done_by_name: string | null;
  };
};
