-- Written by `npm run schema`. Do not edit: change a migration.

create extension btree_gist;

create table accounts.deputy (
  tenant_id integer not null,
  deputy_id uuid not null,
  absent_staff uuid not null,
  deputy_staff uuid not null,
  from_day date not null,
  until_day date not null,
  made_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint deputy_pkey PRIMARY KEY (tenant_id, deputy_id),
  constraint deputy_tenant_id_absent_staff_fkey FOREIGN KEY (tenant_id, absent_staff) REFERENCES accounts.staff(tenant_id, staff_id),
  constraint deputy_tenant_id_deputy_staff_fkey FOREIGN KEY (tenant_id, deputy_staff) REFERENCES accounts.staff(tenant_id, staff_id),
  constraint deputy_check CHECK ((deputy_staff <> absent_staff)),
  constraint deputy_check1 CHECK ((until_day >= from_day))
);
CREATE INDEX deputy_absent ON accounts.deputy USING btree (tenant_id, absent_staff, until_day);
CREATE INDEX deputy_of ON accounts.deputy USING btree (tenant_id, deputy_staff, until_day);
alter table accounts.deputy enable row level security;
alter table accounts.deputy force row level security;
create policy tenant on accounts.deputy using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on accounts.deputy to klickamt_app;

create table accounts.history (
  tenant_id integer not null,
  entry_id uuid not null,
  staff_id uuid not null,
  action text not null,
  actor_name text not null,
  happened_at timestamp with time zone not null,
  details jsonb not null default '{}'::jsonb,
  constraint history_pkey PRIMARY KEY (tenant_id, entry_id),
  constraint history_tenant_id_staff_id_fkey FOREIGN KEY (tenant_id, staff_id) REFERENCES accounts.staff(tenant_id, staff_id),
  constraint history_action_check CHECK ((action = ANY (ARRAY['created'::text, 'deactivated'::text, 'password-changed'::text, 'clearance-changed'::text, 'unit-joined'::text, 'unit-left'::text, 'deputy-set'::text, 'deputy-ended'::text])))
);
CREATE TRIGGER history_stays BEFORE DELETE OR UPDATE ON accounts.history FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
alter table accounts.history enable row level security;
alter table accounts.history force row level security;
create policy tenant on accounts.history using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select on accounts.history to klickamt_app;

create table accounts.session (
  tenant_id integer not null,
  token_mac text not null,
  staff_id uuid not null,
  created_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint session_pkey PRIMARY KEY (tenant_id, token_mac),
  constraint session_tenant_id_staff_id_fkey FOREIGN KEY (tenant_id, staff_id) REFERENCES accounts.staff(tenant_id, staff_id)
);
CREATE INDEX session_expires ON accounts.session USING btree (tenant_id, expires_at);
CREATE INDEX session_staff ON accounts.session USING btree (tenant_id, staff_id);
alter table accounts.session enable row level security;
alter table accounts.session force row level security;
create policy tenant on accounts.session using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select, update on accounts.session to klickamt_app;

create table accounts.sign_in_attempt (
  tenant_id integer not null,
  attempt_id uuid not null,
  account_mac text not null,
  failed_at timestamp with time zone not null,
  constraint sign_in_attempt_pkey PRIMARY KEY (tenant_id, attempt_id)
);
CREATE INDEX sign_in_attempt_account ON accounts.sign_in_attempt USING btree (tenant_id, account_mac, failed_at);
CREATE INDEX sign_in_attempt_time ON accounts.sign_in_attempt USING btree (tenant_id, failed_at);
alter table accounts.sign_in_attempt enable row level security;
alter table accounts.sign_in_attempt force row level security;
create policy tenant on accounts.sign_in_attempt using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select on accounts.sign_in_attempt to klickamt_app;

create table accounts.staff (
  tenant_id integer not null,
  staff_id uuid not null,
  name text not null,
  email text not null,
  password_hash text not null,
  must_change_password boolean not null,
  duties text[] not null,
  demo_password_hint text,
  created_at timestamp with time zone not null,
  deactivated_at timestamp with time zone,
  clearance text not null default '003'::text,
  constraint staff_pkey PRIMARY KEY (tenant_id, staff_id),
  constraint staff_clearance_check CHECK ((clearance = ANY (ARRAY['001'::text, '002'::text, '003'::text, '004'::text, '005'::text]))),
  constraint staff_email_check CHECK (((email = lower(email)) AND ((length(email) >= 3) AND (length(email) <= 254)))),
  constraint staff_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)))
);
CREATE UNIQUE INDEX staff_email ON accounts.staff USING btree (tenant_id, email) WHERE (deactivated_at IS NULL);
alter table accounts.staff enable row level security;
alter table accounts.staff force row level security;
create policy tenant on accounts.staff using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on accounts.staff to klickamt_app;

create table accounts.unit (
  tenant_id integer not null,
  unit_id uuid not null,
  code text not null,
  name text not null,
  parent_id uuid,
  created_at timestamp with time zone not null,
  dissolved_at timestamp with time zone,
  constraint unit_tenant_id_code_key UNIQUE (tenant_id, code),
  constraint unit_pkey PRIMARY KEY (tenant_id, unit_id),
  constraint unit_tenant_id_parent_id_fkey FOREIGN KEY (tenant_id, parent_id) REFERENCES accounts.unit(tenant_id, unit_id),
  constraint unit_code_check CHECK ((code ~ '^[0-9A-Za-z][0-9A-Za-z./ -]{0,19}$'::text)),
  constraint unit_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)))
);
CREATE INDEX unit_parent ON accounts.unit USING btree (tenant_id, parent_id);
alter table accounts.unit enable row level security;
alter table accounts.unit force row level security;
create policy tenant on accounts.unit using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on accounts.unit to klickamt_app;

create table accounts.unit_member (
  tenant_id integer not null,
  staff_id uuid not null,
  unit_id uuid not null,
  role text not null,
  constraint unit_member_pkey PRIMARY KEY (tenant_id, staff_id, unit_id),
  constraint unit_member_tenant_id_staff_id_fkey FOREIGN KEY (tenant_id, staff_id) REFERENCES accounts.staff(tenant_id, staff_id),
  constraint unit_member_tenant_id_unit_id_fkey FOREIGN KEY (tenant_id, unit_id) REFERENCES accounts.unit(tenant_id, unit_id),
  constraint unit_member_role_check CHECK ((role = ANY (ARRAY['member'::text, 'head'::text])))
);
CREATE INDEX unit_member_unit ON accounts.unit_member USING btree (tenant_id, unit_id);
alter table accounts.unit_member enable row level security;
alter table accounts.unit_member force row level security;
create policy tenant on accounts.unit_member using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select, update on accounts.unit_member to klickamt_app;

create table api.application (
  tenant_id integer not null,
  client_id uuid not null,
  case_id uuid not null,
  constraint application_tenant_id_case_id_key UNIQUE (tenant_id, case_id),
  constraint application_pkey PRIMARY KEY (tenant_id, client_id, case_id),
  constraint application_tenant_id_client_id_fkey FOREIGN KEY (tenant_id, client_id) REFERENCES api.client(tenant_id, client_id)
);
alter table api.application enable row level security;
alter table api.application force row level security;
create policy tenant on api.application using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select on api.application to klickamt_app;

create table api.client (
  tenant_id integer not null,
  client_id uuid not null,
  name text not null,
  contact text not null,
  created_at timestamp with time zone not null,
  constraint client_pkey PRIMARY KEY (tenant_id, client_id),
  constraint client_contact_check CHECK (((length(contact) >= 3) AND (length(contact) <= 254))),
  constraint client_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)))
);
alter table api.client enable row level security;
alter table api.client force row level security;
create policy tenant on api.client using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on api.client to klickamt_app;

create table api.history (
  tenant_id integer not null,
  entry_id uuid not null,
  position bigint not null generated always as identity,
  client_id uuid not null,
  key_id uuid,
  action text not null,
  case_id uuid,
  about text,
  actor_name text,
  happened_at timestamp with time zone not null,
  constraint history_pkey PRIMARY KEY (tenant_id, entry_id),
  constraint history_tenant_id_client_id_fkey FOREIGN KEY (tenant_id, client_id) REFERENCES api.client(tenant_id, client_id),
  constraint history_tenant_id_key_id_fkey FOREIGN KEY (tenant_id, key_id) REFERENCES api.key(tenant_id, key_id),
  constraint history_action_check CHECK ((action = ANY (ARRAY['client-created'::text, 'key-issued'::text, 'key-revoked'::text, 'application-sent'::text, 'document-fetched'::text])))
);
CREATE INDEX history_client ON api.history USING btree (tenant_id, client_id, "position");
CREATE TRIGGER history_stays BEFORE DELETE OR UPDATE ON api.history FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
alter table api.history enable row level security;
alter table api.history force row level security;
create policy tenant on api.history using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select on api.history to klickamt_app;

create table api.idempotency (
  tenant_id integer not null,
  client_id uuid not null,
  idempotency_mac text not null,
  request_mac text not null,
  status integer not null,
  sealed_answer text not null,
  answered_at timestamp with time zone not null,
  constraint idempotency_pkey PRIMARY KEY (tenant_id, client_id, idempotency_mac),
  constraint idempotency_tenant_id_client_id_fkey FOREIGN KEY (tenant_id, client_id) REFERENCES api.client(tenant_id, client_id)
);
CREATE INDEX idempotency_age ON api.idempotency USING btree (tenant_id, answered_at);
alter table api.idempotency enable row level security;
alter table api.idempotency force row level security;
create policy tenant on api.idempotency using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select on api.idempotency to klickamt_app;

create table api.key (
  tenant_id integer not null,
  key_id uuid not null,
  client_id uuid not null,
  key_mac text not null,
  hint text not null,
  scopes text[] not null,
  requests_per_minute integer not null,
  submission_key text not null,
  issued_at timestamp with time zone not null,
  issued_by text not null,
  expires_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  revoked_by text,
  constraint key_tenant_id_key_mac_key UNIQUE (tenant_id, key_mac),
  constraint key_tenant_id_submission_key_key UNIQUE (tenant_id, submission_key),
  constraint key_pkey PRIMARY KEY (tenant_id, key_id),
  constraint key_tenant_id_client_id_fkey FOREIGN KEY (tenant_id, client_id) REFERENCES api.client(tenant_id, client_id),
  constraint key_hint_check CHECK (((length(hint) >= 4) AND (length(hint) <= 20))),
  constraint key_requests_per_minute_check CHECK (((requests_per_minute >= 1) AND (requests_per_minute <= 6000))),
  constraint key_scopes_check CHECK ((cardinality(scopes) > 0))
);
CREATE INDEX key_client ON api.key USING btree (tenant_id, client_id, key_id);
alter table api.key enable row level security;
alter table api.key force row level security;
create policy tenant on api.key using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on api.key to klickamt_app;

create table api.upload (
  tenant_id integer not null,
  upload_id uuid not null,
  client_id uuid not null,
  leistung_id text not null,
  form_version integer not null,
  field_path text not null,
  size_bytes integer not null,
  received_at timestamp with time zone not null,
  constraint upload_pkey PRIMARY KEY (tenant_id, upload_id),
  constraint upload_tenant_id_client_id_fkey FOREIGN KEY (tenant_id, client_id) REFERENCES api.client(tenant_id, client_id),
  constraint upload_size_bytes_check CHECK ((size_bytes >= 0))
);
CREATE INDEX upload_age ON api.upload USING btree (tenant_id, received_at);
CREATE INDEX upload_of_client ON api.upload USING btree (tenant_id, client_id);
alter table api.upload enable row level security;
alter table api.upload force row level security;
create policy tenant on api.upload using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select on api.upload to klickamt_app;

create table appointments.appointment (
  tenant_id integer not null,
  appointment_id uuid not null,
  counter_id uuid not null,
  service_key text not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  people integer not null,
  state text not null,
  hold_key text,
  hold_expires_at timestamp with time zone,
  name text,
  code_mac text,
  case_id uuid,
  mailbox_id uuid,
  language text not null,
  ticket text,
  booked_at timestamp with time zone,
  revision integer not null default 0,
  constraint appointment_never_twice EXCLUDE USING gist (tenant_id WITH =, counter_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE ((state <> 'cancelled'::text)),
  constraint appointment_pkey PRIMARY KEY (tenant_id, appointment_id),
  constraint appointment_tenant_id_counter_id_fkey FOREIGN KEY (tenant_id, counter_id) REFERENCES appointments.counter(tenant_id, counter_id),
  constraint appointment_tenant_id_service_key_fkey FOREIGN KEY (tenant_id, service_key) REFERENCES appointments.service(tenant_id, service_key),
  constraint appointment_check CHECK ((starts_at < ends_at)),
  constraint appointment_check1 CHECK (((state = 'held'::text) = (hold_expires_at IS NOT NULL))),
  constraint appointment_check2 CHECK (((state = 'held'::text) OR ((booked_at IS NOT NULL) AND (ticket IS NOT NULL)))),
  constraint appointment_language_check CHECK ((language = ANY (ARRAY['de'::text, 'en'::text]))),
  constraint appointment_people_check CHECK ((people >= 1)),
  constraint appointment_state_check CHECK ((state = ANY (ARRAY['held'::text, 'booked'::text, 'arrived'::text, 'finished'::text, 'no-show'::text, 'cancelled'::text])))
);
CREATE INDEX appointment_case ON appointments.appointment USING btree (tenant_id, case_id, starts_at) WHERE (case_id IS NOT NULL);
CREATE INDEX appointment_code ON appointments.appointment USING btree (tenant_id, code_mac, starts_at) WHERE (code_mac IS NOT NULL);
CREATE INDEX appointment_held ON appointments.appointment USING btree (tenant_id, hold_expires_at) WHERE (state = 'held'::text);
CREATE INDEX appointment_mailbox ON appointments.appointment USING btree (tenant_id, mailbox_id, starts_at) WHERE (mailbox_id IS NOT NULL);
CREATE INDEX appointment_time ON appointments.appointment USING btree (tenant_id, counter_id, starts_at) INCLUDE (ends_at, state, hold_expires_at);
CREATE UNIQUE INDEX appointment_hold ON appointments.appointment USING btree (tenant_id, hold_key) WHERE (hold_key IS NOT NULL);
alter table appointments.appointment enable row level security;
alter table appointments.appointment force row level security;
create policy tenant on appointments.appointment using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select, update on appointments.appointment to klickamt_app;

create table appointments.closure (
  tenant_id integer not null,
  closure_id uuid not null,
  place_id uuid not null,
  counter_id uuid,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  reason text not null,
  constraint closure_pkey PRIMARY KEY (tenant_id, closure_id),
  constraint closure_tenant_id_counter_id_fkey FOREIGN KEY (tenant_id, counter_id) REFERENCES appointments.counter(tenant_id, counter_id),
  constraint closure_tenant_id_place_id_fkey FOREIGN KEY (tenant_id, place_id) REFERENCES appointments.place(tenant_id, place_id),
  constraint closure_check CHECK ((starts_at < ends_at))
);
CREATE INDEX closure_time ON appointments.closure USING btree (tenant_id, ends_at);
alter table appointments.closure enable row level security;
alter table appointments.closure force row level security;
create policy tenant on appointments.closure using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select on appointments.closure to klickamt_app;

create table appointments.counter (
  tenant_id integer not null,
  counter_id uuid not null,
  place_id uuid not null,
  name_de text not null,
  name_en text not null,
  position integer not null,
  constraint counter_tenant_id_place_id_position_key UNIQUE (tenant_id, place_id, "position"),
  constraint counter_pkey PRIMARY KEY (tenant_id, counter_id),
  constraint counter_tenant_id_place_id_fkey FOREIGN KEY (tenant_id, place_id) REFERENCES appointments.place(tenant_id, place_id)
);
alter table appointments.counter enable row level security;
alter table appointments.counter force row level security;
create policy tenant on appointments.counter using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on appointments.counter to klickamt_app;

create table appointments.counter_service (
  tenant_id integer not null,
  counter_id uuid not null,
  service_key text not null,
  constraint counter_service_pkey PRIMARY KEY (tenant_id, counter_id, service_key),
  constraint counter_service_tenant_id_counter_id_fkey FOREIGN KEY (tenant_id, counter_id) REFERENCES appointments.counter(tenant_id, counter_id),
  constraint counter_service_tenant_id_service_key_fkey FOREIGN KEY (tenant_id, service_key) REFERENCES appointments.service(tenant_id, service_key)
);
CREATE INDEX counter_of_service ON appointments.counter_service USING btree (tenant_id, service_key);
alter table appointments.counter_service enable row level security;
alter table appointments.counter_service force row level security;
create policy tenant on appointments.counter_service using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select on appointments.counter_service to klickamt_app;

create table appointments.opening (
  tenant_id integer not null,
  place_id uuid not null,
  weekday integer not null,
  from_minute integer not null,
  to_minute integer not null,
  constraint opening_pkey PRIMARY KEY (tenant_id, place_id, weekday, from_minute),
  constraint opening_tenant_id_place_id_fkey FOREIGN KEY (tenant_id, place_id) REFERENCES appointments.place(tenant_id, place_id),
  constraint opening_check CHECK ((from_minute < to_minute)),
  constraint opening_from_minute_check CHECK (((from_minute >= 0) AND (from_minute <= 1439))),
  constraint opening_to_minute_check CHECK (((to_minute >= 1) AND (to_minute <= 1440))),
  constraint opening_weekday_check CHECK (((weekday >= 1) AND (weekday <= 7)))
);
alter table appointments.opening enable row level security;
alter table appointments.opening force row level security;
create policy tenant on appointments.opening using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select on appointments.opening to klickamt_app;

create table appointments.place (
  tenant_id integer not null,
  place_id uuid not null,
  key text not null,
  name_de text not null,
  name_en text not null,
  address text not null,
  constraint place_tenant_id_key_key UNIQUE (tenant_id, key),
  constraint place_pkey PRIMARY KEY (tenant_id, place_id),
  constraint place_key_check CHECK ((key ~ '^[a-z0-9-]{2,40}$'::text))
);
alter table appointments.place enable row level security;
alter table appointments.place force row level security;
create policy tenant on appointments.place using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on appointments.place to klickamt_app;

create table appointments.service (
  tenant_id integer not null,
  service_key text not null,
  name_de text not null,
  name_en text not null,
  minutes integer not null,
  minutes_per_further integer not null,
  most_people integer not null,
  lead_minutes integer not null,
  horizon_days integer not null,
  position integer not null,
  active boolean not null,
  constraint service_pkey PRIMARY KEY (tenant_id, service_key),
  constraint service_horizon_days_check CHECK (((horizon_days >= 1) AND (horizon_days <= 400))),
  constraint service_lead_minutes_check CHECK (((lead_minutes >= 0) AND (lead_minutes <= 10080))),
  constraint service_minutes_check CHECK (((minutes >= 1) AND (minutes <= 480))),
  constraint service_minutes_per_further_check CHECK (((minutes_per_further >= 0) AND (minutes_per_further <= 480))),
  constraint service_most_people_check CHECK (((most_people >= 1) AND (most_people <= 20))),
  constraint service_service_key_check CHECK ((service_key ~ '^[a-z0-9-]{2,60}$'::text))
);
alter table appointments.service enable row level security;
alter table appointments.service force row level security;
create policy tenant on appointments.service using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on appointments.service to klickamt_app;

create table appointments.ticket_number (
  tenant_id integer not null,
  place_id uuid not null,
  day date not null,
  last_number integer not null,
  constraint ticket_number_pkey PRIMARY KEY (tenant_id, place_id, day),
  constraint ticket_number_tenant_id_place_id_fkey FOREIGN KEY (tenant_id, place_id) REFERENCES appointments.place(tenant_id, place_id)
);
alter table appointments.ticket_number enable row level security;
alter table appointments.ticket_number force row level security;
create policy tenant on appointments.ticket_number using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on appointments.ticket_number to klickamt_app;

create table appointments.visit (
  tenant_id integer not null,
  visit_id uuid not null,
  place_id uuid not null,
  service_key text not null,
  appointment_id uuid,
  ticket text not null,
  people integer not null,
  state text not null,
  counter_id uuid,
  day date not null,
  arrived_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  called_at timestamp with time zone,
  ended_at timestamp with time zone,
  constraint visit_tenant_id_appointment_id_key UNIQUE (tenant_id, appointment_id),
  constraint visit_tenant_id_place_id_day_ticket_key UNIQUE (tenant_id, place_id, day, ticket),
  constraint visit_pkey PRIMARY KEY (tenant_id, visit_id),
  constraint visit_tenant_id_appointment_id_fkey FOREIGN KEY (tenant_id, appointment_id) REFERENCES appointments.appointment(tenant_id, appointment_id),
  constraint visit_tenant_id_counter_id_fkey FOREIGN KEY (tenant_id, counter_id) REFERENCES appointments.counter(tenant_id, counter_id),
  constraint visit_tenant_id_place_id_fkey FOREIGN KEY (tenant_id, place_id) REFERENCES appointments.place(tenant_id, place_id),
  constraint visit_tenant_id_service_key_fkey FOREIGN KEY (tenant_id, service_key) REFERENCES appointments.service(tenant_id, service_key),
  constraint visit_check CHECK (((state = 'waiting'::text) = (called_at IS NULL))),
  constraint visit_check1 CHECK (((called_at IS NULL) = (counter_id IS NULL))),
  constraint visit_check2 CHECK (((state = ANY (ARRAY['finished'::text, 'left'::text])) = (ended_at IS NOT NULL))),
  constraint visit_people_check CHECK ((people >= 1)),
  constraint visit_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'called'::text, 'finished'::text, 'left'::text])))
);
alter table appointments.visit enable row level security;
alter table appointments.visit force row level security;
create policy tenant on appointments.visit using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on appointments.visit to klickamt_app;

