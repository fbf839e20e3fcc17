CREATE TABLE "order_template" (
	"id" text PRIMARY KEY NOT NULL,
	"body" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "calendar_day" (
	"day" text PRIMARY KEY NOT NULL,
	"works" boolean NOT NULL,
	"reason" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "duty" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"post" text NOT NULL,
	"area_code" text,
	"department_id" text,
	"person_id" text NOT NULL,
	"from" timestamp with time zone NOT NULL,
	"until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "case" ADD COLUMN "watched" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "duty_until" ON "duty" USING btree ("until");--> statement-breakpoint
CREATE INDEX "case_watched" ON "case" USING btree ("area_code" text_pattern_ops) WHERE watched;