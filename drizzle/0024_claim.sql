CREATE TABLE "claim" (
	"case_id" uuid PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "claim" ADD CONSTRAINT "claim_case_id_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."case"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- A claim is reached with its case (docs/decisions/0024).
CREATE POLICY asker ON "claim" TO faling_asker USING (EXISTS (SELECT FROM "case" c WHERE c.id = case_id));
--> statement-breakpoint
CREATE POLICY system ON "claim" TO faling_system USING (true) WITH CHECK (true);
--> statement-breakpoint
ALTER TABLE "claim" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "claim" FORCE ROW LEVEL SECURITY;
