-- Personalausweisregister (§ 23 PAuswG), what is captured at the appointment, its deletion and the proof of it.

create schema ausweis;
grant usage on schema ausweis to klickamt_app;

create table ausweis.card (
  tenant_id integer not null,
  card_id uuid not null,
  -- Case by which the card was applied for.
  case_id uuid not null,
  mailbox_id uuid not null,
  -- Folded name and day of birth: finds the cards of one person.
  person_key text collate "C" not null,
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
  -- Set by the producer's receipt.
  seriennummer text collate "C" check (seriennummer ~ '^[A-Z0-9]{9}$'),
  issued_on date not null,
  valid_until date not null,
  state text not null check (state in ('ordered', 'produced', 'arrived', 'ready', 'handed-over', 'blocked', 'invalidated', 'expired')),
  uebergabe text not null,
  ordered_at timestamptz not null,
  -- The order lies with the producer.
  sent_at timestamptz,
  changed_at timestamptz not null,
  primary key (tenant_id, card_id),
  unique (tenant_id, case_id)
);
create index card_person on ausweis.card (tenant_id, person_key, state);
create index card_serial on ausweis.card (tenant_id, seriennummer);
create index card_state on ausweis.card (tenant_id, state, card_id);
create index card_until on ausweis.card (tenant_id, valid_until);
-- One card on its way for one person, whoever orders it and however many do so at once.
create unique index card_one_on_its_way on ausweis.card (tenant_id, person_key)
  where state in ('ordered', 'produced', 'arrived', 'ready');
call platform.protect('ausweis.card', 'select, insert, update, delete');

-- The application adds to it only. It goes with its card when the register has to forget that.
create table ausweis.card_event (
  tenant_id integer not null,
  event_id uuid not null,
  position bigint not null generated always as identity,
  card_id uuid not null,
  what text not null,
  actor_name text not null,
  at timestamptz not null,
  primary key (tenant_id, event_id),
  foreign key (tenant_id, card_id) references ausweis.card (tenant_id, card_id) on delete cascade
);
create index card_event_card on ausweis.card_event (tenant_id, card_id, position);
create trigger card_event_stays before update on ausweis.card_event
  for each row execute function platform.refuse_change();
call platform.protect('ausweis.card_event', 'select, insert');

-- Words by which a card is found.
create table ausweis.card_term (
  tenant_id integer not null,
  term text collate "C" not null,
  card_id uuid not null,
  primary key (tenant_id, term, card_id),
  foreign key (tenant_id, card_id) references ausweis.card (tenant_id, card_id) on delete cascade
);
create index card_term_card on ausweis.card_term (tenant_id, card_id);
call platform.protect('ausweis.card_term', 'select, insert, delete');

-- Who established identity at the appointment, and by what. § 9 Abs. 1 Satz 6 PAuswG.
create table ausweis.visit (
  tenant_id integer not null,
  case_id uuid not null,
  proof text not null check (proof in ('personalausweis', 'reisepass', 'geburtsurkunde', 'andere')),
  checked_by uuid not null,
  checked_by_name text not null,
  checked_at timestamptz not null,
  primary key (tenant_id, case_id)
);
call platform.protect('ausweis.visit', 'select, insert, update');

-- Photographs: with the application, then with the card in the register (§ 23 Abs. 3 PAuswG).
create table ausweis.photo (
  tenant_id integer not null,
  case_id uuid not null,
  -- 'cloud': of a registered service; 'geraet': the office's own device, 96 hours at most (§ 6a Abs. 3 PAuswV).
  origin text not null check (origin in ('cloud', 'geraet')),
  bytes bytea not null,
  media_type text not null,
  fetched_at timestamptz not null,
  fetched_by text not null,
  primary key (tenant_id, case_id)
);
call platform.protect('ausweis.photo', 'select, insert, delete');

-- Fingerprints, and nothing else: unlogged, so that they reach neither the write-ahead log nor what is copied of it.
create unlogged table ausweis.biometric (
  tenant_id integer not null,
  case_id uuid not null,
  left_finger text not null,
  left_bytes bytea not null,
  right_finger text not null,
  right_bytes bytea not null,
  captured_at timestamptz not null,
  primary key (tenant_id, case_id)
);
call platform.protect('ausweis.biometric', 'select, insert, delete');

-- Who received the card. § 18 PAuswV.
create table ausweis.handover (
  tenant_id integer not null,
  case_id uuid not null,
  received_by text not null check (received_by in ('selbst', 'vertretung', 'bevollmaechtigt')),
  name text not null check (length(name) between 1 and 200),
  -- Path of a drawn signature, or empty: signed by hand on paper.
  signature text not null,
  old_card text not null check (old_card in ('entwertet', 'einbehalten', 'abhandengekommen', 'keiner')),
  by_name text not null,
  at timestamptz not null,
  primary key (tenant_id, case_id)
);
call platform.protect('ausweis.handover', 'select, insert, update');

-- Reports of loss, of cards that the register knows and of others.
create table ausweis.loss (
  tenant_id integer not null,
  case_id uuid not null,
  person_key text collate "C" not null,
  seriennummer text not null,
  reported_at timestamptz not null,
  primary key (tenant_id, case_id)
);
create index loss_person on ausweis.loss (tenant_id, person_key);
call platform.protect('ausweis.loss', 'select, insert');

-- Proof that something was deleted, without what it was.
create table ausweis.deletion (
  tenant_id integer not null,
  deletion_id uuid not null,
  -- Key of a rule of deletion: 'fingerabdruecke', 'register' ...
  rule text not null,
  -- Case, or card, that it belonged to.
  subject_id uuid not null,
  source text not null,
  by_name text not null,
  at timestamptz not null,
  primary key (tenant_id, deletion_id)
);
create index deletion_subject on ausweis.deletion (tenant_id, subject_id);
create trigger deletion_stays before update or delete on ausweis.deletion
  for each row execute function platform.refuse_change();
call platform.protect('ausweis.deletion', 'select, insert');
