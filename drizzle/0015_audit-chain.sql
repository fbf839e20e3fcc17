CREATE TABLE "audit_anchor" (
	"n" integer PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"line" text NOT NULL,
	"claimed_at" timestamp with time zone,
	"delivered_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "audit_link" (
	"chain" text NOT NULL,
	"position" bigint NOT NULL,
	"ref" bigint NOT NULL,
	"form" smallint NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "audit_link_chain_position_pk" PRIMARY KEY("chain","position")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "audit_link_entry" ON "audit_link" USING btree ("ref") WHERE chain = 'entries';
--> statement-breakpoint
ALTER TABLE "audit_link" ADD CONSTRAINT "audit_link_whole" CHECK (position > 0 AND octet_length(hash) = 32);
--> statement-breakpoint
CREATE TRIGGER audit_link_append_only BEFORE UPDATE OR DELETE ON "audit_link" FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_link_keep BEFORE TRUNCATE ON "audit_link" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- The log refused to be changed row by row; emptied as a whole it was not.
CREATE TRIGGER event_keep BEFORE TRUNCATE ON "event" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER feed_keep BEFORE TRUNCATE ON "feed" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Of an anchor only what became of it may be written: who sends it, and that it was taken.
CREATE FUNCTION refuse_other_anchor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.n, NEW.at, NEW.line) IS DISTINCT FROM (OLD.n, OLD.at, OLD.line) THEN
    RAISE EXCEPTION 'audit_anchor is append-only';
  END IF;
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER audit_anchor_same BEFORE UPDATE ON "audit_anchor" FOR EACH ROW EXECUTE FUNCTION refuse_other_anchor();
--> statement-breakpoint
CREATE TRIGGER audit_anchor_append_only BEFORE DELETE ON "audit_anchor" FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_anchor_keep BEFORE TRUNCATE ON "audit_anchor" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- The highest number of an entry below which none will come into view any more. A number is taken under the lock of an
-- insert, so while nobody holds one, every number that was taken is in view or was given back. Nobody is waited for and
-- nobody waits: where an insert is under way the answer is null, and it is asked again later. With the owner's rights,
-- because whoever may only insert may not take this lock.
CREATE FUNCTION audit_settled() RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  LOCK TABLE audit_entry IN SHARE MODE NOWAIT;
  RETURN (SELECT coalesce(max(id), 0) FROM audit_entry);
EXCEPTION WHEN lock_not_available THEN
  RETURN NULL;
END
$$;
