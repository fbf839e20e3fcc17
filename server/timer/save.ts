import { sql, type SQL } from 'drizzle-orm';
import { firingKey, firingsOf, type Firing } from '#domain/timer/timer.ts';
import { latest, type Unsaved } from '#server/case/unsaved.ts';
import { recordsetOf } from '#server/db/recordset.ts';
import { effectTable, timerTable } from '#server/timer/table.ts';

type Row = typeof timerTable.$inferInsert;

/**
 * What brings the timer rows of cases to what their timers ask for, as parts of the statement that saves them: new
 * firings armed, those that fired marked and entered once as effects, those no longer wanted void.
 */
export function timersWith(all: readonly Unsaved[]): SQL[] {
  const armed: Row[] = [];
  const fired: Row[] = [];
  const gone: Row[] = [];
  for (const one of all) {
    const caseId = one.before?.id ?? latest(one)?.id ?? '';
    const had = byKey(firingsOf(one.before?.timers ?? []));
    const wants = byKey(firingsOf(latest(one)?.timers ?? []));
    const spent = byKey(one.fired.map(({ firing }) => firing));
    const without = (firings: Map<string, Firing>, other: Map<string, Firing>) =>
      [...firings].filter(([key]) => !other.has(key) && !spent.has(key)).map(([, firing]) => firing);
    const left = byKey([...without(had, wants), ...one.stray]);
    armed.push(
      ...without(wants, had)
        .filter((firing) => !left.has(firingKey(firing)))
        .map((firing) => ({ ...firing, caseId })),
    );
    gone.push(...[...left.values()].map((firing) => ({ ...firing, caseId, state: 'void' as const })));
    fired.push(
      ...one.fired.map(({ firing, at }) => ({ ...firing, caseId, state: 'fired' as const, firedAt: at })),
    );
  }
  return [
    ...(armed.length > 0 ? [sql`armed as (${arm(armed)})`] : []),
    ...(fired.length > 0 ? [sql`fired as (${fire(fired)})`, effects] : []),
    ...(gone.length > 0 ? [sql`voided as (${cancel(gone)})`] : []),
  ];
}

const byKey = (firings: readonly Firing[]): Map<string, Firing> =>
  new Map(firings.map((firing) => [firingKey(firing), firing]));

function arm(rows: readonly Row[]): SQL {
  const { names, given } = recordsetOf(timerTable, rows);
  return sql`insert into ${timerTable} (${names}) select ${names} from ${given}`;
}

/** A step that was armed and fell due in the same transaction has no row yet. */
function fire(rows: readonly Row[]): SQL {
  const { names, given } = recordsetOf(timerTable, rows);
  return sql`insert into ${timerTable} as timer (${names}) select ${names} from ${given}
    on conflict (subject, clock, gen, step) do update set state = excluded.state, fired_at = excluded.fired_at
    returning timer.id`;
}

/** A timer that fired before violates the key, and the whole transaction is undone. */
const effects = sql`effects as (insert into ${effectTable} (timer_id) select id from fired)`;

/** A row that nobody armed becomes one that never will be; one that fired stays as it is. */
function cancel(rows: readonly Row[]): SQL {
  const { names, given } = recordsetOf(timerTable, rows);
  return sql`insert into ${timerTable} as timer (${names}) select ${names} from ${given}
    on conflict (subject, clock, gen, step) do update set state = excluded.state where timer.state = 'armed'`;
}
