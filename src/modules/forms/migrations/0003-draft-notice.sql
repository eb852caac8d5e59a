-- What changed in the form while a draft was begun: said to the citizen after the draft was moved to a newer version.
alter table forms.draft add column notice jsonb;
comment on column forms.draft.notice is '{ at: day, changes: [{ de, en }] }';
create index draft_version on forms.draft (tenant_id, leistung_id, form_version) where sent_at is null;
