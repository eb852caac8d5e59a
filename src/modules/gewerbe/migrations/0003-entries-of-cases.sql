-- Entries follow their case into another Akte.
create index entry_last_case on gewerbe.entry (tenant_id, last_case_id);
