-- Words that compounds may be made of from now on: what was filed before is parted again by a job, not when somebody waits.
create table fulltext.learnt (
  tenant_id integer not null,
  word text collate "C" not null,
  primary key (tenant_id, word)
);
call platform.protect('fulltext.learnt', 'select, insert, delete');

-- Dokumente in which such a word may stand within a compound.
create table fulltext.part_again (
  tenant_id integer not null,
  number integer not null,
  primary key (tenant_id, number)
);
call platform.protect('fulltext.part_again', 'select, insert, delete');
