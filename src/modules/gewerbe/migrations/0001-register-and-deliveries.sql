-- Gewerberegister, passing on to the recipients of § 14 Abs. 8 GewO, moves between municipalities, proofs of letters.

create schema gewerbe;
grant usage on schema gewerbe to klickamt_app;

create table gewerbe.entry (
  tenant_id integer not null,
  entry_id uuid not null,
  status text not null check (status in ('active', 'deregistered')),
  -- Registered name, else the names of the owners.
  name text not null,
  business_name text,
  rechtsform text not null,
  owners text[] not null,
  strasse text not null,
  hausnummer text not null,
  plz text not null,
  ort text not null,
  activity text not null,
  started_on date,
  ended_on date,
  akte_id uuid not null,
  first_case_id uuid not null,
  last_case_id uuid not null,
  -- Folded name and address: finds the business when it is reported again without its code.
  match_key text collate "C" not null,
  -- Form and answers of the latest Anmeldung or Ummeldung.
  kind text not null check (kind in ('GewA1', 'GewA2', 'GewA3')),
  answers jsonb not null,
  entered_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, entry_id)
);
create index entry_status on gewerbe.entry (tenant_id, status, entry_id);
create index entry_akte on gewerbe.entry (tenant_id, akte_id);
create index entry_match on gewerbe.entry (tenant_id, match_key, status);
call platform.protect('gewerbe.entry', 'select, insert, update');

create table gewerbe.entry_change (
  tenant_id integer not null,
  change_id uuid not null,
  position bigint not null generated always as identity,
  entry_id uuid not null,
  -- 'eingetragen', 'ausgetragen', or the fact that changed: 'name', 'address' ...
  what text not null,
  old_value text,
  new_value text,
  case_id uuid not null,
  -- From when it holds in the business, as reported.
  day date not null,
  actor_name text not null,
  at timestamptz not null,
  primary key (tenant_id, change_id),
  foreign key (tenant_id, entry_id) references gewerbe.entry (tenant_id, entry_id)
);
create index entry_change_entry on gewerbe.entry_change (tenant_id, entry_id, position);
create index entry_change_case on gewerbe.entry_change (tenant_id, case_id);
create trigger entry_change_stays before update or delete on gewerbe.entry_change
  for each row execute function platform.refuse_change();
call platform.protect('gewerbe.entry_change', 'select, insert');

-- Words by which an entry is found: equality and ranges on text use an index under row-level security.
create table gewerbe.entry_term (
  tenant_id integer not null,
  term text collate "C" not null,
  entry_id uuid not null,
  primary key (tenant_id, term, entry_id),
  foreign key (tenant_id, entry_id) references gewerbe.entry (tenant_id, entry_id)
);
create index entry_term_entry on gewerbe.entry_term (tenant_id, entry_id, term);
call platform.protect('gewerbe.entry_term', 'select, insert, delete');

create table gewerbe.recipient (
  tenant_id integer not null,
  recipient_key text not null check (recipient_key ~ '^[a-z]+$'),
  name text not null check (length(name) between 1 and 200),
  adapter text not null check (adapter in ('folder', 'https')),
  -- Name of a folder, or an address.
  target text not null check (length(target) between 1 and 500),
  -- § 14 Abs. 8 Satz 1 GewO: has waived the regular transfer.
  waived boolean not null default false,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (tenant_id, recipient_key)
);
call platform.protect('gewerbe.recipient', 'select, insert, update');

create table gewerbe.delivery (
  tenant_id integer not null,
  delivery_id uuid not null,
  case_id uuid not null,
  recipient_key text not null,
  recipient_name text not null,
  -- Where law grants it, as it was when it was queued.
  cite text not null,
  anzeige_kind text not null check (anzeige_kind in ('GewA1', 'GewA2', 'GewA3')),
  -- Which of the Anzeigen of one submission, from 1; 0 for all of them in one message.
  person integer not null,
  fields integer not null,
  -- 'withdrawn': the recipient has waived before it was sent.
  state text not null check (state in ('queued', 'delivered', 'failed', 'withdrawn')),
  attempts integer not null default 0,
  -- Failed for good: only a person starts it again.
  gave_up boolean not null default false,
  due_on date not null,
  queued_at timestamptz not null,
  not_before timestamptz not null,
  delivered_at timestamptz,
  last_error text,
  filename text not null,
  media_type text not null,
  -- Bytes as they are sent, in the file store.
  sha256 text not null,
  dokument_id uuid,
  -- Outside systems recognise a repeat by it.
  idempotency_key uuid not null,
  primary key (tenant_id, delivery_id),
  unique (tenant_id, case_id, recipient_key, person)
);
create index delivery_state on gewerbe.delivery (tenant_id, state, delivery_id);
create index delivery_recipient on gewerbe.delivery (tenant_id, recipient_key, state);
call platform.protect('gewerbe.delivery', 'select, insert, update');

-- A GewA1 of a move, passed on to the municipality left or received from the municipality moved to.
create table gewerbe.handover (
  tenant_id integer not null,
  case_id uuid not null,
  direction text not null check (direction in ('out', 'in')),
  other_name text not null,
  other_ags text,
  -- Reference there, once known.
  other_aktenzeichen text,
  sha256 text not null,
  passed_at timestamptz not null,
  received_at timestamptz,
  primary key (tenant_id, case_id)
);
call platform.protect('gewerbe.handover', 'select, insert, update');

-- Letters that anyone who holds them can check.
create table gewerbe.proof (
  tenant_id integer not null,
  -- 128 random bits, base64url.
  token text collate "C" not null,
  case_id uuid not null,
  dokument_id uuid not null,
  kind text not null check (kind in ('GewA1', 'GewA2', 'GewA3')),
  aktenzeichen text not null,
  issued_on date not null,
  sha256 text not null,
  primary key (tenant_id, token)
);
create index proof_case on gewerbe.proof (tenant_id, case_id);
create trigger proof_stays before update or delete on gewerbe.proof
  for each row execute function platform.refuse_change();
call platform.protect('gewerbe.proof', 'select, insert');
