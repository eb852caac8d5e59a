-- Full text of the E-Akte: what is known of each Dokument, and an inverted index that row-level security leaves usable.

create schema fulltext;
grant usage on schema fulltext to klickamt_app;

-- The last number given to a Dokument of the index. Its row lock is what makes writers take turns.
create table fulltext.counter (
  tenant_id integer not null,
  last_number integer not null check (last_number >= 0),
  primary key (tenant_id)
);
call platform.protect('fulltext.counter', 'select, insert, update');

-- A Dokument as it stands in the index: what its words were made of, so that they can be taken out again.
create table fulltext.dokument (
  tenant_id integer not null,
  -- Order of filing as far as the index knows it.
  number integer not null check (number > 0),
  dokument_id uuid not null,
  akte_id uuid not null,
  circle_id integer not null,
  -- Hash over everything below that comes from elsewhere: tells whether there is anything to do.
  fingerprint text not null,
  plan_unit text not null,
  aktenzeichen text not null,
  akte_betreff text not null,
  kind text not null,
  file_kind text not null,
  title text not null,
  author text not null,
  filename text not null,
  media_type text not null,
  filed_at timestamptz not null,
  open boolean not null,
  -- Parts (pages, sheets …) are separated by form feeds.
  text text not null,
  part_kind text not null check (part_kind in ('page', 'sheet', 'slide', 'text')),
  -- How compounds were taken apart: the word, then its parts.
  splits text[] not null,
  state text not null check (state in ('indexed', 'cut', 'no-text', 'failed')),
  -- Code of what kept its text from being read.
  problem text,
  indexed_at timestamptz not null,
  primary key (tenant_id, number),
  unique (tenant_id, dokument_id)
);
create index dokument_of_akte on fulltext.dokument (tenant_id, akte_id);
call platform.protect('fulltext.dokument', 'select, insert, update, delete');

-- Where a word stands: up to 256 Dokumente a row, in the order of their keys (window, circle, number). Rows of a word
-- never overlap.
create table fulltext.posting (
  tenant_id integer not null,
  term text collate "C" not null,
  first_key bigint not null,
  last_key bigint not null,
  -- Steps from key to key and how often, as numbers of variable length.
  docs bytea not null,
  -- At which words of each Dokument.
  places bytea not null,
  primary key (tenant_id, term, first_key),
  check (first_key <= last_key)
) with (fillfactor = 85);
alter table fulltext.posting alter column docs set storage main, alter column places set storage external;
call platform.protect('fulltext.posting', 'select, insert, update, delete');

-- How many Dokumente of a circle lie in a window of numbers: where a search has to look at all.
create table fulltext.cell (
  tenant_id integer not null,
  window_no integer not null,
  circle_id integer not null,
  dokumente integer not null check (dokumente >= 0),
  primary key (tenant_id, circle_id, window_no)
);
call platform.protect('fulltext.cell', 'select, insert, update, delete');

-- Words of Akten that everybody sees, of which compounds may be made. Counted up to what makes a word trusted.
create table fulltext.word (
  tenant_id integer not null,
  word text collate "C" not null,
  dokumente integer not null check (dokumente > 0),
  primary key (tenant_id, word)
);
call platform.protect('fulltext.word', 'select, insert, update, delete');

-- Akten whose changes are not in the index yet.
create table fulltext.waiting (
  tenant_id integer not null,
  akte_id uuid not null,
  waiting_id uuid not null,
  since timestamptz not null,
  primary key (tenant_id, akte_id, waiting_id)
);
call platform.protect('fulltext.waiting', 'select, insert, delete');

-- Searches that a member of staff keeps.
create table fulltext.saved_search (
  tenant_id integer not null,
  search_id uuid not null,
  staff_id uuid not null,
  name text not null check (length(name) between 1 and 80),
  question jsonb not null,
  saved_at timestamptz not null,
  primary key (tenant_id, search_id)
);
create index saved_search_of_staff on fulltext.saved_search (tenant_id, staff_id, search_id);
call platform.protect('fulltext.saved_search', 'select, insert, delete');
