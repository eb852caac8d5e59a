-- Destruction of Akten: what blocks it, who has ordered it, and what stays of an Akte that is gone.

-- A legal hold: as long as one is not lifted, nothing of the Akte may go.
create table records.legal_hold (
  tenant_id integer not null,
  hold_id uuid not null,
  akte_id uuid not null,
  reason text not null check (length(reason) between 1 and 2000),
  placed_at timestamptz not null,
  placed_by text not null,
  lifted_at timestamptz,
  lifted_by text,
  lift_reason text check (length(lift_reason) between 1 and 2000),
  primary key (tenant_id, hold_id),
  foreign key (tenant_id, akte_id) references records.akte,
  check ((lifted_at is null) = (lifted_by is null) and (lifted_at is null) = (lift_reason is null))
);
create index hold_of_akte on records.legal_hold (tenant_id, akte_id, placed_at);
call platform.protect('records.legal_hold', 'select, insert, update (lifted_at, lifted_by, lift_reason)');

-- Leave to destroy one Akte: by two people, or because the archive has confirmed that it took the Akte over.
create table records.destruction_order (
  tenant_id integer not null,
  order_id uuid not null,
  akte_id uuid not null,
  -- plan: the Aktenplan says so; bewertung: the archive has appraised it so; uebernahme: the archive has it.
  basis text not null check (basis in ('plan', 'bewertung', 'uebernahme')),
  proposed_by text not null,
  approved_by text,
  approved_at timestamptz not null,
  -- UUID of the message in which the archive confirms the import, and its mark for the Akte.
  confirmed_by uuid,
  archivkennung text,
  -- Orders are good once, and not for ever: what was not carried out is taken back.
  revoked_at timestamptz,
  primary key (tenant_id, order_id, akte_id),
  check (approved_by is null or approved_by <> proposed_by),
  check (approved_by is not null or (basis = 'uebernahme' and confirmed_by is not null)),
  check (basis <> 'uebernahme' or confirmed_by is not null)
);
call platform.protect('records.destruction_order', 'select, insert, update (revoked_at)');

-- What stays of an Akte: enough to show that its number was given, what its chain had come to, and why it is gone.
create table records.tombstone (
  tenant_id integer not null,
  akte_id uuid not null,
  plan_unit text collate "C" not null,
  year integer not null,
  number integer not null,
  aktenzeichen text collate "C" not null,
  circle_id integer not null,
  opened_at timestamptz not null,
  zda_at timestamptz not null,
  vorgaenge integer not null,
  dokumente integer not null,
  head_sequence integer not null,
  head_hash text not null,
  destroyed_at timestamptz not null,
  order_id uuid not null,
  basis text not null,
  archivkennung text,
  -- Entry of the chain of another Akte that says the same.
  proof_akte_id uuid not null,
  proof_sequence integer not null,
  primary key (tenant_id, akte_id),
  unique (tenant_id, aktenzeichen),
  foreign key (tenant_id, order_id, akte_id) references records.destruction_order
);
create index tombstone_in_time on records.tombstone (tenant_id, destroyed_at, akte_id);
call platform.protect('records.tombstone', 'select');
create trigger refuse_change before update or delete on records.tombstone
  for each row execute function platform.refuse_change();

-- Numbers that a destroyed Akte had before it was moved: given, and never again.
create table records.tombstone_number (
  tenant_id integer not null,
  plan_unit text collate "C" not null,
  year integer not null,
  number integer not null,
  akte_id uuid not null,
  primary key (tenant_id, plan_unit, year, number),
  foreign key (tenant_id, akte_id) references records.tombstone
);
call platform.protect('records.tombstone_number', 'select');
create trigger refuse_change before update or delete on records.tombstone_number
  for each row execute function platform.refuse_change();

