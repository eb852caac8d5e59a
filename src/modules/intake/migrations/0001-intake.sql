-- What has come in and is not on file yet: files to be filed in a Vorgang, and piles of scanned post. Everything here goes
-- when it has been filed, or when nobody has touched it for the days that the town has set. The bytes that people hand in
-- lie with `uploads`; what is made of them lies here, so that it is erased with its row.

create schema intake;
grant usage on schema intake to klickamt_app;

create table intake.setting (
  tenant_id integer not null primary key,
  -- Pages of a letter that somebody compares with the scan, in per cent; at least one each.
  compare_percent integer not null check (compare_percent between 1 and 100),
  -- Days after the last change until what was not filed is erased.
  keep_days integer not null check (keep_days between 7 and 365),
  changed_at timestamptz not null,
  changed_by text not null
);
call platform.protect('intake.setting', 'select, insert, update');

create table intake.collection (
  tenant_id integer not null,
  collection_id uuid not null,
  kind text not null check (kind in ('filing', 'pile')),
  -- filing: open, filing, filed. pile: open, reading, sorting, split, failed.
  state text not null check (state in ('open', 'filing', 'filed', 'reading', 'sorting', 'split', 'failed')),
  -- Where a filing goes; rights are asked there each time.
  akte_id uuid,
  vorgang_id uuid,
  staff_id uuid not null,
  staff_name text not null,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  -- Of a pile: who scanned when with what.
  scan jsonb,
  -- Code of what went wrong.
  problem text,
  primary key (tenant_id, collection_id),
  check ((kind = 'filing') = (akte_id is not null and vorgang_id is not null)),
  check ((kind = 'pile') = (scan is not null))
);
create index collection_of_akte on intake.collection (tenant_id, akte_id) where kind = 'filing';
create index collection_changed on intake.collection (tenant_id, changed_at);
call platform.protect('intake.collection', 'select, insert, update, delete');

-- A file of a filing, as it will be filed. Its id is that of its upload.
create table intake.item (
  tenant_id integer not null,
  item_id uuid not null,
  collection_id uuid not null,
  -- The e-mail that it came with.
  parent_id uuid,
  depth integer not null default 0 check (depth between 0 and 5),
  position integer not null,
  -- Folders it lay in, with a slash between.
  folder text not null default '',
  title text not null,
  kind text not null,
  letter_date date,
  sender text not null default '',
  chosen boolean not null default true,
  -- Of an e-mail: reading, read, unreadable, sealed.
  mail text check (mail in ('reading', 'read', 'unreadable', 'sealed')),
  -- Attachments that were too many or too large to be taken out.
  mail_left_out integer not null default 0,
  readable text,
  dokument_id uuid,
  primary key (tenant_id, item_id),
  foreign key (tenant_id, collection_id) references intake.collection on delete cascade
);
create index item_of_collection on intake.item (tenant_id, collection_id, position);
call platform.protect('intake.item', 'select, insert, update, delete');

-- A page of a pile as it came out of the scanner.
create table intake.page (
  tenant_id integer not null,
  collection_id uuid not null,
  number integer not null check (number > 0),
  upload_id uuid not null,
  -- Within its file, from 1.
  source_page integer not null check (source_page > 0),
  found text not null check (found in ('page', 'separator', 'blank')),
  -- What the separator sheet before says it belongs to.
  target text,
  fate text not null check (fate in ('start', 'continue', 'drop')),
  rotation integer not null default 0 check (rotation in (0, 90, 180, 270)),
  thumbnail bytea not null,
  primary key (tenant_id, collection_id, number),
  foreign key (tenant_id, collection_id) references intake.collection on delete cascade
);
call platform.protect('intake.page', 'select, insert, update, delete');

-- A letter out of a pile.
create table intake.letter (
  tenant_id integer not null,
  letter_id uuid not null,
  collection_id uuid not null,
  number integer not null check (number > 0),
  state text not null check (state in ('composing', 'recognising', 'ready', 'filed', 'failed')),
  problem text,
  pages integer not null check (pages > 0),
  -- Aktenzeichen that the separator sheet or the text names.
  proposal text,
  scan_sha256 text check (scan_sha256 ~ '^[0-9a-f]{64}$'),
  searchable_sha256 text check (searchable_sha256 ~ '^[0-9a-f]{64}$'),
  compared_at timestamptz,
  compared_by text,
  compared_with text check (compared_with in ('paper', 'scan')),
  comparison text check (comparison in ('agrees', 'differs')),
  comparison_note text,
  dokument_id uuid,
  filed_at timestamptz,
  changed_at timestamptz not null,
  primary key (tenant_id, letter_id),
  foreign key (tenant_id, collection_id) references intake.collection on delete cascade
);
create index letter_of_collection on intake.letter (tenant_id, collection_id, number);
create index letter_state on intake.letter (tenant_id, state, letter_id);
call platform.protect('intake.letter', 'select, insert, update, delete');

create table intake.letter_page (
  tenant_id integer not null,
  letter_id uuid not null,
  number integer not null check (number > 0),
  -- Page of the pile.
  page_number integer not null,
  -- Somebody has to compare it.
  to_compare boolean not null,
  recognised_at timestamptz,
  -- What was recognised: words with their boxes.
  recognised jsonb,
  primary key (tenant_id, letter_id, number),
  foreign key (tenant_id, letter_id) references intake.letter on delete cascade
);
call platform.protect('intake.letter_page', 'select, insert, update, delete');

-- The scan of a letter, and the searchable PDF made of it, until they are on file.
create table intake.letter_file (
  tenant_id integer not null,
  letter_id uuid not null,
  form text not null check (form in ('scan', 'searchable')),
  content bytea not null,
  primary key (tenant_id, letter_id, form),
  foreign key (tenant_id, letter_id) references intake.letter on delete cascade
);
call platform.protect('intake.letter_file', 'select, insert, update, delete');