create table appointments.waiting (
  tenant_id integer not null,
  waiting_id uuid not null,
  service_key text not null,
  people integer not null,
  first_day date not null,
  last_day date not null,
  name text,
  code_mac text,
  case_id uuid,
  mailbox_id uuid,
  language text not null,
  state text not null,
  joined_at timestamp with time zone not null,
  passed integer not null default 0,
  offered_start timestamp with time zone,
  offered_counter uuid,
  offered_until timestamp with time zone,
  constraint waiting_pkey PRIMARY KEY (tenant_id, waiting_id),
  constraint waiting_tenant_id_service_key_fkey FOREIGN KEY (tenant_id, service_key) REFERENCES appointments.service(tenant_id, service_key),
  constraint waiting_check CHECK ((first_day <= last_day)),
  constraint waiting_check1 CHECK (((state = 'offered'::text) = (offered_until IS NOT NULL))),
  constraint waiting_language_check CHECK ((language = ANY (ARRAY['de'::text, 'en'::text]))),
  constraint waiting_people_check CHECK ((people >= 1)),
  constraint waiting_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'offered'::text, 'booked'::text, 'left'::text])))
);
CREATE INDEX waiting_code ON appointments.waiting USING btree (tenant_id, code_mac) WHERE (code_mac IS NOT NULL);
CREATE INDEX waiting_line ON appointments.waiting USING btree (tenant_id, state, passed, joined_at);
alter table appointments.waiting enable row level security;
alter table appointments.waiting force row level security;
create policy tenant on appointments.waiting using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on appointments.waiting to klickamt_app;

create table ausweis.biometric (
  tenant_id integer not null,
  case_id uuid not null,
  left_finger text not null,
  left_bytes bytea not null,
  right_finger text not null,
  right_bytes bytea not null,
  captured_at timestamp with time zone not null,
  constraint biometric_pkey PRIMARY KEY (tenant_id, case_id)
);
alter table ausweis.biometric enable row level security;
alter table ausweis.biometric force row level security;
create policy tenant on ausweis.biometric using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select on ausweis.biometric to klickamt_app;

create table ausweis.card (
  tenant_id integer not null,
  card_id uuid not null,
  case_id uuid not null,
  mailbox_id uuid not null,
  person_key text not null,
  familienname text not null,
  geburtsname text not null,
  vornamen text not null,
  doktorgrad text not null,
  ordens_kuenstlername text not null,
  geburtsdatum date not null,
  geburtsort text not null,
  groesse_cm integer,
  augenfarbe text not null,
  anschrift text not null,
  seriennummer text,
  issued_on date not null,
  valid_until date not null,
  state text not null,
  uebergabe text not null,
  ordered_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  changed_at timestamp with time zone not null,
  kind text not null,
  constraint card_once_for_case UNIQUE (tenant_id, case_id, kind),
  constraint card_pkey PRIMARY KEY (tenant_id, card_id),
  constraint card_kind_check CHECK ((kind = ANY (ARRAY['personalausweis'::text, 'vorlaeufig'::text]))),
  constraint card_seriennummer_check CHECK ((seriennummer ~
CASE kind
    WHEN 'vorlaeufig'::text THEN '^[A-Z][0-9]{7}$'::text
    ELSE '^[A-Z0-9]{9}$'::text
END)),
  constraint card_state_check CHECK ((state = ANY (ARRAY['ordered'::text, 'produced'::text, 'arrived'::text, 'ready'::text, 'handed-over'::text, 'blocked'::text, 'invalidated'::text, 'expired'::text]))),
  constraint card_vorlaeufig_check CHECK (((kind <> 'vorlaeufig'::text) OR ((seriennummer IS NOT NULL) AND (state = ANY (ARRAY['handed-over'::text, 'blocked'::text, 'invalidated'::text, 'expired'::text])))))
);
CREATE INDEX card_person ON ausweis.card USING btree (tenant_id, person_key, state);
CREATE INDEX card_serial ON ausweis.card USING btree (tenant_id, seriennummer);
CREATE INDEX card_state ON ausweis.card USING btree (tenant_id, state, card_id);
CREATE INDEX card_until ON ausweis.card USING btree (tenant_id, valid_until);
CREATE UNIQUE INDEX card_blank_once ON ausweis.card USING btree (tenant_id, seriennummer) WHERE (kind = 'vorlaeufig'::text);
CREATE UNIQUE INDEX card_one_on_its_way ON ausweis.card USING btree (tenant_id, person_key) WHERE (state = ANY (ARRAY['ordered'::text, 'produced'::text, 'arrived'::text, 'ready'::text]));
alter table ausweis.card enable row level security;
alter table ausweis.card force row level security;
create policy tenant on ausweis.card using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select, update on ausweis.card to klickamt_app;

create table ausweis.card_event (
  tenant_id integer not null,
  event_id uuid not null,
  position bigint not null generated always as identity,
  card_id uuid not null,
  what text not null,
  actor_name text not null,
  at timestamp with time zone not null,
  constraint card_event_pkey PRIMARY KEY (tenant_id, event_id),
  constraint card_event_tenant_id_card_id_fkey FOREIGN KEY (tenant_id, card_id) REFERENCES ausweis.card(tenant_id, card_id) ON DELETE CASCADE
);
CREATE INDEX card_event_card ON ausweis.card_event USING btree (tenant_id, card_id, "position");
CREATE TRIGGER card_event_stays BEFORE UPDATE ON ausweis.card_event FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
alter table ausweis.card_event enable row level security;
alter table ausweis.card_event force row level security;
create policy tenant on ausweis.card_event using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select on ausweis.card_event to klickamt_app;

create table ausweis.card_term (
  tenant_id integer not null,
  term text not null,
  card_id uuid not null,
  constraint card_term_pkey PRIMARY KEY (tenant_id, term, card_id),
  constraint card_term_tenant_id_card_id_fkey FOREIGN KEY (tenant_id, card_id) REFERENCES ausweis.card(tenant_id, card_id) ON DELETE CASCADE
);
CREATE INDEX card_term_card ON ausweis.card_term USING btree (tenant_id, card_id);
alter table ausweis.card_term enable row level security;
alter table ausweis.card_term force row level security;
create policy tenant on ausweis.card_term using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select on ausweis.card_term to klickamt_app;

create table ausweis.checked (
  tenant_id integer not null,
  case_id uuid not null,
  what text not null,
  note text not null,
  checked_by_name text not null,
  checked_at timestamp with time zone not null,
  constraint checked_pkey PRIMARY KEY (tenant_id, case_id, what),
  constraint checked_note_check CHECK ((length(note) <= 1000)),
  constraint checked_what_check CHECK ((what = ANY (ARRAY['unterschrift'::text, 'pin-brief'::text, 'vertretung'::text, 'ermaechtigung'::text, 'versand'::text, 'ausserhalb-dienstzeit'::text])))
);
alter table ausweis.checked enable row level security;
alter table ausweis.checked force row level security;
create policy tenant on ausweis.checked using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select, update on ausweis.checked to klickamt_app;

create table ausweis.deletion (
  tenant_id integer not null,
  deletion_id uuid not null,
  rule text not null,
  subject_id uuid not null,
  source text not null,
  by_name text not null,
  at timestamp with time zone not null,
  constraint deletion_pkey PRIMARY KEY (tenant_id, deletion_id)
);
CREATE INDEX deletion_subject ON ausweis.deletion USING btree (tenant_id, subject_id);
CREATE TRIGGER deletion_stays BEFORE DELETE OR UPDATE ON ausweis.deletion FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
alter table ausweis.deletion enable row level security;
alter table ausweis.deletion force row level security;
create policy tenant on ausweis.deletion using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select on ausweis.deletion to klickamt_app;

create table ausweis.handover (
  tenant_id integer not null,
  case_id uuid not null,
  received_by text not null,
  name text not null,
  signature text not null,
  old_card text not null,
  by_name text not null,
  at timestamp with time zone not null,
  constraint handover_pkey PRIMARY KEY (tenant_id, case_id),
  constraint handover_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint handover_old_card_check CHECK ((old_card = ANY (ARRAY['entwertet'::text, 'einbehalten'::text, 'abhandengekommen'::text, 'keiner'::text]))),
  constraint handover_received_by_check CHECK ((received_by = ANY (ARRAY['selbst'::text, 'vertretung'::text, 'bevollmaechtigt'::text])))
);
alter table ausweis.handover enable row level security;
alter table ausweis.handover force row level security;
create policy tenant on ausweis.handover using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select, update on ausweis.handover to klickamt_app;

create table ausweis.loss (
  tenant_id integer not null,
  case_id uuid not null,
  person_key text not null,
  seriennummer text not null,
  reported_at timestamp with time zone not null,
  card_ids uuid[] not null,
  dismissed_at timestamp with time zone,
  constraint loss_pkey PRIMARY KEY (tenant_id, case_id)
);
CREATE INDEX loss_person ON ausweis.loss USING btree (tenant_id, person_key);
alter table ausweis.loss enable row level security;
alter table ausweis.loss force row level security;
create policy tenant on ausweis.loss using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select on ausweis.loss to klickamt_app;

create table ausweis.online_setting (
  tenant_id integer not null,
  unterschrift_am_handy boolean not null,
  ohne_termin boolean not null,
  klausel text not null,
  changed_by_name text not null,
  changed_at timestamp with time zone not null,
  constraint online_setting_pkey PRIMARY KEY (tenant_id),
  constraint online_setting_check CHECK (((NOT ohne_termin) OR (klausel <> ''::text))),
  constraint online_setting_klausel_check CHECK ((length(klausel) <= 300))
);
alter table ausweis.online_setting enable row level security;
alter table ausweis.online_setting force row level security;
create policy tenant on ausweis.online_setting using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on ausweis.online_setting to klickamt_app;

create table ausweis.photo (
  tenant_id integer not null,
  case_id uuid not null,
  origin text not null,
  bytes bytea not null,
  media_type text not null,
  fetched_at timestamp with time zone not null,
  fetched_by text not null,
  constraint photo_pkey PRIMARY KEY (tenant_id, case_id),
  constraint photo_origin_check CHECK ((origin = ANY (ARRAY['cloud'::text, 'geraet'::text])))
);
alter table ausweis.photo enable row level security;
alter table ausweis.photo force row level security;
create policy tenant on ausweis.photo using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select on ausweis.photo to klickamt_app;

create table ausweis.photo_code (
  tenant_id integer not null,
  case_id uuid not null,
  code text not null,
  state text not null,
  changed_at timestamp with time zone not null,
  constraint photo_code_pkey PRIMARY KEY (tenant_id, case_id),
  constraint photo_code_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'fetched'::text, 'wrong'::text, 'used'::text, 'expired'::text])))
);
alter table ausweis.photo_code enable row level security;
alter table ausweis.photo_code force row level security;
create policy tenant on ausweis.photo_code using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select, update on ausweis.photo_code to klickamt_app;

create table ausweis.setting (
  tenant_id integer not null,
  vier_augen text not null,
  unterschrift_am_bildschirm boolean not null,
  changed_by_name text not null,
  changed_at timestamp with time zone not null,
  constraint setting_pkey PRIMARY KEY (tenant_id),
  constraint setting_vier_augen_check CHECK ((vier_augen = ANY (ARRAY['nie'::text, 'im-einzelfall'::text, 'immer'::text])))
);
alter table ausweis.setting enable row level security;
alter table ausweis.setting force row level security;
create policy tenant on ausweis.setting using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on ausweis.setting to klickamt_app;

create table ausweis.signature (
  tenant_id integer not null,
  draft_id uuid not null,
  case_id uuid,
  path text not null,
  name text not null,
  signed_at timestamp with time zone not null,
  constraint signature_pkey PRIMARY KEY (tenant_id, draft_id),
  constraint signature_check CHECK (((path <> ''::text) OR (name <> ''::text)))
);
CREATE INDEX signature_case ON ausweis.signature USING btree (case_id, tenant_id) WHERE (case_id IS NOT NULL);
alter table ausweis.signature enable row level security;
alter table ausweis.signature force row level security;
create policy tenant on ausweis.signature using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select, update on ausweis.signature to klickamt_app;

create table ausweis.visit (
  tenant_id integer not null,
  case_id uuid not null,
  proof text not null,
  checked_by uuid not null,
  checked_by_name text not null,
  checked_at timestamp with time zone not null,
  constraint visit_pkey PRIMARY KEY (tenant_id, case_id),
  constraint visit_proof_check CHECK ((proof = ANY (ARRAY['personalausweis'::text, 'reisepass'::text, 'geburtsurkunde'::text, 'andere'::text])))
);
alter table ausweis.visit enable row level security;
alter table ausweis.visit force row level security;
create policy tenant on ausweis.visit using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select, update on ausweis.visit to klickamt_app;

create table cases.case (
  tenant_id integer not null,
  case_id uuid not null,
  leistung_id text not null,
  leistung_version integer not null,
  form_hash text not null,
  answers jsonb not null,
  subject_name text not null,
  language text not null,
  mailbox_id uuid not null,
  akte_id uuid not null,
  vorgang_id uuid not null,
  aktenzeichen text not null,
  process_id text not null,
  process_state jsonb not null,
  variables jsonb not null default '{}'::jsonb,
  status text not null,
  received_at timestamp with time zone not null,
  due_on date,
  deadline jsonb,
  deadline_met_at timestamp with time zone,
  taken_by uuid,
  taken_by_name text,
  closed_at timestamp with time zone,
  row_version integer not null default 1,
  submission_key text not null,
  process_key text,
  found jsonb,
  circle_id integer not null default 0,
  constraint case_tenant_id_submission_key_key UNIQUE (tenant_id, submission_key),
  constraint case_pkey PRIMARY KEY (tenant_id, case_id),
  constraint case_language_check CHECK ((language = ANY (ARRAY['de'::text, 'en'::text]))),
  constraint case_status_check CHECK ((status = ANY (ARRAY['open'::text, 'waiting'::text, 'done'::text])))
);
CREATE INDEX case_aktenzeichen ON cases."case" USING btree (tenant_id, aktenzeichen);
CREATE INDEX case_leistung ON cases."case" USING btree (tenant_id, leistung_id, case_id);
CREATE INDEX case_mailbox ON cases."case" USING btree (tenant_id, mailbox_id, case_id);
CREATE INDEX case_of_circle ON cases."case" USING btree (tenant_id, circle_id, case_id);
alter table cases.case enable row level security;
alter table cases.case force row level security;
create policy tenant on cases.case using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on cases.case to klickamt_app;

create table cases.history (
  tenant_id integer not null,
  history_id uuid not null,
  position bigint not null generated always as identity,
  case_id uuid not null,
  action text not null,
  actor_kind text not null,
  actor_name text,
  text_de text not null,
  text_en text not null,
  citizen_text_de text,
  citizen_text_en text,
  details jsonb not null default '{}'::jsonb,
  case_version integer not null,
  at timestamp with time zone not null,
  constraint history_pkey PRIMARY KEY (tenant_id, history_id),
  constraint history_tenant_id_case_id_fkey FOREIGN KEY (tenant_id, case_id) REFERENCES cases."case"(tenant_id, case_id),
  constraint history_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['citizen'::text, 'staff'::text, 'system'::text])))
);
CREATE INDEX history_case ON cases.history USING btree (tenant_id, case_id, "position");
CREATE TRIGGER history_stays BEFORE DELETE OR UPDATE ON cases.history FOR EACH ROW EXECUTE FUNCTION cases.refuse_delete_before_akte();
alter table cases.history enable row level security;
alter table cases.history force row level security;
create policy tenant on cases.history using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select on cases.history to klickamt_app;

create table cases.search_term (
  tenant_id integer not null,
  term text not null,
  case_id uuid not null,
  circle_id integer not null default 0,
  constraint search_term_pkey PRIMARY KEY (tenant_id, circle_id, term, case_id),
  constraint search_term_tenant_id_case_id_fkey FOREIGN KEY (tenant_id, case_id) REFERENCES cases."case"(tenant_id, case_id)
);
CREATE INDEX search_term_case ON cases.search_term USING btree (tenant_id, case_id, term);
alter table cases.search_term enable row level security;
alter table cases.search_term force row level security;
create policy tenant on cases.search_term using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select on cases.search_term to klickamt_app;

create table cases.task (
  tenant_id integer not null,
  task_id uuid not null,
  case_id uuid not null,
  token_id text not null,
  node_id text not null,
  leistung_id text not null,
  name_de text not null,
  name_en text not null,
  duty text not null,
  outcomes text[] not null,
  form text,
  state text not null,
  opened_at timestamp with time zone not null,
  due_on date,
  due_sort date not null generated always as (COALESCE(due_on, '9999-12-31'::date)) stored,
  assignee uuid,
  assignee_name text,
  reminded_at timestamp with time zone,
  done_at timestamp with time zone,
  done_by_name text,
  outcome text,
  circle_id integer not null default 0,
  constraint task_pkey PRIMARY KEY (tenant_id, task_id),
  constraint task_tenant_id_case_id_fkey FOREIGN KEY (tenant_id, case_id) REFERENCES cases."case"(tenant_id, case_id),
  constraint task_state_check CHECK ((state = ANY (ARRAY['open'::text, 'waiting'::text, 'done'::text, 'dropped'::text])))
);
CREATE INDEX task_assignee_due ON cases.task USING btree (tenant_id, circle_id, assignee, state, due_sort, task_id);
CREATE INDEX task_case ON cases.task USING btree (tenant_id, case_id);
CREATE INDEX task_done ON cases.task USING btree (tenant_id, circle_id, state, done_at, task_id);
CREATE INDEX task_due ON cases.task USING btree (tenant_id, circle_id, state, due_sort, task_id);
CREATE INDEX task_leistung_due ON cases.task USING btree (tenant_id, circle_id, leistung_id, state, due_sort, task_id);
alter table cases.task enable row level security;
alter table cases.task force row level security;
create policy tenant on cases.task using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on cases.task to klickamt_app;

create table catalogue.town_leistung (
  tenant_id integer not null,
  leistung_id text not null,
  enabled boolean not null,
  position integer not null,
  note_de text,
  note_en text,
  changed_at timestamp with time zone not null,
  changed_by text not null,
  constraint town_leistung_pkey PRIMARY KEY (tenant_id, leistung_id),
  constraint town_leistung_leistung_id_check CHECK ((leistung_id ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text)),
  constraint town_leistung_note_de_check CHECK (((length(note_de) >= 1) AND (length(note_de) <= 1000))),
  constraint town_leistung_note_en_check CHECK (((length(note_en) >= 1) AND (length(note_en) <= 1000))),
  constraint town_leistung_position_check CHECK (("position" >= 0))
);
alter table catalogue.town_leistung enable row level security;
alter table catalogue.town_leistung force row level security;
create policy tenant on catalogue.town_leistung using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on catalogue.town_leistung to klickamt_app;

