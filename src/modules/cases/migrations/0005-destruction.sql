-- A case goes with its Akte when that is destroyed, and never otherwise.

create function cases.refuse_delete_before_akte() returns trigger
  language plpgsql set search_path = pg_catalog as $$
begin
  if tg_op = 'DELETE' and exists (
    select from cases.case c where c.tenant_id = old.tenant_id and c.case_id = old.case_id and records.is_destroyed(c.akte_id))
  then
    return old;
  end if;
  raise exception 'rows of % stay as long as their Akte', tg_table_name using errcode = 'restrict_violation';
end
$$;

drop trigger history_stays on cases.history;
create trigger history_stays before update or delete on cases.history
  for each row execute function cases.refuse_delete_before_akte();
create trigger case_stays before delete on cases.case for each row execute function cases.refuse_delete_before_akte();
create trigger task_stays before delete on cases.task for each row execute function cases.refuse_delete_before_akte();
grant delete on cases.case, cases.task, cases.history to klickamt_app;
