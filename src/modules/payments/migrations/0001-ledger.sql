-- What is owed and what was paid: an insert-only double-entry ledger in cents, the bank's statements, payments with a
-- provider, and the list of what a person has to look at.

-- Indexes beside the primary key begin with what is looked for, not with tenant_id: while a table is young, PostgreSQL
-- has no figures about it and would take any index that begins with tenant_id for as good as the right one. The checks of
-- foreign keys keep such a plan, and an import of 10,000 entries then reads the whole table for each.

create schema payments;
grant usage on schema payments to klickamt_app;

-- Where the municipality wants its money.
create table payments.bank_details (
  tenant_id integer not null,
  holder text not null check (length(holder) between 1 and 70),
  iban text not null check (iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'),
  bic text check (bic ~ '^[A-Z0-9]{8}([A-Z0-9]{3})?$'),
  changed_at timestamptz not null,
  primary key (tenant_id)
);
call platform.protect('payments.bank_details', 'select, insert, update');

-- One claim against one payer. What is owed stands in the entries, never here.
create table payments.account (
  tenant_id integer not null,
  account_id uuid not null,
  reference text not null check (reference ~ '^KA[0-9]{2}[0-9A-Z]{8}$'),
  purpose_de text not null,
  purpose_en text not null,
  payer_name text not null,
  -- The payer's name as it is compared with names on statements.
  payer_key text not null,
  code_mac text,
  mailbox_id uuid,
  case_id uuid,
  opened_at timestamptz not null,
  idempotency_key text not null,
  primary key (tenant_id, account_id),
  unique (reference, tenant_id),
  unique (idempotency_key, tenant_id)
);
create index account_of_case on payments.account (case_id, tenant_id) where case_id is not null;
create index account_of_code on payments.account (code_mac, tenant_id) where code_mac is not null;
create index account_of_payer on payments.account (payer_key, tenant_id);
-- A right to update is what locking a row takes.
call platform.protect('payments.account', 'select, insert, update (case_id, mailbox_id)');

-- A statement (camt.053) or notification (camt.054) of the bank as it was taken over.
create table payments.statement (
  tenant_id integer not null,
  statement_id uuid not null,
  kind text not null check (kind in ('statement', 'notification')),
  format text not null,
  iban text not null,
  bank_statement_id text not null,
  page integer not null check (page > 0),
  content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
  file_sha256 text not null check (file_sha256 ~ '^[0-9a-f]{64}$'),
  opening_cents bigint,
  closing_cents bigint,
  bookings integer not null check (bookings >= 0),
  known_bookings integer not null check (known_bookings >= 0),
  pending_entries integer not null check (pending_entries >= 0),
  imported_by text not null,
  imported_at timestamptz not null,
  primary key (tenant_id, statement_id),
  unique (bank_statement_id, iban, kind, page, tenant_id)
);
create index statement_of_file on payments.statement (file_sha256, tenant_id);
call platform.protect('payments.statement', 'select, insert');
create trigger statement_kept before update or delete on payments.statement
  for each row execute function platform.refuse_change();

-- Money that moved on the municipality's bank account.
create table payments.booking (
  tenant_id integer not null,
  booking_id uuid not null,
  statement_id uuid not null,
  -- What the bank calls it: the same booking in a notification and in a statement is one.
  booking_key text not null,
  line integer not null,
  direction text not null check (direction in ('credit', 'debit')),
  amount_cents bigint not null check (amount_cents > 0),
  booked_on date not null,
  valued_on date,
  bank_reference text,
  end_to_end_id text,
  counterparty text,
  counterparty_iban text,
  remittance text not null,
  returned boolean not null,
  return_reason text,
  primary key (tenant_id, booking_id),
  unique (booking_key, tenant_id),
  foreign key (tenant_id, statement_id) references payments.statement deferrable initially deferred
);
create index booking_of_statement on payments.booking (statement_id, tenant_id);
call platform.protect('payments.booking', 'select, insert');
create trigger booking_kept before update or delete on payments.booking
  for each row execute function platform.refuse_change();

-- A payment begun with a provider.
create table payments.checkout (
  tenant_id integer not null,
  checkout_id uuid not null,
  account_id uuid not null,
  provider text not null,
  provider_id text,
  redirect_to text,
  amount_cents bigint not null check (amount_cents > 0),
  language text not null check (language in ('de', 'en')),
  state text not null check (state in ('preparing', 'open', 'paid', 'failed')),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, checkout_id),
  foreign key (tenant_id, account_id) references payments.account
);
create unique index checkout_of_provider on payments.checkout (provider_id, provider, tenant_id)
  where provider_id is not null;
create index checkout_of_account on payments.checkout (account_id, tenant_id);
create index checkout_unsettled on payments.checkout (tenant_id, created_at) where state in ('open', 'failed');
call platform.protect('payments.checkout', 'select, insert, update');

