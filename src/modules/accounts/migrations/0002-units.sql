-- Organisational units, who belongs to them, who stands in for whom, and how confidential a matter somebody may see.

create table accounts.unit (
  tenant_id integer not null,
  unit_id uuid not null,
  -- As the town counts its offices: `32`, `32.1`.
  code text collate "C" not null check (code ~ '^[0-9A-Za-z][0-9A-Za-z./ -]{0,19}$'),
  name text not null check (length(name) between 1 and 120),
  parent_id uuid,
  created_at timestamptz not null,
  -- A unit that is dissolved takes nobody and nothing new; files go on naming it.
  dissolved_at timestamptz,
  primary key (tenant_id, unit_id),
  unique (tenant_id, code),
  foreign key (tenant_id, parent_id) references accounts.unit
);
create index unit_parent on accounts.unit (tenant_id, parent_id);
call platform.protect('accounts.unit', 'select, insert, update');

create table accounts.unit_member (
  tenant_id integer not null,
  staff_id uuid not null,
  unit_id uuid not null,
  role text not null check (role in ('member', 'head')),
  primary key (tenant_id, staff_id, unit_id),
  foreign key (tenant_id, staff_id) references accounts.staff,
  foreign key (tenant_id, unit_id) references accounts.unit
);
create index unit_member_unit on accounts.unit_member (tenant_id, unit_id);
call platform.protect('accounts.unit_member', 'select, insert, update, delete');

-- Calendar days in Europe/Berlin, both included.
create table accounts.deputy (
  tenant_id integer not null,
  deputy_id uuid not null,
  absent_staff uuid not null,
  deputy_staff uuid not null check (deputy_staff <> absent_staff),
  from_day date not null,
  until_day date not null check (until_day >= from_day),
  made_at timestamptz not null,
  -- Ended before its time.
  ended_at timestamptz,
  primary key (tenant_id, deputy_id),
  foreign key (tenant_id, absent_staff) references accounts.staff,
  foreign key (tenant_id, deputy_staff) references accounts.staff
);
create index deputy_of on accounts.deputy (tenant_id, deputy_staff, until_day);
create index deputy_absent on accounts.deputy (tenant_id, absent_staff, until_day);
call platform.protect('accounts.deputy', 'select, insert, update');

-- xdomea code list Vertraulichkeitsstufe: the highest that somebody may see; 003 offen.
alter table accounts.staff
  add column clearance text not null default '003' check (clearance in ('001', '002', '003', '004', '005'));

alter table accounts.history drop constraint history_action_check;
alter table accounts.history
  add constraint history_action_check check (action in ('created', 'deactivated', 'password-changed',
    'clearance-changed', 'unit-joined', 'unit-left', 'deputy-set', 'deputy-ended')),
  -- What it was about: unit, role, level, other person, days.
  add column details jsonb not null default '{}';

-- Where somebody stands on a day, in one look: for statements of other modules that ask who may see what.
-- `people`: they themselves, and whom they stand in for. `units`: in which any of these are, with everything below what
-- any of them heads. `headed`: only what they head, with what is below. `clearance`: their own, as a rank from 1; who
-- stands in for somebody does not inherit how far that person was cleared.
create function accounts.standing(p_tenant integer, p_staff uuid, p_day date)
returns table (clearance integer, people uuid[], units uuid[], headed uuid[])
language sql stable as $$
  with recursive who as (
    select p_staff as staff_id
    union
    select d.absent_staff from accounts.deputy d
    where d.tenant_id = p_tenant and d.deputy_staff = p_staff and d.until_day >= p_day and d.from_day <= p_day
      and d.ended_at is null
  ), place as (
    select m.unit_id, m.role from who join accounts.unit_member m on m.tenant_id = p_tenant and m.staff_id = who.staff_id
  ), below as (
    select unit_id from place where role = 'head'
    union
    select u.unit_id from below join accounts.unit u on u.tenant_id = p_tenant and u.parent_id = below.unit_id
  )
  select
    coalesce((select array_position(array['003', '002', '005', '001', '004'], s.clearance) from accounts.staff s
      where s.tenant_id = p_tenant and s.staff_id = p_staff), 1),
    array(select staff_id from who),
    array(select unit_id from place union select unit_id from below),
    array(select unit_id from below)
$$;
grant execute on function accounts.standing(integer, uuid, date) to klickamt_app;
