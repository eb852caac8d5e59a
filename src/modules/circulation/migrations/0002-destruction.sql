-- What went round in an Akte goes with it when it is destroyed, and never otherwise: the app may delete none by itself.
create function circulation.destroy_akte(doomed uuid) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  town constant integer := platform.current_tenant();
begin
  if not records.is_destroyed(doomed) then
    raise exception 'the Akte is there' using errcode = 'restrict_violation';
  end if;
  delete from circulation.station s using circulation.umlauf u
    where s.tenant_id = town and u.tenant_id = town and u.akte_id = doomed and u.umlauf_id = s.umlauf_id;
  delete from circulation.umlauf u where u.tenant_id = town and u.akte_id = doomed;
  delete from circulation.verfuegung_point p using circulation.verfuegung v
    where p.tenant_id = town and v.tenant_id = town and v.akte_id = doomed and v.verfuegung_id = p.verfuegung_id;
  delete from circulation.verfuegung v where v.tenant_id = town and v.akte_id = doomed;
  delete from circulation.wiedervorlage w where w.tenant_id = town and w.akte_id = doomed;
end
$$;
revoke all on function circulation.destroy_akte(uuid) from public;
grant execute on function circulation.destroy_akte(uuid) to klickamt_app;
