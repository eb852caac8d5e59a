// Written by `npm run schema` from the migrated database. Do not edit.
import type { Generated } from "kysely";
import type { PlainDay } from "../../kernel/index.ts";

/** Tables of the PostgreSQL schema `appointments`. */
export type AppointmentsTables = {
  "appointments.appointment": {
    tenant_id: number;
    appointment_id: string;
    counter_id: string;
    service_key: string;
    starts_at: Date;
    ends_at: Date;
    people: number;
    state: string;
    hold_key: string | null;
    hold_expires_at: Date | null;
    name: string | null;
    code_mac: string | null;
    case_id: string | null;
    mailbox_id: string | null;
    language: string;
    ticket: string | null;
    booked_at: Date | null;
    revision: Generated<number>;
  };
  "appointments.closure": {
    tenant_id: number;
    closure_id: string;
    place_id: string;
    counter_id: string | null;
    starts_at: Date;
    ends_at: Date;
    reason: string;
  };
  "appointments.counter": {
    tenant_id: number;
    counter_id: string;
    place_id: string;
    name_de: string;
    name_en: string;
    position: number;
  };
  "appointments.counter_service": {
    tenant_id: number;
    counter_id: string;
    service_key: string;
  };
  "appointments.opening": {
    tenant_id: number;
    place_id: string;
    weekday: number;
    from_minute: number;
    to_minute: number;
  };
  "appointments.place": {
    tenant_id: number;
    place_id: string;
    key: string;
    name_de: string;
    name_en: string;
    address: string;
  };
  "appointments.service": {
    tenant_id: number;
    service_key: string;
    name_de: string;
    name_en: string;
    minutes: number;
    minutes_per_further: number;
    most_people: number;
    lead_minutes: number;
    horizon_days: number;
    position: number;
    active: boolean;
  };
  "appointments.ticket_number": {
    tenant_id: number;
    place_id: string;
    day: PlainDay;
    last_number: number;
  };
  "appointments.visit": {
    tenant_id: number;
    visit_id: string;
    place_id: string;
    service_key: string;
    appointment_id: string | null;
    ticket: string;
    people: number;
    state: string;
    counter_id: string | null;
    day: PlainDay;
    arrived_at: Date;
    due_at: Date;
    called_at: Date | null;
    ended_at: Date | null;
  };
  "appointments.waiting": {
    tenant_id: number;
    waiting_id: string;
    service_key: string;
    people: number;
    first_day: PlainDay;
    last_day: PlainDay;
    name: string | null;
    code_mac: string | null;
    case_id: string | null;
    mailbox_id: string | null;
    language: string;
    state: string;
    joined_at: Date;
    passed: Generated<number>;
    offered_start: Date | null;
    offered_counter: string | null;
    offered_until: Date | null;
  };
};
