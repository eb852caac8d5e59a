-- Staff of a municipality, their sessions, and failed attempts to sign in.
create schema accounts;
grant usage on schema accounts to klickamt_app;

create table accounts.staff (
  tenant_id integer not null,
  staff_id uuid not null,
  name text not null check (length(name) between 1 and 120),
  email text not null check (email = lower(email) and length(email) between 3 and 254),
  password_hash text not null,
  must_change_password boolean not null,
  duties text[] not null,
  demo_password_hint text,
  created_at timestamptz not null,
  deactivated_at timestamptz,
  primary key (tenant_id, staff_id),
  unique (tenant_id, email)
);
comment on column accounts.staff.demo_password_hint is 'Shown on the sign-in page of a demonstration; empty everywhere else.';
call platform.protect('accounts.staff', 'select, insert, update');

-- The token itself is only in the browser: whoever reads this table can sign in nowhere.
create table accounts.session (
  tenant_id integer not null,
  token_mac text not null,
  staff_id uuid not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (tenant_id, token_mac),
  foreign key (tenant_id, staff_id) references accounts.staff
);
create index session_staff on accounts.session (tenant_id, staff_id);
create index session_expires on accounts.session (tenant_id, expires_at);
call platform.protect('accounts.session', 'select, insert, update, delete');

-- Failures of the last minutes. The account is a keyed hash, because people type their password into the wrong field.
create table accounts.sign_in_attempt (
  tenant_id integer not null,
  attempt_id uuid not null,
  account_mac text not null,
  failed_at timestamptz not null,
  primary key (tenant_id, attempt_id)
);
create index sign_in_attempt_account on accounts.sign_in_attempt (tenant_id, account_mac, failed_at);
create index sign_in_attempt_time on accounts.sign_in_attempt (tenant_id, failed_at);
call platform.protect('accounts.sign_in_attempt', 'select, insert, delete');

-- Who gave whom access, and who took it away.
create table accounts.history (
  tenant_id integer not null,
  entry_id uuid not null,
  staff_id uuid not null,
  action text not null check (action in ('created', 'deactivated', 'password-changed')),
  actor_name text not null,
  happened_at timestamptz not null,
  primary key (tenant_id, entry_id),
  foreign key (tenant_id, staff_id) references accounts.staff
);
create trigger history_stays before update or delete on accounts.history
  for each row execute function platform.refuse_change();
call platform.protect('accounts.history', 'select, insert');