-- Whether an Akte was destroyed: modules above ask before they let go of what they never delete otherwise.
create function records.is_destroyed(akte uuid) returns boolean
  language sql stable set search_path = pg_catalog as $$
  select exists (select from records.tombstone t where t.tenant_id = platform.current_tenant() and t.akte_id = akte)
$$;
grant execute on function records.is_destroyed(uuid) to klickamt_app;

-- Adding a tombstone is the work of the function below, which runs as the owner; row-level security binds it all the same.

-- Rows of the E-Akte stay, unless their Akte has a tombstone: that is written first, in the same transaction.
create function records.refuse_change_before_tombstone() returns trigger
  language plpgsql set search_path = pg_catalog as $$
declare
  akte uuid;
begin
  if tg_op = 'DELETE' then
    if tg_table_name = 'history' then
      akte := old.akte_id;
    elsif tg_table_name = 'dokument' then
      select v.akte_id into akte from records.vorgang v
      where v.tenant_id = old.tenant_id and v.vorgang_id = old.vorgang_id;
    else
      select v.akte_id into akte from records.dokument d
      join records.vorgang v on v.tenant_id = d.tenant_id and v.vorgang_id = d.vorgang_id
      where d.tenant_id = old.tenant_id and d.dokument_id = old.dokument_id;
    end if;
    if exists (select from records.tombstone t where t.tenant_id = old.tenant_id and t.akte_id = akte) then
      return old;
    end if;
  end if;
  raise exception 'rows of % are never changed or removed', tg_table_name using errcode = 'restrict_violation';
end
$$;

drop trigger refuse_change on records.dokument;
create trigger refuse_change before delete on records.dokument
  for each row execute function records.refuse_change_before_tombstone();
drop trigger refuse_change on records.dokument_version;
create trigger refuse_change before update or delete on records.dokument_version
  for each row execute function records.refuse_change_before_tombstone();
drop trigger refuse_change on records.history;
create trigger refuse_change before update or delete on records.history
  for each row execute function records.refuse_change_before_tombstone();

-- Destroys an Akte that an order names, and leaves its tombstone. The last guard: it asks again for what the actions
-- have asked for, so that no way past them removes an Akte.
-- Returns the contents that its documents had.
create function records.destroy_akte(akte uuid, ordered uuid, proof_akte uuid, proof_entry integer, moment timestamptz)
  returns table (address text)
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  town constant integer := platform.current_tenant();
  doomed records.akte%rowtype;
  leave records.destruction_order%rowtype;
