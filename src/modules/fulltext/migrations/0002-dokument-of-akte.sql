-- A search within one Akte reads where its Dokumente stand, and nothing else of them: the index alone tells.
drop index fulltext.dokument_of_akte;
create index dokument_of_akte on fulltext.dokument (tenant_id, akte_id) include (number, circle_id);
