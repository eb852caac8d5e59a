-- Who has forgotten a password gets a new account; the one before is deactivated and stays, because files name it.

alter table accounts.staff drop constraint staff_tenant_id_email_key;
create unique index staff_email on accounts.staff (tenant_id, email) where deactivated_at is null;
