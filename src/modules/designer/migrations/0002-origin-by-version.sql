-- Which version of its origin a version stands on, where news of it were taken over since: taking that step back, or
-- discarding the draft, also takes back that they were. Empty: what the service was taken over with.
alter table designer.version add column origin_version integer;
