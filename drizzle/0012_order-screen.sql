CREATE TABLE "order_screen" (
	"order_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"screen_id" text NOT NULL,
	"department_id" text,
	"sent_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone,
	"shown_at" timestamp with time zone,
	CONSTRAINT "order_screen_order_id_kind_screen_id_pk" PRIMARY KEY("order_id","kind","screen_id")
);
--> statement-breakpoint
ALTER TABLE "device" ALTER COLUMN "created_at" SET DEFAULT city_now();--> statement-breakpoint
CREATE INDEX "event_order_issued" ON "event" USING btree ("at") WHERE type = 'order.issued';