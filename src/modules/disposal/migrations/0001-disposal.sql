-- What becomes of Akten whose time is over: retention by rule, disposal to the archive, destruction with four eyes, and
-- files that come from elsewhere.

create schema disposal;
grant usage on schema disposal to klickamt_app;

-- How a town disposes. No row: the defaults of the program.
create table disposal.settings (
  tenant_id integer not null primary key,
  archive_name text not null check (length(archive_name) between 1 and 200),
  -- Way to the archive: a folder that it collects, or the simulated archive of a demo.
  way text not null check (way in ('folder', 'simulator')),
  -- Units that go without an offer, because it was agreed with the archive.
  one_step_units text[] not null,
  -- After the archive has confirmed: delete without asking a second person.
  direct_after_import boolean not null,
  -- Unit whose Akten keep the protocols.
  protocol_unit text not null,
  changed_at timestamptz not null,
  changed_by text not null
);
call platform.protect('disposal.settings', 'select, insert, update');

-- Retention that differs from what an Akte says. The newest row of a unit or an Akte counts; none is ever changed.
create table disposal.retention (
  tenant_id integer not null,
  retention_id uuid not null,
  position bigint not null generated always as identity,
  plan_unit text,
  akte_id uuid,
  -- standard: as the Akte says; years; unlimited.
  rule text not null check (rule in ('standard', 'years', 'unlimited')),
  years integer check (years between 0 and 200),
  reason text not null check (length(reason) between 1 and 2000),
  set_at timestamptz not null,
  set_by text not null,
  primary key (tenant_id, retention_id),
  check ((plan_unit is null) <> (akte_id is null)),
  check ((rule = 'years') = (years is not null))
);
create index retention_of_unit on disposal.retention (tenant_id, plan_unit, position);
create index retention_of_akte on disposal.retention (tenant_id, akte_id, position);
call platform.protect('disposal.retention', 'select, insert, delete');

-- What has fallen due, as a nightly job has noted it.
create table disposal.due_note (
  tenant_id integer not null,
  due_year integer not null,
  plan_unit text not null,
  aussonderungsart text not null,
  akten integer not null,
  noted_at timestamptz not null,
  primary key (tenant_id, due_year, plan_unit, aussonderungsart)
);
call platform.protect('disposal.due_note', 'select, insert, update');

-- One disposal: a ProzessID, its Akten, its messages.
create table disposal.process (
  tenant_id integer not null,
  -- ProzessID of its messages.
  process_id uuid not null,
  kind text not null check (kind in ('vierstufig', 'einstufig')),
  begun_at timestamptz not null,
  begun_by text not null,
  closed_at timestamptz,
  primary key (tenant_id, process_id)
);
call platform.protect('disposal.process', 'select, insert, update (closed_at)');

create table disposal.process_item (
  tenant_id integer not null,
  process_id uuid not null,
  akte_id uuid not null,
  circle_id integer not null,
  position integer not null,
  aktenzeichen text not null,
  plan_unit text not null,
  state text not null check (state in
    ('offered', 'to-hand-over', 'handed-over', 'taken', 'failed', 'to-destroy', 'destroyed', 'withdrawn')),
  -- UUID of the 0503 that carries it, and what its content was then.
  handed_over_in uuid,
  content_digest text,
  -- UUID of the 0506 that confirms it.
  confirmed_by uuid,
  archivkennung text,
  -- What the archive says against it, or why it was taken out.
  remark text,
  primary key (tenant_id, process_id, akte_id),
  foreign key (tenant_id, process_id) references disposal.process
);
-- An Akte is in one disposal at a time.
create unique index item_once on disposal.process_item (tenant_id, akte_id) where state not in ('destroyed', 'withdrawn');
call platform.protect('disposal.process_item', 'select, insert, update');

-- A message, ours or the archive's. Outgoing ones are planned in the transaction that decides them, and written by a job.
create table disposal.message (
  tenant_id integer not null,
  -- nachrichtenUUID
  message_id uuid not null,
  position bigint not null generated always as identity,
  process_id uuid not null,
  typ text not null check (typ in ('0501', '0502', '0503', '0504', '0505', '0506', '0507')),
  direction text not null check (direction in ('out', 'in')),
  number integer not null check (number > 0),
  answers uuid,
  -- Akten of an outgoing 0503.
  akten uuid[] not null,
  planned_at timestamptz not null,
  name text not null,
  -- Of the package, for ever; `sha256` names its content as long as it is kept.
  digest text,
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes integer,
  written_at timestamptz,
  sent_at timestamptz,
  -- Why a message could not leave: what is against the standard in it.
  fault text,
  primary key (tenant_id, message_id),
  foreign key (tenant_id, process_id) references disposal.process
);
create index message_of_process on disposal.message (tenant_id, process_id, position);
call platform.protect('disposal.message', 'select, insert, update');

