-- Two steps: a column that is added with a volatile default would have the whole feed written anew. What was numbered
-- before has no instant, which nobody asks for any more.
ALTER TABLE "feed" ADD COLUMN "at" timestamp with time zone;
--> statement-breakpoint
ALTER TABLE "feed" ALTER COLUMN "at" SET DEFAULT clock_timestamp();
