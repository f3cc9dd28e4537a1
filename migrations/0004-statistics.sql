-- After thousands of rows at once (a demo village, an import) the planner believes the tables empty until autovacuum
-- comes by, and for that minute joins every household with every other. Only an owner may correct that, so the server's
-- own login is lent this one function.
CREATE FUNCTION refresh_statistics() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  ANALYZE grid, role_grant, building, household, resident, roll, report, standing;
END
$$;
REVOKE ALL ON FUNCTION refresh_statistics() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION refresh_statistics() TO {{app}};
