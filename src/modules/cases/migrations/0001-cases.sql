-- Cases: what was applied for, where its process stands, who has to do what, and what happened.

create schema cases;
grant usage on schema cases to klickamt_app;

create table cases.case (
  tenant_id integer not null,
  case_id uuid not null,
  leistung_id text not null,
  leistung_version integer not null,
  form_hash text not null,
  answers jsonb not null,
  subject_name text not null,
  language text not null check (language in ('de', 'en')),
  mailbox_id uuid not null,
  akte_id uuid not null,
  vorgang_id uuid not null,
  aktenzeichen text not null,
  process_id text not null,
  process_state jsonb not null,
  -- What people ticked when they completed tasks; conditions and effects read it.
  variables jsonb not null default '{}',
  status text not null check (status in ('open', 'waiting', 'done')),
  received_at timestamptz not null,
  due_on date,
  -- Days, way of counting, source and name of what is due.
  deadline jsonb,
  deadline_met_at timestamptz,
  taken_by uuid,
  taken_by_name text,
  closed_at timestamptz,
  row_version integer not null default 1,
  submission_key text not null,
  primary key (tenant_id, case_id),
  unique (tenant_id, submission_key)
);
create index case_mailbox on cases.case (tenant_id, mailbox_id, case_id);
create index case_aktenzeichen on cases.case (tenant_id, aktenzeichen);
create index case_leistung on cases.case (tenant_id, leistung_id, case_id);
call platform.protect('cases.case', 'select, insert, update');

create table cases.task (
  tenant_id integer not null,
  task_id uuid not null,
  case_id uuid not null,
  -- Token of the process that waits here.
  token_id text not null,
  node_id text not null,
  leistung_id text not null,
  name_de text not null,
  name_en text not null,
  duty text not null,
  outcomes text[] not null,
  form text,
  -- 'waiting': nobody at the desk has to do anything, an answer is awaited. 'dropped': the process went another way.
  state text not null check (state in ('open', 'waiting', 'done', 'dropped')),
  opened_at timestamptz not null,
  due_on date,
  -- Tasks without a due day come last; a column, so that the list can be paged by an index.
  due_sort date not null generated always as (coalesce(due_on, date '9999-12-31')) stored,
  assignee uuid,
  assignee_name text,
  reminded_at timestamptz,
  done_at timestamptz,
  done_by_name text,
  outcome text,
  primary key (tenant_id, task_id),
  foreign key (tenant_id, case_id) references cases.case (tenant_id, case_id)
);
create index task_case on cases.task (tenant_id, case_id);
create index task_due on cases.task (tenant_id, state, due_sort, task_id);
create index task_leistung_due on cases.task (tenant_id, leistung_id, state, due_sort, task_id);
create index task_assignee_due on cases.task (tenant_id, assignee, state, due_sort, task_id);
create index task_done on cases.task (tenant_id, state, done_at, task_id);
call platform.protect('cases.task', 'select, insert, update');

create table cases.history (
  tenant_id integer not null,
  history_id uuid not null,
  -- Order of what one transaction writes in one instant.
  position bigint not null generated always as identity,
  case_id uuid not null,
  action text not null,
  actor_kind text not null check (actor_kind in ('citizen', 'staff', 'system')),
  actor_name text,
  -- What colleagues read.
  text_de text not null,
  text_en text not null,
  -- What the citizen reads on the status page; absent where it is none of their business.
  citizen_text_de text,
  citizen_text_en text,
  details jsonb not null default '{}',
  -- Version of the case after it: what happened since somebody opened the page.
  case_version integer not null,
  at timestamptz not null,
  primary key (tenant_id, history_id),
  foreign key (tenant_id, case_id) references cases.case (tenant_id, case_id)
);
create index history_case on cases.history (tenant_id, case_id, position);
create trigger history_stays before update or delete on cases.history
  for each row execute function platform.refuse_change();
call platform.protect('cases.history', 'select, insert');

-- Words by which a case is found. Full-text operators use no index under row-level security; equality and
-- ranges on text do, and with "C" order a range is a prefix.
create table cases.search_term (
  tenant_id integer not null,
  term text collate "C" not null,
  case_id uuid not null,
  primary key (tenant_id, term, case_id),
  foreign key (tenant_id, case_id) references cases.case (tenant_id, case_id)
);
-- Whether a case holds a second word is one look into this index.
create index search_term_case on cases.search_term (tenant_id, case_id, term);
call platform.protect('cases.search_term', 'select, insert, delete');