create table circulation.station (
  tenant_id integer not null,
  station_id uuid not null,
  umlauf_id uuid not null,
  position integer not null,
  purpose text not null,
  addressee_kind text not null,
  addressee_id uuid not null,
  addressee_name text not null,
  state text not null,
  due_on date,
  due_sort date not null generated always as (COALESCE(due_on, '9999-12-31'::date)) stored,
  opened_at timestamp with time zone,
  done_at timestamp with time zone,
  done_by uuid,
  done_by_name text,
  done_for_name text,
  note text,
  constraint station_pkey PRIMARY KEY (tenant_id, station_id),
  constraint station_tenant_id_umlauf_id_fkey FOREIGN KEY (tenant_id, umlauf_id) REFERENCES circulation.umlauf(tenant_id, umlauf_id),
  constraint station_addressee_kind_check CHECK ((addressee_kind = ANY (ARRAY['person'::text, 'einheit'::text]))),
  constraint station_position_check CHECK (("position" > 0)),
  constraint station_purpose_check CHECK ((purpose = ANY (ARRAY['kenntnis'::text, 'mitzeichnung'::text, 'schlusszeichnung'::text]))),
  constraint station_state_check CHECK ((state = ANY (ARRAY['wartet'::text, 'offen'::text, 'erledigt'::text, 'abgelehnt'::text, 'weitergegeben'::text, 'entfallen'::text])))
);
CREATE INDEX station_open ON circulation.station USING btree (tenant_id, addressee_id, state, due_sort, station_id);
CREATE INDEX station_umlauf ON circulation.station USING btree (tenant_id, umlauf_id, "position");
alter table circulation.station enable row level security;
alter table circulation.station force row level security;
create policy tenant on circulation.station using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on circulation.station to klickamt_app;

create table circulation.umlauf (
  tenant_id integer not null,
  umlauf_id uuid not null,
  akte_id uuid not null,
  vorgang_id uuid not null,
  dokument_id uuid,
  subject text not null,
  order_kind text not null,
  state text not null,
  started_by uuid not null,
  started_by_name text not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint umlauf_pkey PRIMARY KEY (tenant_id, umlauf_id),
  constraint umlauf_order_kind_check CHECK ((order_kind = ANY (ARRAY['nacheinander'::text, 'gleichzeitig'::text]))),
  constraint umlauf_state_check CHECK ((state = ANY (ARRAY['laeuft'::text, 'abgeschlossen'::text, 'abgelehnt'::text, 'zurueckgezogen'::text]))),
  constraint umlauf_subject_check CHECK (((length(subject) >= 1) AND (length(subject) <= 200)))
);
CREATE INDEX umlauf_akte ON circulation.umlauf USING btree (tenant_id, akte_id, umlauf_id);
CREATE INDEX umlauf_starter ON circulation.umlauf USING btree (tenant_id, started_by, umlauf_id);
alter table circulation.umlauf enable row level security;
alter table circulation.umlauf force row level security;
create policy tenant on circulation.umlauf using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on circulation.umlauf to klickamt_app;

create table circulation.verfuegung (
  tenant_id integer not null,
  verfuegung_id uuid not null,
  akte_id uuid not null,
  vorgang_id uuid not null,
  title text not null,
  state text not null,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  dokument_id uuid,
  constraint verfuegung_pkey PRIMARY KEY (tenant_id, verfuegung_id),
  constraint verfuegung_state_check CHECK ((state = ANY (ARRAY['offen'::text, 'fertig'::text]))),
  constraint verfuegung_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200)))
);
CREATE INDEX verfuegung_akte ON circulation.verfuegung USING btree (tenant_id, akte_id, verfuegung_id);
alter table circulation.verfuegung enable row level security;
alter table circulation.verfuegung force row level security;
create policy tenant on circulation.verfuegung using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on circulation.verfuegung to klickamt_app;

create table circulation.verfuegung_point (
  tenant_id integer not null,
  verfuegung_id uuid not null,
  position integer not null,
  text text not null,
  addressee_kind text not null,
  addressee_id uuid not null,
  addressee_name text not null,
  due_on date,
  done_at timestamp with time zone,
  done_by_name text,
  done_for_name text,
  constraint verfuegung_point_pkey PRIMARY KEY (tenant_id, verfuegung_id, "position"),
  constraint verfuegung_point_tenant_id_verfuegung_id_fkey FOREIGN KEY (tenant_id, verfuegung_id) REFERENCES circulation.verfuegung(tenant_id, verfuegung_id),
  constraint verfuegung_point_addressee_kind_check CHECK ((addressee_kind = ANY (ARRAY['person'::text, 'einheit'::text]))),
  constraint verfuegung_point_position_check CHECK (("position" > 0)),
  constraint verfuegung_point_text_check CHECK (((length(text) >= 1) AND (length(text) <= 2000)))
);
CREATE INDEX verfuegung_point_open ON circulation.verfuegung_point USING btree (tenant_id, addressee_id) WHERE (done_at IS NULL);
alter table circulation.verfuegung_point enable row level security;
alter table circulation.verfuegung_point force row level security;
create policy tenant on circulation.verfuegung_point using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on circulation.verfuegung_point to klickamt_app;

create table circulation.wiedervorlage (
  tenant_id integer not null,
  wiedervorlage_id uuid not null,
  akte_id uuid not null,
  vorgang_id uuid,
  day date not null,
  addressee_kind text not null,
  addressee_id uuid not null,
  addressee_name text not null,
  note text not null,
  state text not null,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  done_at timestamp with time zone,
  done_by_name text,
  constraint wiedervorlage_pkey PRIMARY KEY (tenant_id, wiedervorlage_id),
  constraint wiedervorlage_addressee_kind_check CHECK ((addressee_kind = ANY (ARRAY['person'::text, 'einheit'::text]))),
  constraint wiedervorlage_state_check CHECK ((state = ANY (ARRAY['geplant'::text, 'vorgelegt'::text, 'erledigt'::text])))
);
CREATE INDEX wiedervorlage_addressee ON circulation.wiedervorlage USING btree (tenant_id, addressee_id, state, day);
CREATE INDEX wiedervorlage_akte ON circulation.wiedervorlage USING btree (tenant_id, akte_id);
CREATE INDEX wiedervorlage_day ON circulation.wiedervorlage USING btree (tenant_id, state, day);
alter table circulation.wiedervorlage enable row level security;
alter table circulation.wiedervorlage force row level security;
create policy tenant on circulation.wiedervorlage using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on circulation.wiedervorlage to klickamt_app;

create table codelists.list (
  tenant_id integer not null,
  uri text not null,
  version text not null,
  name jsonb not null,
  entries jsonb not null,
  entry_count integer not null,
  sha256 text not null,
  imported_at timestamp with time zone not null,
  imported_by text not null,
  constraint list_pkey PRIMARY KEY (tenant_id, uri, version),
  constraint list_entry_count_check CHECK ((entry_count > 0)),
  constraint list_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint list_uri_check CHECK (((length(uri) >= 1) AND (length(uri) <= 300))),
  constraint list_version_check CHECK (((length(version) >= 1) AND (length(version) <= 100)))
);
CREATE INDEX list_uri ON codelists.list USING btree (uri, version);
alter table codelists.list enable row level security;
alter table codelists.list force row level security;
create policy region_reads on codelists.list using ((EXISTS ( SELECT 1
   FROM (tenants.tenant own
     JOIN tenants.tenant other ON ((other.region_id = own.region_id)))
  WHERE ((own.tenant_id = (current_setting('klickamt.tenant'::text))::integer) AND (other.tenant_id = list.tenant_id))))) with check ();
create policy tenant on codelists.list using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select on codelists.list to klickamt_app;

create table dataprotection.erasure (
  tenant_id integer not null,
  erasure_id uuid not null,
  request_id uuid not null,
  what text not null,
  erased_by text not null,
  erased_at timestamp with time zone not null,
  constraint erasure_pkey PRIMARY KEY (tenant_id, erasure_id),
  constraint erasure_tenant_id_request_id_fkey FOREIGN KEY (tenant_id, request_id) REFERENCES dataprotection.request(tenant_id, request_id) ON DELETE CASCADE
);
CREATE INDEX erasure_of_request ON dataprotection.erasure USING btree (tenant_id, request_id, erased_at);
alter table dataprotection.erasure enable row level security;
alter table dataprotection.erasure force row level security;
create policy tenant on dataprotection.erasure using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select on dataprotection.erasure to klickamt_app;

create table dataprotection.finding (
  tenant_id integer not null,
  request_id uuid not null,
  source text not null,
  key text not null,
  label text not null,
  person text not null,
  case_ids uuid[] not null,
  mailbox_ids uuid[] not null,
  belongs boolean not null default false,
  constraint finding_pkey PRIMARY KEY (tenant_id, request_id, source, key),
  constraint finding_tenant_id_request_id_fkey FOREIGN KEY (tenant_id, request_id) REFERENCES dataprotection.request(tenant_id, request_id) ON DELETE CASCADE,
  constraint finding_key_check CHECK ((length(key) <= 200))
);
alter table dataprotection.finding enable row level security;
alter table dataprotection.finding force row level security;
create policy tenant on dataprotection.finding using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select, update on dataprotection.finding to klickamt_app;

create table dataprotection.request (
  tenant_id integer not null,
  request_id uuid not null,
  person_name text not null,
  birthday date,
  email text,
  identity text not null,
  opened_by text not null,
  opened_at timestamp with time zone not null,
  due_on date not null,
  handed_out_at timestamp with time zone,
  closed_at timestamp with time zone,
  closed_by text,
  received_on date,
  constraint request_pkey PRIMARY KEY (tenant_id, request_id),
  constraint request_email_check CHECK ((length(email) <= 254)),
  constraint request_identity_check CHECK (((length(identity) >= 1) AND (length(identity) <= 500))),
  constraint request_person_name_check CHECK (((length(person_name) >= 1) AND (length(person_name) <= 200)))
);
CREATE INDEX request_by_due ON dataprotection.request USING btree (tenant_id, closed_at, due_on);
alter table dataprotection.request enable row level security;
alter table dataprotection.request force row level security;
create policy tenant on dataprotection.request using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select, update on dataprotection.request to klickamt_app;

create table designer.service (
  tenant_id integer not null,
  service_id text not null,
  created_at timestamp with time zone not null,
  created_by text not null,
  origin_tenant_id integer,
  origin_service_id text,
  origin_version integer,
  constraint service_pkey PRIMARY KEY (tenant_id, service_id),
  constraint service_check CHECK (((origin_tenant_id IS NULL) = (origin_version IS NULL))),
  constraint service_check1 CHECK (((origin_tenant_id IS NULL) = (origin_service_id IS NULL))),
  constraint service_service_id_check CHECK (((service_id ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND (length(service_id) <= 60)))
);
alter table designer.service enable row level security;
alter table designer.service force row level security;
create policy tenant on designer.service using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select, update on designer.service to klickamt_app;

create table designer.setting (
  tenant_id integer not null,
  four_eyes boolean not null,
  changed_at timestamp with time zone not null,
  changed_by text not null,
  constraint setting_pkey PRIMARY KEY (tenant_id)
);
alter table designer.setting enable row level security;
alter table designer.setting force row level security;
create policy tenant on designer.setting using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on designer.setting to klickamt_app;

create table designer.shelf (
  tenant_id integer not null,
  service_id text not null,
  version integer not null,
  definition jsonb not null,
  origin jsonb,
  rules jsonb not null,
  published_at timestamp with time zone not null,
  constraint shelf_pkey PRIMARY KEY (tenant_id, service_id),
  constraint shelf_tenant_id_service_id_fkey FOREIGN KEY (tenant_id, service_id) REFERENCES designer.service(tenant_id, service_id)
);
alter table designer.shelf enable row level security;
alter table designer.shelf force row level security;
create policy region_reads on designer.shelf using ((EXISTS ( SELECT 1
   FROM (tenants.tenant own
     JOIN tenants.tenant other ON ((other.region_id = own.region_id)))
  WHERE ((own.tenant_id = (current_setting('klickamt.tenant'::text))::integer) AND (other.tenant_id = shelf.tenant_id))))) with check ();
create policy tenant on designer.shelf using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select, update on designer.shelf to klickamt_app;

create table designer.step (
  tenant_id integer not null,
  service_id text not null,
  version integer not null,
  step integer not null,
  what jsonb not null,
  before jsonb,
  done_at timestamp with time zone not null,
  done_by text not null,
  constraint step_pkey PRIMARY KEY (tenant_id, service_id, version, step),
  constraint step_tenant_id_service_id_version_fkey FOREIGN KEY (tenant_id, service_id, version) REFERENCES designer.version(tenant_id, service_id, version) ON DELETE CASCADE
);
alter table designer.step enable row level security;
alter table designer.step force row level security;
create policy tenant on designer.step using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on designer.step to klickamt_app;

create table designer.version (
  tenant_id integer not null,
  service_id text not null,
  version integer not null,
  state text not null,
  row_version integer not null default 1,
  definition jsonb not null,
  origin jsonb,
  rules jsonb not null default '[]'::jsonb,
  samples jsonb not null default '[]'::jsonb,
  report jsonb,
  edited_by uuid[] not null default '{}'::uuid[],
  created_at timestamp with time zone not null,
  created_by text not null,
  changed_at timestamp with time zone not null,
  changed_by text not null,
  submitted_at timestamp with time zone,
  submitted_by text,
  published_at timestamp with time zone,
  published_by text,
  withdrawn_at timestamp with time zone,
  withdrawn_by text,
  origin_version integer,
  constraint version_pkey PRIMARY KEY (tenant_id, service_id, version),
  constraint version_tenant_id_service_id_fkey FOREIGN KEY (tenant_id, service_id) REFERENCES designer.service(tenant_id, service_id),
  constraint version_check CHECK (((state = 'draft'::text) = (published_at IS NULL))),
  constraint version_check1 CHECK (((state = 'withdrawn'::text) = (withdrawn_at IS NOT NULL))),
  constraint version_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'withdrawn'::text]))),
  constraint version_version_check CHECK ((version > 0))
);
CREATE INDEX version_published ON designer.version USING btree (tenant_id, service_id, version) WHERE (state = 'published'::text);
CREATE TRIGGER version_stays BEFORE DELETE OR UPDATE ON designer.version FOR EACH ROW EXECUTE FUNCTION designer.refuse_change_of_published();
CREATE UNIQUE INDEX version_one_draft ON designer.version USING btree (tenant_id, service_id) WHERE (state = 'draft'::text);
alter table designer.version enable row level security;
alter table designer.version force row level security;
create policy tenant on designer.version using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select, update on designer.version to klickamt_app;

create table disposal.content_removal (
  tenant_id integer not null,
  address text not null,
  queued_at timestamp with time zone not null,
  constraint content_removal_pkey PRIMARY KEY (tenant_id, address),
  constraint content_removal_address_check CHECK ((address ~ '^[0-9a-f]{64}$'::text))
);
alter table disposal.content_removal enable row level security;
alter table disposal.content_removal force row level security;
create policy tenant on disposal.content_removal using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select on disposal.content_removal to klickamt_app;

create table disposal.destruction (
  tenant_id integer not null,
  destruction_id uuid not null,
  process_id uuid,
  state text not null,
  note text not null,
  proposed_at timestamp with time zone not null,
  proposed_by text not null,
  proposed_by_name text not null,
  decided_at timestamp with time zone,
  decided_by text,
  decided_by_name text,
  decision_reason text,
  protocol_akte_id uuid,
  protocol_vorgang_id uuid,
  protocol_dokument_id uuid,
  done_at timestamp with time zone,
  constraint destruction_pkey PRIMARY KEY (tenant_id, destruction_id),
  constraint destruction_tenant_id_process_id_fkey FOREIGN KEY (tenant_id, process_id) REFERENCES disposal.process(tenant_id, process_id),
  constraint destruction_check CHECK (((decided_by IS NULL) OR (decided_by <> proposed_by))),
  constraint destruction_check1 CHECK (((state = 'proposed'::text) OR (decided_at IS NOT NULL))),
  constraint destruction_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'rejected'::text, 'approved'::text, 'done'::text])))
);
CREATE INDEX destruction_in_time ON disposal.destruction USING btree (tenant_id, proposed_at);
alter table disposal.destruction enable row level security;
alter table disposal.destruction force row level security;
create policy tenant on disposal.destruction using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on disposal.destruction to klickamt_app;

create table disposal.destruction_item (
  tenant_id integer not null,
  destruction_id uuid not null,
  akte_id uuid not null,
  circle_id integer not null,
  position integer not null,
  aktenzeichen text not null,
  plan_unit text not null,
  basis text not null,
  confirmed_by uuid,
  archivkennung text,
  content_digest text,
  state text not null,
  kept_because text,
  constraint destruction_item_pkey PRIMARY KEY (tenant_id, destruction_id, akte_id),
  constraint destruction_item_tenant_id_destruction_id_fkey FOREIGN KEY (tenant_id, destruction_id) REFERENCES disposal.destruction(tenant_id, destruction_id),
  constraint destruction_item_basis_check CHECK ((basis = ANY (ARRAY['plan'::text, 'bewertung'::text, 'uebernahme'::text]))),
  constraint destruction_item_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'ordered'::text, 'destroyed'::text, 'kept'::text])))
);
CREATE INDEX destruction_step ON disposal.destruction_item USING btree (tenant_id, destruction_id, state, "position");
CREATE UNIQUE INDEX doomed_once ON disposal.destruction_item USING btree (tenant_id, akte_id) WHERE (state = ANY (ARRAY['proposed'::text, 'ordered'::text]));
alter table disposal.destruction_item enable row level security;
alter table disposal.destruction_item force row level security;
create policy tenant on disposal.destruction_item using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on disposal.destruction_item to klickamt_app;

create table disposal.due_note (
  tenant_id integer not null,
  due_year integer not null,
  plan_unit text not null,
  aussonderungsart text not null,
  akten integer not null,
  noted_at timestamp with time zone not null,
  constraint due_note_pkey PRIMARY KEY (tenant_id, due_year, plan_unit, aussonderungsart)
);
alter table disposal.due_note enable row level security;
alter table disposal.due_note force row level security;
create policy tenant on disposal.due_note using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on disposal.due_note to klickamt_app;

create table disposal.import (
  tenant_id integer not null,
  import_id uuid not null,
  name text not null,
  sha256 text,
  digest text not null,
  version text not null,
  source_process uuid not null,
  source text not null,
  state text not null,
  plan_unit text,
  begun_at timestamp with time zone not null,
  begun_by text not null,
  done_at timestamp with time zone,
  left_over jsonb not null,
  constraint import_pkey PRIMARY KEY (tenant_id, import_id),
  constraint import_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint import_state_check CHECK ((state = ANY (ARRAY['preview'::text, 'running'::text, 'done'::text, 'dropped'::text])))
);
CREATE INDEX import_in_time ON disposal.import USING btree (tenant_id, begun_at);
alter table disposal.import enable row level security;
alter table disposal.import force row level security;
create policy tenant on disposal.import using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on disposal.import to klickamt_app;

create table disposal.import_object (
  tenant_id integer not null,
  import_id uuid not null,
  kind text not null,
  source_uuid uuid not null,
  title text not null,
  result text not null,
  local_id uuid,
  akte_id uuid,
  remark text,
  made_at timestamp with time zone not null,
  position bigint not null generated always as identity,
  constraint import_object_pkey PRIMARY KEY (tenant_id, import_id, kind, source_uuid),
  constraint import_object_kind_check CHECK ((kind = ANY (ARRAY['akte'::text, 'teilakte'::text, 'vorgang'::text, 'dokument'::text]))),
  constraint import_object_result_check CHECK ((result = ANY (ARRAY['taken'::text, 'not-possible'::text, 'there-already'::text])))
);
CREATE UNIQUE INDEX taken_once ON disposal.import_object USING btree (tenant_id, kind, source_uuid) WHERE (result = 'taken'::text);
alter table disposal.import_object enable row level security;
alter table disposal.import_object force row level security;
create policy tenant on disposal.import_object using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select on disposal.import_object to klickamt_app;

