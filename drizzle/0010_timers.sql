DROP INDEX "timer_overdue";--> statement-breakpoint
ALTER TABLE "city_clock" ADD COLUMN "doubted_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "timer_fired" ON "timer" USING btree ("fired_at") WHERE state = 'fired';--> statement-breakpoint
-- A case is written anew at every step: room beside it spares its indexes, none of which a firing timer touches.
ALTER TABLE "case" SET (fillfactor = 50);
