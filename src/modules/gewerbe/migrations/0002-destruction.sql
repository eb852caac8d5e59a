-- What was sent about a case, and the tokens of its letters, go when its Akte is destroyed; the register stays.

create function gewerbe.refuse_delete_before_akte() returns trigger
  language plpgsql set search_path = pg_catalog as $$
begin
  -- Its case is gone by then: that goes first, and only with its Akte.
  if tg_op = 'DELETE' and not exists (
    select from cases.case c where c.tenant_id = old.tenant_id and c.case_id = old.case_id)
  then
    return old;
  end if;
  raise exception 'rows of % stay as long as their case', tg_table_name using errcode = 'restrict_violation';
end
$$;

drop trigger proof_stays on gewerbe.proof;
create trigger proof_stays before update or delete on gewerbe.proof
  for each row execute function gewerbe.refuse_delete_before_akte();
create trigger delivery_stays before delete on gewerbe.delivery
  for each row execute function gewerbe.refuse_delete_before_akte();
create trigger handover_stays before delete on gewerbe.handover
  for each row execute function gewerbe.refuse_delete_before_akte();
grant delete on gewerbe.proof, gewerbe.delivery, gewerbe.handover to klickamt_app;
