-- The ends of a reach come with it, so that nothing has to be worked out once more in every query.
CREATE OR REPLACE FUNCTION scope_first() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT current_setting('faling.first', true)
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION scope_last() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT current_setting('faling.last', true)
$$;
