-- The city's time. Everything that is stamped or compared in this database goes through city_now(), so that
-- a simulated day and a test can move the clock without anybody reading another one. Rate 1 and no offset
-- is the database's own clock.
INSERT INTO "city_clock" ("id", "real_at", "city_at", "rate") SELECT 1, t, t, 1 FROM clock_timestamp() AS t;
--> statement-breakpoint
ALTER TABLE "city_clock" ADD CONSTRAINT "city_clock_one" CHECK (id = 1);
--> statement-breakpoint
CREATE FUNCTION city_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT date_trunc('milliseconds', city_at + (clock_timestamp() - real_at) * rate) FROM city_clock
$$;
--> statement-breakpoint
-- The gapless feed: the number is taken when the transaction commits, under a lock on one row that is held
-- until the commit is visible. Whoever takes n + 1 starts after n can be seen; an abort gives its number back.
ALTER TABLE "feed_head" ADD CONSTRAINT "feed_head_one" CHECK (id = 1);
--> statement-breakpoint
ALTER TABLE "feed_head" SET (fillfactor = 10);
--> statement-breakpoint
INSERT INTO "feed_head" ("id", "seq", "epoch") VALUES (1, 0, gen_random_uuid());
--> statement-breakpoint
CREATE FUNCTION feed_append() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  next bigint;
BEGIN
  UPDATE feed_head SET seq = seq + 1 WHERE id = 1 RETURNING seq INTO next;
  INSERT INTO feed (seq, eid) VALUES (next, NEW.eid);
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER event_feed AFTER INSERT ON "event" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION feed_append();
--> statement-breakpoint
-- The log only grows.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END
$$;
--> statement-breakpoint
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON "event" FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER feed_append_only BEFORE UPDATE OR DELETE ON "feed" FOR EACH ROW EXECUTE FUNCTION refuse_change();
