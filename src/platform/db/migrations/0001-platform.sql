-- Ground under every module: who may do what, how a tenant table is protected, what was submitted.

create schema platform;
grant usage on schema platform to klickamt_app;

-- The municipality of the running transaction; 0 where there is none. Fails where nobody has set it.
create function platform.current_tenant() returns integer
  language sql stable parallel safe
  return current_setting('klickamt.tenant')::integer;
grant execute on function platform.current_tenant() to klickamt_app;

-- Puts a table under row-level security by tenant and grants the app role these privileges on it.
create procedure platform.protect(target regclass, privileges text)
  language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy tenant on %s using (tenant_id = current_setting(''klickamt.tenant'')::integer) with check (tenant_id = current_setting(''klickamt.tenant'')::integer)',
    target);
  execute format('grant %s on %s to klickamt_app', privileges, target);
end
$$;

-- A function for triggers of history tables: rows are added, never changed or removed.
create function platform.refuse_change() returns trigger
  language plpgsql as $$
begin
  raise exception 'rows of % are never changed or removed', tg_table_name using errcode = 'restrict_violation';
end
$$;

-- Forms sent: a double click, a retry after a lost answer and a replayed draft do the work once.
create table platform.submission (
  tenant_id integer not null,
  submission_key text not null check (length(submission_key) between 8 and 80),
  location text,
  received_at timestamptz not null default now(),
  primary key (tenant_id, submission_key)
);
create index submission_received on platform.submission (tenant_id, received_at);
call platform.protect('platform.submission', 'select, insert, update, delete');
