CREATE TABLE "moment_case" (
	"at" timestamp with time zone NOT NULL,
	"case_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"body" jsonb NOT NULL,
	CONSTRAINT "moment_case_at_case_id_pk" PRIMARY KEY("at","case_id")
);
--> statement-breakpoint
CREATE TABLE "moment" (
	"at" timestamp with time zone PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "moment_case" ADD CONSTRAINT "moment_case_at_moment_at_fk" FOREIGN KEY ("at") REFERENCES "public"."moment"("at") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "moment_case" ADD CONSTRAINT "moment_case_case_id_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."case"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
-- What belongs to a case is reached with it (docs/decisions/0024); moments are made by the clockwork alone.
REVOKE INSERT, UPDATE, DELETE ON "moment", "moment_case" FROM faling_asker;
--> statement-breakpoint
CREATE POLICY asker ON "moment_case" TO faling_asker USING (EXISTS (SELECT FROM "case" c WHERE c.id = case_id));
--> statement-breakpoint
CREATE POLICY system ON "moment_case" TO faling_system USING (true) WITH CHECK (true);
--> statement-breakpoint
ALTER TABLE "moment_case" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "moment_case" FORCE ROW LEVEL SECURITY;
