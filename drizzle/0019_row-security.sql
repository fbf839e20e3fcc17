-- Who may see which row (docs/decisions/0024). Three roles that own nothing and cannot sign in; whoever connects takes
-- one of them. They belong to the whole cluster, so that another database of it may have made them already.
DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['faling_asker', 'faling_system', 'faling_tail'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE', wanted);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN
        NULL;
      END;
    END IF;
    IF NOT pg_has_role(current_user, wanted, 'MEMBER') THEN
      EXECUTE format('GRANT %I TO CURRENT_USER', wanted);
    END IF;
  END LOOP;
END
$$;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO faling_asker, faling_system;
--> statement-breakpoint
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO faling_asker, faling_system;
--> statement-breakpoint
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO faling_asker, faling_system;
--> statement-breakpoint
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO faling_asker, faling_system;
--> statement-breakpoint
GRANT SELECT ON "feed", "feed_head", "event", "city_clock" TO faling_tail;
--> statement-breakpoint
-- So that a process whose user owns nothing sees whether the schema is the one it needs.
GRANT USAGE ON SCHEMA drizzle TO faling_asker, faling_system;
--> statement-breakpoint
GRANT SELECT ON drizzle.__drizzle_migrations TO faling_asker, faling_system;
--> statement-breakpoint
-- Who asks reads cases and changes none: what was decided is written by the system, in the same transaction.
REVOKE INSERT, UPDATE, DELETE ON
  "case", "event", "feed", "feed_head", "timer", "effect", "case_key", "sealed", "receipt", "media", "search",
  "order_screen", "city_clock", "audit_link", "audit_anchor", "phone_index", "erasure", "retention_rule" FROM faling_asker;
--> statement-breakpoint
-- For the lock on a case.
GRANT UPDATE ("version") ON "case" TO faling_asker;
--> statement-breakpoint
REVOKE UPDATE, DELETE ON "audit_entry" FROM faling_asker, faling_system;
--> statement-breakpoint
-- The reach of a transaction, set where it begins (server/db/scope.ts). Unset, it reaches nothing.
CREATE FUNCTION scope_areas() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(nullif(current_setting('faling.areas', true), ''), '{}')::text[]
$$;
--> statement-breakpoint
-- The range of an index that holds them all; it lets nothing through by itself.
CREATE FUNCTION scope_first() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT min(one) FROM unnest(scope_areas()) AS one
$$;
--> statement-breakpoint
CREATE FUNCTION scope_last() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT max(one) || '~' FROM unnest(scope_areas()) AS one
$$;
--> statement-breakpoint
CREATE FUNCTION scope_departments() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(nullif(current_setting('faling.departments', true), ''), '{}')::text[]
$$;
--> statement-breakpoint
CREATE FUNCTION scope_cases() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(nullif(current_setting('faling.cases', true), ''), '{}')::uuid[]
$$;
--> statement-breakpoint
-- The case behind the number of an order: an id and nothing of the case, which is still to be reached.
CREATE FUNCTION case_of_order(wanted text) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT case_id FROM event WHERE type = 'order.drafted' AND body -> 'body' ->> 'number' = wanted
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION case_of_order(text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION case_of_order(text) TO faling_asker, faling_system;
--> statement-breakpoint
CREATE FUNCTION scope_barred() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(nullif(current_setting('faling.barred', true), ''), '{}')::text[]
$$;
--> statement-breakpoint
-- Each arm has an index of its own, so that the planner may join them; one without would make it read the whole table.
CREATE POLICY asker ON "case" TO faling_asker USING ((
  (area_code ~>=~ (SELECT scope_first()) AND area_code ~<~ (SELECT scope_last())
    AND area_code ^@ ANY ((SELECT scope_areas())::text[]))
  OR departments && (SELECT scope_departments())
  OR id = ANY ((SELECT scope_cases())::uuid[])
) AND (excluded_department_id IS NULL OR excluded_department_id <> ALL ((SELECT scope_barred())::text[])));
--> statement-breakpoint
CREATE POLICY asker ON "command" TO faling_asker
  USING (actor = (SELECT current_setting('faling.actor', true)))
  WITH CHECK (actor = (SELECT current_setting('faling.actor', true)));
--> statement-breakpoint
-- Whoever has a code has the right to its case; only keyed hashes of codes stand here.
CREATE POLICY asker ON "receipt" TO faling_asker USING (true);
--> statement-breakpoint
CREATE POLICY asker ON "audit_entry" FOR SELECT TO faling_asker
  USING ((SELECT current_setting('faling.office', true)) = 'audit-admin');
--> statement-breakpoint
CREATE POLICY asker_writes ON "audit_entry" FOR INSERT TO faling_asker WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY tail ON "event" FOR SELECT TO faling_tail USING (true);
--> statement-breakpoint
DO $$
DECLARE
  kept text;
BEGIN
  -- What belongs to a case is reached with it.
  FOREACH kept IN ARRAY ARRAY['event', 'timer', 'case_key', 'sealed', 'media', 'contact_reveal', 'phone_index', 'erasure'] LOOP
    EXECUTE format(
      'CREATE POLICY asker ON %I TO faling_asker USING (EXISTS (SELECT FROM "case" c WHERE c.id = case_id))', kept);
  END LOOP;
  FOREACH kept IN ARRAY ARRAY['case', 'event', 'timer', 'case_key', 'sealed', 'media', 'contact_reveal', 'phone_index', 'erasure', 'receipt', 'command', 'audit_entry'] LOOP
    EXECUTE format('CREATE POLICY system ON %I TO faling_system USING (true) WITH CHECK (true)', kept);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', kept);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', kept);
  END LOOP;
END
$$;
