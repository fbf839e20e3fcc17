-- 责任分拨员 (docs/decisions/0030): whose case it is at the desk follows from the log, and what is stored of a case says the
-- same as the fold of its log. Cases stand behind forced policies, also for whoever owns the tables.
SET LOCAL ROLE faling_system;
--> statement-breakpoint
UPDATE "case" SET body = body || jsonb_build_object('dispatcherId', (
  SELECT coalesce(e.body #>> '{by,onBehalfOf}', e.body #>> '{by,id}') FROM "event" e
  WHERE e.case_id = "case".id AND e.type IN ('case.accepted', 'case.dispatched')
    AND e.body #>> '{by,kind}' = 'person' AND e.body #>> '{by,role}' = 'dispatcher'
  ORDER BY e.version LIMIT 1
)) WHERE NOT body ? 'dispatcherId';
--> statement-breakpoint
-- Moments are made again from the log (docs/decisions/0026).
DELETE FROM "moment";
--> statement-breakpoint
RESET ROLE;
