import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holds } from '#domain/board/board.ts';
import type { View } from '#domain/board/view.ts';
import { within } from '#domain/area/area.ts';
import type { Event } from '#domain/audit/event.ts';
import type { Case } from '#domain/case/case.ts';
import { evolve } from '#domain/case/evolve.ts';
import { eventTable } from '#server/audit/table.ts';
import { isRefusal } from '#domain/refusal.ts';
import { cityNow, setCityClock } from '#server/clock.ts';
import { execute } from '#server/command.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { Cast } from '#server/demo/day/cast.ts';
import { HOUR } from '#server/demo/day/hours.ts';
import { planDay } from '#server/demo/day/plan.ts';
import { DISTRICT } from '#server/demo/day/present-day.ts';
import { Random } from '#server/demo/day/random.ts';
import { playStepping } from '#server/demo/day/stepping.ts';
import { scaled } from '#server/demo/day/targets.ts';
import { takeSnapshot } from '#server/feed/snapshot.ts';
import { follow } from '#server/moment/follow.ts';
import { makeMoments, STEP_MS } from '#server/moment/make.ts';
import { recentAt, standAt } from '#server/moment/stand.ts';
import { trackDay } from '#server/moment/day.ts';
import { dayNumber } from '#domain/timer/calendar.ts';
import { momentCaseTable, momentTable } from '#server/moment/table.ts';
import { advanced, extended, replayFrom } from '../../../src/lib/rewind/replay.ts';
import { emptyCity, type EmptyCity } from '../../support/played-day.ts';

const DAY = Date.parse('2021-07-23T00:00:00+08:00');
const END = DAY + 31 * HOUR;
const VIEWS: View[] = ['4403', DISTRICT, '440310005', '440310005004', '440309'].map((area) => ({
  areas: [area],
  departments: [],
}));
const seed = process.env.FALING_SEED ?? randomUUID();

