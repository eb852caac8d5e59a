-- Geschäftsgang: Umläufe with their stations, Wiedervorlagen, Verfügungen with their points. What happened stands in the
-- chain of the Akte; these rows say what is still to be done.

create schema circulation;
grant usage on schema circulation to klickamt_app;

create table circulation.umlauf (
  tenant_id integer not null,
  umlauf_id uuid not null,
  akte_id uuid not null,
  vorgang_id uuid not null,
  -- Null: the whole Vorgang goes round.
  dokument_id uuid,
  subject text not null check (length(subject) between 1 and 200),
  -- nacheinander: one station after the other. gleichzeitig: all at once.
  order_kind text not null check (order_kind in ('nacheinander', 'gleichzeitig')),
  state text not null check (state in ('laeuft', 'abgeschlossen', 'abgelehnt', 'zurueckgezogen')),
  started_by uuid not null,
  started_by_name text not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, umlauf_id)
);
create index umlauf_akte on circulation.umlauf (tenant_id, akte_id, umlauf_id);
create index umlauf_starter on circulation.umlauf (tenant_id, started_by, umlauf_id);
call platform.protect('circulation.umlauf', 'select, insert, update');

create table circulation.station (
  tenant_id integer not null,
  station_id uuid not null,
  umlauf_id uuid not null,
  position integer not null check (position > 0),
  purpose text not null check (purpose in ('kenntnis', 'mitzeichnung', 'schlusszeichnung')),
  addressee_kind text not null check (addressee_kind in ('person', 'einheit')),
  addressee_id uuid not null,
  addressee_name text not null,
  -- wartet: those before come first. entfallen: the Umlauf ended before it came to them.
  state text not null check (state in ('wartet', 'offen', 'erledigt', 'abgelehnt', 'weitergegeben', 'entfallen')),
  due_on date,
  due_sort date not null generated always as (coalesce(due_on, date '9999-12-31')) stored,
  opened_at timestamptz,
  done_at timestamptz,
  done_by uuid,
  done_by_name text,
  -- In Vertretung for whom.
  done_for_name text,
  note text,
  primary key (tenant_id, station_id),
  foreign key (tenant_id, umlauf_id) references circulation.umlauf
);
create index station_umlauf on circulation.station (tenant_id, umlauf_id, position);
create index station_open on circulation.station (tenant_id, addressee_id, state, due_sort, station_id);
call platform.protect('circulation.station', 'select, insert, update');

create table circulation.wiedervorlage (
  tenant_id integer not null,
  wiedervorlage_id uuid not null,
  akte_id uuid not null,
  vorgang_id uuid,
  day date not null,
  addressee_kind text not null check (addressee_kind in ('person', 'einheit')),
  addressee_id uuid not null,
  addressee_name text not null,
  note text not null,
  -- geplant: its day is still to come. vorgelegt: it lies on the desk.
  state text not null check (state in ('geplant', 'vorgelegt', 'erledigt')),
  made_by_name text not null,
  made_at timestamptz not null,
  done_at timestamptz,
  done_by_name text,
  primary key (tenant_id, wiedervorlage_id)
);
create index wiedervorlage_addressee on circulation.wiedervorlage (tenant_id, addressee_id, state, day);
create index wiedervorlage_day on circulation.wiedervorlage (tenant_id, state, day);
create index wiedervorlage_akte on circulation.wiedervorlage (tenant_id, akte_id);
call platform.protect('circulation.wiedervorlage', 'select, insert, update');

create table circulation.verfuegung (
  tenant_id integer not null,
  verfuegung_id uuid not null,
  akte_id uuid not null,
  vorgang_id uuid not null,
  title text not null check (length(title) between 1 and 200),
  state text not null check (state in ('offen', 'fertig')),
  made_by_name text not null,
  made_at timestamptz not null,
  finished_at timestamptz,
  -- The Dokument as which it was filed.
  dokument_id uuid,
  primary key (tenant_id, verfuegung_id)
);
create index verfuegung_akte on circulation.verfuegung (tenant_id, akte_id, verfuegung_id);
call platform.protect('circulation.verfuegung', 'select, insert, update');

create table circulation.verfuegung_point (
  tenant_id integer not null,
  verfuegung_id uuid not null,
  position integer not null check (position > 0),
  text text not null check (length(text) between 1 and 2000),
  addressee_kind text not null check (addressee_kind in ('person', 'einheit')),
  addressee_id uuid not null,
  addressee_name text not null,
  due_on date,
  done_at timestamptz,
  done_by_name text,
  done_for_name text,
  primary key (tenant_id, verfuegung_id, position),
  foreign key (tenant_id, verfuegung_id) references circulation.verfuegung
);
create index verfuegung_point_open on circulation.verfuegung_point (tenant_id, addressee_id) where done_at is null;
call platform.protect('circulation.verfuegung_point', 'select, insert, update');
