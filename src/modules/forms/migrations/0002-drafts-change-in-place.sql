-- A draft is changed some ten times before it is sent. Without an index over what changes then, and with room left in
-- each page, PostgreSQL changes the row where it lies and no index is touched. The index that goes was worse than none:
-- plans made while the table was young looked a draft up by it, through everything not yet sent in the town.
drop index forms.draft_saved;
alter table forms.draft set (fillfactor = 70);
