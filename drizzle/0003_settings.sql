ALTER TABLE "calendar_day" ADD COLUMN "set_by_id" text;--> statement-breakpoint
ALTER TABLE "calendar_day" ADD COLUMN "set_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "duty" ADD COLUMN "set_by_id" text;--> statement-breakpoint
ALTER TABLE "duty" ADD COLUMN "set_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "policy" ADD COLUMN "enacted_by_id" text;--> statement-breakpoint
ALTER TABLE "policy" ADD COLUMN "enacted_at" timestamp with time zone;