create table disposal.incoming (
  tenant_id integer not null,
  incoming_id uuid not null,
  claim text,
  way text not null,
  name text not null,
  received_at timestamp with time zone not null,
  received_by text not null,
  size_bytes bigint not null,
  sha256 text,
  typ text,
  process_id uuid,
  message_id uuid,
  refusal text,
  reason_de text,
  reason_en text,
  constraint incoming_tenant_id_claim_key UNIQUE (tenant_id, claim),
  constraint incoming_pkey PRIMARY KEY (tenant_id, incoming_id),
  constraint incoming_check CHECK ((((refusal IS NULL) = (reason_de IS NULL)) AND ((refusal IS NULL) = (reason_en IS NULL)))),
  constraint incoming_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint incoming_way_check CHECK ((way = ANY (ARRAY['folder'::text, 'simulator'::text, 'upload'::text])))
);
CREATE INDEX incoming_in_time ON disposal.incoming USING btree (tenant_id, received_at);
alter table disposal.incoming enable row level security;
alter table disposal.incoming force row level security;
create policy tenant on disposal.incoming using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select on disposal.incoming to klickamt_app;

create table disposal.message (
  tenant_id integer not null,
  message_id uuid not null,
  position bigint not null generated always as identity,
  process_id uuid not null,
  typ text not null,
  direction text not null,
  number integer not null,
  answers uuid,
  akten uuid[] not null,
  planned_at timestamp with time zone not null,
  name text not null,
  digest text,
  sha256 text,
  size_bytes integer,
  written_at timestamp with time zone,
  sent_at timestamp with time zone,
  fault text,
  constraint message_pkey PRIMARY KEY (tenant_id, message_id),
  constraint message_tenant_id_process_id_fkey FOREIGN KEY (tenant_id, process_id) REFERENCES disposal.process(tenant_id, process_id),
  constraint message_direction_check CHECK ((direction = ANY (ARRAY['out'::text, 'in'::text]))),
  constraint message_number_check CHECK ((number > 0)),
  constraint message_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint message_typ_check CHECK ((typ = ANY (ARRAY['0501'::text, '0502'::text, '0503'::text, '0504'::text, '0505'::text, '0506'::text, '0507'::text])))
);
CREATE INDEX message_of_process ON disposal.message USING btree (tenant_id, process_id, "position");
alter table disposal.message enable row level security;
alter table disposal.message force row level security;
create policy tenant on disposal.message using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on disposal.message to klickamt_app;

create table disposal.process (
  tenant_id integer not null,
  process_id uuid not null,
  kind text not null,
  begun_at timestamp with time zone not null,
  begun_by text not null,
  closed_at timestamp with time zone,
  constraint process_pkey PRIMARY KEY (tenant_id, process_id),
  constraint process_kind_check CHECK ((kind = ANY (ARRAY['vierstufig'::text, 'einstufig'::text])))
);
alter table disposal.process enable row level security;
alter table disposal.process force row level security;
create policy tenant on disposal.process using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select on disposal.process to klickamt_app;

create table disposal.process_item (
  tenant_id integer not null,
  process_id uuid not null,
  akte_id uuid not null,
  circle_id integer not null,
  position integer not null,
  aktenzeichen text not null,
  plan_unit text not null,
  state text not null,
  handed_over_in uuid,
  content_digest text,
  confirmed_by uuid,
  archivkennung text,
  remark text,
  constraint process_item_pkey PRIMARY KEY (tenant_id, process_id, akte_id),
  constraint process_item_tenant_id_process_id_fkey FOREIGN KEY (tenant_id, process_id) REFERENCES disposal.process(tenant_id, process_id),
  constraint process_item_state_check CHECK ((state = ANY (ARRAY['offered'::text, 'to-hand-over'::text, 'handed-over'::text, 'taken'::text, 'failed'::text, 'to-destroy'::text, 'destroyed'::text, 'withdrawn'::text])))
);
CREATE UNIQUE INDEX item_once ON disposal.process_item USING btree (tenant_id, akte_id) WHERE (state <> ALL (ARRAY['destroyed'::text, 'withdrawn'::text]));
alter table disposal.process_item enable row level security;
alter table disposal.process_item force row level security;
create policy tenant on disposal.process_item using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on disposal.process_item to klickamt_app;

create table disposal.protocol_akte (
  tenant_id integer not null,
  year integer not null,
  akte_id uuid not null,
  constraint protocol_akte_pkey PRIMARY KEY (tenant_id, year)
);
alter table disposal.protocol_akte enable row level security;
alter table disposal.protocol_akte force row level security;
create policy tenant on disposal.protocol_akte using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select on disposal.protocol_akte to klickamt_app;

create table disposal.retention (
  tenant_id integer not null,
  retention_id uuid not null,
  position bigint not null generated always as identity,
  plan_unit text,
  akte_id uuid,
  rule text not null,
  years integer,
  reason text not null,
  set_at timestamp with time zone not null,
  set_by text not null,
  constraint retention_pkey PRIMARY KEY (tenant_id, retention_id),
  constraint retention_check CHECK (((plan_unit IS NULL) <> (akte_id IS NULL))),
  constraint retention_check1 CHECK (((rule = 'years'::text) = (years IS NOT NULL))),
  constraint retention_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 2000))),
  constraint retention_rule_check CHECK ((rule = ANY (ARRAY['standard'::text, 'years'::text, 'unlimited'::text]))),
  constraint retention_years_check CHECK (((years >= 0) AND (years <= 200)))
);
CREATE INDEX retention_of_akte ON disposal.retention USING btree (tenant_id, akte_id, "position");
CREATE INDEX retention_of_unit ON disposal.retention USING btree (tenant_id, plan_unit, "position");
alter table disposal.retention enable row level security;
alter table disposal.retention force row level security;
create policy tenant on disposal.retention using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select on disposal.retention to klickamt_app;

create table disposal.settings (
  tenant_id integer not null,
  archive_name text not null,
  way text not null,
  one_step_units text[] not null,
  direct_after_import boolean not null,
  protocol_unit text not null,
  changed_at timestamp with time zone not null,
  changed_by text not null,
  constraint settings_pkey PRIMARY KEY (tenant_id),
  constraint settings_archive_name_check CHECK (((length(archive_name) >= 1) AND (length(archive_name) <= 200))),
  constraint settings_way_check CHECK ((way = ANY (ARRAY['folder'::text, 'simulator'::text])))
);
alter table disposal.settings enable row level security;
alter table disposal.settings force row level security;
create policy tenant on disposal.settings using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on disposal.settings to klickamt_app;

create table forms.draft (
  tenant_id integer not null,
  draft_id uuid not null,
  leistung_id text not null,
  form_version integer not null,
  code_mac text not null,
  language text not null,
  answers jsonb not null default '{}'::jsonb,
  done_sections text[] not null default '{}'::text[],
  prefill jsonb,
  started_at timestamp with time zone not null,
  saved_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  case_id uuid,
  mailbox_id uuid,
  notice jsonb,
  layout text,
  constraint draft_pkey PRIMARY KEY (tenant_id, draft_id),
  constraint draft_check CHECK (((sent_at IS NULL) = (case_id IS NULL))),
  constraint draft_language_check CHECK ((language = ANY (ARRAY['de'::text, 'en'::text])))
);
CREATE INDEX draft_version ON forms.draft USING btree (tenant_id, leistung_id, form_version) WHERE (sent_at IS NULL);
CREATE UNIQUE INDEX draft_code ON forms.draft USING btree (tenant_id, code_mac);
alter table forms.draft enable row level security;
alter table forms.draft force row level security;
create policy tenant on forms.draft using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select, update on forms.draft to klickamt_app;

create table forms.draft_page (
  tenant_id integer not null,
  draft_id uuid not null,
  section_key text not null,
  answers jsonb not null,
  constraint draft_page_pkey PRIMARY KEY (tenant_id, draft_id, section_key),
  constraint draft_page_tenant_id_draft_id_fkey FOREIGN KEY (tenant_id, draft_id) REFERENCES forms.draft(tenant_id, draft_id) ON DELETE CASCADE
);
alter table forms.draft_page enable row level security;
alter table forms.draft_page force row level security;
create policy tenant on forms.draft_page using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select, update on forms.draft_page to klickamt_app;

create table fulltext.cell (
  tenant_id integer not null,
  window_no integer not null,
  circle_id integer not null,
  dokumente integer not null,
  constraint cell_pkey PRIMARY KEY (tenant_id, circle_id, window_no),
  constraint cell_dokumente_check CHECK ((dokumente >= 0))
);
alter table fulltext.cell enable row level security;
alter table fulltext.cell force row level security;
create policy tenant on fulltext.cell using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select, update on fulltext.cell to klickamt_app;

create table fulltext.counter (
  tenant_id integer not null,
  last_number integer not null,
  constraint counter_pkey PRIMARY KEY (tenant_id),
  constraint counter_last_number_check CHECK ((last_number >= 0))
);
alter table fulltext.counter enable row level security;
alter table fulltext.counter force row level security;
create policy tenant on fulltext.counter using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on fulltext.counter to klickamt_app;

create table fulltext.dokument (
  tenant_id integer not null,
  number integer not null,
  dokument_id uuid not null,
  akte_id uuid not null,
  circle_id integer not null,
  fingerprint text not null,
  plan_unit text not null,
  aktenzeichen text not null,
  akte_betreff text not null,
  kind text not null,
  file_kind text not null,
  title text not null,
  author text not null,
  filename text not null,
  media_type text not null,
  filed_at timestamp with time zone not null,
  open boolean not null,
  text text not null,
  part_kind text not null,
  splits text[] not null,
  state text not null,
  problem text,
  indexed_at timestamp with time zone not null,
  constraint dokument_tenant_id_dokument_id_key UNIQUE (tenant_id, dokument_id),
  constraint dokument_pkey PRIMARY KEY (tenant_id, number),
  constraint dokument_number_check CHECK ((number > 0)),
  constraint dokument_part_kind_check CHECK ((part_kind = ANY (ARRAY['page'::text, 'sheet'::text, 'slide'::text, 'text'::text]))),
  constraint dokument_state_check CHECK ((state = ANY (ARRAY['indexed'::text, 'cut'::text, 'no-text'::text, 'failed'::text])))
);
CREATE INDEX dokument_of_akte ON fulltext.dokument USING btree (tenant_id, akte_id) INCLUDE (number, circle_id);
alter table fulltext.dokument enable row level security;
alter table fulltext.dokument force row level security;
create policy tenant on fulltext.dokument using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select, update on fulltext.dokument to klickamt_app;

create table fulltext.learnt (
  tenant_id integer not null,
  word text not null,
  constraint learnt_pkey PRIMARY KEY (tenant_id, word)
);
alter table fulltext.learnt enable row level security;
alter table fulltext.learnt force row level security;
create policy tenant on fulltext.learnt using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select on fulltext.learnt to klickamt_app;

create table fulltext.part_again (
  tenant_id integer not null,
  number integer not null,
  constraint part_again_pkey PRIMARY KEY (tenant_id, number)
);
alter table fulltext.part_again enable row level security;
alter table fulltext.part_again force row level security;
create policy tenant on fulltext.part_again using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select on fulltext.part_again to klickamt_app;

create table fulltext.posting (
  tenant_id integer not null,
  term text not null,
  first_key bigint not null,
  last_key bigint not null,
  docs bytea not null,
  places bytea not null,
  constraint posting_pkey PRIMARY KEY (tenant_id, term, first_key),
  constraint posting_check CHECK ((first_key <= last_key))
);
alter table fulltext.posting enable row level security;
alter table fulltext.posting force row level security;
create policy tenant on fulltext.posting using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select, update on fulltext.posting to klickamt_app;

create table fulltext.saved_search (
  tenant_id integer not null,
  search_id uuid not null,
  staff_id uuid not null,
  name text not null,
  question jsonb not null,
  saved_at timestamp with time zone not null,
  constraint saved_search_pkey PRIMARY KEY (tenant_id, search_id),
  constraint saved_search_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80)))
);
CREATE INDEX saved_search_of_staff ON fulltext.saved_search USING btree (tenant_id, staff_id, search_id);
alter table fulltext.saved_search enable row level security;
alter table fulltext.saved_search force row level security;
create policy tenant on fulltext.saved_search using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select on fulltext.saved_search to klickamt_app;

create table fulltext.waiting (
  tenant_id integer not null,
  akte_id uuid not null,
  waiting_id uuid not null,
  since timestamp with time zone not null,
  constraint waiting_pkey PRIMARY KEY (tenant_id, akte_id, waiting_id)
);
alter table fulltext.waiting enable row level security;
alter table fulltext.waiting force row level security;
create policy tenant on fulltext.waiting using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select on fulltext.waiting to klickamt_app;

create table fulltext.word (
  tenant_id integer not null,
  word text not null,
  dokumente integer not null,
  constraint word_pkey PRIMARY KEY (tenant_id, word),
  constraint word_dokumente_check CHECK ((dokumente > 0))
);
alter table fulltext.word enable row level security;
alter table fulltext.word force row level security;
create policy tenant on fulltext.word using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select, update on fulltext.word to klickamt_app;

create table gewerbe.delivery (
  tenant_id integer not null,
  delivery_id uuid not null,
  case_id uuid not null,
  recipient_key text not null,
  recipient_name text not null,
  cite text not null,
  anzeige_kind text not null,
  person integer not null,
  fields integer not null,
  state text not null,
  attempts integer not null default 0,
  gave_up boolean not null default false,
  due_on date not null,
  queued_at timestamp with time zone not null,
  not_before timestamp with time zone not null,
  delivered_at timestamp with time zone,
  last_error text,
  filename text not null,
  media_type text not null,
  sha256 text not null,
  dokument_id uuid,
  idempotency_key uuid not null,
  constraint delivery_tenant_id_case_id_recipient_key_person_key UNIQUE (tenant_id, case_id, recipient_key, person),
  constraint delivery_pkey PRIMARY KEY (tenant_id, delivery_id),
  constraint delivery_anzeige_kind_check CHECK ((anzeige_kind = ANY (ARRAY['GewA1'::text, 'GewA2'::text, 'GewA3'::text]))),
  constraint delivery_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'delivered'::text, 'failed'::text, 'withdrawn'::text])))
);
CREATE INDEX delivery_recipient ON gewerbe.delivery USING btree (tenant_id, recipient_key, state);
CREATE INDEX delivery_state ON gewerbe.delivery USING btree (tenant_id, state, delivery_id);
CREATE TRIGGER delivery_stays BEFORE DELETE ON gewerbe.delivery FOR EACH ROW EXECUTE FUNCTION gewerbe.refuse_delete_before_akte();
alter table gewerbe.delivery enable row level security;
alter table gewerbe.delivery force row level security;
create policy tenant on gewerbe.delivery using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select, update on gewerbe.delivery to klickamt_app;

create table gewerbe.entry (
  tenant_id integer not null,
  entry_id uuid not null,
  status text not null,
  name text not null,
  business_name text,
  rechtsform text not null,
  owners text[] not null,
  strasse text not null,
  hausnummer text not null,
  plz text not null,
  ort text not null,
  activity text not null,
  started_on date,
  ended_on date,
  akte_id uuid not null,
  first_case_id uuid not null,
  last_case_id uuid not null,
  match_key text not null,
  kind text not null,
  answers jsonb not null,
  entered_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  constraint entry_pkey PRIMARY KEY (tenant_id, entry_id),
  constraint entry_kind_check CHECK ((kind = ANY (ARRAY['GewA1'::text, 'GewA2'::text, 'GewA3'::text]))),
  constraint entry_status_check CHECK ((status = ANY (ARRAY['active'::text, 'deregistered'::text])))
);
CREATE INDEX entry_akte ON gewerbe.entry USING btree (tenant_id, akte_id);
CREATE INDEX entry_last_case ON gewerbe.entry USING btree (tenant_id, last_case_id);
CREATE INDEX entry_match ON gewerbe.entry USING btree (tenant_id, match_key, status);
CREATE INDEX entry_status ON gewerbe.entry USING btree (tenant_id, status, entry_id);
alter table gewerbe.entry enable row level security;
alter table gewerbe.entry force row level security;
create policy tenant on gewerbe.entry using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on gewerbe.entry to klickamt_app;

create table gewerbe.entry_change (
  tenant_id integer not null,
  change_id uuid not null,
  position bigint not null generated always as identity,
  entry_id uuid not null,
  what text not null,
  old_value text,
  new_value text,
  case_id uuid not null,
  day date not null,
  actor_name text not null,
  at timestamp with time zone not null,
  constraint entry_change_pkey PRIMARY KEY (tenant_id, change_id),
  constraint entry_change_tenant_id_entry_id_fkey FOREIGN KEY (tenant_id, entry_id) REFERENCES gewerbe.entry(tenant_id, entry_id)
);
CREATE INDEX entry_change_case ON gewerbe.entry_change USING btree (tenant_id, case_id);
CREATE INDEX entry_change_entry ON gewerbe.entry_change USING btree (tenant_id, entry_id, "position");
CREATE TRIGGER entry_change_stays BEFORE DELETE OR UPDATE ON gewerbe.entry_change FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
alter table gewerbe.entry_change enable row level security;
alter table gewerbe.entry_change force row level security;
create policy tenant on gewerbe.entry_change using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select on gewerbe.entry_change to klickamt_app;

create table gewerbe.entry_term (
  tenant_id integer not null,
  term text not null,
  entry_id uuid not null,
  constraint entry_term_pkey PRIMARY KEY (tenant_id, term, entry_id),
  constraint entry_term_tenant_id_entry_id_fkey FOREIGN KEY (tenant_id, entry_id) REFERENCES gewerbe.entry(tenant_id, entry_id)
);
CREATE INDEX entry_term_entry ON gewerbe.entry_term USING btree (tenant_id, entry_id, term);
alter table gewerbe.entry_term enable row level security;
alter table gewerbe.entry_term force row level security;
create policy tenant on gewerbe.entry_term using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select on gewerbe.entry_term to klickamt_app;

create table gewerbe.handover (
  tenant_id integer not null,
  case_id uuid not null,
  direction text not null,
  other_name text not null,
  other_ags text,
  other_aktenzeichen text,
  sha256 text not null,
  passed_at timestamp with time zone not null,
  received_at timestamp with time zone,
  constraint handover_pkey PRIMARY KEY (tenant_id, case_id),
  constraint handover_direction_check CHECK ((direction = ANY (ARRAY['out'::text, 'in'::text])))
);
CREATE TRIGGER handover_stays BEFORE DELETE ON gewerbe.handover FOR EACH ROW EXECUTE FUNCTION gewerbe.refuse_delete_before_akte();
alter table gewerbe.handover enable row level security;
alter table gewerbe.handover force row level security;
create policy tenant on gewerbe.handover using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select, update on gewerbe.handover to klickamt_app;

create table gewerbe.proof (
  tenant_id integer not null,
  token text not null,
  case_id uuid not null,
  dokument_id uuid not null,
  kind text not null,
  aktenzeichen text not null,
  issued_on date not null,
  sha256 text not null,
  constraint proof_pkey PRIMARY KEY (tenant_id, token),
  constraint proof_kind_check CHECK ((kind = ANY (ARRAY['GewA1'::text, 'GewA2'::text, 'GewA3'::text])))
);
CREATE INDEX proof_case ON gewerbe.proof USING btree (tenant_id, case_id);
CREATE TRIGGER proof_stays BEFORE DELETE OR UPDATE ON gewerbe.proof FOR EACH ROW EXECUTE FUNCTION gewerbe.refuse_delete_before_akte();
alter table gewerbe.proof enable row level security;
alter table gewerbe.proof force row level security;
create policy tenant on gewerbe.proof using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select on gewerbe.proof to klickamt_app;

create table gewerbe.recipient (
  tenant_id integer not null,
  recipient_key text not null,
  name text not null,
  adapter text not null,
  target text not null,
  waived boolean not null default false,
  changed_by text not null,
  changed_at timestamp with time zone not null,
  constraint recipient_pkey PRIMARY KEY (tenant_id, recipient_key),
  constraint recipient_adapter_check CHECK ((adapter = ANY (ARRAY['folder'::text, 'https'::text]))),
  constraint recipient_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint recipient_recipient_key_check CHECK ((recipient_key ~ '^[a-z]+$'::text)),
  constraint recipient_target_check CHECK (((length(target) >= 1) AND (length(target) <= 500)))
);
alter table gewerbe.recipient enable row level security;
alter table gewerbe.recipient force row level security;
create policy tenant on gewerbe.recipient using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on gewerbe.recipient to klickamt_app;

