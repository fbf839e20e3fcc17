-- Where each volunteer on duty was last (docs/decisions/0031). Unlogged: what is forgotten after minutes goes into no
-- write-ahead log, no archive and no standby.
CREATE UNLOGGED TABLE "whereabouts" (
	"person_id" text PRIMARY KEY NOT NULL,
	"lat" double precision NOT NULL,
	"lon" double precision NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "whereabouts" ADD CONSTRAINT "whereabouts_person_id_user_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- Each person writes the own row and no other.
CREATE POLICY own ON "whereabouts" TO faling_asker
  USING (person_id = current_setting('faling.actor', true))
  WITH CHECK (person_id = current_setting('faling.actor', true));
--> statement-breakpoint
-- It is read by those in whose reach the areas of that person lie (docs/decisions/0024).
CREATE POLICY asker ON "whereabouts" FOR SELECT TO faling_asker USING (EXISTS (
  SELECT FROM "user" u, unnest(u.areas) AS one WHERE u.id = person_id AND one ^@ ANY (scope_areas())
));
--> statement-breakpoint
CREATE POLICY system ON "whereabouts" TO faling_system USING (true) WITH CHECK (true);
--> statement-breakpoint
ALTER TABLE "whereabouts" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "whereabouts" FORCE ROW LEVEL SECURITY;
