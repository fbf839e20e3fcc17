ALTER TABLE "device" ADD COLUMN "setup" jsonb;--> statement-breakpoint
ALTER TABLE "device" ADD COLUMN "paused" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "device" ADD COLUMN "showing" jsonb;--> statement-breakpoint
ALTER TABLE "device" ADD COLUMN "showing_until" timestamp with time zone;