create table intake.collection (
  tenant_id integer not null,
  collection_id uuid not null,
  kind text not null,
  state text not null,
  akte_id uuid,
  vorgang_id uuid,
  staff_id uuid not null,
  staff_name text not null,
  opened_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  scan jsonb,
  problem text,
  problem_upload_id uuid,
  thrown_away boolean not null default false,
  constraint collection_pkey PRIMARY KEY (tenant_id, collection_id),
  constraint collection_check CHECK (((kind = 'filing'::text) = ((akte_id IS NOT NULL) AND (vorgang_id IS NOT NULL)))),
  constraint collection_check1 CHECK (((kind = 'pile'::text) = (scan IS NOT NULL))),
  constraint collection_kind_check CHECK ((kind = ANY (ARRAY['filing'::text, 'pile'::text]))),
  constraint collection_state_check CHECK ((state = ANY (ARRAY['open'::text, 'filing'::text, 'filed'::text, 'reading'::text, 'sorting'::text, 'split'::text, 'failed'::text])))
);
CREATE INDEX collection_changed ON intake.collection USING btree (tenant_id, changed_at);
CREATE INDEX collection_of_akte ON intake.collection USING btree (tenant_id, akte_id) WHERE (kind = 'filing'::text);
alter table intake.collection enable row level security;
alter table intake.collection force row level security;
create policy tenant on intake.collection using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select, update on intake.collection to klickamt_app;

create table intake.item (
  tenant_id integer not null,
  item_id uuid not null,
  collection_id uuid not null,
  parent_id uuid,
  depth integer not null default 0,
  position integer not null,
  folder text not null default ''::text,
  title text not null,
  kind text not null,
  letter_date date,
  sender text not null default ''::text,
  chosen boolean not null default true,
  mail text,
  mail_left_out integer not null default 0,
  readable text,
  dokument_id uuid,
  constraint item_pkey PRIMARY KEY (tenant_id, item_id),
  constraint item_tenant_id_collection_id_fkey FOREIGN KEY (tenant_id, collection_id) REFERENCES intake.collection(tenant_id, collection_id) ON DELETE CASCADE,
  constraint item_depth_check CHECK (((depth >= 0) AND (depth <= 5))),
  constraint item_mail_check CHECK ((mail = ANY (ARRAY['reading'::text, 'read'::text, 'unreadable'::text, 'sealed'::text])))
);
CREATE INDEX item_of_collection ON intake.item USING btree (tenant_id, collection_id, "position");
alter table intake.item enable row level security;
alter table intake.item force row level security;
create policy tenant on intake.item using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select, update on intake.item to klickamt_app;

