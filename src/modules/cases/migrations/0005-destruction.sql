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

-- Removes cases whose Akten were destroyed, with everything about them. The app may delete none by itself.
create function cases.destroy_cases(doomed uuid[]) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  town constant integer := platform.current_tenant();
begin
  if exists (
    select from cases.case c where c.tenant_id = town and c.case_id = any(doomed) and not records.is_destroyed(c.akte_id))
  then
    raise exception 'the Akte of a case is there' using errcode = 'restrict_violation';
  end if;
  delete from cases.search_term s where s.tenant_id = town and s.case_id = any(doomed);
  delete from cases.history h where h.tenant_id = town and h.case_id = any(doomed);
  delete from cases.task t where t.tenant_id = town and t.case_id = any(doomed);
  delete from cases.case c where c.tenant_id = town and c.case_id = any(doomed);
end
$$;
revoke all on function cases.destroy_cases(uuid[]) from public;
grant execute on function cases.destroy_cases(uuid[]) to klickamt_app;