-- What a provider told, once each.
create table payments.provider_event (
  tenant_id integer not null,
  provider text not null,
  event_id text not null,
  checkout_id uuid not null,
  status text not null check (status in ('open', 'paid', 'failed')),
  amount_cents bigint check (amount_cents > 0),
  received_at timestamptz not null,
  primary key (tenant_id, provider, event_id),
  foreign key (tenant_id, checkout_id) references payments.checkout
);
call platform.protect('payments.provider_event', 'select, insert');
create trigger provider_event_kept before update or delete on payments.provider_event
  for each row execute function platform.refuse_change();

-- The ledger. One row takes from one ledger (credit) and gives to another (debit): no cent appears or vanishes.
create table payments.entry (
  tenant_id integer not null,
  entry_id uuid not null,
  account_id uuid,
  kind text not null check (kind in ('charge', 'payment', 'refund', 'waiver')),
  debit text not null check (debit in ('claim', 'bank', 'provider', 'cash', 'suspense', 'payable', 'waived')),
  credit text not null check (credit in ('claim', 'revenue', 'bank', 'provider', 'suspense', 'payable')),
  amount_cents bigint not null check (amount_cents between 1 and 100000000000),
  line_key text,
  label_de text,
  label_en text,
  -- Law of a charge, reason of a waiver or refund, origin of a payment.
  source text not null,
  booking_id uuid,
  checkout_id uuid,
  booked_on date not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  idempotency_key text not null check (length(idempotency_key) between 1 and 200),
  primary key (tenant_id, entry_id),
  unique (idempotency_key, tenant_id),
  foreign key (tenant_id, account_id) references payments.account,
  foreign key (tenant_id, booking_id) references payments.booking,
  foreign key (tenant_id, checkout_id) references payments.checkout,
  check (debit <> credit),
  check (account_id is not null or (debit <> 'claim' and credit <> 'claim')),
  check ((kind = 'charge') = (debit = 'claim' and credit = 'revenue')),
  check ((kind = 'charge') = (credit = 'revenue')),
  check ((kind = 'charge') = (line_key is not null and label_de is not null and label_en is not null)),
  check ((kind = 'waiver') = (debit = 'waived')),
  check (kind <> 'waiver' or credit = 'claim'),
  check (kind <> 'refund' or credit = 'payable' or (debit = 'payable' and credit in ('bank', 'suspense')))
);
create index entry_of_account on payments.entry (account_id, tenant_id, entry_id);
create index entry_of_day on payments.entry (tenant_id, recorded_at, entry_id);
create index entry_of_booking on payments.entry (booking_id, tenant_id) where booking_id is not null;
create unique index entry_of_line on payments.entry (account_id, line_key, tenant_id) where kind = 'charge';
call platform.protect('payments.entry', 'select, insert');
create trigger entry_kept before update or delete on payments.entry
  for each row execute function platform.refuse_change();

-- What a person has to look at: money that does not fit.
create table payments.worklist_item (
  tenant_id integer not null,
  item_id uuid not null,
  reason text not null check (reason in ('overpaid', 'underpaid', 'unknown', 'twice', 'returned')),
  amount_cents bigint not null check (amount_cents > 0),
  account_id uuid,
  booking_id uuid,
  opened_at timestamptz not null,
  done_at timestamptz,
  done_by text,
  outcome text check (outcome in ('assigned', 'refunded', 'ignored', 'settled')),
  note text,
  primary key (tenant_id, item_id),
  foreign key (tenant_id, account_id) references payments.account,
  foreign key (tenant_id, booking_id) references payments.booking,
  check ((done_at is null) = (outcome is null)),
  check (account_id is not null or booking_id is not null)
);
create index worklist_open on payments.worklist_item (tenant_id, reason, item_id) where done_at is null;
create index worklist_of_account on payments.worklist_item (account_id, tenant_id) where done_at is null;
create index worklist_of_booking on payments.worklist_item (booking_id, tenant_id);
call platform.protect('payments.worklist_item', 'select, insert, update');

-- A day that was closed: what the treasury was given, so that nobody can claim it was something else.
create table payments.day_closing (
  tenant_id integer not null,
  day date not null,
  entries integer not null,
  export_hash text not null check (export_hash ~ '^[0-9a-f]{64}$'),
  closed_by text not null,
  closed_at timestamptz not null,
  primary key (tenant_id, day)
);
call platform.protect('payments.day_closing', 'select, insert');
create trigger day_closing_kept before update or delete on payments.day_closing
  for each row execute function platform.refuse_change();

-- What the simulated provider was told to do. It stands for a system outside.
create table payments.simulated_payment (
  tenant_id integer not null,
  checkout_id uuid not null,
  status text not null check (status in ('paid', 'failed')),
  amount_cents bigint not null check (amount_cents > 0),
  decided_at timestamptz not null,
  primary key (tenant_id, checkout_id),
  foreign key (tenant_id, checkout_id) references payments.checkout
);
call platform.protect('payments.simulated_payment', 'select, insert, update');