create table intake.letter (
  tenant_id integer not null,
  letter_id uuid not null,
  collection_id uuid not null,
  number integer not null,
  state text not null,
  problem text,
  pages integer not null,
  proposal text,
  scan_sha256 text,
  searchable_sha256 text,
  compared_at timestamp with time zone,
  compared_by text,
  compared_with text,
  comparison text,
  comparison_note text,
  dokument_id uuid,
  filed_at timestamp with time zone,
  changed_at timestamp with time zone not null,
  constraint letter_pkey PRIMARY KEY (tenant_id, letter_id),
  constraint letter_tenant_id_collection_id_fkey FOREIGN KEY (tenant_id, collection_id) REFERENCES intake.collection(tenant_id, collection_id) ON DELETE CASCADE,
  constraint letter_compared_with_check CHECK ((compared_with = ANY (ARRAY['paper'::text, 'scan'::text]))),
  constraint letter_comparison_check CHECK ((comparison = ANY (ARRAY['agrees'::text, 'differs'::text]))),
  constraint letter_number_check CHECK ((number > 0)),
  constraint letter_pages_check CHECK ((pages > 0)),
  constraint letter_scan_sha256_check CHECK ((scan_sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint letter_searchable_sha256_check CHECK ((searchable_sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint letter_state_check CHECK ((state = ANY (ARRAY['composing'::text, 'recognising'::text, 'ready'::text, 'filed'::text, 'failed'::text])))
);
CREATE INDEX letter_of_collection ON intake.letter USING btree (tenant_id, collection_id, number);
CREATE INDEX letter_state ON intake.letter USING btree (tenant_id, state, letter_id);
alter table intake.letter enable row level security;
alter table intake.letter force row level security;
create policy tenant on intake.letter using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select, update on intake.letter to klickamt_app;

create table intake.letter_file (
  tenant_id integer not null,
  letter_id uuid not null,
  form text not null,
  content bytea not null,
  constraint letter_file_pkey PRIMARY KEY (tenant_id, letter_id, form),
  constraint letter_file_tenant_id_letter_id_fkey FOREIGN KEY (tenant_id, letter_id) REFERENCES intake.letter(tenant_id, letter_id) ON DELETE CASCADE,
  constraint letter_file_form_check CHECK ((form = ANY (ARRAY['scan'::text, 'searchable'::text])))
);
alter table intake.letter_file enable row level security;
alter table intake.letter_file force row level security;
create policy tenant on intake.letter_file using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select, update on intake.letter_file to klickamt_app;

create table intake.letter_page (
  tenant_id integer not null,
  letter_id uuid not null,
  number integer not null,
  page_number integer not null,
  to_compare boolean not null,
  recognised_at timestamp with time zone,
  recognised jsonb,
  turned integer not null default 0,
  turned_by text,
  turn_asked integer,
  constraint letter_page_pkey PRIMARY KEY (tenant_id, letter_id, number),
  constraint letter_page_tenant_id_letter_id_fkey FOREIGN KEY (tenant_id, letter_id) REFERENCES intake.letter(tenant_id, letter_id) ON DELETE CASCADE,
  constraint letter_page_number_check CHECK ((number > 0)),
  constraint letter_page_turn_asked_check CHECK ((turn_asked = ANY (ARRAY[90, 180, 270]))),
  constraint letter_page_turned_by_check CHECK ((turned_by = ANY (ARRAY['program'::text, 'person'::text]))),
  constraint letter_page_turned_check CHECK ((turned = ANY (ARRAY[0, 90, 180, 270])))
);
alter table intake.letter_page enable row level security;
alter table intake.letter_page force row level security;
create policy tenant on intake.letter_page using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select, update on intake.letter_page to klickamt_app;

create table intake.page (
  tenant_id integer not null,
  collection_id uuid not null,
  number integer not null,
  upload_id uuid not null,
  source_page integer not null,
  found text not null,
  target text,
  fate text not null,
  rotation integer not null default 0,
  thumbnail bytea not null,
  constraint page_pkey PRIMARY KEY (tenant_id, collection_id, number),
  constraint page_tenant_id_collection_id_fkey FOREIGN KEY (tenant_id, collection_id) REFERENCES intake.collection(tenant_id, collection_id) ON DELETE CASCADE,
  constraint page_fate_check CHECK ((fate = ANY (ARRAY['start'::text, 'continue'::text, 'drop'::text]))),
  constraint page_found_check CHECK ((found = ANY (ARRAY['page'::text, 'separator'::text, 'blank'::text]))),
  constraint page_number_check CHECK ((number > 0)),
  constraint page_rotation_check CHECK ((rotation = ANY (ARRAY[0, 90, 180, 270]))),
  constraint page_source_page_check CHECK ((source_page > 0))
);
alter table intake.page enable row level security;
alter table intake.page force row level security;
create policy tenant on intake.page using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select, update on intake.page to klickamt_app;

create table intake.setting (
  tenant_id integer not null,
  compare_percent integer not null,
  keep_days integer not null,
  changed_at timestamp with time zone not null,
  changed_by text not null,
  constraint setting_pkey PRIMARY KEY (tenant_id),
  constraint setting_compare_percent_check CHECK (((compare_percent >= 1) AND (compare_percent <= 100))),
  constraint setting_keep_days_check CHECK (((keep_days >= 7) AND (keep_days <= 365)))
);
alter table intake.setting enable row level security;
alter table intake.setting force row level security;
create policy tenant on intake.setting using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on intake.setting to klickamt_app;

create table messaging.attachment (
  tenant_id integer not null,
  attachment_id uuid not null,
  message_id uuid not null,
  position integer not null,
  title text not null,
  filename text not null,
  media_type text not null,
  size_bytes integer not null,
  sha256 text not null,
  document_id uuid,
  constraint attachment_pkey PRIMARY KEY (tenant_id, attachment_id),
  constraint attachment_tenant_id_message_id_fkey FOREIGN KEY (tenant_id, message_id) REFERENCES messaging.message(tenant_id, message_id),
  constraint attachment_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint attachment_size_bytes_check CHECK ((size_bytes >= 0))
);
CREATE INDEX attachment_of_message ON messaging.attachment USING btree (tenant_id, message_id, "position");
CREATE TRIGGER attachment_kept BEFORE DELETE OR UPDATE ON messaging.attachment FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
alter table messaging.attachment enable row level security;
alter table messaging.attachment force row level security;
create policy tenant on messaging.attachment using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select on messaging.attachment to klickamt_app;

create table messaging.mail (
  tenant_id integer not null,
  mail_id uuid not null,
  mailbox_id uuid not null,
  recipient text not null,
  language text not null,
  state text not null,
  attempts integer not null default 0,
  last_error text,
  queued_at timestamp with time zone not null,
  not_before timestamp with time zone not null,
  sent_at timestamp with time zone,
  transport text,
  subject text,
  body text,
  constraint mail_pkey PRIMARY KEY (tenant_id, mail_id),
  constraint mail_tenant_id_mailbox_id_fkey FOREIGN KEY (tenant_id, mailbox_id) REFERENCES messaging.mailbox(tenant_id, mailbox_id),
  constraint mail_language_check CHECK ((language = ANY (ARRAY['de'::text, 'en'::text]))),
  constraint mail_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sent'::text, 'failed'::text, 'withdrawn'::text]))),
  constraint mail_transport_check CHECK ((transport = ANY (ARRAY['smtp'::text, 'folder'::text])))
);
CREATE INDEX mail_of_mailbox ON messaging.mail USING btree (tenant_id, mailbox_id, state);
alter table messaging.mail enable row level security;
alter table messaging.mail force row level security;
create policy tenant on messaging.mail using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on messaging.mail to klickamt_app;

create table messaging.mailbox (
  tenant_id integer not null,
  mailbox_id uuid not null,
  code_mac text not null,
  email text,
  language text not null,
  opened_at timestamp with time zone not null,
  nudged_at timestamp with time zone,
  constraint mailbox_tenant_id_code_mac_key UNIQUE (tenant_id, code_mac),
  constraint mailbox_pkey PRIMARY KEY (tenant_id, mailbox_id),
  constraint mailbox_language_check CHECK ((language = ANY (ARRAY['de'::text, 'en'::text])))
);
alter table messaging.mailbox enable row level security;
alter table messaging.mailbox force row level security;
create policy tenant on messaging.mailbox using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on messaging.mailbox to klickamt_app;

create table messaging.message (
  tenant_id integer not null,
  message_id uuid not null,
  mailbox_id uuid not null,
  case_id uuid not null,
  direction text not null,
  kind text not null,
  subject text not null,
  body text not null,
  author text not null,
  posted_at timestamp with time zone not null,
  effective_on date,
  constraint message_pkey PRIMARY KEY (tenant_id, message_id),
  constraint message_tenant_id_mailbox_id_fkey FOREIGN KEY (tenant_id, mailbox_id) REFERENCES messaging.mailbox(tenant_id, mailbox_id),
  constraint message_check CHECK (((effective_on IS NOT NULL) = (kind = 'notice'::text))),
  constraint message_direction_check CHECK ((direction = ANY (ARRAY['to-citizen'::text, 'to-office'::text]))),
  constraint message_kind_check CHECK ((kind = ANY (ARRAY['receipt'::text, 'question'::text, 'answer'::text, 'notice'::text, 'info'::text])))
);
CREATE INDEX message_of_case ON messaging.message USING btree (tenant_id, case_id, message_id);
CREATE INDEX message_of_mailbox ON messaging.message USING btree (tenant_id, mailbox_id, message_id);
CREATE TRIGGER message_kept BEFORE DELETE OR UPDATE ON messaging.message FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
alter table messaging.message enable row level security;
alter table messaging.message force row level security;
create policy tenant on messaging.message using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select on messaging.message to klickamt_app;

create table payments.account (
  tenant_id integer not null,
  account_id uuid not null,
  reference text not null,
  purpose_de text not null,
  purpose_en text not null,
  payer_name text not null,
  payer_key text not null,
  code_mac text,
  mailbox_id uuid,
  case_id uuid,
  opened_at timestamp with time zone not null,
  idempotency_key text not null,
  constraint account_idempotency_key_tenant_id_key UNIQUE (idempotency_key, tenant_id),
  constraint account_reference_tenant_id_key UNIQUE (reference, tenant_id),
  constraint account_pkey PRIMARY KEY (tenant_id, account_id),
  constraint account_reference_check CHECK ((reference ~ '^KA[0-9]{2}[0-9A-Z]{8}$'::text))
);
CREATE INDEX account_of_case ON payments.account USING btree (case_id, tenant_id) WHERE (case_id IS NOT NULL);
CREATE INDEX account_of_code ON payments.account USING btree (code_mac, tenant_id) WHERE (code_mac IS NOT NULL);
CREATE INDEX account_of_payer ON payments.account USING btree (payer_key, tenant_id);
alter table payments.account enable row level security;
alter table payments.account force row level security;
create policy tenant on payments.account using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select on payments.account to klickamt_app;

create table payments.bank_details (
  tenant_id integer not null,
  holder text not null,
  iban text not null,
  bic text,
  changed_at timestamp with time zone not null,
  constraint bank_details_pkey PRIMARY KEY (tenant_id),
  constraint bank_details_bic_check CHECK ((bic ~ '^[A-Z0-9]{8}([A-Z0-9]{3})?$'::text)),
  constraint bank_details_holder_check CHECK (((length(holder) >= 1) AND (length(holder) <= 70))),
  constraint bank_details_iban_check CHECK ((iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'::text))
);
alter table payments.bank_details enable row level security;
alter table payments.bank_details force row level security;
create policy tenant on payments.bank_details using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on payments.bank_details to klickamt_app;

create table payments.booking (
  tenant_id integer not null,
  booking_id uuid not null,
  statement_id uuid not null,
  booking_key text not null,
  line integer not null,
  direction text not null,
  amount_cents bigint not null,
  booked_on date not null,
  valued_on date,
  bank_reference text,
  end_to_end_id text,
  counterparty text,
  counterparty_iban text,
  remittance text not null,
  returned boolean not null,
  return_reason text,
  constraint booking_booking_key_tenant_id_key UNIQUE (booking_key, tenant_id),
  constraint booking_pkey PRIMARY KEY (tenant_id, booking_id),
  constraint booking_tenant_id_statement_id_fkey FOREIGN KEY (tenant_id, statement_id) REFERENCES payments.statement(tenant_id, statement_id) DEFERRABLE INITIALLY DEFERRED,
  constraint booking_amount_cents_check CHECK ((amount_cents > 0)),
  constraint booking_direction_check CHECK ((direction = ANY (ARRAY['credit'::text, 'debit'::text])))
);
CREATE INDEX booking_of_statement ON payments.booking USING btree (statement_id, tenant_id);
CREATE TRIGGER booking_kept BEFORE DELETE OR UPDATE ON payments.booking FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
alter table payments.booking enable row level security;
alter table payments.booking force row level security;
create policy tenant on payments.booking using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select on payments.booking to klickamt_app;

create table payments.checkout (
  tenant_id integer not null,
  checkout_id uuid not null,
  account_id uuid not null,
  provider text not null,
  provider_id text,
  redirect_to text,
  amount_cents bigint not null,
  language text not null,
  state text not null,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  constraint checkout_pkey PRIMARY KEY (tenant_id, checkout_id),
  constraint checkout_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES payments.account(tenant_id, account_id),
  constraint checkout_amount_cents_check CHECK ((amount_cents > 0)),
  constraint checkout_language_check CHECK ((language = ANY (ARRAY['de'::text, 'en'::text]))),
  constraint checkout_state_check CHECK ((state = ANY (ARRAY['preparing'::text, 'open'::text, 'paid'::text, 'failed'::text])))
);
CREATE INDEX checkout_of_account ON payments.checkout USING btree (account_id, tenant_id);
CREATE INDEX checkout_unsettled ON payments.checkout USING btree (tenant_id, created_at) WHERE (state = ANY (ARRAY['open'::text, 'failed'::text]));
CREATE UNIQUE INDEX checkout_of_provider ON payments.checkout USING btree (provider_id, provider, tenant_id) WHERE (provider_id IS NOT NULL);
alter table payments.checkout enable row level security;
alter table payments.checkout force row level security;
create policy tenant on payments.checkout using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on payments.checkout to klickamt_app;

create table payments.day_closing (
  tenant_id integer not null,
  day date not null,
  entries integer not null,
  export_hash text not null,
  closed_by text not null,
  closed_at timestamp with time zone not null,
  constraint day_closing_pkey PRIMARY KEY (tenant_id, day),
  constraint day_closing_export_hash_check CHECK ((export_hash ~ '^[0-9a-f]{64}$'::text))
);
CREATE TRIGGER day_closing_kept BEFORE DELETE OR UPDATE ON payments.day_closing FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
alter table payments.day_closing enable row level security;
alter table payments.day_closing force row level security;
create policy tenant on payments.day_closing using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select on payments.day_closing to klickamt_app;

create table payments.entry (
  tenant_id integer not null,
  entry_id uuid not null,
  account_id uuid,
  kind text not null,
  debit text not null,
  credit text not null,
  amount_cents bigint not null,
  line_key text,
  label_de text,
  label_en text,
  source text not null,
  booking_id uuid,
  checkout_id uuid,
  booked_on date not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  idempotency_key text not null,
  constraint entry_idempotency_key_tenant_id_key UNIQUE (idempotency_key, tenant_id),
  constraint entry_pkey PRIMARY KEY (tenant_id, entry_id),
  constraint entry_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES payments.account(tenant_id, account_id),
  constraint entry_tenant_id_booking_id_fkey FOREIGN KEY (tenant_id, booking_id) REFERENCES payments.booking(tenant_id, booking_id),
  constraint entry_tenant_id_checkout_id_fkey FOREIGN KEY (tenant_id, checkout_id) REFERENCES payments.checkout(tenant_id, checkout_id),
  constraint entry_amount_cents_check CHECK (((amount_cents >= 1) AND (amount_cents <= '100000000000'::bigint))),
  constraint entry_check CHECK ((debit <> credit)),
  constraint entry_check1 CHECK (((account_id IS NOT NULL) OR ((debit <> 'claim'::text) AND (credit <> 'claim'::text)))),
  constraint entry_check2 CHECK (((kind = 'charge'::text) = ((debit = 'claim'::text) AND (credit = 'revenue'::text)))),
  constraint entry_check3 CHECK (((kind = 'charge'::text) = (credit = 'revenue'::text))),
  constraint entry_check4 CHECK (((kind = 'charge'::text) = ((line_key IS NOT NULL) AND (label_de IS NOT NULL) AND (label_en IS NOT NULL)))),
  constraint entry_check5 CHECK (((kind = 'waiver'::text) = (debit = 'waived'::text))),
  constraint entry_check6 CHECK (((kind <> 'waiver'::text) OR (credit = 'claim'::text))),
  constraint entry_credit_check CHECK ((credit = ANY (ARRAY['claim'::text, 'revenue'::text, 'bank'::text, 'provider'::text, 'suspense'::text, 'payable'::text]))),
  constraint entry_debit_check CHECK ((debit = ANY (ARRAY['claim'::text, 'bank'::text, 'provider'::text, 'cash'::text, 'suspense'::text, 'payable'::text, 'waived'::text]))),
  constraint entry_idempotency_key_check CHECK (((length(idempotency_key) >= 1) AND (length(idempotency_key) <= 200))),
  constraint entry_kind_check CHECK ((kind = ANY (ARRAY['charge'::text, 'payment'::text, 'refund'::text, 'waiver'::text]))),
  constraint entry_refund_check CHECK (((kind <> 'refund'::text) OR (credit = 'payable'::text) OR ((debit = 'payable'::text) AND (credit = ANY (ARRAY['bank'::text, 'suspense'::text, 'provider'::text])))))
);
CREATE INDEX entry_of_account ON payments.entry USING btree (account_id, tenant_id, entry_id);
CREATE INDEX entry_of_booking ON payments.entry USING btree (booking_id, tenant_id) WHERE (booking_id IS NOT NULL);
CREATE INDEX entry_of_day ON payments.entry USING btree (tenant_id, recorded_at, entry_id);
CREATE INDEX entry_payable ON payments.entry USING btree (tenant_id, account_id) WHERE ((debit = 'payable'::text) OR (credit = 'payable'::text));
CREATE TRIGGER entry_kept BEFORE DELETE OR UPDATE ON payments.entry FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
CREATE UNIQUE INDEX entry_of_line ON payments.entry USING btree (account_id, line_key, tenant_id) WHERE (kind = 'charge'::text);
alter table payments.entry enable row level security;
alter table payments.entry force row level security;
create policy tenant on payments.entry using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select on payments.entry to klickamt_app;

create table payments.provider_event (
  tenant_id integer not null,
  provider text not null,
  event_id text not null,
  checkout_id uuid not null,
  status text not null,
  amount_cents bigint,
  received_at timestamp with time zone not null,
  refund_id uuid,
  constraint provider_event_pkey PRIMARY KEY (tenant_id, provider, event_id),
  constraint provider_event_tenant_id_checkout_id_fkey FOREIGN KEY (tenant_id, checkout_id) REFERENCES payments.checkout(tenant_id, checkout_id),
  constraint provider_event_tenant_id_refund_id_fkey FOREIGN KEY (tenant_id, refund_id) REFERENCES payments.provider_refund(tenant_id, refund_id),
  constraint provider_event_amount_cents_check CHECK ((amount_cents > 0)),
  constraint provider_event_status_check CHECK ((status = ANY (ARRAY['open'::text, 'paid'::text, 'failed'::text])))
);
CREATE TRIGGER provider_event_kept BEFORE DELETE OR UPDATE ON payments.provider_event FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
alter table payments.provider_event enable row level security;
alter table payments.provider_event force row level security;
create policy tenant on payments.provider_event using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select on payments.provider_event to klickamt_app;

create table payments.provider_refund (
  tenant_id integer not null,
  refund_id uuid not null,
  checkout_id uuid not null,
  account_id uuid not null,
  amount_cents bigint not null,
  state text not null,
  ordered_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  constraint provider_refund_pkey PRIMARY KEY (tenant_id, refund_id),
  constraint provider_refund_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES payments.account(tenant_id, account_id),
  constraint provider_refund_tenant_id_checkout_id_fkey FOREIGN KEY (tenant_id, checkout_id) REFERENCES payments.checkout(tenant_id, checkout_id),
  constraint provider_refund_amount_cents_check CHECK ((amount_cents > 0)),
  constraint provider_refund_state_check CHECK ((state = ANY (ARRAY['ordered'::text, 'done'::text, 'failed'::text])))
);
CREATE INDEX provider_refund_of_account ON payments.provider_refund USING btree (account_id, tenant_id);
CREATE INDEX provider_refund_open ON payments.provider_refund USING btree (tenant_id, ordered_at) WHERE (state = 'ordered'::text);
alter table payments.provider_refund enable row level security;
alter table payments.provider_refund force row level security;
create policy tenant on payments.provider_refund using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on payments.provider_refund to klickamt_app;

create table payments.simulated_payment (
  tenant_id integer not null,
  checkout_id uuid not null,
  status text not null,
  amount_cents bigint not null,
  decided_at timestamp with time zone not null,
  refund_answer text not null,
  constraint simulated_payment_pkey PRIMARY KEY (tenant_id, checkout_id),
  constraint simulated_payment_tenant_id_checkout_id_fkey FOREIGN KEY (tenant_id, checkout_id) REFERENCES payments.checkout(tenant_id, checkout_id),
  constraint simulated_payment_amount_cents_check CHECK ((amount_cents > 0)),
  constraint simulated_payment_refund_answer_check CHECK ((refund_answer = ANY (ARRAY['at-once'::text, 'late'::text, 'twice'::text, 'fails'::text]))),
  constraint simulated_payment_status_check CHECK ((status = ANY (ARRAY['paid'::text, 'failed'::text])))
);
alter table payments.simulated_payment enable row level security;
alter table payments.simulated_payment force row level security;
create policy tenant on payments.simulated_payment using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on payments.simulated_payment to klickamt_app;

create table payments.statement (
  tenant_id integer not null,
  statement_id uuid not null,
  kind text not null,
  format text not null,
  iban text not null,
  bank_statement_id text not null,
  page integer not null,
  content_hash text not null,
  file_sha256 text not null,
  opening_cents bigint,
  closing_cents bigint,
  bookings integer not null,
  known_bookings integer not null,
  pending_entries integer not null,
  imported_by text not null,
  imported_at timestamp with time zone not null,
  constraint statement_bank_statement_id_iban_kind_page_tenant_id_key UNIQUE (bank_statement_id, iban, kind, page, tenant_id),
  constraint statement_pkey PRIMARY KEY (tenant_id, statement_id),
  constraint statement_bookings_check CHECK ((bookings >= 0)),
  constraint statement_content_hash_check CHECK ((content_hash ~ '^[0-9a-f]{64}$'::text)),
  constraint statement_file_sha256_check CHECK ((file_sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint statement_kind_check CHECK ((kind = ANY (ARRAY['statement'::text, 'notification'::text]))),
  constraint statement_known_bookings_check CHECK ((known_bookings >= 0)),
  constraint statement_page_check CHECK ((page > 0)),
  constraint statement_pending_entries_check CHECK ((pending_entries >= 0))
);
CREATE INDEX statement_of_file ON payments.statement USING btree (file_sha256, tenant_id);
CREATE TRIGGER statement_kept BEFORE DELETE OR UPDATE ON payments.statement FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
alter table payments.statement enable row level security;
alter table payments.statement force row level security;
create policy tenant on payments.statement using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select on payments.statement to klickamt_app;

create table payments.worklist_item (
  tenant_id integer not null,
  item_id uuid not null,
  reason text not null,
  amount_cents bigint not null,
  account_id uuid,
  booking_id uuid,
  opened_at timestamp with time zone not null,
  done_at timestamp with time zone,
  done_by text,
  outcome text,
  note text,
  constraint worklist_item_pkey PRIMARY KEY (tenant_id, item_id),
  constraint worklist_item_tenant_id_account_id_fkey FOREIGN KEY (tenant_id, account_id) REFERENCES payments.account(tenant_id, account_id),
  constraint worklist_item_tenant_id_booking_id_fkey FOREIGN KEY (tenant_id, booking_id) REFERENCES payments.booking(tenant_id, booking_id),
  constraint worklist_item_amount_cents_check CHECK ((amount_cents > 0)),
  constraint worklist_item_check CHECK (((done_at IS NULL) = (outcome IS NULL))),
  constraint worklist_item_check1 CHECK (((account_id IS NOT NULL) OR (booking_id IS NOT NULL))),
  constraint worklist_item_outcome_check CHECK ((outcome = ANY (ARRAY['assigned'::text, 'refunded'::text, 'ignored'::text, 'settled'::text]))),
  constraint worklist_item_reason_check CHECK ((reason = ANY (ARRAY['overpaid'::text, 'underpaid'::text, 'unknown'::text, 'twice'::text, 'returned'::text])))
);
CREATE INDEX worklist_of_account ON payments.worklist_item USING btree (account_id, tenant_id) WHERE (done_at IS NULL);
CREATE INDEX worklist_of_booking ON payments.worklist_item USING btree (booking_id, tenant_id);
CREATE INDEX worklist_open ON payments.worklist_item USING btree (tenant_id, reason, item_id) WHERE (done_at IS NULL);
alter table payments.worklist_item enable row level security;
alter table payments.worklist_item force row level security;
create policy tenant on payments.worklist_item using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on payments.worklist_item to klickamt_app;

create table platform.submission (
  tenant_id integer not null,
  submission_key text not null,
  location text,
  received_at timestamp with time zone not null default now(),
  cookies text,
  constraint submission_pkey PRIMARY KEY (tenant_id, submission_key),
  constraint submission_submission_key_check CHECK (((length(submission_key) >= 8) AND (length(submission_key) <= 80)))
);
CREATE INDEX submission_received ON platform.submission USING btree (tenant_id, received_at);
alter table platform.submission enable row level security;
alter table platform.submission force row level security;
create policy tenant on platform.submission using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select, update on platform.submission to klickamt_app;

create table proof.export (
  tenant_id integer not null,
  export_id uuid not null,
  akte_id uuid not null,
  vorgang_id uuid,
  kind text not null,
  language text not null,
  state text not null,
  done integer not null default 0,
  total integer not null default 0,
  requested_by text,
  requested_by_name text not null,
  requested_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  expires_at timestamp with time zone,
  filename text,
  sha256 text,
  size_bytes integer,
  failure text,
  given_at timestamp with time zone,
  message_id uuid,
  constraint export_pkey PRIMARY KEY (tenant_id, export_id),
  constraint export_kind_check CHECK ((kind = ANY (ARRAY['paket'::text, 'gesamt-pdf'::text]))),
  constraint export_language_check CHECK ((language = ANY (ARRAY['de'::text, 'en'::text]))),
  constraint export_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint export_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'building'::text, 'ready'::text, 'failed'::text, 'expired'::text])))
);
CREATE INDEX export_expiring ON proof.export USING btree (tenant_id, expires_at) WHERE (state = 'ready'::text);
CREATE INDEX export_of_akte ON proof.export USING btree (tenant_id, akte_id, export_id);
alter table proof.export enable row level security;
alter table proof.export force row level security;
create policy tenant on proof.export using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on proof.export to klickamt_app;

create table proof.finding (
  tenant_id integer not null,
  finding_id uuid not null,
  akte_id uuid not null,
  dokument_id uuid not null,
  version integer not null,
  sha256 text not null,
  what text not null,
  found_at timestamp with time zone not null,
  seen_last_at timestamp with time zone not null,
  resolved_at timestamp with time zone,
  constraint finding_pkey PRIMARY KEY (tenant_id, finding_id),
  constraint finding_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint finding_what_check CHECK ((what = ANY (ARRAY['content-missing'::text, 'content-changed'::text])))
);
CREATE UNIQUE INDEX finding_open ON proof.finding USING btree (tenant_id, dokument_id, version, sha256) WHERE (resolved_at IS NULL);
alter table proof.finding enable row level security;
alter table proof.finding force row level security;
create policy tenant on proof.finding using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on proof.finding to klickamt_app;

create table proof.head (
  tenant_id integer not null,
  number integer not null,
  day date not null,
  sealed_at timestamp with time zone not null,
  akten integer not null,
  root text not null,
  previous_hash text not null,
  key_number integer not null,
  statement text not null,
  hash text not null,
  signature bytea not null,
  constraint head_tenant_id_day_key UNIQUE (tenant_id, day),
  constraint head_pkey PRIMARY KEY (tenant_id, number),
  constraint head_tenant_id_key_number_fkey FOREIGN KEY (tenant_id, key_number) REFERENCES proof.signing_key(tenant_id, number),
  constraint head_akten_check CHECK ((akten >= 0)),
  constraint head_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
  constraint head_number_check CHECK ((number > 0)),
  constraint head_previous_hash_check CHECK ((previous_hash ~ '^[0-9a-f]{64}$'::text)),
  constraint head_root_check CHECK ((root ~ '^[0-9a-f]{64}$'::text)),
  constraint head_signature_check CHECK ((length(signature) = 64))
);
CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON proof.head FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
alter table proof.head enable row level security;
alter table proof.head force row level security;
create policy tenant on proof.head using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select on proof.head to klickamt_app;

create table proof.leaf (
  tenant_id integer not null,
  akte_id uuid not null,
  head_number integer not null,
  sequence integer not null,
  hash text not null,
  constraint leaf_pkey PRIMARY KEY (tenant_id, akte_id, head_number),
  constraint leaf_tenant_id_head_number_fkey FOREIGN KEY (tenant_id, head_number) REFERENCES proof.head(tenant_id, number),
  constraint leaf_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
  constraint leaf_sequence_check CHECK ((sequence > 0))
);
CREATE INDEX leaf_of_head ON proof.leaf USING btree (tenant_id, head_number, akte_id);
CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON proof.leaf FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
alter table proof.leaf enable row level security;
alter table proof.leaf force row level security;
create policy tenant on proof.leaf using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select on proof.leaf to klickamt_app;

create table proof.reading (
  tenant_id integer not null,
  round integer not null,
  round_began_at timestamp with time zone not null,
  after_dokument uuid not null,
  contents_read integer not null default 0,
  last_read_at timestamp with time zone,
  last_round_ended_at timestamp with time zone,
  last_round_contents integer,
  constraint reading_pkey PRIMARY KEY (tenant_id),
  constraint reading_round_check CHECK ((round > 0))
);
alter table proof.reading enable row level security;
alter table proof.reading force row level security;
create policy tenant on proof.reading using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on proof.reading to klickamt_app;

create table proof.signing_key (
  tenant_id integer not null,
  number integer not null,
  public_key bytea not null,
  first_used_at timestamp with time zone not null,
  handover bytea,
  constraint signing_key_pkey PRIMARY KEY (tenant_id, number),
  constraint signing_key_handover_check CHECK ((length(handover) = 64)),
  constraint signing_key_number_check CHECK ((number > 0)),
  constraint signing_key_public_key_check CHECK ((length(public_key) = 32))
);
CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON proof.signing_key FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
alter table proof.signing_key enable row level security;
alter table proof.signing_key force row level security;
create policy tenant on proof.signing_key using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select on proof.signing_key to klickamt_app;

create table proof.stamp (
  tenant_id integer not null,
  head_number integer not null,
  token bytea not null,
  stamped_at timestamp with time zone not null,
  serial text not null,
  authority text not null,
  received_at timestamp with time zone not null,
  constraint stamp_pkey PRIMARY KEY (tenant_id, head_number),
  constraint stamp_tenant_id_head_number_fkey FOREIGN KEY (tenant_id, head_number) REFERENCES proof.head(tenant_id, number)
);
CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON proof.stamp FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
alter table proof.stamp enable row level security;
alter table proof.stamp force row level security;
create policy tenant on proof.stamp using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select on proof.stamp to klickamt_app;

create table public.klickamt_migration (
  name text not null,
  sha256 text not null,
  applied_at timestamp with time zone not null default now(),
  constraint klickamt_migration_pkey PRIMARY KEY (name)
);
grant select on public.klickamt_migration to klickamt_app;

create table records.akte (
  tenant_id integer not null,
  akte_id uuid not null,
  plan_unit text not null,
  year integer not null,
  number integer not null,
  aktenzeichen text not null,
  betreff text not null,
  medium text not null default '001'::text,
  vertraulichkeit text not null default '003'::text,
  aufbewahrungsdauer integer not null,
  aussonderungsart text not null,
  opened_at timestamp with time zone not null,
  zda_at timestamp with time zone,
  last_vorgang integer not null default 0,
  head_sequence integer not null,
  head_hash text not null,
  circle_id integer not null default 0,
  federfuehrung uuid,
  last_teilakte integer not null default 0,
  constraint akte_tenant_id_aktenzeichen_key UNIQUE (tenant_id, aktenzeichen),
  constraint akte_pkey PRIMARY KEY (tenant_id, akte_id),
  constraint akte_tenant_id_plan_unit_fkey FOREIGN KEY (tenant_id, plan_unit) REFERENCES records.plan_unit(tenant_id, plan_unit),
  constraint akte_aufbewahrungsdauer_check CHECK (((aufbewahrungsdauer >= 0) AND (aufbewahrungsdauer <= 200))),
  constraint akte_aussonderungsart_check CHECK ((aussonderungsart = ANY (ARRAY['A'::text, 'B'::text, 'V'::text]))),
  constraint akte_circle_id_check CHECK ((circle_id >= 0)),
  constraint akte_head_hash_check CHECK ((head_hash ~ '^[0-9a-f]{64}$'::text)),
  constraint akte_head_sequence_check CHECK ((head_sequence > 0)),
  constraint akte_medium_check CHECK ((medium = ANY (ARRAY['001'::text, '002'::text, '003'::text]))),
  constraint akte_number_check CHECK ((number > 0)),
  constraint akte_vertraulichkeit_check CHECK ((vertraulichkeit = ANY (ARRAY['001'::text, '002'::text, '003'::text, '004'::text, '005'::text])))
);
CREATE INDEX akte_closed ON records.akte USING btree (tenant_id, plan_unit, zda_at) WHERE (zda_at IS NOT NULL);
CREATE INDEX akte_of_circle ON records.akte USING btree (tenant_id, circle_id, akte_id);
CREATE INDEX akte_of_unit ON records.akte USING btree (tenant_id, plan_unit, akte_id);
CREATE TRIGGER count_moved AFTER UPDATE OF plan_unit, circle_id ON records.akte FOR EACH ROW WHEN (((old.plan_unit IS DISTINCT FROM new.plan_unit) OR (old.circle_id IS DISTINCT FROM new.circle_id))) EXECUTE FUNCTION records.count_akte();
CREATE TRIGGER count_new AFTER INSERT OR DELETE ON records.akte FOR EACH ROW EXECUTE FUNCTION records.count_akte();
alter table records.akte enable row level security;
alter table records.akte force row level security;
create policy tenant on records.akte using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on records.akte to klickamt_app;

create table records.akte_insight (
  tenant_id integer not null,
  insight_id uuid not null,
  akte_id uuid not null,
  grantee_id uuid not null,
  grantee_name text not null,
  kind text not null,
  reason text not null,
  began_at timestamp with time zone not null,
  until_at timestamp with time zone,
  ended_at timestamp with time zone,
  constraint akte_insight_pkey PRIMARY KEY (tenant_id, insight_id),
  constraint akte_insight_tenant_id_akte_id_fkey FOREIGN KEY (tenant_id, akte_id) REFERENCES records.akte(tenant_id, akte_id),
  constraint akte_insight_kind_check CHECK ((kind = ANY (ARRAY['begruendung'::text, 'mitwirkung'::text])))
);
CREATE INDEX akte_insight_akte ON records.akte_insight USING btree (tenant_id, akte_id);
CREATE INDEX akte_insight_grantee ON records.akte_insight USING btree (tenant_id, grantee_id) WHERE (ended_at IS NULL);
CREATE INDEX akte_insight_time ON records.akte_insight USING btree (tenant_id, kind, began_at);
alter table records.akte_insight enable row level security;
alter table records.akte_insight force row level security;
create policy tenant on records.akte_insight using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on records.akte_insight to klickamt_app;

create table records.akte_term (
  tenant_id integer not null,
  term text not null,
  akte_id uuid not null,
  constraint akte_term_pkey PRIMARY KEY (tenant_id, term, akte_id),
  constraint akte_term_tenant_id_akte_id_fkey FOREIGN KEY (tenant_id, akte_id) REFERENCES records.akte(tenant_id, akte_id)
);
CREATE INDEX akte_term_of_akte ON records.akte_term USING btree (tenant_id, akte_id);
alter table records.akte_term enable row level security;
alter table records.akte_term force row level security;
create policy tenant on records.akte_term using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select on records.akte_term to klickamt_app;

create table records.circle (
  tenant_id integer not null,
  circle_id integer not null,
  scope text not null,
  unit_id uuid,
  vertraulichkeit text not null,
  level integer not null generated always as (array_position(ARRAY['003'::text, '002'::text, '005'::text, '001'::text, '004'::text], vertraulichkeit)) stored,
  access_key text not null,
  constraint circle_tenant_id_access_key_key UNIQUE (tenant_id, access_key),
  constraint circle_pkey PRIMARY KEY (tenant_id, circle_id),
  constraint circle_check CHECK (((unit_id IS NOT NULL) = (scope = 'einheit'::text))),
  constraint circle_circle_id_check CHECK ((circle_id > 0)),
  constraint circle_scope_check CHECK ((scope = ANY (ARRAY['alle'::text, 'einheit'::text, 'benannte'::text]))),
  constraint circle_vertraulichkeit_check CHECK ((vertraulichkeit = ANY (ARRAY['001'::text, '002'::text, '003'::text, '004'::text, '005'::text])))
);
CREATE INDEX circle_of_unit ON records.circle USING btree (tenant_id, unit_id);
alter table records.circle enable row level security;
alter table records.circle force row level security;
create policy tenant on records.circle using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select on records.circle to klickamt_app;

create table records.circle_grant (
  tenant_id integer not null,
  grantee_id uuid not null,
  circle_id integer not null,
  grantee_kind text not null,
  grantee_name text not null,
  may_work boolean not null,
  constraint circle_grant_pkey PRIMARY KEY (tenant_id, grantee_id, circle_id),
  constraint circle_grant_tenant_id_circle_id_fkey FOREIGN KEY (tenant_id, circle_id) REFERENCES records.circle(tenant_id, circle_id),
  constraint circle_grant_grantee_kind_check CHECK ((grantee_kind = ANY (ARRAY['person'::text, 'einheit'::text])))
);
CREATE INDEX circle_grant_circle ON records.circle_grant USING btree (tenant_id, circle_id);
alter table records.circle_grant enable row level security;
alter table records.circle_grant force row level security;
create policy tenant on records.circle_grant using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select on records.circle_grant to klickamt_app;

create table records.counter (
  tenant_id integer not null,
  plan_unit text not null,
  year integer not null,
  last_number integer not null,
  constraint counter_pkey PRIMARY KEY (tenant_id, plan_unit, year),
  constraint counter_tenant_id_plan_unit_fkey FOREIGN KEY (tenant_id, plan_unit) REFERENCES records.plan_unit(tenant_id, plan_unit),
  constraint counter_last_number_check CHECK ((last_number > 0))
);
alter table records.counter enable row level security;
alter table records.counter force row level security;
create policy tenant on records.counter using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on records.counter to klickamt_app;

create table records.destruction_order (
  tenant_id integer not null,
  order_id uuid not null,
  akte_id uuid not null,
  basis text not null,
  proposed_by text not null,
  approved_by text,
  approved_at timestamp with time zone not null,
  confirmed_by uuid,
  archivkennung text,
  revoked_at timestamp with time zone,
  constraint destruction_order_pkey PRIMARY KEY (tenant_id, order_id, akte_id),
  constraint destruction_order_basis_check CHECK ((basis = ANY (ARRAY['plan'::text, 'bewertung'::text, 'uebernahme'::text]))),
  constraint destruction_order_check CHECK (((approved_by IS NULL) OR (approved_by <> proposed_by))),
  constraint destruction_order_check1 CHECK (((approved_by IS NOT NULL) OR ((basis = 'uebernahme'::text) AND (confirmed_by IS NOT NULL)))),
  constraint destruction_order_check2 CHECK (((basis <> 'uebernahme'::text) OR (confirmed_by IS NOT NULL)))
);
alter table records.destruction_order enable row level security;
alter table records.destruction_order force row level security;
create policy tenant on records.destruction_order using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select on records.destruction_order to klickamt_app;

create table records.dokument (
  tenant_id integer not null,
  dokument_id uuid not null,
  vorgang_id uuid not null,
  sequence integer not null,
  kind text not null,
  title text not null,
  author text not null,
  filed_at timestamp with time zone not null,
  parent_id uuid,
  posteingang date,
  postausgang date,
  datum_des_schreibens date,
  fremdes_geschaeftszeichen text,
  bemerkung text,
  constraint dokument_pkey PRIMARY KEY (tenant_id, dokument_id),
  constraint dokument_tenant_id_parent_id_fkey FOREIGN KEY (tenant_id, parent_id) REFERENCES records.dokument(tenant_id, dokument_id),
  constraint dokument_tenant_id_vorgang_id_fkey FOREIGN KEY (tenant_id, vorgang_id) REFERENCES records.vorgang(tenant_id, vorgang_id),
  constraint dokument_kind_check CHECK ((kind = ANY (ARRAY['antrag'::text, 'bescheinigung'::text, 'anlage'::text, 'schreiben'::text, 'uebermittlung'::text, 'vermerk'::text, 'eingang'::text, 'ausgang'::text, 'email'::text, 'verfuegung'::text])))
);
CREATE INDEX anlage_of_dokument ON records.dokument USING btree (tenant_id, parent_id) WHERE (parent_id IS NOT NULL);
CREATE INDEX dokument_of_vorgang ON records.dokument USING btree (tenant_id, vorgang_id, sequence);
CREATE TRIGGER keep_filed BEFORE UPDATE ON records.dokument FOR EACH ROW EXECUTE FUNCTION records.keep_filed();
CREATE TRIGGER refuse_change BEFORE DELETE ON records.dokument FOR EACH ROW EXECUTE FUNCTION records.refuse_change_before_tombstone();
alter table records.dokument enable row level security;
alter table records.dokument force row level security;
create policy tenant on records.dokument using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select on records.dokument to klickamt_app;

create table records.dokument_version (
  tenant_id integer not null,
  dokument_id uuid not null,
  version integer not null,
  sha256 text not null,
  size_bytes integer not null,
  media_type text not null,
  filename text not null,
  made_at timestamp with time zone not null,
  format integer not null default 1,
  constraint dokument_version_pkey PRIMARY KEY (tenant_id, dokument_id, version, format),
  constraint dokument_version_tenant_id_dokument_id_fkey FOREIGN KEY (tenant_id, dokument_id) REFERENCES records.dokument(tenant_id, dokument_id),
  constraint dokument_version_format_check CHECK ((format > 0)),
  constraint dokument_version_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint dokument_version_size_bytes_check CHECK ((size_bytes >= 0)),
  constraint dokument_version_version_check CHECK ((version > 0))
);
CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON records.dokument_version FOR EACH ROW EXECUTE FUNCTION records.refuse_change_before_tombstone();
alter table records.dokument_version enable row level security;
alter table records.dokument_version force row level security;
create policy tenant on records.dokument_version using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select on records.dokument_version to klickamt_app;

create table records.former_aktenzeichen (
  tenant_id integer not null,
  aktenzeichen text not null,
  akte_id uuid not null,
  vorgang_id uuid,
  plan_unit text,
  year integer,
  number integer,
  until timestamp with time zone not null,
  constraint former_aktenzeichen_pkey PRIMARY KEY (tenant_id, aktenzeichen),
  constraint former_aktenzeichen_tenant_id_akte_id_fkey FOREIGN KEY (tenant_id, akte_id) REFERENCES records.akte(tenant_id, akte_id)
);
CREATE INDEX former_aktenzeichen_number ON records.former_aktenzeichen USING btree (tenant_id, plan_unit, year, number) WHERE (vorgang_id IS NULL);
CREATE INDEX former_aktenzeichen_of_akte ON records.former_aktenzeichen USING btree (tenant_id, akte_id);
CREATE INDEX former_aktenzeichen_of_vorgang ON records.former_aktenzeichen USING btree (tenant_id, vorgang_id) WHERE (vorgang_id IS NOT NULL);
alter table records.former_aktenzeichen enable row level security;
alter table records.former_aktenzeichen force row level security;
create policy tenant on records.former_aktenzeichen using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select on records.former_aktenzeichen to klickamt_app;

create table records.history (
  tenant_id integer not null,
  akte_id uuid not null,
  sequence integer not null,
  recorded_at timestamp with time zone not null,
  action text not null,
  actor_kind text not null,
  actor_id text,
  actor_name text,
  vorgang_id uuid,
  details jsonb not null,
  previous_hash text not null,
  hash text not null,
  constraint history_pkey PRIMARY KEY (tenant_id, akte_id, sequence),
  constraint history_tenant_id_akte_id_fkey FOREIGN KEY (tenant_id, akte_id) REFERENCES records.akte(tenant_id, akte_id),
  constraint history_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['citizen'::text, 'staff'::text, 'system'::text]))),
  constraint history_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
  constraint history_previous_hash_check CHECK ((previous_hash ~ '^[0-9a-f]{64}$'::text)),
  constraint history_sequence_check CHECK ((sequence > 0))
);
CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON records.history FOR EACH ROW EXECUTE FUNCTION records.refuse_change_before_tombstone();
alter table records.history enable row level security;
alter table records.history force row level security;
create policy tenant on records.history using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select on records.history to klickamt_app;

create table records.legal_hold (
  tenant_id integer not null,
  hold_id uuid not null,
  akte_id uuid not null,
  reason text not null,
  placed_at timestamp with time zone not null,
  placed_by text not null,
  lifted_at timestamp with time zone,
  lifted_by text,
  lift_reason text,
  constraint legal_hold_pkey PRIMARY KEY (tenant_id, hold_id),
  constraint legal_hold_tenant_id_akte_id_fkey FOREIGN KEY (tenant_id, akte_id) REFERENCES records.akte(tenant_id, akte_id),
  constraint legal_hold_check CHECK ((((lifted_at IS NULL) = (lifted_by IS NULL)) AND ((lifted_at IS NULL) = (lift_reason IS NULL)))),
  constraint legal_hold_lift_reason_check CHECK (((length(lift_reason) >= 1) AND (length(lift_reason) <= 2000))),
  constraint legal_hold_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 2000)))
);
CREATE INDEX hold_of_akte ON records.legal_hold USING btree (tenant_id, akte_id, placed_at);
alter table records.legal_hold enable row level security;
alter table records.legal_hold force row level security;
create policy tenant on records.legal_hold using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select on records.legal_hold to klickamt_app;

