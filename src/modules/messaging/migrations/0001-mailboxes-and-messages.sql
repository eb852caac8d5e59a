-- Mailboxes without an account, what was written in them, and the e-mails that say so.

create schema messaging;
grant usage on schema messaging to klickamt_app;

-- Opened with the code a citizen got; only a keyed hash of the code is stored.
create table messaging.mailbox (
  tenant_id integer not null,
  mailbox_id uuid not null,
  code_mac text not null,
  email text,
  language text not null check (language in ('de', 'en')),
  opened_at timestamptz not null,
  nudged_at timestamptz,
  primary key (tenant_id, mailbox_id),
  unique (tenant_id, code_mac)
);
call platform.protect('messaging.mailbox', 'select, insert, update');

-- posted_at is the proof of when a notice was provided (§ 9 Abs. 1 Satz 5 OZG): rows are never changed.
create table messaging.message (
  tenant_id integer not null,
  message_id uuid not null,
  mailbox_id uuid not null,
  case_id uuid not null,
  direction text not null check (direction in ('to-citizen', 'to-office')),
  kind text not null check (kind in ('receipt', 'question', 'answer', 'notice', 'info')),
  subject text not null,
  body text not null,
  author text not null,
  posted_at timestamptz not null,
  effective_on date check ((effective_on is not null) = (kind = 'notice')),
  primary key (tenant_id, message_id),
  foreign key (tenant_id, mailbox_id) references messaging.mailbox
);
create index message_of_case on messaging.message (tenant_id, case_id, message_id);
create index message_of_mailbox on messaging.message (tenant_id, mailbox_id, message_id);
call platform.protect('messaging.message', 'select, insert');
create trigger message_kept before update or delete on messaging.message
  for each row execute function platform.refuse_change();

create table messaging.attachment (
  tenant_id integer not null,
  attachment_id uuid not null,
  message_id uuid not null,
  position integer not null,
  title text not null,
  filename text not null,
  media_type text not null,
  size_bytes integer not null check (size_bytes >= 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  document_id uuid,
  primary key (tenant_id, attachment_id),
  foreign key (tenant_id, message_id) references messaging.message
);
create index attachment_of_message on messaging.attachment (tenant_id, message_id, position);
call platform.protect('messaging.attachment', 'select, insert');
create trigger attachment_kept before update or delete on messaging.attachment
  for each row execute function platform.refuse_change();

-- E-mails without content that say: something lies in your mailbox. subject and body stand here once sent.
create table messaging.mail (
  tenant_id integer not null,
  mail_id uuid not null,
  mailbox_id uuid not null,
  recipient text not null,
  language text not null check (language in ('de', 'en')),
  state text not null check (state in ('queued', 'sent', 'failed', 'withdrawn')),
  attempts integer not null default 0,
  last_error text,
  queued_at timestamptz not null,
  not_before timestamptz not null,
  sent_at timestamptz,
  transport text check (transport in ('smtp', 'folder')),
  subject text,
  body text,
  primary key (tenant_id, mail_id),
  foreign key (tenant_id, mailbox_id) references messaging.mailbox
);
create index mail_of_mailbox on messaging.mail (tenant_id, mailbox_id, state);
call platform.protect('messaging.mail', 'select, insert, update');
