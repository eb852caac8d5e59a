-- Services that a town designs itself: their versions, the steps by which a draft was made, and what towns of a region
-- take over from each other.

create schema designer;
grant usage on schema designer to klickamt_app;

create table designer.service (
  tenant_id integer not null,
  service_id text not null check (service_id ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(service_id) <= 60),
  created_at timestamptz not null,
  created_by text not null,
  -- Nachnutzung: the town it was taken over from, and the version that was taken.
  origin_tenant_id integer,
  origin_service_id text,
  origin_version integer,
  primary key (tenant_id, service_id),
  check ((origin_tenant_id is null) = (origin_version is null)),
  check ((origin_tenant_id is null) = (origin_service_id is null))
);
call platform.protect('designer.service', 'select, insert, update, delete');

create table designer.version (
  tenant_id integer not null,
  service_id text not null,
  version integer not null check (version > 0),
  state text not null check (state in ('draft', 'published', 'withdrawn')),
  -- Raised by every change: the second of two people at once is told what the first did.
  row_version integer not null default 1,
  -- A LeistungDefinition.
  definition jsonb not null,
  -- The Datenschema it was read from, where it was.
  origin jsonb,
  -- What stands in that schema in prose, and what became of it.
  rules jsonb not null default '[]',
  -- Answers that run as tests before it is published.
  samples jsonb not null default '[]',
  -- What came over when the schema was read, and what was left to a person.
  report jsonb,
  -- Who changed it, for the four-eyes principle.
  edited_by uuid[] not null default '{}',
  created_at timestamptz not null,
  created_by text not null,
  changed_at timestamptz not null,
  changed_by text not null,
  -- Put before a second person.
  submitted_at timestamptz,
  submitted_by text,
  published_at timestamptz,
  published_by text,
  withdrawn_at timestamptz,
  withdrawn_by text,
  primary key (tenant_id, service_id, version),
  foreign key (tenant_id, service_id) references designer.service,
  check ((state = 'draft') = (published_at is null)),
  check ((state = 'withdrawn') = (withdrawn_at is not null))
);
create unique index version_one_draft on designer.version (tenant_id, service_id) where state = 'draft';
create index version_published on designer.version (tenant_id, service_id, version) where state = 'published';
call platform.protect('designer.version', 'select, insert, update, delete');

-- A version that was published stays what it was: drafts and cases refer to it.
create function designer.refuse_change_of_published() returns trigger
  language plpgsql as $$
begin
  if old.state <> 'draft' and (
    tg_op = 'DELETE'
    or new.state = 'draft'
    or new.definition is distinct from old.definition
    or new.published_at is distinct from old.published_at
  ) then
    raise exception 'a published version is never changed or removed' using errcode = 'restrict_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end
$$;
create trigger version_stays before update or delete on designer.version
  for each row execute function designer.refuse_change_of_published();

-- One row for each change of a draft: who did what, and how it was before, so that it can be taken back.
create table designer.step (
  tenant_id integer not null,
  service_id text not null,
  version integer not null,
  -- The row version that it made.
  step integer not null,
  -- What was done, in German and English.
  what jsonb not null,
  -- Definition, rules and samples before; empty where it cannot be taken back (any more).
  before jsonb,
  done_at timestamptz not null,
  done_by text not null,
  primary key (tenant_id, service_id, version, step),
  foreign key (tenant_id, service_id, version) references designer.version on delete cascade
);
call platform.protect('designer.step', 'select, insert, update');

-- Settings of a town about its services.
create table designer.setting (
  tenant_id integer primary key,
  -- Who publishes has not changed it.
  four_eyes boolean not null,
  changed_at timestamptz not null,
  changed_by text not null
);
call platform.protect('designer.setting', 'select, insert, update');

-- What a town has published, for the other towns of its region: no names of staff, no samples, no drafts.
create table designer.shelf (
  tenant_id integer not null,
  service_id text not null,
  version integer not null,
  definition jsonb not null,
  origin jsonb,
  rules jsonb not null,
  published_at timestamptz not null,
  primary key (tenant_id, service_id),
  foreign key (tenant_id, service_id) references designer.service
);
call platform.protect('designer.shelf', 'select, insert, update, delete');
-- Reading only: the policy above is the only one for everything else.
create policy region_reads on designer.shelf for select using (
  exists (
    select 1 from tenants.tenant own join tenants.tenant other on other.region_id = own.region_id
    where own.tenant_id = current_setting('klickamt.tenant')::integer and other.tenant_id = shelf.tenant_id
  )
);
