-- What a town decides for its Ausweis desk, provisional cards, and what became of reports of loss.

create table ausweis.setting (
  tenant_id integer not null,
  -- Whether a second person approves before a card is ordered: never, as the task says, always.
  vier_augen text not null check (vier_augen in ('nie', 'im-einzelfall', 'immer')),
  -- Whether people may sign on the screen.
  unterschrift_am_bildschirm boolean not null,
  changed_by_name text not null,
  changed_at timestamptz not null,
  primary key (tenant_id)
);
call platform.protect('ausweis.setting', 'select, insert, update');

-- A provisional card is issued at the counter and never on its way. § 3 PAuswG.
alter table ausweis.card add column kind text not null default 'personalausweis'
  check (kind in ('personalausweis', 'vorlaeufig'));
alter table ausweis.card alter column kind drop default;
alter table ausweis.card drop constraint card_tenant_id_case_id_key;
alter table ausweis.card add constraint card_once_for_case unique (tenant_id, case_id, kind);
alter table ausweis.card drop constraint card_seriennummer_check;
-- One letter and seven digits on a provisional card: § 2 Abs. 8 PAuswG.
alter table ausweis.card add constraint card_seriennummer_check
  check (seriennummer ~ case kind when 'vorlaeufig' then '^[A-Z][0-9]{7}$' else '^[A-Z0-9]{9}$' end);
alter table ausweis.card add constraint card_vorlaeufig_check
  check (kind <> 'vorlaeufig' or (seriennummer is not null and state in ('handed-over', 'blocked', 'invalidated', 'expired')));
-- The number is printed on the blank: each blank is used once.
create unique index card_blank_once on ausweis.card (tenant_id, seriennummer) where kind = 'vorlaeufig';

-- Which cards a report meant, and when the office found that it cannot be confirmed.
alter table ausweis.loss add column card_ids uuid[] not null default '{}';
alter table ausweis.loss alter column card_ids drop default;
alter table ausweis.loss add column dismissed_at timestamptz;
grant update (dismissed_at) on ausweis.loss to klickamt_app;
