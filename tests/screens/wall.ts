import type { Page } from '@playwright/test';
import { and, isNull, like, sql } from 'drizzle-orm';
import { isRunning } from '#domain/order/order.ts';
import { caseTable } from '#server/case/table.ts';
import type { RunningApp } from '../support/running-app.ts';
import { lineOf } from '../support/line.ts';
import { setUp } from '../support/wall.ts';
import type { PlayedCity } from './city.ts';
import { issueOrder } from './orders.ts';
import { named, type Size, type Studio } from './studio.ts';

const AREA = '440310';
const ROOM: Size = [1920, 1080];
const WIDE: Size = [5760, 1080];
const SIZES: readonly Size[] = [ROOM, [3840, 2160], WIDE];
/** The busiest hour of the morning, as somebody would look at it again. */
const REWOUND = '2021-07-23T11:05:00';
const NIGHT = '2021-07-23T22:30:00+08:00';
const MANY = 40;
const BETWEEN_MS = 25_000;

const isLive = (page: Page): Promise<void> => page.locator('main time').first().waitFor();
const isStale = (page: Page): Promise<void> => page.locator('main[data-stale=true]').waitFor();

/** The wall in the middle of the afternoon: live, as it stood, with its line cut, and where nothing happens. */
export async function takeWalls(studio: Studio): Promise<void> {
  for (const size of SIZES) {
    const live = `wall-${named(size)}`;
    if (studio.wants(live)) {
      const page = await studio.wall(AREA, size);
      await isLive(page);
      await studio.shoot(page, live);
    }
    const rewound = `wall-rewind-${named(size)}`;
    if (studio.wants(rewound)) {
      const page = await studio.wall(AREA, size, REWOUND);
      await page.locator('main.past').waitFor();
      await page.getByRole('slider').waitFor();
      await studio.shoot(page, rewound);
    }
    await studio.clear();
  }
  for (const size of [ROOM, WIDE]) {
    const name = `wall-stale-${named(size)}`;
    if (!studio.wants(name)) continue;
    const page = await studio.wall(AREA, size);
    const line = await lineOf(page);
    await page.reload();
    await isLive(page);
    line.cut();
    await isStale(page);
    await studio.shoot(page, name);
    await studio.clear();
  }
  const empty = `wall-empty-${named(ROOM)}`;
  if (!studio.wants(empty)) return;
  const page = await studio.wall(await quietCommunity(studio), ROOM);
  await isLive(page);
  await studio.shoot(page, empty);
  await studio.clear();
}

/** The wall at night, and with more open orders than it has room for. */
export async function takeLateWalls(studio: Studio, city: PlayedCity): Promise<void> {
  const night = `wall-night-${named(ROOM)}`;
  const many = [ROOM, WIDE].map((size) => [size, `wall-${MANY}-orders-${named(size)}`] as const);
  if (!studio.wants(night, ...many.map(([, name]) => name))) return;
  await city.playUntil(NIGHT);
  if (studio.wants(night)) {
    const page = await studio.wall(AREA, ROOM);
    await page.locator('main[data-night=true]').waitFor();
    await studio.shoot(page, night);
    await studio.clear();
  }
  if (!studio.wants(...many.map(([, name]) => name))) return;
  for (let n = 0; (await openOrdersIn(studio.app)) < MANY; n += 1) {
    await issueOrder(city, n);
    await studio.app.forward(BETWEEN_MS);
  }
  for (const [size, name] of many) {
    const page = await studio.wall(AREA, size);
    await setUp(studio.app, { night: null });
    await page.reload();
    await isLive(page);
    await page.locator('main[data-night=false]').waitFor();
    await page.getByRole('article').first().waitFor();
    await studio.shoot(page, name);
    await studio.clear();
  }
}

/** A community of the district without an open order, with the fewest open cases. */
async function quietCommunity({ app }: Studio): Promise<string> {
  const { rows } = await app.pool.db.execute<{ code: string }>(sql`
    select a.code from area a left join "case" c on c.area_code = a.code and c.closed_at is null
    where a.code like ${`${AREA}______`} group by a.code
    order by count(c.id) filter (where c.body -> 'orders' <> '[]'), count(c.id), a.code limit 1`);
  return rows[0]?.code ?? AREA;
}

/** The day itself has left some open. */
async function openOrdersIn({ pool }: RunningApp): Promise<number> {
  const bodies = await pool.db
    .select({ body: caseTable.body })
    .from(caseTable)
    .where(and(like(caseTable.areaCode, `${AREA}%`), isNull(caseTable.closedAt)));
  return bodies.flatMap(({ body }) => body.orders.filter(isRunning)).length;
}
