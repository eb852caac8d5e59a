-- What a town allows on the phone, signatures given there, and codes of photographs on their way to the photo service.

create table ausweis.online_setting (
  tenant_id integer not null,
  -- People may sign on their own screen while they prepare the application.
  unterschrift_am_handy boolean not null,
  -- Experimentation clause: cards are ordered without an appointment.
  ohne_termin boolean not null,
  -- Which clause: without one there is no experiment.
  klausel text not null check (length(klausel) <= 300),
  changed_by_name text not null,
  changed_at timestamptz not null,
  primary key (tenant_id),
  check (not ohne_termin or klausel <> '')
);
call platform.protect('ausweis.online_setting', 'select, insert, update');

-- A signature of § 5 Abs. 2 Nr. 6 PAuswG, given while the application is prepared. Belongs to the draft, then to the case.
create table ausweis.signature (
  tenant_id integer not null,
  draft_id uuid not null,
  case_id uuid,
  -- Strokes as the path of a drawing; empty where only the name was given, to sign by hand at the appointment.
  path text not null,
  name text not null,
  signed_at timestamptz not null,
  primary key (tenant_id, draft_id),
  check (path <> '' or name <> '')
);
create index signature_case on ausweis.signature (case_id, tenant_id) where case_id is not null;
call platform.protect('ausweis.signature', 'select, insert, update, delete');

-- The code of a photograph that a citizen gave, and what the photo service said to it. The last one counts.
create table ausweis.photo_code (
  tenant_id integer not null,
  case_id uuid not null,
  code text not null,
  -- 'asked': the service has not answered yet.
  state text not null check (state in ('asked', 'fetched', 'wrong', 'used', 'expired')),
  changed_at timestamptz not null,
  primary key (tenant_id, case_id)
);
call platform.protect('ausweis.photo_code', 'select, insert, update, delete');
