-- Requests of people who want to know what is stored about them (Art. 15 GDPR) or want it erased (Art. 17 GDPR).

create schema dataprotection;
grant usage on schema dataprotection to klickamt_app;

create table dataprotection.request (
  tenant_id integer not null,
  request_id uuid not null,
  person_name text not null check (length(person_name) between 1 and 200),
  birthday date,
  email text check (length(email) <= 254),
  -- How it was made sure that the person is the one who asks. Art. 12 Abs. 6 GDPR.
  identity text not null check (length(identity) between 1 and 500),
  opened_by text not null,
  opened_at timestamptz not null,
  -- Art. 12 Abs. 3 GDPR: within one month.
  due_on date not null,
  handed_out_at timestamptz,
  closed_at timestamptz,
  closed_by text,
  primary key (tenant_id, request_id)
);
create index request_by_due on dataprotection.request (tenant_id, closed_at, due_on);
call platform.protect('dataprotection.request', 'select, insert, update, delete');

-- What may be about that person; who works on the request says what is.
create table dataprotection.finding (
  tenant_id integer not null,
  request_id uuid not null,
  source text not null,
  key text not null check (length(key) <= 200),
  label text not null,
  person text not null,
  case_ids uuid[] not null,
  mailbox_ids uuid[] not null,
  belongs boolean not null default false,
  primary key (tenant_id, request_id, source, key),
  foreign key (tenant_id, request_id) references dataprotection.request on delete cascade
);
call platform.protect('dataprotection.finding', 'select, insert, update, delete');

-- What was erased, or could not be, and by which paragraph. No content.
create table dataprotection.erasure (
  tenant_id integer not null,
  erasure_id uuid not null,
  request_id uuid not null,
  what text not null,
  erased_by text not null,
  erased_at timestamptz not null,
  primary key (tenant_id, erasure_id),
  foreign key (tenant_id, request_id) references dataprotection.request on delete cascade
);
create index erasure_of_request on dataprotection.erasure (tenant_id, request_id, erased_at);
call platform.protect('dataprotection.erasure', 'select, insert, delete');
