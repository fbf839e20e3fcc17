DROP INDEX "timer_overdue";--> statement-breakpoint
ALTER TABLE "city_clock" ADD COLUMN "doubted_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "timer_fired" ON "timer" USING btree ("fired_at") WHERE state = 'fired';