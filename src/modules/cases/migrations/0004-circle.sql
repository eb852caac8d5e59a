-- A case is seen by those who see its Akte: it keeps the circle of the Akte, in step with it, and every list reads the
-- ranges of the circles that somebody sees and no others.

alter table cases.case add column circle_id integer not null default 0;
create index case_of_circle on cases.case (tenant_id, circle_id, case_id);

alter table cases.task add column circle_id integer not null default 0;
drop index cases.task_due;
drop index cases.task_leistung_due;
drop index cases.task_assignee_due;
drop index cases.task_done;
create index task_due on cases.task (tenant_id, circle_id, state, due_sort, task_id);
create index task_leistung_due on cases.task (tenant_id, circle_id, leistung_id, state, due_sort, task_id);
create index task_assignee_due on cases.task (tenant_id, circle_id, assignee, state, due_sort, task_id);
create index task_done on cases.task (tenant_id, circle_id, state, done_at, task_id);

alter table cases.search_term add column circle_id integer not null default 0;
alter table cases.search_term drop constraint search_term_pkey;
alter table cases.search_term add primary key (tenant_id, circle_id, term, case_id);
grant update (circle_id) on cases.search_term to klickamt_app;
