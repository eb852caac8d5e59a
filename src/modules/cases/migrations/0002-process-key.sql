-- A Leistung may use a procedure that is there for all. Null: one of its own, under the Leistung's id.

alter table cases.case add column process_key text;
