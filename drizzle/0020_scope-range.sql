-- The ends of a reach come with it, so that nothing has to be worked out once more in every query.
CREATE OR REPLACE FUNCTION scope_first() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT current_setting('faling.first', true)
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION scope_last() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT current_setting('faling.last', true)
$$;
--> statement-breakpoint
-- Asked for in the open, and not through sub-queries, the planner knows how much each arm holds: behind sub-queries it
-- took the range of the areas for the smallest of all and read every case a district ever had.
ALTER POLICY asker ON "case" USING ((
  (area_code ~>=~ scope_first() AND area_code ~<~ scope_last() AND area_code ^@ ANY (scope_areas()))
  OR departments && scope_departments()
  OR id = ANY (scope_cases())
) AND (excluded_department_id IS NULL OR excluded_department_id <> ALL (scope_barred())));
