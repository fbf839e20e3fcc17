ALTER TABLE "case" ADD COLUMN "lat" double precision;--> statement-breakpoint
ALTER TABLE "case" ADD COLUMN "lon" double precision;--> statement-breakpoint
UPDATE "case" SET
  lat = (body->'place'->>'lat')::double precision,
  lon = (body->'place'->>'lon')::double precision,
  body = '{"again": null}'::jsonb || body;--> statement-breakpoint
ALTER TABLE "case" ALTER COLUMN "lat" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "case" ALTER COLUMN "lon" SET NOT NULL;--> statement-breakpoint
CREATE INDEX "event_warning" ON "event" USING btree ((body->'body'->>'key')) WHERE type = 'warning.raised';--> statement-breakpoint
CREATE INDEX "case_matter_place" ON "case" USING btree ("matter_code","lat","lon");--> statement-breakpoint
CREATE INDEX "case_known" ON "case" USING btree (coalesce(accepted_at, discovered_at),"area_code","matter_code") WHERE matter_code is not null;--> statement-breakpoint
CREATE INDEX "timer_overdue" ON "timer" USING btree ("fired_at") WHERE state = 'fired' and step = 'red';