begin
  select * into doomed from records.akte a where a.tenant_id = town and a.akte_id = akte for update;
  if not found then raise exception 'there is no such Akte' using errcode = 'no_data_found'; end if;
  if doomed.zda_at is null then raise exception 'the Akte is open' using errcode = 'restrict_violation'; end if;
  if exists (select from records.legal_hold h where h.tenant_id = town and h.akte_id = akte and h.lifted_at is null) then
    raise exception 'the Akte is under a legal hold' using errcode = 'restrict_violation';
  end if;
  select * into leave from records.destruction_order o
  where o.tenant_id = town and o.order_id = ordered and o.akte_id = akte and o.revoked_at is null;
  if not found then raise exception 'nobody has ordered it' using errcode = 'insufficient_privilege'; end if;
  if proof_akte = akte or not exists (
    select from records.history h
    where h.tenant_id = town and h.akte_id = proof_akte and h.sequence = proof_entry and h.action = 'akte.vernichtet'
      and h.details ->> 'akteId' = akte::text and h.details ->> 'headHash' = doomed.head_hash)
  then raise exception 'no entry of another Akte proves it' using errcode = 'restrict_violation'; end if;

  insert into records.tombstone (tenant_id, akte_id, plan_unit, year, number, aktenzeichen, circle_id, opened_at, zda_at,
    vorgaenge, dokumente, head_sequence, head_hash, destroyed_at, order_id, basis, archivkennung, proof_akte_id, proof_sequence)
  select town, akte, doomed.plan_unit, doomed.year, doomed.number, doomed.aktenzeichen, doomed.circle_id, doomed.opened_at,
    doomed.zda_at, (select count(*) from records.vorgang v where v.tenant_id = town and v.akte_id = akte),
    (select count(*) from records.dokument d join records.vorgang v on v.tenant_id = d.tenant_id and v.vorgang_id = d.vorgang_id
      where v.tenant_id = town and v.akte_id = akte),
    doomed.head_sequence, doomed.head_hash, moment, ordered, leave.basis, leave.archivkennung, proof_akte, proof_entry;

  insert into records.tombstone_number (tenant_id, plan_unit, year, number, akte_id)
  select town, f.plan_unit, f.year, f.number, akte from records.former_aktenzeichen f
  where f.tenant_id = town and f.akte_id = akte and f.vorgang_id is null and f.number is not null;

  return query
    with content as (
      delete from records.dokument_version n using records.dokument d, records.vorgang v
      where n.tenant_id = town and d.tenant_id = town and v.tenant_id = town and v.akte_id = akte
        and d.vorgang_id = v.vorgang_id and n.dokument_id = d.dokument_id
      returning n.sha256
    )
    select distinct content.sha256 from content;
  delete from records.dokument d using records.vorgang v
  where d.tenant_id = town and v.tenant_id = town and v.akte_id = akte and d.vorgang_id = v.vorgang_id;
  delete from records.history h where h.tenant_id = town and h.akte_id = akte;
  delete from records.akte_term t where t.tenant_id = town and t.akte_id = akte;
  delete from records.legal_hold h where h.tenant_id = town and h.akte_id = akte;
  delete from records.verweis r where r.tenant_id = town and r.akte_id = akte;
  delete from records.former_aktenzeichen f where f.tenant_id = town and f.akte_id = akte;
  delete from records.vorgang v where v.tenant_id = town and v.akte_id = akte;
  delete from records.teilakte t where t.tenant_id = town and t.akte_id = akte;
  delete from records.akte_insight i where i.tenant_id = town and i.akte_id = akte;
  delete from records.akte a where a.tenant_id = town and a.akte_id = akte;
end
$$;
revoke all on function records.destroy_akte(uuid, uuid, uuid, integer, timestamptz) from public;
grant execute on function records.destroy_akte(uuid, uuid, uuid, integer, timestamptz) to klickamt_app;

-- Which of these contents a row of any municipality still names: the file store is one for all, and the app sees one
-- municipality at a time. Every column `sha256` or `…_sha256` names a content; what only remembers a hash has another name.
create function records.named_contents(addresses text[]) returns setof text
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  before constant text := current_setting('klickamt.tenant');
  town integer;
  place record;
begin
  for town in select t.tenant_id from tenants.tenant t loop
    perform set_config('klickamt.tenant', town::text, true);
    for place in
      select c.table_schema, c.table_name, c.column_name from information_schema.columns c
      join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
      join information_schema.columns k on k.table_schema = c.table_schema and k.table_name = c.table_name and k.column_name = 'tenant_id'
      where t.table_type = 'BASE TABLE' and c.data_type = 'text' and (c.column_name = 'sha256' or c.column_name like '%\_sha256')
        and c.table_schema not in ('pg_catalog', 'information_schema', 'pgboss')
    loop
      return query execute format('select distinct %1$I from %2$I.%3$I where tenant_id = $1 and %1$I = any($2)',
        place.column_name, place.table_schema, place.table_name) using town, addresses;
    end loop;
  end loop;
  perform set_config('klickamt.tenant', before, true);
end
$$;
revoke all on function records.named_contents(text[]) from public;
grant execute on function records.named_contents(text[]) to klickamt_app;

-- What falls due is looked for among closed Akten.
create index akte_closed on records.akte (tenant_id, plan_unit, zda_at) where zda_at is not null;
