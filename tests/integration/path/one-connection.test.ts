import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { Sealer } from '#server/access/seal.ts';
import { openNumbers } from '#server/case/number.ts';
import { execute } from '#server/command.ts';
import { openPool } from '#server/db/pool.ts';
import { cityOf } from '#server/demo/city/city.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { loadCity } from '#server/demo/load.ts';
import { ensurePolicy } from '#server/timer/policy.ts';
import { keepRules } from '#server/timer/rules.ts';
import { dutyTable } from '#server/timer/table.ts';
import { loadWorldData, worldOf } from '#server/world.ts';
import { testDatabase } from '../../support/database.ts';
import { TEST_SECRET, TEST_PASSWORD } from '../../support/running-app.ts';

it('a decision never waits for a second connection of its pool while it holds one, also where the rules were changed', async () => {
  // given a pool of one connection, as the pool of a busy process is for the last of its commands
  const database = await testDatabase();
  const pool = openPool(database.connection, () => undefined, 1);
  const numbers = openNumbers(database.connection, () => undefined);
  await loadCity(pool.db, cityOf(), TEST_PASSWORD);
  await ensurePolicy(pool.db);
  const world = worldOf(await loadWorldData(pool.db));
  const rules = await keepRules(pool.db);
  const desk = {
    db: pool.db,
    askers: pool.db,
    numbers: numbers.db,
    world: () => world,
    rules,
    sealer: new Sealer(TEST_SECRET),
    committed: () => undefined,
  };
  await pool.db.update(dutyTable).set({ until: sql`city_now()` as never });
  // when a command is decided after the rules were changed
  const body = { channel: 'wechat', words: '垃圾桶满了两天没人收', point: STORY_PLACES.xiuxin };
  const viewer = { kind: 'resident', caseId: null } as const;
  const answer = await execute(desk, viewer, { id: randomUUID(), type: 'case.report', body });
  // then it is accepted at its first attempt
  expect(answer).toMatchObject({ events: ['case.reported'] });
  await Promise.all([pool.end(), numbers.end()]);
  await database.drop();
});
