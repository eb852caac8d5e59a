-- Where a file of a pile cannot be read, the page names it: "a file is damaged" helps nobody who has scanned forty.

alter table intake.collection
  -- The file that what went wrong is about; it may be taken out meanwhile.
  add column problem_upload_id uuid;
