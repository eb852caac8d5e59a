-- Files that people hand in, from the first byte until what they belong to is sent or forgotten. The bytes lie in the
-- data folder under the upload's id, not among the documents: what is not sent has to be erased without a trace.

create schema uploads;
grant usage on schema uploads to klickamt_app;

create table uploads.upload (
  tenant_id integer not null,
  upload_id uuid not null,
  -- What it belongs to: a draft.
  owner_id uuid not null,
  field_path text not null,
  -- As the person called it, without what could do harm.
  filename text not null,
  -- By its content; empty until it has been looked at.
  media_type text not null default '',
  -- Of what is kept; while it is being received, of what was announced.
  size_bytes integer not null check (size_bytes >= 0),
  -- Of what is kept: it may differ from what was sent, because location data were taken out.
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  state text not null check (state in ('receiving', 'checking', 'quarantined', 'clean', 'refused')),
  -- Why it was refused, or why it has to wait.
  reason text,
  -- What the field takes.
  kinds text[] not null,
  max_bytes integer not null,
  -- By which the same file is known again after a broken connection; made by the browser.
  fingerprint text,
  -- Goes once this one has been found to be good.
  replaces uuid,
  has_preview boolean not null default false,
  -- Place among the files of its field; inherited where it replaces another.
  ordered_at timestamptz not null,
  changed_at timestamptz not null,
  -- Set once it has been sent with what it belongs to.
  sealed_at timestamptz,
  primary key (tenant_id, upload_id),
  check (state <> 'refused' or reason is not null),
  check (state not in ('quarantined', 'clean') or sha256 is not null)
);
create index upload_of_owner on uploads.upload (tenant_id, owner_id, ordered_at);
create index upload_unfinished on uploads.upload (tenant_id, changed_at) where state in ('receiving', 'checking');
call platform.protect('uploads.upload', 'select, insert, update, delete');
