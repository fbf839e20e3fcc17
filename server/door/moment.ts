import * as v from 'valibot';
import type { Stood } from '#domain/board/moment.ts';
import { covers, type View } from '#domain/board/view.ts';
import { areaCodeSchema } from '#domain/case/command.ts';
import { refuse, type Refusal } from '#domain/refusal.ts';
import { dayNumber } from '#domain/timer/calendar.ts';
import { rightsOf, type Viewer } from '#server/access/actor.ts';
import { cityNow } from '#server/clock.ts';
import type { Database } from '#server/db/pool.ts';
import { entry, HANDLERS, type Asker } from '#server/door/entry.ts';
import { trackDay } from '#server/moment/day.ts';
import { follow } from '#server/moment/follow.ts';
import { recentAt, standAt } from '#server/moment/stand.ts';

const instant = v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number));
const area = areaCodeSchema;
/** Whoever has a wall of the area before them, live. */
const BY: readonly Asker[] = [...HANDLERS, 'device'];

/** Outside of the viewer's areas there is nothing, now as then: replays are narrowed by the rights of today. */
async function within<T>(
  viewer: Viewer,
  code: string,
  db: Database,
  read: (view: View, now: number) => Promise<T>,
): Promise<T | Refusal> {
  const view = { areas: [code], departments: [] };
  return covers(rightsOf(viewer), view) ? read(view, await cityNow(db)) : refuse('not-found');
}

/** 回放: what a wall showed, from the log. */
export const MOMENTS = [
  entry({
    name: 'moment.read',
    method: 'GET',
    path: '/moments/{area}',
    about: {
      zh: '一个辖区的大屏在某一时刻的样子。',
      en: 'The wall of an area as it stood at an instant: its cases then and the latest facts.',
    },
    by: BY,
    together: true,
    input: v.strictObject({ area, at: instant }),
    run: ({ desk: { db } }, viewer, { area: code, at: wanted }): Promise<Stood | Refusal> =>
      within(viewer, code, db, async (view, now) => {
        const at = Math.min(wanted, now);
        const held = await standAt(db, view, at);
        return { at, now, cases: [...held.values()], recent: await recentAt(db, at, held) };
      }),
  }),
  entry({
    name: 'moment.follow',
    method: 'GET',
    path: '/moments/{area}/changes',
    about: {
      zh: '一个辖区从某一时刻到另一时刻之间发生的事，分页。',
      en: 'What happened in an area after one instant and until another, in pages.',
    },
    by: BY,
    together: true,
    input: v.strictObject({ area, after: instant, until: instant }),
    run: ({ desk: { db } }, viewer, { area: code, after, until }) =>
      within(viewer, code, db, (view, now) => follow(db, view, after, Math.min(until, now))),
  }),
  entry({
    name: 'moment.day',
    method: 'GET',
    path: '/moments/{area}/day',
    about: {
      zh: '一个辖区某一天的逾期、临期和发令时刻，以及有记录的第一天。',
      en: 'When clocks of an area ran out or nearly did and orders were issued on a day, and its first day.',
    },
    by: BY,
    together: true,
    input: v.strictObject({ area, at: instant }),
    run: ({ desk: { db } }, viewer, { area: code, at }) =>
      within(viewer, code, db, (view, now) => trackDay(db, view, dayNumber(Math.min(at, now)), now)),
  }),
];
