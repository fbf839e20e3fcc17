import { expect, test } from 'vitest';
import { after } from '../../../tests/support/given.ts';
import { LIVES } from '../../../tests/support/lives.ts';
import { EVENT_TYPES, type Event, type EventType } from '../audit/event.ts';
import type { Case } from '../case/case.ts';
import { evolve } from '../case/evolve.ts';
import { boardOf, fold, type Board, type Change } from './board.ts';

/** What comes over a line is JSON, and nothing else survives. */
const sent = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** Every event of every life, with all that was before it and all that follows. */
const MOMENTS = Object.values(LIVES).flatMap((life) => {
  const { events } = after(...life);
  return events.map((event, at) => ({ event, before: events.slice(0, at), rest: events.slice(at) }));
});

const stateAfter = (events: readonly Event[]): Case | undefined =>
  events.reduce<Case | undefined>((state, event) => evolve(state, event), undefined);

const holding = (cursor: number, subject: Case | undefined): Board =>
  boardOf(cursor, subject ? [sent(subject)] : []);

test.each(EVENT_TYPES)(
  'a screen that resumes before %s and is told the rest holds what a fresh one holds',
  (type: EventType) => {
    const moments = MOMENTS.filter(({ event }) => event.type === type);
    expect(moments.length).toBeGreaterThan(0);
    for (const { before, rest } of moments) {
      const all = [...before, ...rest];
      const changes = rest.map((event, n): Change =>
        sent({ kind: 'event', seq: before.length + n + 1, event }),
      );
      const resumed = fold(holding(before.length, stateAfter(before)), changes, all.length);
      const fresh = holding(all.length, stateAfter(all));
      expect(resumed.cases).toEqual(fresh.cases);
      expect(resumed.cursor).toBe(fresh.cursor);
    }
  },
);
