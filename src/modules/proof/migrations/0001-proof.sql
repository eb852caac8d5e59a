-- What proves the E-Akte beyond itself: a daily head over all chains, signed and stamped; contents read again; exports.

create schema proof;
grant usage on schema proof to klickamt_app;

-- Public keys that heads were signed with. The private ones come from the installation's secret.
create table proof.signing_key (
  tenant_id integer not null,
  number integer not null check (number > 0),
  public_key bytea not null check (length(public_key) = 32),
  first_used_at timestamptz not null,
  -- Signature of the key before it over this one; null for the first, and where the secret was replaced.
  handover bytea check (length(handover) = 64),
  primary key (tenant_id, number)
);
call platform.protect('proof.signing_key', 'select, insert');
create trigger refuse_change before update or delete on proof.signing_key
  for each row execute function platform.refuse_change();

-- One statement a day about all chains of the town. What is signed, and how, stands in the module's README.
create table proof.head (
  tenant_id integer not null,
  number integer not null check (number > 0),
  day date not null,
  sealed_at timestamptz not null,
  akten integer not null check (akten >= 0),
  root text not null check (root ~ '^[0-9a-f]{64}$'),
  previous_hash text not null check (previous_hash ~ '^[0-9a-f]{64}$'),
  key_number integer not null,
  statement text not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  signature bytea not null check (length(signature) = 64),
  primary key (tenant_id, number),
  unique (tenant_id, day),
  foreign key (tenant_id, key_number) references proof.signing_key
);
call platform.protect('proof.head', 'select, insert');
create trigger refuse_change before update or delete on proof.head
  for each row execute function platform.refuse_change();

-- Head of the chain of an Akte as a daily head summed it up: a row only where it had changed since the one before.
-- Stays when the Akte is destroyed: it says nothing about anybody.
create table proof.leaf (
  tenant_id integer not null,
  akte_id uuid not null,
  head_number integer not null,
  sequence integer not null check (sequence > 0),
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  primary key (tenant_id, akte_id, head_number),
  foreign key (tenant_id, head_number) references proof.head
);
create index leaf_of_head on proof.leaf (tenant_id, head_number, akte_id);
call platform.protect('proof.leaf', 'select, insert');
create trigger refuse_change before update or delete on proof.leaf
  for each row execute function platform.refuse_change();

-- Time stamps (RFC 3161) over heads.
create table proof.stamp (
  tenant_id integer not null,
  head_number integer not null,
  token bytea not null,
  stamped_at timestamptz not null,
  serial text not null,
  authority text not null,
  received_at timestamptz not null,
  primary key (tenant_id, head_number),
  foreign key (tenant_id, head_number) references proof.head
);
call platform.protect('proof.stamp', 'select, insert');
create trigger refuse_change before update or delete on proof.stamp
  for each row execute function platform.refuse_change();

-- How far the reading of all contents has come; one row for each town.
create table proof.reading (
  tenant_id integer not null,
  round integer not null check (round > 0),
  round_began_at timestamptz not null,
  -- The last Dokument that was read in this round.
  after_dokument uuid not null,
  contents_read integer not null default 0,
  last_read_at timestamptz,
  last_round_ended_at timestamptz,
  last_round_contents integer,
  primary key (tenant_id)
);
call platform.protect('proof.reading', 'select, insert, update');

-- A content that was not what had been filed.
create table proof.finding (
  tenant_id integer not null,
  finding_id uuid not null,
  akte_id uuid not null,
  dokument_id uuid not null,
  version integer not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  what text not null check (what in ('content-missing', 'content-changed')),
  found_at timestamptz not null,
  seen_last_at timestamptz not null,
  -- When a later reading found it whole again.
  resolved_at timestamptz,
  primary key (tenant_id, finding_id)
);
create unique index finding_open on proof.finding (tenant_id, dokument_id, version, sha256) where resolved_at is null;
call platform.protect('proof.finding', 'select, insert, update');

-- An Akte made ready to be taken along. The bytes lie in the file store until it expires.
create table proof.export (
  tenant_id integer not null,
  export_id uuid not null,
  akte_id uuid not null,
  -- Null: the whole Akte.
  vorgang_id uuid,
  kind text not null check (kind in ('paket', 'gesamt-pdf')),
  language text not null check (language in ('de', 'en')),
  state text not null check (state in ('waiting', 'building', 'ready', 'failed', 'expired')),
  done integer not null default 0,
  total integer not null default 0,
  requested_by text,
  requested_by_name text not null,
  requested_at timestamptz not null,
  finished_at timestamptz,
  expires_at timestamptz,
  filename text,
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes integer,
  failure text,
  -- Put into the mailbox of whoever the Vorgang is about: then its bytes stay there.
  given_at timestamptz,
  message_id uuid,
  primary key (tenant_id, export_id)
);
create index export_of_akte on proof.export (tenant_id, akte_id, export_id);
create index export_expiring on proof.export (tenant_id, expires_at) where state = 'ready';
call platform.protect('proof.export', 'select, insert, update');
