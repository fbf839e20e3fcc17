import { eq } from 'drizzle-orm';
import { userTable } from '#server/access/table.ts';
import { close, figure, type Row } from '../row.ts';
import { within, type Stage } from '../stage.ts';
import type { City } from '../city.ts';

/** A right that was taken away has to be out of sight after so long. */
const CUT_WITHIN_MS = 5_000;

export const oracle: Row = {
  n: 11,
  name: 'the oracle',
  fault: 'random scopes × moves × role changes × cuts, each view against SQL, seeded',
  bound: '0 of ≥ 20,000 checks differ',
  run: (stage) =>
    within(stage.city({ screens: stage.times(100, 40) }), async (city) => {
      const faults: string[] = [];
      let checks = 0;
      let moves = 0;
      const goal = stage.times(20_000, 240);
      while (checks < goal && faults.length === 0) {
        // Writers are under way while screens come and go; only then everybody holds still and is looked at.
        await city.crowd.burst(stage.random.pick([4, 8, 16]), stage.random.pick([16, 32, 48]));
        moves += 1;
        if (stage.random.chance(0.5)) await city.crowd.cutSome(0.3);
        if (stage.random.chance(0.15)) await stage.rest(stage.random.between(0, 400));
        if (moves % 12 === 3) faults.push(...(await changeRole(city, stage)));
        await city.crowd.pause();
        const views = await city.crowd.checkScreens(20_000);
        checks += views.checks;
        faults.push(...views.differ.map((one) => `after ${moves} moves: ${one}`));
      }
      const found = await close(
        city,
        [figure('checks that were made, wanting', Math.max(0, goal - checks), 0, '')],
        faults,
        [`${checks} views compared after ${moves} moves`],
      );
      return {
        ...found,
        counts: {
          ...found.counts,
          views: found.counts.views + checks,
          differ: found.counts.differ + faults.length,
        },
      };
    }),
};

/** Somebody's jurisdiction becomes another: the screen is cut, and what it may not see any more is out of its board's reach. */
async function changeRole(city: City, stage: Stage): Promise<string[]> {
  const username = await city.crowd.somebody();
  if (username === undefined) return [];
  const { db } = city.pool;
  const [before] = await db
    .select({ areas: userTable.areas })
    .from(userTable)
    .where(eq(userTable.id, username));
  const elsewhere = stage.random.pick(['440303', '440304', '440307']);
  await db
    .update(userTable)
    .set({ areas: [elsewhere] })
    .where(eq(userTable.id, username));
  const cutMs = await city.crowd.untilCut(username, CUT_WITHIN_MS + 2_000);
  await db.update(userTable).set({ areas: before!.areas }).where(eq(userTable.id, username));
  // Whoever was shown out comes back with a page of its own, as the same person.
  await city.crowd.reopen(username);
  return cutMs <= CUT_WITHIN_MS
    ? []
    : [`${username} lost the jurisdiction and looked on for more than ${CUT_WITHIN_MS} ms`];
}
