-- The E-Akte: Aktenplan → Akte → Vorgang → Dokument → Dokumentversion, and the history of every Akte.

create schema records;
grant usage on schema records to klickamt_app;

-- One unit of a town's Aktenplan: what kind of matter, how long it is kept, what becomes of it then.
create table records.plan_unit (
  tenant_id integer not null,
  plan_unit text collate "C" not null check (plan_unit ~ '^[0-9]{2}(\.[0-9]{2})*$'),
  title text not null,
  -- Years after the end of the year in which the Akte was closed (z.d.A.).
  aufbewahrungsdauer integer not null check (aufbewahrungsdauer between 0 and 200),
  -- A archive, B appraise, V destroy.
  aussonderungsart text not null check (aussonderungsart in ('A', 'B', 'V')),
  -- Where the retention comes from: statute, or the recommendation that the plan follows.
  source text not null,
  -- A unit of the second level takes Akten; one of the first only groups.
  takes_akten boolean not null,
  primary key (tenant_id, plan_unit)
);
call platform.protect('records.plan_unit', 'select, insert, update');

-- The last number given in a unit and year. Its row lock is what makes Aktenzeichen gapless.
create table records.counter (
  tenant_id integer not null,
  plan_unit text collate "C" not null,
  year integer not null,
  last_number integer not null check (last_number > 0),
  primary key (tenant_id, plan_unit, year),
  foreign key (tenant_id, plan_unit) references records.plan_unit
);
call platform.protect('records.counter', 'select, insert, update');

create table records.akte (
  tenant_id integer not null,
  akte_id uuid not null,
  plan_unit text collate "C" not null,
  year integer not null,
  number integer not null check (number > 0),
  aktenzeichen text collate "C" not null,
  betreff text not null,
  -- xdomea code lists: 001 elektronisch; 003 offen.
  medium text not null default '001' check (medium in ('001', '002', '003')),
  vertraulichkeit text not null default '003' check (vertraulichkeit in ('001', '002', '003', '004', '005')),
  aufbewahrungsdauer integer not null check (aufbewahrungsdauer between 0 and 200),
  aussonderungsart text not null check (aussonderungsart in ('A', 'B', 'V')),
  opened_at timestamptz not null,
  zda_at timestamptz,
  last_vorgang integer not null default 0,
  -- Head of the hash chain: number and hash of the newest entry.
  head_sequence integer not null check (head_sequence > 0),
  head_hash text not null check (head_hash ~ '^[0-9a-f]{64}$'),
  primary key (tenant_id, akte_id),
  unique (tenant_id, aktenzeichen),
  foreign key (tenant_id, plan_unit) references records.plan_unit
) with (fillfactor = 80);
create index akte_of_unit on records.akte (tenant_id, plan_unit, akte_id);
call platform.protect('records.akte', 'select, insert, update');

create table records.vorgang (
  tenant_id integer not null,
  vorgang_id uuid not null,
  akte_id uuid not null,
  number integer not null check (number > 0),
  aktenzeichen text collate "C" not null,
  betreff text not null,
  case_id uuid,
  opened_at timestamptz not null,
  zda_at timestamptz,
  primary key (tenant_id, vorgang_id),
  unique (tenant_id, akte_id, number),
  foreign key (tenant_id, akte_id) references records.akte
);
call platform.protect('records.vorgang', 'select, insert, update');

create table records.dokument (
  tenant_id integer not null,
  dokument_id uuid not null,
  vorgang_id uuid not null,
  -- Number of the history entry that filed it: the order of filing within the Akte.
  sequence integer not null,
  kind text not null check (kind in ('antrag', 'bescheinigung', 'anlage', 'schreiben', 'uebermittlung', 'vermerk')),
  title text not null,
  author text not null,
  filed_at timestamptz not null,
  primary key (tenant_id, dokument_id),
  foreign key (tenant_id, vorgang_id) references records.vorgang
);
create index dokument_of_vorgang on records.dokument (tenant_id, vorgang_id, sequence);
call platform.protect('records.dokument', 'select, insert');
create trigger refuse_change before update or delete on records.dokument
  for each row execute function platform.refuse_change();

create table records.dokument_version (
  tenant_id integer not null,
  dokument_id uuid not null,
  version integer not null check (version > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes integer not null check (size_bytes >= 0),
  media_type text not null,
  filename text not null,
  made_at timestamptz not null,
  primary key (tenant_id, dokument_id, version),
  foreign key (tenant_id, dokument_id) references records.dokument
);
call platform.protect('records.dokument_version', 'select, insert');
create trigger refuse_change before update or delete on records.dokument_version
  for each row execute function platform.refuse_change();

-- The history of an Akte: a chain of hashes. What is hashed, and how, stands in the module's README.
create table records.history (
  tenant_id integer not null,
  akte_id uuid not null,
  sequence integer not null check (sequence > 0),
  recorded_at timestamptz not null,
  action text not null,
  actor_kind text not null check (actor_kind in ('citizen', 'staff', 'system')),
  actor_id text,
  actor_name text,
  vorgang_id uuid,
  details jsonb not null,
  previous_hash text not null check (previous_hash ~ '^[0-9a-f]{64}$'),
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  primary key (tenant_id, akte_id, sequence),
  foreign key (tenant_id, akte_id) references records.akte
);
call platform.protect('records.history', 'select, insert');
create trigger refuse_change before update or delete on records.history
  for each row execute function platform.refuse_change();

-- Words of an Akte for the search: compared by range, which row-level security lets an index do.
create table records.akte_term (
  tenant_id integer not null,
  term text collate "C" not null,
  akte_id uuid not null,
  primary key (tenant_id, term, akte_id),
  foreign key (tenant_id, akte_id) references records.akte
);
call platform.protect('records.akte_term', 'select, insert, delete');
