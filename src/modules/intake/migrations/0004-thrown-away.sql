-- A letter that was thrown away by decision does not come back when its pile is parted or read anew.

alter table intake.collection
  -- Pages of this pile were thrown away with a letter.
  add column thrown_away boolean not null default false;
