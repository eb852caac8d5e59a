-- Which Leistungen a town offers on its portal, in which order, and what it has to say about them.
create schema catalogue;
grant usage on schema catalogue to klickamt_app;

create table catalogue.town_leistung (
  tenant_id integer not null,
  leistung_id text collate "C" not null check (leistung_id ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  enabled boolean not null,
  -- The smallest stands first; the first six stand on the town's home page.
  position integer not null check (position >= 0),
  -- What the town tells on the page of the Leistung, also where it is switched off.
  note_de text check (length(note_de) between 1 and 1000),
  note_en text check (length(note_en) between 1 and 1000),
  changed_at timestamptz not null,
  -- Name of the member of staff, or of what set it up.
  changed_by text not null,
  primary key (tenant_id, leistung_id)
);
comment on table catalogue.town_leistung is
  'A Leistung without a row is offered, after those that have one: a new one is there for every town at once.';
call platform.protect('catalogue.town_leistung', 'select, insert, update');
