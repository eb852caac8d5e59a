-- Answers of long forms that no other page depends on, each page's in a row of its own: a page is read and stored
-- without the rest of the form (ADR 0025). Drafts that were begun before are laid out so when a page is saved next.
alter table forms.draft add column layout text;
comment on column forms.draft.layout is
  'null: answers has all of them; else which layout divides them between here and draft_page, empty while mixed';

create table forms.draft_page (
  tenant_id integer not null,
  draft_id uuid not null,
  section_key text not null,
  -- What was typed, by path.
  answers jsonb not null,
  primary key (tenant_id, draft_id, section_key),
  foreign key (tenant_id, draft_id) references forms.draft on delete cascade
) with (fillfactor = 70);
call platform.protect('forms.draft_page', 'select, insert, update, delete');
