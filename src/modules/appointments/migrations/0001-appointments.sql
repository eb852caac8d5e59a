-- Places, counters and services; appointments that never overlap; the queue of a day; the waiting list.

create extension if not exists btree_gist;
create schema appointments;
grant usage on schema appointments to klickamt_app;

create table appointments.place (
  tenant_id integer not null,
  place_id uuid not null,
  -- Stands in the address of the call screen: `buergerbuero`.
  key text not null check (key ~ '^[a-z0-9-]{2,40}$'),
  name_de text not null,
  name_en text not null,
  address text not null,
  primary key (tenant_id, place_id),
  unique (tenant_id, key)
);
call platform.protect('appointments.place', 'select, insert, update');

create table appointments.counter (
  tenant_id integer not null,
  counter_id uuid not null,
  place_id uuid not null,
  name_de text not null,
  name_en text not null,
  position integer not null,
  primary key (tenant_id, counter_id),
  unique (tenant_id, place_id, position),
  foreign key (tenant_id, place_id) references appointments.place
);
call platform.protect('appointments.counter', 'select, insert, update');

create table appointments.service (
  tenant_id integer not null,
  service_key text not null check (service_key ~ '^[a-z0-9-]{2,60}$'),
  name_de text not null,
  name_en text not null,
  minutes integer not null check (minutes between 1 and 480),
  minutes_per_further integer not null check (minutes_per_further between 0 and 480),
  most_people integer not null check (most_people between 1 and 20),
  -- Nobody books later than so many minutes before.
  lead_minutes integer not null check (lead_minutes between 0 and 10080),
  horizon_days integer not null check (horizon_days between 1 and 400),
  position integer not null,
  -- Switched off: nobody books it any more, what is booked stays.
  active boolean not null,
  primary key (tenant_id, service_key)
);
call platform.protect('appointments.service', 'select, insert, update');

create table appointments.counter_service (
  tenant_id integer not null,
  counter_id uuid not null,
  service_key text not null,
  primary key (tenant_id, counter_id, service_key),
  foreign key (tenant_id, counter_id) references appointments.counter,
  foreign key (tenant_id, service_key) references appointments.service
);
create index counter_of_service on appointments.counter_service (tenant_id, service_key);
call platform.protect('appointments.counter_service', 'select, insert, delete');

-- Times of day as the clocks of Berlin show them, in minutes since midnight; 1440 is midnight at the day's end.
create table appointments.opening (
  tenant_id integer not null,
  place_id uuid not null,
  weekday integer not null check (weekday between 1 and 7),
  from_minute integer not null check (from_minute between 0 and 1439),
  to_minute integer not null check (to_minute between 1 and 1440),
  primary key (tenant_id, place_id, weekday, from_minute),
  check (from_minute < to_minute),
  foreign key (tenant_id, place_id) references appointments.place
);
call platform.protect('appointments.opening', 'select, insert, delete');

-- A place is closed, or one counter of it: somebody is absent.
create table appointments.closure (
  tenant_id integer not null,
  closure_id uuid not null,
  place_id uuid not null,
  counter_id uuid,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  reason text not null,
  primary key (tenant_id, closure_id),
  check (starts_at < ends_at),
  foreign key (tenant_id, place_id) references appointments.place,
  foreign key (tenant_id, counter_id) references appointments.counter
);
create index closure_time on appointments.closure (tenant_id, ends_at);
call platform.protect('appointments.closure', 'select, insert, delete');