create table records.opening_attempt (
  tenant_id integer not null,
  attempt_id uuid not null,
  staff_id uuid not null,
  attempted_at timestamp with time zone not null,
  constraint opening_attempt_pkey PRIMARY KEY (tenant_id, attempt_id)
);
CREATE INDEX opening_attempt_staff ON records.opening_attempt USING btree (tenant_id, staff_id, attempted_at);
alter table records.opening_attempt enable row level security;
alter table records.opening_attempt force row level security;
create policy tenant on records.opening_attempt using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select on records.opening_attempt to klickamt_app;

create table records.opening_rule (
  tenant_id integer not null,
  allowed text not null,
  hours integer not null,
  constraint opening_rule_pkey PRIMARY KEY (tenant_id),
  constraint opening_rule_allowed_check CHECK ((allowed = ANY (ARRAY['niemand'::text, 'leitung'::text, 'alle'::text]))),
  constraint opening_rule_hours_check CHECK (((hours >= 1) AND (hours <= 168)))
);
alter table records.opening_rule enable row level security;
alter table records.opening_rule force row level security;
create policy tenant on records.opening_rule using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on records.opening_rule to klickamt_app;

create table records.plan_history (
  tenant_id integer not null,
  plan_history_id uuid not null,
  plan_unit text not null,
  action text not null,
  recorded_at timestamp with time zone not null,
  actor_kind text not null,
  actor_id text,
  actor_name text,
  before jsonb,
  after jsonb,
  constraint plan_history_pkey PRIMARY KEY (tenant_id, plan_history_id),
  constraint plan_history_action_check CHECK ((action = ANY (ARRAY['angelegt'::text, 'geaendert'::text, 'entfernt'::text]))),
  constraint plan_history_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['citizen'::text, 'staff'::text, 'system'::text])))
);
CREATE INDEX plan_history_of_unit ON records.plan_history USING btree (tenant_id, plan_unit, plan_history_id);
CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON records.plan_history FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
alter table records.plan_history enable row level security;
alter table records.plan_history force row level security;
create policy tenant on records.plan_history using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select on records.plan_history to klickamt_app;

create table records.plan_unit (
  tenant_id integer not null,
  plan_unit text not null,
  title text not null,
  aufbewahrungsdauer integer not null,
  aussonderungsart text not null,
  source text not null,
  takes_akten boolean not null,
  plan_unit_id uuid not null default gen_random_uuid(),
  closed boolean not null default false,
  aktenzeichen_rule text not null default '{einheit}-{jahr}-{nummer:5}'::text,
  federfuehrung uuid,
  vertraulichkeit text not null default '003'::text,
  circle_id integer not null default 0,
  constraint plan_unit_pkey PRIMARY KEY (tenant_id, plan_unit),
  constraint plan_unit_aufbewahrungsdauer_check CHECK (((aufbewahrungsdauer >= 0) AND (aufbewahrungsdauer <= 200))),
  constraint plan_unit_aussonderungsart_check CHECK ((aussonderungsart = ANY (ARRAY['A'::text, 'B'::text, 'V'::text]))),
  constraint plan_unit_circle_id_check CHECK ((circle_id >= 0)),
  constraint plan_unit_plan_unit_check CHECK ((plan_unit ~ '^[0-9A-Z]{1,8}(\.[0-9A-Z]{1,8}){0,7}$'::text)),
  constraint plan_unit_vertraulichkeit_check CHECK ((vertraulichkeit = ANY (ARRAY['001'::text, '002'::text, '003'::text, '004'::text, '005'::text])))
);
alter table records.plan_unit enable row level security;
alter table records.plan_unit force row level security;
create policy tenant on records.plan_unit using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select, update on records.plan_unit to klickamt_app;

create table records.plan_unit_count (
  tenant_id integer not null,
  plan_unit text not null,
  circle_id integer not null,
  akten integer not null,
  constraint plan_unit_count_pkey PRIMARY KEY (tenant_id, plan_unit, circle_id)
);
alter table records.plan_unit_count enable row level security;
alter table records.plan_unit_count force row level security;
create policy tenant on records.plan_unit_count using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on records.plan_unit_count to klickamt_app;

create table records.registry_action (
  tenant_id integer not null,
  action_id uuid not null,
  kind text not null,
  made_at timestamp with time zone not null,
  staff_id text,
  report jsonb not null,
  undo jsonb not null,
  heads jsonb not null,
  undone_at timestamp with time zone,
  constraint registry_action_pkey PRIMARY KEY (tenant_id, action_id)
);
CREATE INDEX registry_action_of_staff ON records.registry_action USING btree (tenant_id, staff_id, action_id);
alter table records.registry_action enable row level security;
alter table records.registry_action force row level security;
create policy tenant on records.registry_action using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on records.registry_action to klickamt_app;

create table records.teilakte (
  tenant_id integer not null,
  teilakte_id uuid not null,
  akte_id uuid not null,
  number integer not null,
  betreff text not null,
  opened_at timestamp with time zone not null,
  constraint teilakte_tenant_id_akte_id_number_key UNIQUE (tenant_id, akte_id, number),
  constraint teilakte_tenant_id_akte_id_teilakte_id_key UNIQUE (tenant_id, akte_id, teilakte_id),
  constraint teilakte_pkey PRIMARY KEY (tenant_id, teilakte_id),
  constraint teilakte_tenant_id_akte_id_fkey FOREIGN KEY (tenant_id, akte_id) REFERENCES records.akte(tenant_id, akte_id),
  constraint teilakte_number_check CHECK ((number > 0))
);
alter table records.teilakte enable row level security;
alter table records.teilakte force row level security;
create policy tenant on records.teilakte using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on records.teilakte to klickamt_app;

create table records.tombstone (
  tenant_id integer not null,
  akte_id uuid not null,
  plan_unit text not null,
  year integer not null,
  number integer not null,
  aktenzeichen text not null,
  circle_id integer not null,
  opened_at timestamp with time zone not null,
  zda_at timestamp with time zone not null,
  vorgaenge integer not null,
  dokumente integer not null,
  head_sequence integer not null,
  head_hash text not null,
  destroyed_at timestamp with time zone not null,
  order_id uuid not null,
  basis text not null,
  archivkennung text,
  proof_akte_id uuid not null,
  proof_sequence integer not null,
  constraint tombstone_tenant_id_aktenzeichen_key UNIQUE (tenant_id, aktenzeichen),
  constraint tombstone_pkey PRIMARY KEY (tenant_id, akte_id),
  constraint tombstone_tenant_id_order_id_akte_id_fkey FOREIGN KEY (tenant_id, order_id, akte_id) REFERENCES records.destruction_order(tenant_id, order_id, akte_id)
);
CREATE INDEX tombstone_in_time ON records.tombstone USING btree (tenant_id, destroyed_at, akte_id);
CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON records.tombstone FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
alter table records.tombstone enable row level security;
alter table records.tombstone force row level security;
create policy tenant on records.tombstone using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant select on records.tombstone to klickamt_app;

create table records.tombstone_number (
  tenant_id integer not null,
  plan_unit text not null,
  year integer not null,
  number integer not null,
  akte_id uuid not null,
  constraint tombstone_number_pkey PRIMARY KEY (tenant_id, plan_unit, year, number),
  constraint tombstone_number_tenant_id_akte_id_fkey FOREIGN KEY (tenant_id, akte_id) REFERENCES records.tombstone(tenant_id, akte_id)
);
CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE ON records.tombstone_number FOR EACH ROW EXECUTE FUNCTION platform.refuse_change();
alter table records.tombstone_number enable row level security;
alter table records.tombstone_number force row level security;
create policy tenant on records.tombstone_number using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant select on records.tombstone_number to klickamt_app;

create table records.verweis (
  tenant_id integer not null,
  verweis_id uuid not null,
  akte_id uuid not null,
  from_kind text not null,
  from_id uuid not null,
  to_kind text not null,
  to_id uuid not null,
  kind text not null,
  note text,
  made_at timestamp with time zone not null,
  constraint verweis_pkey PRIMARY KEY (tenant_id, verweis_id),
  constraint verweis_tenant_id_akte_id_fkey FOREIGN KEY (tenant_id, akte_id) REFERENCES records.akte(tenant_id, akte_id),
  constraint verweis_from_kind_check CHECK ((from_kind = ANY (ARRAY['akte'::text, 'vorgang'::text, 'dokument'::text]))),
  constraint verweis_kind_check CHECK ((kind = ANY (ARRAY['bezug'::text, 'kopie'::text, 'vorgaenger'::text, 'nachfolger'::text]))),
  constraint verweis_to_kind_check CHECK ((to_kind = ANY (ARRAY['akte'::text, 'vorgang'::text, 'dokument'::text])))
);
CREATE INDEX verweis_from ON records.verweis USING btree (tenant_id, from_id);
CREATE INDEX verweis_of_akte ON records.verweis USING btree (tenant_id, akte_id, verweis_id);
CREATE INDEX verweis_to ON records.verweis USING btree (tenant_id, to_id);
alter table records.verweis enable row level security;
alter table records.verweis force row level security;
create policy tenant on records.verweis using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select, update on records.verweis to klickamt_app;

create table records.vorgang (
  tenant_id integer not null,
  vorgang_id uuid not null,
  akte_id uuid not null,
  number integer not null,
  aktenzeichen text not null,
  betreff text not null,
  case_id uuid,
  opened_at timestamp with time zone not null,
  zda_at timestamp with time zone,
  teilakte_id uuid,
  constraint vorgang_tenant_id_akte_id_number_key UNIQUE (tenant_id, akte_id, number),
  constraint vorgang_pkey PRIMARY KEY (tenant_id, vorgang_id),
  constraint vorgang_tenant_id_akte_id_fkey FOREIGN KEY (tenant_id, akte_id) REFERENCES records.akte(tenant_id, akte_id),
  constraint vorgang_tenant_id_akte_id_teilakte_id_fkey FOREIGN KEY (tenant_id, akte_id, teilakte_id) REFERENCES records.teilakte(tenant_id, akte_id, teilakte_id),
  constraint vorgang_number_check CHECK ((number > 0))
);
CREATE INDEX vorgang_of_teilakte ON records.vorgang USING btree (tenant_id, teilakte_id) WHERE (teilakte_id IS NOT NULL);
CREATE UNIQUE INDEX vorgang_aktenzeichen ON records.vorgang USING btree (tenant_id, aktenzeichen);
alter table records.vorgang enable row level security;
alter table records.vorgang force row level security;
create policy tenant on records.vorgang using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant insert, select, update on records.vorgang to klickamt_app;

