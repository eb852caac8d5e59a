-- Municipalities of a region read some of each other's rows. So a municipality cannot put itself into another region.
create function tenants.refuse_own_region() returns trigger
  language plpgsql as $$
begin
  if new.region_id is distinct from old.region_id and current_setting('klickamt.tenant')::integer <> 0 then
    raise exception 'only the platform changes the region of a municipality' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger region_by_platform before update on tenants.tenant
  for each row execute function tenants.refuse_own_region();
