-- Which municipalities are switched on, how they look, how they are reached, and which region they belong to.
create schema tenants;
grant usage on schema tenants to klickamt_app;

create table tenants.region (
  region_id text primary key check (region_id ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name_de text not null check (length(name_de) between 1 and 120),
  name_en text not null check (length(name_en) between 1 and 120),
  created_at timestamptz not null default now()
);
comment on table tenants.region is
  'Platform-wide, without tenant_id: a region groups municipalities for people who look for theirs. Holds no personal data.';
grant select, insert, update on tenants.region to klickamt_app;

create table tenants.tenant (
  tenant_id integer generated always as identity primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  ags text not null unique check (ags ~ '^[0-9]{8}$'),
  name text not null,
  official_name text not null,
  kreis text not null,
  regierungsbezirk text not null,
  region_id text references tenants.region,
  accent text not null check (accent ~ '^#[0-9a-f]{6}$'),
  demo boolean not null,
  contact jsonb not null,
  settings jsonb not null default '{}',
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now()
);
create index tenant_region on tenants.tenant (region_id);
comment on table tenants.tenant is
  'Platform-wide: every page has to find the municipality before it can set one, so every transaction may read all rows. '
  'They hold what a municipality publishes about itself, no personal data. Only the platform adds one (transaction without '
  'municipality), a municipality changes only its own, nobody removes one: its files outlive it.';
alter table tenants.tenant enable row level security;
alter table tenants.tenant force row level security;
create policy everybody_reads on tenants.tenant for select using (true);
create policy platform_adds on tenants.tenant for insert
  with check (current_setting('klickamt.tenant')::integer = 0);
create policy own_changes on tenants.tenant for update
  using (current_setting('klickamt.tenant')::integer in (0, tenant_id))
  with check (current_setting('klickamt.tenant')::integer in (0, tenant_id));
grant select, insert, update on tenants.tenant to klickamt_app;
