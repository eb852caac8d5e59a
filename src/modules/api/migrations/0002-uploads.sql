-- Files that clients have uploaded and not sent yet: whose they are and which field they are for. The files themselves
-- lie with uploads and belong to nothing until an application names them.
create table api.upload (
  tenant_id integer not null,
  upload_id uuid not null,
  client_id uuid not null,
  leistung_id text not null,
  -- The form that said what the field takes.
  form_version integer not null,
  field_path text not null,
  size_bytes integer not null check (size_bytes >= 0),
  received_at timestamptz not null,
  primary key (tenant_id, upload_id),
  foreign key (tenant_id, client_id) references api.client
);
create index upload_of_client on api.upload (tenant_id, client_id);
create index upload_age on api.upload (tenant_id, received_at);
call platform.protect('api.upload', 'select, insert, delete');
