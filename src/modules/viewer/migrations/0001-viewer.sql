-- What stands beside documents and never in them: notes, conversions that failed, disclosures that are being prepared.

create schema viewer;
grant usage on schema viewer to klickamt_app;

-- A note of a member of staff beside a Dokument. It is no part of the Akte.
create table viewer.note (
  tenant_id integer not null,
  note_id uuid not null,
  dokument_id uuid not null,
  -- Null where it is about the whole.
  page integer check (page > 0),
  author_id text not null,
  author_name text not null,
  body text not null check (char_length(body) between 1 and 4000),
  written_at timestamptz not null,
  primary key (tenant_id, note_id)
);
create index note_of_dokument on viewer.note (tenant_id, dokument_id, note_id);
call platform.protect('viewer.note', 'select, insert, delete');

-- An office file whose PDF is asked for, or could not be made. Goes when the PDF is there.
create table viewer.conversion (
  tenant_id integer not null,
  dokument_id uuid not null,
  version integer not null,
  state text not null check (state in ('queued', 'failed')),
  at timestamptz not null,
  primary key (tenant_id, dokument_id, version)
);
call platform.protect('viewer.conversion', 'select, insert, update, delete');

-- A copy of a Dokument with passages blacked out, until it is filed: then only the Akte knows of it.
create table viewer.disclosure (
  tenant_id integer not null,
  disclosure_id uuid not null,
  dokument_id uuid not null,
  version integer not null,
  format integer not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  media_type text not null,
  author_name text not null,
  begun_at timestamptz not null,
  -- Of the source.
  page_count integer not null check (page_count > 0),
  -- Those that are given out, ascending.
  pages integer[] not null,
  terms text[] not null,
  kinds text[] not null,
  reason text not null,
  legal_basis text not null,
  with_text boolean not null,
  state text not null check (state in ('draft', 'making', 'ready', 'failed')),
  -- Counts the attempts to make it: a job of an earlier one does nothing any more.
  run integer not null default 0,
  made_pages integer not null default 0,
  result_sha256 text check (result_sha256 ~ '^[0-9a-f]{64}$'),
  result_bytes integer,
  primary key (tenant_id, disclosure_id)
);
create index disclosure_of_dokument on viewer.disclosure (tenant_id, dokument_id);
call platform.protect('viewer.disclosure', 'select, insert, update, delete');

-- A box to be blacked out: parts of width and height of the page, 0 to 1.
create table viewer.disclosure_box (
  tenant_id integer not null,
  disclosure_id uuid not null,
  page integer not null check (page > 0),
  number integer not null check (number > 0),
  source text not null check (source in ('drawn', 'word')),
  x double precision not null,
  y double precision not null,
  width double precision not null,
  height double precision not null,
  primary key (tenant_id, disclosure_id, page, number),
  foreign key (tenant_id, disclosure_id) references viewer.disclosure on delete cascade
);
call platform.protect('viewer.disclosure_box', 'select, insert, delete');

-- A page as it will be given out: the picture with the boxes burnt in, and the words of its text layer.
create table viewer.disclosure_page (
  tenant_id integer not null,
  disclosure_id uuid not null,
  page integer not null check (page > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  width integer not null,
  height integer not null,
  width_points double precision not null,
  height_points double precision not null,
  words jsonb not null,
  boxes integer not null,
  primary key (tenant_id, disclosure_id, page),
  foreign key (tenant_id, disclosure_id) references viewer.disclosure on delete cascade
);
call platform.protect('viewer.disclosure_page', 'select, insert, delete');
