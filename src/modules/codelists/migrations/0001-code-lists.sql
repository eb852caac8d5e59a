-- Code lists by address and version, shared by the municipalities of a region.
create schema codelists;
grant usage on schema codelists to klickamt_app;

create table codelists.list (
  -- Who brought it; the others of the region read it.
  tenant_id integer not null,
  uri text not null check (length(uri) between 1 and 300),
  version text not null check (length(version) between 1 and 100),
  name jsonb not null,
  -- [{ code, label, labelEn? }]
  entries jsonb not null,
  entry_count integer not null check (entry_count > 0),
  -- Of the entries as canonical JSON: two lists with the same address and version have the same one.
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  imported_at timestamptz not null,
  imported_by text not null,
  primary key (tenant_id, uri, version)
);
create index list_uri on codelists.list (uri, version);
-- Added, never changed or removed: forms that were published refer to them.
call platform.protect('codelists.list', 'select, insert');
-- Reading only: the policy above is the only one for everything else.
create policy region_reads on codelists.list for select using (
  exists (
    select 1 from tenants.tenant own join tenants.tenant other on other.region_id = own.region_id
    where own.tenant_id = current_setting('klickamt.tenant')::integer and other.tenant_id = list.tenant_id
  )
);
