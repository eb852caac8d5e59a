-- Other programs that may apply and follow for people: who they are, their keys, what they sent, what they did.
create schema api;
grant usage on schema api to klickamt_app;

-- An organisation with a program of its own: a software for tax advisers, a neighbouring portal.
create table api.client (
  tenant_id integer not null,
  client_id uuid not null,
  name text not null check (length(name) between 1 and 120),
  contact text not null check (length(contact) between 3 and 254),
  created_at timestamptz not null,
  primary key (tenant_id, client_id)
);
call platform.protect('api.client', 'select, insert, update');

-- The key itself is known to the client only: whoever reads this table can ask for nothing.
create table api.key (
  tenant_id integer not null,
  key_id uuid not null,
  client_id uuid not null,
  key_mac text not null,
  -- First letters, by which people tell keys apart.
  hint text not null check (length(hint) between 4 and 20),
  scopes text[] not null check (cardinality(scopes) > 0),
  requests_per_minute integer not null check (requests_per_minute between 1 and 6000),
  -- Of the form by which it was issued: sending it twice issues one key.
  submission_key text not null,
  issued_at timestamptz not null,
  issued_by text not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoked_by text,
  primary key (tenant_id, key_id),
  unique (tenant_id, key_mac),
  unique (tenant_id, submission_key),
  foreign key (tenant_id, client_id) references api.client
);
create index key_client on api.key (tenant_id, client_id, key_id);
call platform.protect('api.key', 'select, insert, update');

-- What a client has sent: it may follow these without their access code.
create table api.application (
  tenant_id integer not null,
  client_id uuid not null,
  case_id uuid not null,
  primary key (tenant_id, client_id, case_id),
  unique (tenant_id, case_id),
  foreign key (tenant_id, client_id) references api.client
);
call platform.protect('api.application', 'select, insert');

-- Answers that a repeated request gets again. The answer holds an access code: it is sealed with the client's
-- idempotency key, of which only a keyed hash is kept.
create table api.idempotency (
  tenant_id integer not null,
  client_id uuid not null,
  idempotency_mac text not null,
  request_mac text not null,
  status integer not null,
  sealed_answer text not null,
  answered_at timestamptz not null,
  primary key (tenant_id, client_id, idempotency_mac),
  foreign key (tenant_id, client_id) references api.client
);
create index idempotency_age on api.idempotency (tenant_id, answered_at);
call platform.protect('api.idempotency', 'select, insert, delete');

-- What was done with an access, and who gave it or took it away.
create table api.history (
  tenant_id integer not null,
  entry_id uuid not null,
  -- Order of what one transaction writes in one instant.
  position bigint not null generated always as identity,
  client_id uuid not null,
  key_id uuid,
  action text not null
    check (action in ('client-created', 'key-issued', 'key-revoked', 'application-sent', 'document-fetched')),
  case_id uuid,
  -- What people know it by: an Aktenzeichen, a file name.
  about text,
  -- Staff; absent where the client did it.
  actor_name text,
  happened_at timestamptz not null,
  primary key (tenant_id, entry_id),
  foreign key (tenant_id, client_id) references api.client,
  foreign key (tenant_id, key_id) references api.key
);
create index history_client on api.history (tenant_id, client_id, position);
create trigger history_stays before update or delete on api.history
  for each row execute function platform.refuse_change();
call platform.protect('api.history', 'select, insert');