create table tenants.region (
  region_id text not null,
  name_de text not null,
  name_en text not null,
  created_at timestamp with time zone not null default now(),
  constraint region_pkey PRIMARY KEY (region_id),
  constraint region_name_de_check CHECK (((length(name_de) >= 1) AND (length(name_de) <= 120))),
  constraint region_name_en_check CHECK (((length(name_en) >= 1) AND (length(name_en) <= 120))),
  constraint region_region_id_check CHECK ((region_id ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text))
);
grant insert, select, update on tenants.region to klickamt_app;

create table tenants.tenant (
  tenant_id integer not null generated always as identity,
  slug text not null,
  ags text not null,
  name text not null,
  official_name text not null,
  kreis text not null,
  regierungsbezirk text not null,
  region_id text,
  accent text not null,
  demo boolean not null,
  contact jsonb not null,
  settings jsonb not null default '{}'::jsonb,
  created_at timestamp with time zone not null default now(),
  changed_at timestamp with time zone not null default now(),
  constraint tenant_ags_key UNIQUE (ags),
  constraint tenant_slug_key UNIQUE (slug),
  constraint tenant_pkey PRIMARY KEY (tenant_id),
  constraint tenant_region_id_fkey FOREIGN KEY (region_id) REFERENCES tenants.region(region_id),
  constraint tenant_accent_check CHECK ((accent ~ '^#[0-9a-f]{6}$'::text)),
  constraint tenant_ags_check CHECK ((ags ~ '^[0-9]{8}$'::text)),
  constraint tenant_slug_check CHECK ((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text))
);
CREATE INDEX tenant_region ON tenants.tenant USING btree (region_id);
CREATE TRIGGER region_by_platform BEFORE UPDATE ON tenants.tenant FOR EACH ROW EXECUTE FUNCTION tenants.refuse_own_region();
alter table tenants.tenant enable row level security;
alter table tenants.tenant force row level security;
create policy everybody_reads on tenants.tenant using (true) with check ();
create policy own_changes on tenants.tenant using ((((current_setting('klickamt.tenant'::text))::integer = 0) OR ((current_setting('klickamt.tenant'::text))::integer = tenant_id))) with check ((((current_setting('klickamt.tenant'::text))::integer = 0) OR ((current_setting('klickamt.tenant'::text))::integer = tenant_id)));
create policy platform_adds on tenants.tenant using () with check (((current_setting('klickamt.tenant'::text))::integer = 0));
grant insert, select, update on tenants.tenant to klickamt_app;

create table uploads.upload (
  tenant_id integer not null,
  upload_id uuid not null,
  owner_id uuid not null,
  field_path text not null,
  filename text not null,
  media_type text not null default ''::text,
  size_bytes integer not null,
  sha256 text,
  state text not null,
  reason text,
  kinds text[] not null,
  max_bytes integer not null,
  fingerprint text,
  replaces uuid,
  has_preview boolean not null default false,
  ordered_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  sealed_at timestamp with time zone,
  constraint upload_pkey PRIMARY KEY (tenant_id, upload_id),
  constraint upload_check CHECK (((state <> 'refused'::text) OR (reason IS NOT NULL))),
  constraint upload_check1 CHECK (((state <> ALL (ARRAY['quarantined'::text, 'clean'::text])) OR (sha256 IS NOT NULL))),
  constraint upload_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint upload_size_bytes_check CHECK ((size_bytes >= 0)),
  constraint upload_state_check CHECK ((state = ANY (ARRAY['receiving'::text, 'checking'::text, 'quarantined'::text, 'clean'::text, 'refused'::text])))
);
CREATE INDEX upload_of_owner ON uploads.upload USING btree (tenant_id, owner_id, ordered_at);
CREATE INDEX upload_unfinished ON uploads.upload USING btree (tenant_id, changed_at) WHERE (state = ANY (ARRAY['receiving'::text, 'checking'::text]));
alter table uploads.upload enable row level security;
alter table uploads.upload force row level security;
create policy tenant on uploads.upload using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select, update on uploads.upload to klickamt_app;

create table viewer.conversion (
  tenant_id integer not null,
  dokument_id uuid not null,
  version integer not null,
  state text not null,
  at timestamp with time zone not null,
  constraint conversion_pkey PRIMARY KEY (tenant_id, dokument_id, version),
  constraint conversion_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'failed'::text])))
);
alter table viewer.conversion enable row level security;
alter table viewer.conversion force row level security;
create policy tenant on viewer.conversion using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select, update on viewer.conversion to klickamt_app;

create table viewer.disclosure (
  tenant_id integer not null,
  disclosure_id uuid not null,
  dokument_id uuid not null,
  version integer not null,
  format integer not null,
  sha256 text not null,
  media_type text not null,
  author_name text not null,
  begun_at timestamp with time zone not null,
  page_count integer not null,
  pages integer[] not null,
  terms text[] not null,
  kinds text[] not null,
  reason text not null,
  legal_basis text not null,
  with_text boolean not null,
  state text not null,
  run integer not null default 0,
  made_pages integer not null default 0,
  result_sha256 text,
  result_bytes integer,
  constraint disclosure_pkey PRIMARY KEY (tenant_id, disclosure_id),
  constraint disclosure_page_count_check CHECK ((page_count > 0)),
  constraint disclosure_result_sha256_check CHECK ((result_sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint disclosure_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint disclosure_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'making'::text, 'ready'::text, 'failed'::text])))
);
CREATE INDEX disclosure_of_dokument ON viewer.disclosure USING btree (tenant_id, dokument_id);
alter table viewer.disclosure enable row level security;
alter table viewer.disclosure force row level security;
create policy tenant on viewer.disclosure using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select, update on viewer.disclosure to klickamt_app;

create table viewer.disclosure_box (
  tenant_id integer not null,
  disclosure_id uuid not null,
  page integer not null,
  number integer not null,
  source text not null,
  x double precision not null,
  y double precision not null,
  width double precision not null,
  height double precision not null,
  constraint disclosure_box_pkey PRIMARY KEY (tenant_id, disclosure_id, page, number),
  constraint disclosure_box_tenant_id_disclosure_id_fkey FOREIGN KEY (tenant_id, disclosure_id) REFERENCES viewer.disclosure(tenant_id, disclosure_id) ON DELETE CASCADE,
  constraint disclosure_box_number_check CHECK ((number > 0)),
  constraint disclosure_box_page_check CHECK ((page > 0)),
  constraint disclosure_box_source_check CHECK ((source = ANY (ARRAY['drawn'::text, 'word'::text])))
);
alter table viewer.disclosure_box enable row level security;
alter table viewer.disclosure_box force row level security;
create policy tenant on viewer.disclosure_box using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select on viewer.disclosure_box to klickamt_app;

create table viewer.disclosure_page (
  tenant_id integer not null,
  disclosure_id uuid not null,
  page integer not null,
  sha256 text not null,
  width integer not null,
  height integer not null,
  width_points double precision not null,
  height_points double precision not null,
  words jsonb not null,
  boxes integer not null,
  constraint disclosure_page_pkey PRIMARY KEY (tenant_id, disclosure_id, page),
  constraint disclosure_page_tenant_id_disclosure_id_fkey FOREIGN KEY (tenant_id, disclosure_id) REFERENCES viewer.disclosure(tenant_id, disclosure_id) ON DELETE CASCADE,
  constraint disclosure_page_page_check CHECK ((page > 0)),
  constraint disclosure_page_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
);
alter table viewer.disclosure_page enable row level security;
alter table viewer.disclosure_page force row level security;
create policy tenant on viewer.disclosure_page using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select on viewer.disclosure_page to klickamt_app;

create table viewer.note (
  tenant_id integer not null,
  note_id uuid not null,
  dokument_id uuid not null,
  page integer,
  author_id text not null,
  author_name text not null,
  body text not null,
  written_at timestamp with time zone not null,
  constraint note_pkey PRIMARY KEY (tenant_id, note_id),
  constraint note_body_check CHECK (((char_length(body) >= 1) AND (char_length(body) <= 4000))),
  constraint note_page_check CHECK ((page > 0))
);
CREATE INDEX note_of_dokument ON viewer.note USING btree (tenant_id, dokument_id, note_id);
alter table viewer.note enable row level security;
alter table viewer.note force row level security;
create policy tenant on viewer.note using ((tenant_id = (current_setting('klickamt.tenant'::text))::integer)) with check ((tenant_id = (current_setting('klickamt.tenant'::text))::integer));
grant delete, insert, select on viewer.note to klickamt_app;

CREATE OR REPLACE FUNCTION accounts.standing(p_tenant integer, p_staff uuid, p_day date)
 RETURNS TABLE(clearance integer, people uuid[], units uuid[], headed uuid[])
 LANGUAGE sql
 STABLE
AS $function$
  with recursive who as (
    select p_staff as staff_id
    union
    select d.absent_staff from accounts.deputy d
    where d.tenant_id = p_tenant and d.deputy_staff = p_staff and d.until_day >= p_day and d.from_day <= p_day
      and d.ended_at is null
  ), place as (
    select m.unit_id, m.role from who join accounts.unit_member m on m.tenant_id = p_tenant and m.staff_id = who.staff_id
  ), below as (
    select unit_id from place where role = 'head'
    union
    select u.unit_id from below join accounts.unit u on u.tenant_id = p_tenant and u.parent_id = below.unit_id
  )
  select
    coalesce((select array_position(array['003', '002', '005', '001', '004'], s.clearance) from accounts.staff s
      where s.tenant_id = p_tenant and s.staff_id = p_staff), 1),
    array(select staff_id from who),
    array(select unit_id from place union select unit_id from below),
    array(select unit_id from below)
$function$
;

CREATE OR REPLACE FUNCTION cases.destroy_cases(doomed uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare
  town constant integer := platform.current_tenant();
begin
  if exists (
    select from cases.case c where c.tenant_id = town and c.case_id = any(doomed) and not records.is_destroyed(c.akte_id))
  then
    raise exception 'the Akte of a case is there' using errcode = 'restrict_violation';
  end if;
  delete from cases.search_term s where s.tenant_id = town and s.case_id = any(doomed);
  delete from cases.history h where h.tenant_id = town and h.case_id = any(doomed);
  delete from cases.task t where t.tenant_id = town and t.case_id = any(doomed);
  delete from cases.case c where c.tenant_id = town and c.case_id = any(doomed);
end
$function$
;

CREATE OR REPLACE FUNCTION cases.refuse_delete_before_akte()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
begin
  if tg_op = 'DELETE' and exists (
    select from cases.case c where c.tenant_id = old.tenant_id and c.case_id = old.case_id and records.is_destroyed(c.akte_id))
  then
    return old;
  end if;
  raise exception 'rows of % stay as long as their Akte', tg_table_name using errcode = 'restrict_violation';
end
$function$
;

CREATE OR REPLACE FUNCTION circulation.destroy_akte(doomed uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare
  town constant integer := platform.current_tenant();
begin
  if not records.is_destroyed(doomed) then
    raise exception 'the Akte is there' using errcode = 'restrict_violation';
  end if;
  delete from circulation.station s using circulation.umlauf u
    where s.tenant_id = town and u.tenant_id = town and u.akte_id = doomed and u.umlauf_id = s.umlauf_id;
  delete from circulation.umlauf u where u.tenant_id = town and u.akte_id = doomed;
  delete from circulation.verfuegung_point p using circulation.verfuegung v
    where p.tenant_id = town and v.tenant_id = town and v.akte_id = doomed and v.verfuegung_id = p.verfuegung_id;
  delete from circulation.verfuegung v where v.tenant_id = town and v.akte_id = doomed;
  delete from circulation.wiedervorlage w where w.tenant_id = town and w.akte_id = doomed;
end
$function$
;

CREATE OR REPLACE FUNCTION designer.refuse_change_of_published()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.state <> 'draft' and (
    tg_op = 'DELETE'
    or new.state = 'draft'
    or new.definition is distinct from old.definition
    or new.published_at is distinct from old.published_at
  ) then
    raise exception 'a published version is never changed or removed' using errcode = 'restrict_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end
$function$
;

CREATE OR REPLACE FUNCTION gewerbe.refuse_delete_before_akte()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
begin
  -- Its case is gone by then: that goes first, and only with its Akte.
  if tg_op = 'DELETE' and not exists (
    select from cases.case c where c.tenant_id = old.tenant_id and c.case_id = old.case_id)
  then
    return old;
  end if;
  raise exception 'rows of % stay as long as their case', tg_table_name using errcode = 'restrict_violation';
end
$function$
;

CREATE OR REPLACE FUNCTION platform.current_tenant()
 RETURNS integer
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (current_setting('klickamt.tenant'::text))::integer
;

CREATE OR REPLACE PROCEDURE platform.protect(IN target regclass, IN privileges text)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy tenant on %s using (tenant_id = current_setting(''klickamt.tenant'')::integer) with check (tenant_id = current_setting(''klickamt.tenant'')::integer)',
    target);
  execute format('grant %s on %s to klickamt_app', privileges, target);
end
$procedure$
;

CREATE OR REPLACE FUNCTION platform.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'rows of % are never changed or removed', tg_table_name using errcode = 'restrict_violation';
end
$function$
;

CREATE OR REPLACE FUNCTION records.count_akte()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op <> 'INSERT' then
    update records.plan_unit_count set akten = akten - 1
    where tenant_id = old.tenant_id and plan_unit = old.plan_unit and circle_id = old.circle_id;
  end if;
  if tg_op <> 'DELETE' then
    insert into records.plan_unit_count as c (tenant_id, plan_unit, circle_id, akten)
    values (new.tenant_id, new.plan_unit, new.circle_id, 1)
    on conflict (tenant_id, plan_unit, circle_id) do update set akten = c.akten + 1;
  end if;
  return null;
end
$function$
;

CREATE OR REPLACE FUNCTION records.destroy_akte(akte uuid, ordered uuid, proof_akte uuid, proof_entry integer, moment timestamp with time zone)
 RETURNS TABLE(address text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare
  town constant integer := platform.current_tenant();
  doomed records.akte%rowtype;
  leave records.destruction_order%rowtype;
begin
  select * into doomed from records.akte a where a.tenant_id = town and a.akte_id = akte for update;
  if not found then raise exception 'there is no such Akte' using errcode = 'no_data_found'; end if;
  if doomed.zda_at is null then raise exception 'the Akte is open' using errcode = 'restrict_violation'; end if;
  if exists (select from records.legal_hold h where h.tenant_id = town and h.akte_id = akte and h.lifted_at is null) then
    raise exception 'the Akte is under a legal hold' using errcode = 'restrict_violation';
  end if;
  select * into leave from records.destruction_order o
  where o.tenant_id = town and o.order_id = ordered and o.akte_id = akte and o.revoked_at is null;
  if not found then raise exception 'nobody has ordered it' using errcode = 'insufficient_privilege'; end if;
  if proof_akte = akte or not exists (
    select from records.history h
    where h.tenant_id = town and h.akte_id = proof_akte and h.sequence = proof_entry and h.action = 'akte.vernichtet'
      and h.details ->> 'akteId' = akte::text and h.details ->> 'headHash' = doomed.head_hash)
  then raise exception 'no entry of another Akte proves it' using errcode = 'restrict_violation'; end if;

  insert into records.tombstone (tenant_id, akte_id, plan_unit, year, number, aktenzeichen, circle_id, opened_at, zda_at,
    vorgaenge, dokumente, head_sequence, head_hash, destroyed_at, order_id, basis, archivkennung, proof_akte_id, proof_sequence)
  select town, akte, doomed.plan_unit, doomed.year, doomed.number, doomed.aktenzeichen, doomed.circle_id, doomed.opened_at,
    doomed.zda_at, (select count(*) from records.vorgang v where v.tenant_id = town and v.akte_id = akte),
    (select count(*) from records.dokument d join records.vorgang v on v.tenant_id = d.tenant_id and v.vorgang_id = d.vorgang_id
      where v.tenant_id = town and v.akte_id = akte),
    doomed.head_sequence, doomed.head_hash, moment, ordered, leave.basis, leave.archivkennung, proof_akte, proof_entry;

  insert into records.tombstone_number (tenant_id, plan_unit, year, number, akte_id)
  select town, f.plan_unit, f.year, f.number, akte from records.former_aktenzeichen f
  where f.tenant_id = town and f.akte_id = akte and f.vorgang_id is null and f.number is not null;

  return query
    with content as (
      delete from records.dokument_version n using records.dokument d, records.vorgang v
      where n.tenant_id = town and d.tenant_id = town and v.tenant_id = town and v.akte_id = akte
        and d.vorgang_id = v.vorgang_id and n.dokument_id = d.dokument_id
      returning n.sha256
    )
    select distinct content.sha256 from content;
  delete from records.dokument d using records.vorgang v
  where d.tenant_id = town and v.tenant_id = town and v.akte_id = akte and d.vorgang_id = v.vorgang_id;
  delete from records.history h where h.tenant_id = town and h.akte_id = akte;
  delete from records.akte_term t where t.tenant_id = town and t.akte_id = akte;
  delete from records.legal_hold h where h.tenant_id = town and h.akte_id = akte;
  delete from records.verweis r where r.tenant_id = town and r.akte_id = akte;
  delete from records.former_aktenzeichen f where f.tenant_id = town and f.akte_id = akte;
  delete from records.vorgang v where v.tenant_id = town and v.akte_id = akte;
  delete from records.teilakte t where t.tenant_id = town and t.akte_id = akte;
  delete from records.akte_insight i where i.tenant_id = town and i.akte_id = akte;
  delete from records.akte a where a.tenant_id = town and a.akte_id = akte;
end
$function$
;

CREATE OR REPLACE FUNCTION records.is_destroyed(akte uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog'
AS $function$
  select exists (select from records.tombstone t where t.tenant_id = platform.current_tenant() and t.akte_id = akte)
$function$
;

CREATE OR REPLACE FUNCTION records.keep_filed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if (new.tenant_id, new.dokument_id, new.author, new.filed_at)
    is distinct from (old.tenant_id, old.dokument_id, old.author, old.filed_at) then
    raise exception 'author and time of a dokument are never changed' using errcode = 'restrict_violation';
  end if;
  return new;
end
$function$
;

CREATE OR REPLACE FUNCTION records.named_contents(addresses text[])
 RETURNS SETOF text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare
  before constant text := current_setting('klickamt.tenant');
  town integer;
  place record;
begin
  for town in select t.tenant_id from tenants.tenant t loop
    perform set_config('klickamt.tenant', town::text, true);
    for place in
      select c.table_schema, c.table_name, c.column_name from information_schema.columns c
      join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
      join information_schema.columns k on k.table_schema = c.table_schema and k.table_name = c.table_name and k.column_name = 'tenant_id'
      where t.table_type = 'BASE TABLE' and c.data_type = 'text' and (c.column_name = 'sha256' or c.column_name like '%\_sha256')
        and c.table_schema not in ('pg_catalog', 'information_schema', 'pgboss')
    loop
      return query execute format('select distinct %1$I from %2$I.%3$I where tenant_id = $1 and %1$I = any($2)',
        place.column_name, place.table_schema, place.table_name) using town, addresses;
    end loop;
  end loop;
  perform set_config('klickamt.tenant', before, true);
end
$function$
;

CREATE OR REPLACE FUNCTION records.refuse_change_before_tombstone()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
declare
  akte uuid;
begin
  if tg_op = 'DELETE' then
    if tg_table_name = 'history' then
      akte := old.akte_id;
    elsif tg_table_name = 'dokument' then
      select v.akte_id into akte from records.vorgang v
      where v.tenant_id = old.tenant_id and v.vorgang_id = old.vorgang_id;
    else
      select v.akte_id into akte from records.dokument d
      join records.vorgang v on v.tenant_id = d.tenant_id and v.vorgang_id = d.vorgang_id
      where d.tenant_id = old.tenant_id and d.dokument_id = old.dokument_id;
    end if;
    if exists (select from records.tombstone t where t.tenant_id = old.tenant_id and t.akte_id = akte) then
      return old;
    end if;
  end if;
  raise exception 'rows of % are never changed or removed', tg_table_name using errcode = 'restrict_violation';
end
$function$
;

CREATE OR REPLACE FUNCTION tenants.refuse_own_region()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.region_id is distinct from old.region_id and current_setting('klickamt.tenant')::integer <> 0 then
    raise exception 'only the platform changes the region of a municipality' using errcode = 'restrict_violation';
  end if;
  return new;
end
$function$
;
