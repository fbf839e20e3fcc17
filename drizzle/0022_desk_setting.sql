CREATE TABLE "desk_setting" (
	"person_id" text PRIMARY KEY NOT NULL,
	"arrangement" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "saved_filter" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"owner_id" text NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"area_code" text,
	"at" timestamp with time zone DEFAULT city_now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "desk_setting" ADD CONSTRAINT "desk_setting_person_id_user_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_filter" ADD CONSTRAINT "saved_filter_owner_id_user_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "saved_filter_owner" ON "saved_filter" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "saved_filter_area" ON "saved_filter" USING btree ("area_code");