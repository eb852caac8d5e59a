-- The registry: Teilakten, metadata, relations, versions in several formats, an Aktenplan that people change.
-- What is filed may move and be renamed, and each time the history says so; what it is (bytes, author, time) stays.

alter table records.plan_unit drop constraint plan_unit_plan_unit_check;
alter table records.plan_unit
  add constraint plan_unit_plan_unit_check check (plan_unit ~ '^[0-9A-Z]{1,8}(\.[0-9A-Z]{1,8}){0,7}$'),
  -- For exchange with other systems: stays when the number of the unit is given to something else in another town.
  add column plan_unit_id uuid not null default gen_random_uuid(),
  -- Takes no new Akten any more; those it has stay.
  add column closed boolean not null default false,
  add column aktenzeichen_rule text not null default '{einheit}-{jahr}-{nummer:5}';
grant delete on records.plan_unit to klickamt_app;

-- What was changed in the Aktenplan, by whom.
create table records.plan_history (
  tenant_id integer not null,
  plan_history_id uuid not null,
  plan_unit text collate "C" not null,
  action text not null check (action in ('angelegt', 'geaendert', 'entfernt')),
  recorded_at timestamptz not null,
  actor_kind text not null check (actor_kind in ('citizen', 'staff', 'system')),
  actor_id text,
  actor_name text,
  before jsonb,
  after jsonb,
  primary key (tenant_id, plan_history_id)
);
create index plan_history_of_unit on records.plan_history (tenant_id, plan_unit, plan_history_id);
call platform.protect('records.plan_history', 'select, insert');
create trigger refuse_change before update or delete on records.plan_history
  for each row execute function platform.refuse_change();

alter table records.akte add column last_teilakte integer not null default 0;

create table records.teilakte (
  tenant_id integer not null,
  teilakte_id uuid not null,
  akte_id uuid not null,
  number integer not null check (number > 0),
  betreff text not null,
  opened_at timestamptz not null,
  primary key (tenant_id, teilakte_id),
  unique (tenant_id, akte_id, number),
  unique (tenant_id, akte_id, teilakte_id),
  foreign key (tenant_id, akte_id) references records.akte
);
call platform.protect('records.teilakte', 'select, insert, update');

alter table records.vorgang
  add column teilakte_id uuid,
  add foreign key (tenant_id, akte_id, teilakte_id) references records.teilakte (tenant_id, akte_id, teilakte_id);
create index vorgang_of_teilakte on records.vorgang (tenant_id, teilakte_id) where teilakte_id is not null;

alter table records.dokument drop constraint dokument_kind_check;
alter table records.dokument
  add constraint dokument_kind_check check (kind in ('antrag', 'bescheinigung', 'anlage', 'schreiben', 'uebermittlung',
    'vermerk', 'eingang', 'ausgang', 'email', 'verfuegung')),
  -- The Dokument whose Anlage it is; it lies in the same Vorgang.
  add column parent_id uuid,
  add column posteingang date,
  add column postausgang date,
  add column datum_des_schreibens date,
  add column fremdes_geschaeftszeichen text,
  add column bemerkung text,
  add foreign key (tenant_id, parent_id) references records.dokument;
create index anlage_of_dokument on records.dokument (tenant_id, parent_id) where parent_id is not null;
grant update (vorgang_id, sequence, kind, title, parent_id, posteingang, postausgang, datum_des_schreibens,
  fremdes_geschaeftszeichen, bemerkung) on records.dokument to klickamt_app;

-- Whose it is and when it was filed is never changed, by nobody.
create function records.keep_filed() returns trigger
  language plpgsql as $$
begin
  if (new.tenant_id, new.dokument_id, new.author, new.filed_at)
    is distinct from (old.tenant_id, old.dokument_id, old.author, old.filed_at) then
    raise exception 'author and time of a dokument are never changed' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
drop trigger refuse_change on records.dokument;
create trigger keep_filed before update on records.dokument for each row execute function records.keep_filed();
create trigger refuse_change before delete on records.dokument for each row execute function platform.refuse_change();

-- A version may have several formats: 1 is the original, others show the same (a scan as searchable PDF).
alter table records.dokument_version add column format integer not null default 1 check (format > 0);
alter table records.dokument_version drop constraint dokument_version_pkey;
alter table records.dokument_version add primary key (tenant_id, dokument_id, version, format);

-- A relation from something in an Akte to something in the same or another one.
create table records.verweis (
  tenant_id integer not null,
  verweis_id uuid not null,
  -- The Akte in which it begins, and whose history tells of it.
  akte_id uuid not null,
  from_kind text not null check (from_kind in ('akte', 'vorgang', 'dokument')),
  from_id uuid not null,
  to_kind text not null check (to_kind in ('akte', 'vorgang', 'dokument')),
  to_id uuid not null,
  kind text not null check (kind in ('bezug', 'kopie', 'vorgaenger', 'nachfolger')),
  note text,
  made_at timestamptz not null,
  primary key (tenant_id, verweis_id),
  foreign key (tenant_id, akte_id) references records.akte
);
create index verweis_of_akte on records.verweis (tenant_id, akte_id, verweis_id);
create index verweis_from on records.verweis (tenant_id, from_id);
create index verweis_to on records.verweis (tenant_id, to_id);
call platform.protect('records.verweis', 'select, insert, update, delete');

-- Aktenzeichen that an Akte or a Vorgang had before: whoever looks for the old one finds it.
create table records.former_aktenzeichen (
  tenant_id integer not null,
  aktenzeichen text collate "C" not null,
  -- The Akte in which it is or lies now.
  akte_id uuid not null,
  -- Null where the Akte itself had it.
  vorgang_id uuid,
  -- Of an Akte: the number that stays given.
  plan_unit text collate "C",
  year integer,
  number integer,
  until timestamptz not null,
  primary key (tenant_id, aktenzeichen),
  foreign key (tenant_id, akte_id) references records.akte
);
create index former_aktenzeichen_of_akte on records.former_aktenzeichen (tenant_id, akte_id);
create index former_aktenzeichen_number on records.former_aktenzeichen (tenant_id, plan_unit, year, number)
  where vorgang_id is null;
call platform.protect('records.former_aktenzeichen', 'select, insert, delete');
create index former_aktenzeichen_of_vorgang on records.former_aktenzeichen (tenant_id, vorgang_id) where vorgang_id is not null;
-- The words of one Akte, to replace them.
create index akte_term_of_akte on records.akte_term (tenant_id, akte_id);

-- What was done to several things at once: the report of it, and how to take it back. No Betreff, no names: these are
-- in the Akten.
create table records.registry_action (
  tenant_id integer not null,
  action_id uuid not null,
  kind text not null,
  made_at timestamptz not null,
  -- Only who did it sees the report.
  staff_id text,
  -- What was asked, what was done and what was not.
  report jsonb not null,
  -- Steps that take it back; empty where nothing was done.
  undo jsonb not null,
  -- Head of every chain that was touched, right after: where one has grown since, nothing is taken back.
  heads jsonb not null,
  undone_at timestamptz,
  primary key (tenant_id, action_id)
);
create index registry_action_of_staff on records.registry_action (tenant_id, staff_id, action_id);
call platform.protect('records.registry_action', 'select, insert, update');
create unique index vorgang_aktenzeichen on records.vorgang (tenant_id, aktenzeichen);