-- Every package that came, taken or refused.
create table disposal.incoming (
  tenant_id integer not null,
  incoming_id uuid not null,
  -- Name under which it was fetched from the folder: fetched once, whatever crashes.
  claim text,
  way text not null check (way in ('folder', 'simulator', 'upload')),
  name text not null,
  received_at timestamptz not null,
  received_by text not null,
  size_bytes bigint not null,
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  typ text,
  process_id uuid,
  message_id uuid,
  -- Null: taken.
  refusal text,
  reason_de text,
  reason_en text,
  primary key (tenant_id, incoming_id),
  unique (tenant_id, claim),
  check ((refusal is null) = (reason_de is null) and (refusal is null) = (reason_en is null))
);
create index incoming_in_time on disposal.incoming (tenant_id, received_at);
call platform.protect('disposal.incoming', 'select, insert, update (sha256)');

-- A destruction: proposed by one, approved by another, carried out by the program, with a protocol that stays.
create table disposal.destruction (
  tenant_id integer not null,
  destruction_id uuid not null,
  process_id uuid,
  state text not null check (state in ('proposed', 'rejected', 'approved', 'done')),
  note text not null,
  proposed_at timestamptz not null,
  proposed_by text not null,
  proposed_by_name text not null,
  decided_at timestamptz,
  decided_by text,
  decided_by_name text,
  decision_reason text,
  protocol_akte_id uuid,
  protocol_vorgang_id uuid,
  protocol_dokument_id uuid,
  done_at timestamptz,
  primary key (tenant_id, destruction_id),
  foreign key (tenant_id, process_id) references disposal.process,
  check (decided_by is null or decided_by <> proposed_by),
  check (state = 'proposed' or decided_at is not null)
);
create index destruction_in_time on disposal.destruction (tenant_id, proposed_at);
call platform.protect('disposal.destruction', 'select, insert, update');

create table disposal.destruction_item (
  tenant_id integer not null,
  destruction_id uuid not null,
  akte_id uuid not null,
  circle_id integer not null,
  position integer not null,
  aktenzeichen text not null,
  plan_unit text not null,
  basis text not null check (basis in ('plan', 'bewertung', 'uebernahme')),
  confirmed_by uuid,
  archivkennung text,
  content_digest text,
  state text not null check (state in ('proposed', 'ordered', 'destroyed', 'kept')),
  -- Code of why it was kept after all.
  kept_because text,
  primary key (tenant_id, destruction_id, akte_id),
  foreign key (tenant_id, destruction_id) references disposal.destruction
);
create unique index doomed_once on disposal.destruction_item (tenant_id, akte_id) where state in ('proposed', 'ordered');
create index destruction_step on disposal.destruction_item (tenant_id, destruction_id, state, position);
call platform.protect('disposal.destruction_item', 'select, insert, update');

-- Contents whose Akte is gone, to be deleted from the file store once nothing names them.
create table disposal.content_removal (
  tenant_id integer not null,
  address text not null check (address ~ '^[0-9a-f]{64}$'),
  queued_at timestamptz not null,
  primary key (tenant_id, address)
);
call platform.protect('disposal.content_removal', 'select, insert, delete');

-- The Akte of each year that keeps the protocols.
create table disposal.protocol_akte (
  tenant_id integer not null,
  year integer not null,
  akte_id uuid not null,
  primary key (tenant_id, year)
);
call platform.protect('disposal.protocol_akte', 'select, insert');

-- A package from elsewhere that becomes Akten here.
create table disposal.import (
  tenant_id integer not null,
  import_id uuid not null,
  name text not null,
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  digest text not null,
  version text not null,
  source_process uuid not null,
  source text not null,
  state text not null check (state in ('preview', 'running', 'done', 'dropped')),
  plan_unit text,
  begun_at timestamptz not null,
  begun_by text not null,
  done_at timestamptz,
  -- Elements that have no place here, as paths with lines.
  left_over jsonb not null,
  primary key (tenant_id, import_id)
);
create index import_in_time on disposal.import (tenant_id, begun_at);
call platform.protect('disposal.import', 'select, insert, update');

-- What became of each object of a package. An object is taken over once.
create table disposal.import_object (
  tenant_id integer not null,
  import_id uuid not null,
  kind text not null check (kind in ('akte', 'teilakte', 'vorgang', 'dokument')),
  -- xdomeaUUID it had elsewhere.
  source_uuid uuid not null,
  title text not null,
  result text not null check (result in ('taken', 'not-possible', 'there-already')),
  local_id uuid,
  akte_id uuid,
  remark text,
  made_at timestamptz not null,
  position bigint not null generated always as identity,
  primary key (tenant_id, import_id, kind, source_uuid)
);
create unique index taken_once on disposal.import_object (tenant_id, kind, source_uuid) where result = 'taken';
call platform.protect('disposal.import_object', 'select, insert, delete');
