-- Money that goes back the way it came: through the online provider, which answers in its own time.

create table payments.provider_refund (
  tenant_id integer not null,
  -- Also the key by which the provider knows a repeat.
  refund_id uuid not null,
  checkout_id uuid not null,
  account_id uuid not null,
  amount_cents bigint not null check (amount_cents > 0),
  -- 'failed': the provider refuses; the treasury pays out instead.
  state text not null check (state in ('ordered', 'done', 'failed')),
  ordered_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, refund_id),
  foreign key (tenant_id, checkout_id) references payments.checkout,
  foreign key (tenant_id, account_id) references payments.account
);
create index provider_refund_of_account on payments.provider_refund (account_id, tenant_id);
create index provider_refund_open on payments.provider_refund (tenant_id, ordered_at) where state = 'ordered';
call platform.protect('payments.provider_refund', 'select, insert, update');

-- A refund leaves by the bank or by the provider.
alter table payments.entry drop constraint entry_check7;
alter table payments.entry add constraint entry_refund_check
  check (kind <> 'refund' or credit = 'payable' or (debit = 'payable' and credit in ('bank', 'suspense', 'provider')));
create index entry_payable on payments.entry (tenant_id, account_id) where debit = 'payable' or credit = 'payable';

-- A provider's messages may be about a refund.
alter table payments.provider_event add column refund_id uuid;
alter table payments.provider_event add foreign key (tenant_id, refund_id) references payments.provider_refund;

-- How the simulated provider answers when money is to go back.
alter table payments.simulated_payment add column refund_answer text not null default 'at-once'
  check (refund_answer in ('at-once', 'late', 'twice', 'fails'));
alter table payments.simulated_payment alter column refund_answer drop default;
