CREATE TABLE "search" (
	"case_id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"revision" integer NOT NULL,
	"facts" integer[] DEFAULT '{}' NOT NULL,
	"words" integer[] DEFAULT '{}' NOT NULL
);
--> statement-breakpoint
ALTER TABLE "search" ADD CONSTRAINT "search_case_id_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "search_tokens" ON "search" USING gin (("facts" || "words"));
--> statement-breakpoint
-- The tokens lie apart from their rows: what a word finds is then sorted by reading a few narrow pages, and tokens
-- are never read back. They are as good as random, so that nothing is gained by compressing them.
ALTER TABLE "search" SET (toast_tuple_target = 128);
--> statement-breakpoint
ALTER TABLE "search" ALTER COLUMN "facts" SET STORAGE EXTERNAL, ALTER COLUMN "words" SET STORAGE EXTERNAL;
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