-- A hold is an appointment that is not booked yet: only so can one constraint keep both apart.
create table appointments.appointment (
  tenant_id integer not null,
  appointment_id uuid not null,
  counter_id uuid not null,
  service_key text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  people integer not null check (people >= 1),
  state text not null check (state in ('held', 'booked', 'arrived', 'finished', 'no-show', 'cancelled')),
  hold_key text,
  hold_expires_at timestamptz,
  name text,
  -- Keyed hash of the access code that changes and cancels it.
  code_mac text,
  case_id uuid,
  mailbox_id uuid,
  language text not null check (language in ('de', 'en')),
  -- Number on the call screen.
  ticket text,
  booked_at timestamptz,
  -- Grows with every change: the calendar's SEQUENCE (RFC 5545, 3.8.7.4).
  revision integer not null default 0,
  primary key (tenant_id, appointment_id),
  check (starts_at < ends_at),
  check ((state = 'held') = (hold_expires_at is not null)),
  check (state = 'held' or (booked_at is not null and ticket is not null)),
  foreign key (tenant_id, counter_id) references appointments.counter,
  foreign key (tenant_id, service_key) references appointments.service,
  -- No double booking: the database itself refuses two at one counter at one time, whoever asks in whatever order.
  constraint appointment_never_twice
    exclude using gist (tenant_id with =, counter_id with =, tstzrange(starts_at, ends_at) with &&)
    where (state <> 'cancelled')
);
create index appointment_time on appointments.appointment (tenant_id, counter_id, starts_at)
  include (ends_at, state, hold_expires_at);
create unique index appointment_hold on appointments.appointment (tenant_id, hold_key) where hold_key is not null;
create index appointment_held on appointments.appointment (tenant_id, hold_expires_at) where state = 'held';
create index appointment_code on appointments.appointment (tenant_id, code_mac, starts_at) where code_mac is not null;
create index appointment_case on appointments.appointment (tenant_id, case_id, starts_at) where case_id is not null;
create index appointment_mailbox on appointments.appointment (tenant_id, mailbox_id, starts_at) where mailbox_id is not null;
call platform.protect('appointments.appointment', 'select, insert, update, delete');

-- The last number given at a place on a day.
create table appointments.ticket_number (
  tenant_id integer not null,
  place_id uuid not null,
  day date not null,
  last_number integer not null,
  primary key (tenant_id, place_id, day),
  foreign key (tenant_id, place_id) references appointments.place
);
call platform.protect('appointments.ticket_number', 'select, insert, update');

-- Who is in the house: came with an appointment or without.
create table appointments.visit (
  tenant_id integer not null,
  visit_id uuid not null,
  place_id uuid not null,
  service_key text not null,
  appointment_id uuid,
  ticket text not null,
  people integer not null check (people >= 1),
  state text not null check (state in ('waiting', 'called', 'finished', 'left')),
  counter_id uuid,
  day date not null,
  arrived_at timestamptz not null,
  -- With an appointment its time, without one the arrival.
  due_at timestamptz not null,
  called_at timestamptz,
  ended_at timestamptz,
  primary key (tenant_id, visit_id),
  unique (tenant_id, appointment_id),
  unique (tenant_id, place_id, day, ticket),
  check ((state = 'waiting') = (called_at is null)),
  check ((called_at is null) = (counter_id is null)),
  check ((state in ('finished', 'left')) = (ended_at is not null)),
  foreign key (tenant_id, place_id) references appointments.place,
  foreign key (tenant_id, service_key) references appointments.service,
  foreign key (tenant_id, appointment_id) references appointments.appointment,
  foreign key (tenant_id, counter_id) references appointments.counter
);
call platform.protect('appointments.visit', 'select, insert, update');

-- Who wants an earlier time. What is offered is held under the entry's id.
create table appointments.waiting (
  tenant_id integer not null,
  waiting_id uuid not null,
  service_key text not null,
  people integer not null check (people >= 1),
  first_day date not null,
  last_day date not null,
  name text,
  code_mac text,
  case_id uuid,
  mailbox_id uuid,
  language text not null check (language in ('de', 'en')),
  state text not null check (state in ('waiting', 'offered', 'booked', 'left')),
  joined_at timestamptz not null,
  -- Offers that were let pass: who has had none comes first.
  passed integer not null default 0,
  -- What was offered last: nobody is asked twice about the same time.
  offered_start timestamptz,
  offered_counter uuid,
  offered_until timestamptz,
  primary key (tenant_id, waiting_id),
  check (first_day <= last_day),
  check ((state = 'offered') = (offered_until is not null)),
  foreign key (tenant_id, service_key) references appointments.service
);
create index waiting_line on appointments.waiting (tenant_id, state, passed, joined_at);
create index waiting_code on appointments.waiting (tenant_id, code_mac) where code_mac is not null;
call platform.protect('appointments.waiting', 'select, insert, update');
