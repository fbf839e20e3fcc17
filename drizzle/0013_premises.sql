CREATE TABLE "premises_head" (
	"id" integer PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "command_at" ON "command" USING brin ("at");
--> statement-breakpoint
-- Whatever decisions are taken on is kept in the memory of every process. These triggers count each change, whoever
-- makes it, and a decision compares the count in its own transaction.
ALTER TABLE "premises_head" ADD CONSTRAINT "premises_head_one" CHECK (id = 1);
--> statement-breakpoint
INSERT INTO "premises_head" ("id", "version") VALUES (1, 0);
--> statement-breakpoint
CREATE FUNCTION premises_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE premises_head SET version = version + 1 WHERE id = 1;
  RETURN NULL;
END
$$;
--> statement-breakpoint
DO $$
DECLARE
  kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY['area', 'site', 'department', 'matter', 'order_template', 'policy', 'calendar_day', 'duty'] LOOP
    EXECUTE format(
      'CREATE TRIGGER premises_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION premises_changed()',
      kept);
  END LOOP;
END
$$;
