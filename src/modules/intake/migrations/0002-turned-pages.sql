-- A page that lies on its side or head is turned, by the program or by a person, and the protocol says so.

alter table intake.letter_page
  -- Degrees clockwise by which the page of the letter was turned since its pages were put together.
  add column turned integer not null default 0 check (turned in (0, 90, 180, 270)),
  add column turned_by text check (turned_by in ('program', 'person')),
  -- A person has asked for it; goes when it is done.
  add column turn_asked integer check (turn_asked in (90, 180, 270));
