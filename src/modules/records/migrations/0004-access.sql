-- Who may see an Akte and work in it. All Akten with the same access lie in one circle; what somebody sees is a list of
-- circles. Circle 0 is not stored: everybody who works with Akten, Vertraulichkeitsstufe 003 (offen).

create table records.circle (
  tenant_id integer not null,
  circle_id integer not null check (circle_id > 0),
  -- alle: everybody with a duty for Akten. einheit: the federführende unit and the registry. benannte: only who is named.
  scope text not null check (scope in ('alle', 'einheit', 'benannte')),
  unit_id uuid check ((unit_id is not null) = (scope = 'einheit')),
  -- xdomea code list Vertraulichkeitsstufe.
  vertraulichkeit text not null check (vertraulichkeit in ('001', '002', '003', '004', '005')),
  -- The codes in the order of what they protect, from 1: offen, VS-NfD, vertraulich, geheim, streng geheim.
  level integer not null generated always as (array_position(array['003', '002', '005', '001', '004'], vertraulichkeit)) stored,
  -- All of the access, so that the same access is the same circle.
  access_key text collate "C" not null,
  primary key (tenant_id, circle_id),
  unique (tenant_id, access_key)
);
create index circle_of_unit on records.circle (tenant_id, unit_id);
call platform.protect('records.circle', 'select, insert');

-- Persons and units named in a circle, beside whom its scope lets in.
create table records.circle_grant (
  tenant_id integer not null,
  grantee_id uuid not null,
  circle_id integer not null,
  grantee_kind text not null check (grantee_kind in ('person', 'einheit')),
  grantee_name text not null,
  may_work boolean not null,
  primary key (tenant_id, grantee_id, circle_id),
  foreign key (tenant_id, circle_id) references records.circle
);
create index circle_grant_circle on records.circle_grant (tenant_id, circle_id);
call platform.protect('records.circle_grant', 'select, insert');

-- Akten that somebody may read besides: for a time, with a reason (begruendung), or while something is asked of them
-- (mitwirkung).
create table records.akte_insight (
  tenant_id integer not null,
  insight_id uuid not null,
  akte_id uuid not null,
  grantee_id uuid not null,
  grantee_name text not null,
  kind text not null check (kind in ('begruendung', 'mitwirkung')),
  -- Why, in the words of who opened it; for mitwirkung what asks for it.
  reason text not null,
  began_at timestamptz not null,
  until_at timestamptz,
  ended_at timestamptz,
  primary key (tenant_id, insight_id),
  foreign key (tenant_id, akte_id) references records.akte
);
create index akte_insight_grantee on records.akte_insight (tenant_id, grantee_id) where ended_at is null;
create index akte_insight_time on records.akte_insight (tenant_id, kind, began_at);
create index akte_insight_akte on records.akte_insight (tenant_id, akte_id);
call platform.protect('records.akte_insight', 'select, insert, update');

-- Who asked for an Akte by its Aktenzeichen and a reason: for the limit, and for those who look after it.
create table records.opening_attempt (
  tenant_id integer not null,
  attempt_id uuid not null,
  staff_id uuid not null,
  attempted_at timestamptz not null,
  primary key (tenant_id, attempt_id)
);
create index opening_attempt_staff on records.opening_attempt (tenant_id, staff_id, attempted_at);
call platform.protect('records.opening_attempt', 'select, insert, delete');

-- Who may open an Akte with a reason, and for how long. No row: heads and registry, 24 hours.
create table records.opening_rule (
  tenant_id integer not null,
  allowed text not null check (allowed in ('niemand', 'leitung', 'alle')),
  hours integer not null check (hours between 1 and 168),
  primary key (tenant_id)
);
call platform.protect('records.opening_rule', 'select, insert, update');

-- What a new Akte of this unit of the Aktenplan begins with.
alter table records.plan_unit
  add column federfuehrung uuid,
  add column vertraulichkeit text not null default '003' check (vertraulichkeit in ('001', '002', '003', '004', '005')),
  add column circle_id integer not null default 0 check (circle_id >= 0);

-- How many Akten of each unit of the Aktenplan lie in each circle, so that the tree counts what somebody sees and nothing
-- else, without counting a million rows.
create table records.plan_unit_count (
  tenant_id integer not null,
  plan_unit text collate "C" not null,
  circle_id integer not null,
  akten integer not null,
  primary key (tenant_id, plan_unit, circle_id)
);
-- For all towns at once: the owner reads past the protection for this one statement.
alter table records.akte no force row level security;
insert into records.plan_unit_count (tenant_id, plan_unit, circle_id, akten)
select tenant_id, plan_unit, circle_id, count(*) from records.akte group by 1, 2, 3;
alter table records.akte force row level security;
call platform.protect('records.plan_unit_count', 'select, insert, update');

create function records.count_akte() returns trigger
  language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    update records.plan_unit_count set akten = akten - 1
    where tenant_id = old.tenant_id and plan_unit = old.plan_unit and circle_id = old.circle_id;
  end if;
  if tg_op <> 'DELETE' then
    insert into records.plan_unit_count as c (tenant_id, plan_unit, circle_id, akten)
    values (new.tenant_id, new.plan_unit, new.circle_id, 1)
    on conflict (tenant_id, plan_unit, circle_id) do update set akten = c.akten + 1;
  end if;
  return null;
end
$$;
create trigger count_new after insert or delete on records.akte for each row execute function records.count_akte();
create trigger count_moved after update of plan_unit, circle_id on records.akte
  for each row when ((old.plan_unit, old.circle_id) is distinct from (new.plan_unit, new.circle_id))
  execute function records.count_akte();
