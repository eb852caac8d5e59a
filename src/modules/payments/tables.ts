// Written by `npm run schema` from the migrated database. Do not edit.
import type { PlainDay } from "../../kernel/index.ts";

/** Tables of the PostgreSQL schema `payments`. */
export type PaymentsTables = {
  "payments.account": {
    tenant_id: number;
    account_id: string;
    reference: string;
    purpose_de: string;
    purpose_en: string;
    payer_name: string;
    payer_key: string;
    code_mac: string | null;
    mailbox_id: string | null;
    case_id: string | null;
    opened_at: Date;
    idempotency_key: string;
  };
  "payments.bank_details": {
    tenant_id: number;
    holder: string;
    iban: string;
    bic: string | null;
    changed_at: Date;
  };
  "payments.booking": {
    tenant_id: number;
    booking_id: string;
    statement_id: string;
    booking_key: string;
    line: number;
    direction: string;
    amount_cents: number;
    booked_on: PlainDay;
    valued_on: PlainDay | null;
    bank_reference: string | null;
    end_to_end_id: string | null;
    counterparty: string | null;
    counterparty_iban: string | null;
    remittance: string;
    returned: boolean;
    return_reason: string | null;
  };
  "payments.checkout": {
    tenant_id: number;
    checkout_id: string;
    account_id: string;
    provider: string;
    provider_id: string | null;
    redirect_to: string | null;
    amount_cents: number;
    language: string;
    state: string;
    created_at: Date;
    changed_at: Date;
  };
  "payments.day_closing": {
    tenant_id: number;
    day: PlainDay;
    entries: number;
    export_hash: string;
    closed_by: string;
    closed_at: Date;
  };
  "payments.entry": {
    tenant_id: number;
    entry_id: string;
    account_id: string | null;
    kind: string;
    debit: string;
    credit: string;
    amount_cents: number;
    line_key: string | null;
    label_de: string | null;
    label_en: string | null;
    source: string;
    booking_id: string | null;
    checkout_id: string | null;
    booked_on: PlainDay;
    recorded_at: Date;
    recorded_by: string;
    idempotency_key: string;
  };
  "payments.provider_event": {
    tenant_id: number;
    provider: string;
    event_id: string;
    checkout_id: string;
    status: string;
    amount_cents: number | null;
    received_at: Date;
    refund_id: string | null;
  };
  "payments.provider_refund": {
    tenant_id: number;
    refund_id: string;
    checkout_id: string;
    account_id: string;
    amount_cents: number;
    state: string;
    ordered_at: Date;
    changed_at: Date;
  };
  "payments.simulated_payment": {
    tenant_id: number;
    checkout_id: string;
    status: string;
    amount_cents: number;
    decided_at: Date;
    refund_answer: string;
  };
  "payments.statement": {
    tenant_id: number;
    statement_id: string;
    kind: string;
    format: string;
    iban: string;
    bank_statement_id: string;
    page: number;
    content_hash: string;
    file_sha256: string;
    opening_cents: number | null;
    closing_cents: number | null;
    bookings: number;
    known_bookings: number;
    pending_entries: number;
    imported_by: string;
    imported_at: Date;
  };
  "payments.worklist_item": {
    tenant_id: number;
    item_id: string;
    reason: string;
    amount_cents: number;
    account_id: string | null;
    booking_id: string | null;
    opened_at: Date;
    done_at: Date | null;
    done_by: string | null;
    outcome: string | null;
    note: string | null;
  };
};
