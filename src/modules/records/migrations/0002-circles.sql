-- Every Akte lies in one circle of those who may see it; 0 is everybody who works with Akten.
-- Searching by circle is one comparison of numbers, which row-level security leaves to every index.

alter table records.akte
  add column circle_id integer not null default 0 check (circle_id >= 0),
  -- Federführung: the organisational unit that is responsible; null: the town.
  add column federfuehrung uuid;
create index akte_of_circle on records.akte (tenant_id, circle_id, akte_id);
