import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayOfName } from '#domain/timer/calendar.ts';
import { DEFAULT_POLICY } from '#domain/timer/default-policy.ts';
import { transaction } from '#server/db/transaction.ts';
import { Premises } from '#server/premises.ts';
import { setDay } from '#server/timer/calendar.ts';
import { enactPolicy } from '#server/timer/enact.ts';
import { addDuty, endDuty } from '#server/timer/roster.ts';
import { emptyCity, type EmptyCity } from '../../support/played-day.ts';

const HOUR = 3_600_000;
const at = '2021-08-02T10:00:00+08:00';
let city: EmptyCity;
/** What another process keeps in its memory. */
let other: Premises;

beforeAll(async () => {
  city = await emptyCity(at);
  other = await Premises.open(city.db);
});
afterAll(() => city.drop());

describe('what a process keeps in memory', () => {
  test('is not read again while nobody changes it', async () => {
    const rules = await other.rules();
    expect(await other.rules()).toBe(rules);
    const { world } = other;
    await other.refresh();
    expect(other.world).toBe(world);
  });

  test('holds a version of the limits from the next decision on', async () => {
    const proposed = { ...DEFAULT_POLICY, version: 2, effectiveFrom: Date.parse(at) + HOUR };
    await enactPolicy(city.desk, 'sz-system-admin', proposed);
    const { policies } = await transaction(city.db, (tx) => other.rules(tx));
    expect(policies.map(({ version }) => version)).toEqual([1, 2]);
  });

  test('holds a day that was set, a duty that was added, and its early end', async () => {
    await setDay(city.db, 'sz-system-admin', { day: '2021-08-04', works: false, reason: '台风' });
    expect((await other.rules()).calendar.holidays.has(dayOfName('2021-08-04'))).toBe(true);
    const from = Date.parse(at);
    const duty = { post: 'supervisor', areaCode: '440310', departmentId: null, personId: 'ps-supervisor-1' };
    const added = await addDuty(city.db, 'sz-system-admin', {
      ...duty,
      ...{ from, until: from + HOUR },
    } as never);
    const mine = (await other.rules()).roster.filter(({ until }) => until === from + HOUR);
    expect(mine.length).toBeGreaterThan(0);
    const { duties } = added as { duties: { id: string; until: number }[] };
    const { id } = duties.find(({ until }) => until === from + HOUR)!;
    await endDuty(city.db, 'sz-system-admin', { id, until: from + HOUR / 2 });
    expect((await other.rules()).roster.some(({ until }) => until === from + HOUR / 2)).toBe(true);
  });

  test('holds what a person changed with SQL: world and words at the next look', async () => {
    await city.db.execute(sql`update department set name = '改名后的单位' where id = '440310005-municipal'`);
    await city.db.execute(
      sql`update matter set body = jsonb_set(body, '{name}', '"改名后的事项"') where code = 'municipal.garbage-overflow'`,
    );
    await other.refresh();
    expect(other.world.departments.get('440310005-municipal')?.name).toBe('改名后的单位');
    expect(other.worldData.matters.some(({ name }) => (name as unknown) === '改名后的事项')).toBe(true);
  });

  test('does not hold what was undone', async () => {
    const before = await other.rules();
    const undone = transaction(city.db, async (tx) => {
      await tx.execute(
        sql`insert into calendar_day (day, works, reason) values ('2021-08-05', false, '台风')`,
      );
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await other.rules()).toBe(before);
  });
});
