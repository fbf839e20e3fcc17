CREATE TABLE "search" (
	"case_id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"revision" integer NOT NULL,
	"facts" integer[] DEFAULT '{}' NOT NULL,
	"words" integer[] DEFAULT '{}' NOT NULL
);
--> statement-breakpoint
ALTER TABLE "search" ADD CONSTRAINT "search_case_id_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- All tokens of a row. To compare them row by row costs much more than Postgres would think, so it says here, and only
-- the index is asked. Not in SQL, which would be written out where it is called.
CREATE FUNCTION tokens_of(facts integer[], words integer[]) RETURNS integer[]
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 1000 AS $$
BEGIN
  RETURN facts || words;
END
$$;
--> statement-breakpoint
CREATE INDEX "search_tokens" ON "search" USING gin (tokens_of("facts", "words")) WITH (fastupdate=false);
--> statement-breakpoint
-- Whoever erases a case's key erases what its texts were found by, in the same statement.
CREATE FUNCTION forget_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE search SET words = '{}' WHERE case_id = OLD.case_id;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER case_key_forget_words AFTER DELETE ON "case_key" FOR EACH ROW EXECUTE FUNCTION forget_words();
