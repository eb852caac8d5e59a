-- Drafts: what people have typed and not yet sent. Kept until sent or forgotten.

create schema forms;
grant usage on schema forms to klickamt_app;

create table forms.draft (
  tenant_id integer not null,
  draft_id uuid not null,
  leistung_id text not null,
  form_version integer not null,
  -- Keyed hash of the access code; the code itself is known to the citizen alone.
  code_mac text not null,
  language text not null check (language in ('de', 'en')),
  -- What was typed, by path.
  answers jsonb not null default '{}',
  -- Sections whose page was sent without a mistake.
  done_sections text[] not null default '{}',
  -- Where prefilled values came from: { source, label, at, values by path, akteId }.
  prefill jsonb,
  started_at timestamptz not null,
  saved_at timestamptz not null,
  sent_at timestamptz,
  case_id uuid,
  mailbox_id uuid,
  primary key (tenant_id, draft_id),
  check ((sent_at is null) = (case_id is null))
);
create unique index draft_code on forms.draft (tenant_id, code_mac);
create index draft_saved on forms.draft (tenant_id, saved_at) where sent_at is null;
call platform.protect('forms.draft', 'select, insert, update, delete');
