CREATE TABLE "contact_reveal" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"person_id" text NOT NULL,
	"department_id" text,
	"area_code" text NOT NULL,
	"reason" text NOT NULL,
	"words" "bytea",
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"city_at" timestamp with time zone DEFAULT city_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "phone_index" (
	"case_id" uuid PRIMARY KEY NOT NULL,
	"phone_hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "erasure" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"asked_by" text NOT NULL,
	"asked_at" timestamp with time zone DEFAULT city_now() NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"erased_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "retention_rule" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"subject" text NOT NULL,
	"days" integer NOT NULL,
	"source" text NOT NULL,
	"from_at" timestamp with time zone NOT NULL,
	"enacted_by" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "case" ADD COLUMN "excluded_department_id" text;--> statement-breakpoint
ALTER TABLE "contact_reveal" ADD CONSTRAINT "contact_reveal_case_id_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "phone_index" ADD CONSTRAINT "phone_index_case_id_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "erasure" ADD CONSTRAINT "erasure_case_id_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "contact_reveal_case" ON "contact_reveal" USING btree ("case_id","person_id","expires_at");--> statement-breakpoint
CREATE INDEX "phone_index_hash" ON "phone_index" USING btree ("phone_hash");--> statement-breakpoint
CREATE INDEX "erasure_case" ON "erasure" USING btree ("case_id");--> statement-breakpoint
CREATE UNIQUE INDEX "erasure_open" ON "erasure" USING btree ("case_id") WHERE decided_at is null;--> statement-breakpoint
CREATE INDEX "retention_rule_from" ON "retention_rule" USING btree ("subject","from_at");--> statement-breakpoint
-- Cases of before hold no department that they are about; the fold of their log says so, too.
UPDATE "case" SET body = body || '{"excludedDepartmentId": null}' WHERE NOT body ? 'excludedDepartmentId';
--> statement-breakpoint
-- Who looked stays; only the sealed words are taken out when the person is erased.
CREATE FUNCTION keep_reveal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.words IS NULL AND to_jsonb(NEW) - 'words' = to_jsonb(OLD) - 'words' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'contact_reveal is append-only';
END $$;
--> statement-breakpoint
CREATE TRIGGER contact_reveal_append_only BEFORE UPDATE OR DELETE ON "contact_reveal" FOR EACH ROW EXECUTE FUNCTION keep_reveal();
--> statement-breakpoint
CREATE TRIGGER contact_reveal_keep BEFORE TRUNCATE ON "contact_reveal" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