describe('the wall as it stood', () => {
  let city: EmptyCity;
  let log: Event[];
  const random = new Random(seed);
  const below = (n: number): number => Math.floor(random.next() * n);

  beforeAll(async () => {
    console.log(`FALING_SEED=${seed}`);
    city = await emptyCity('2021-07-01T00:00:00+08:00');
    const { desk, borders } = city;
    const plan = { date: '2021-07-23', scope: DISTRICT, targets: scaled(0.03), backlog: true, living: true };
    const acts = planDay({ ...plan, seed, city: city.city, borders });
    await playStepping(new Cast(desk, seed, city.city.people), acts, END);
    await readLog();
  }, 300_000);
  afterAll(() => city.drop());

  async function readLog(): Promise<void> {
    const rows = await city.db.select({ body: eventTable.body }).from(eventTable).orderBy(eventTable.eid);
    log = rows.map(({ body }) => body);
  }

  /** The naive way: each case's own log until then, one fact after the other. */
  function naive(view: View, at: number): Map<string, Case> {
    const cases = new Map<string, Case>();
    for (const event of log) {
      if (event.at <= at) cases.set(event.caseId, evolve(cases.get(event.caseId), event));
    }
    for (const [id, subject] of cases) {
      const seen = view.areas.some((area) => within(subject.place.areaCode, area));
      if (!seen || !holds(subject, at)) cases.delete(id);
    }
    return cases;
  }

  /** Some by chance; and the ends of a day, of a half hour and of a fact, which chance would not find. */
  const instants = (): number[] => {
    const facts = Array.from({ length: 12 }, () => log[below(log.length)]!.at);
    return [
      ...Array.from({ length: 24 }, () => DAY - 24 * HOUR + below(55 * HOUR)),
      ...facts.flatMap((at) => [at - 1, at, at + 1, Math.ceil(at / STEP_MS) * STEP_MS]),
      ...[DAY - 1, DAY, DAY + 1, DAY + 24 * HOUR, log[0]!.at - 1, log[0]!.at, END],
    ];
  };

  async function expectTruth(): Promise<void> {
    for (const at of instants()) {
      for (const view of VIEWS) {
        const held = await standAt(city.db, view, at);
        expect([view, at, sorted(held)]).toEqual([view, at, sorted(naive(view, at))]);
      }
    }
  }

  it('equals a fold of the whole log at any instant, before there is a moment', async () => {
    expect(log.length).toBeGreaterThan(200);
    await expectTruth();
  }, 300_000);

  it('equals it too when it starts from moments, which several processes may make at once', async () => {
    await Promise.all([
      makeMoments(city.db, 10_000),
      makeMoments(city.db, 10_000),
      makeMoments(city.db, 10_000),
    ]);
    const moments = await city.db.select().from(momentTable).orderBy(momentTable.at);
    expect(moments[0]!.at).toBe(DAY + 24 * HOUR * (dayNumber(log[0]!.at) - dayNumber(DAY)));
    expect(moments.map(({ at }) => at)).toContain(DAY);
    expect(await makeMoments(city.db)).toBe(0);
    await expectTruth();
  }, 300_000);

  it('says the same at the present instant as the live snapshot', async () => {
    for (const view of VIEWS) {
      const live = await takeSnapshot(city.db, view);
      const held = await standAt(city.db, view, live.now);
      expect(sorted(held)).toEqual(sorted(new Map(live.cases.map((one) => [one.id, one]))));
      const recent = await recentAt(city.db, live.now, held);
      expect(recent).toEqual(live.recent);
    }
  });

  it('comes to the same when it is jumped to and when it is replayed', async () => {
    const view = VIEWS[1]!;
    const from = DAY + below(12 * HOUR);
    const held = await standAt(city.db, view, from);
    const recent = await recentAt(city.db, from, held);
    let replay = replayFrom({ at: from, now: END, cases: [...held.values()], recent });
    while (replay.now < END) {
      if (replay.known <= replay.now)
        replay = extended(replay, await follow(city.db, view, replay.known, END));
      replay = advanced(replay, replay.now + 1 + below(3 * HOUR));
      expect(sorted(replay.board.cases)).toEqual(sorted(naive(view, replay.now)));
    }
    const stood = await standAt(city.db, view, END);
    const told = await recentAt(city.db, END, stood);
    expect(told.length).toBeGreaterThan(0);
    expect(replay.board.recent.filter(({ caseId }) => stood.has(caseId)).slice(0, told.length)).toEqual(told);
  });

  it('has on its track every clock that ran out, nearly did, and every order, in order', async () => {
    const { marks, first, day } = await trackDay(city.db, VIEWS[1]!, dayNumber(DAY), END);
    const wanted = { 'timer.breached': 'red', 'timer.warned': 'amber', 'order.issued': 'order' } as const;
    const told = log.filter(({ at, type }) => at >= DAY && at < DAY + 24 * HOUR && type in wanted);
    expect(marks.map(({ kind }) => kind).sort()).toEqual(
      told.map(({ type }) => wanted[type as keyof typeof wanted]).sort(),
    );
    expect(marks).toEqual(marks.toSorted((a, b) => a.at - b.at));
    expect([day, first! <= day]).toEqual(['2021-07-23', true]);
  });

  it('is not kept before everything that was decided until then is committed', async () => {
    const { db } = city;
    const before = await db.$count(momentTable);
    // At a standing clock a minute has to pass after the half hour; at a day that runs, as many minutes as it is faster.
    const next = Math.ceil((END + 1) / (24 * HOUR)) * 24 * HOUR + 16 * HOUR;
    await setCityClock(db, next + 59_000, 0);
    const made = await makeMoments(db, 10_000);
    await setCityClock(db, next + 61_000, 0);
    expect(await makeMoments(db, 10_000)).toBe(1);
    expect(await db.$count(momentTable)).toBe(before + made + 1);
    const [kept] = await db.select().from(momentCaseTable).where(eq(momentCaseTable.at, next)).limit(1);
    expect(kept?.version).toBe(kept?.body.version);
  });

  it('is made anew where the clock was set back, and facts come that belong before it', async () => {
    const { db, desk } = city;
    const now = await cityNow(db);
    await setCityClock(db, now - 5 * HOUR, 0);
    const { lat, lon } = STORY_PLACES.xiuxin;
    const body = { channel: 'wechat', words: '路灯不亮', point: { lat, lon } };
    const late = await execute(
      desk,
      { kind: 'resident', caseId: null },
      { id: randomUUID(), type: 'case.report', body },
    );
    await setCityClock(db, now, 0);
    await makeMoments(db, 10_000);
    await readLog();
    for (const at of [now - 5 * HOUR, now - HOUR, now]) {
      const held = await standAt(db, VIEWS[0]!, at);
      expect(held.has(isRefusal(late) ? late.refused : late.caseId)).toBe(true);
      expect(sorted(held)).toEqual(sorted(naive(VIEWS[0]!, at)));
    }
  });
});

const sorted = (cases: ReadonlyMap<string, Case>): Case[] =>
  [...cases.values()].sort((a, b) => a.id.localeCompare(b.id));
