import { close, figure, type Row } from '../row.ts';
import { within } from '../stage.ts';

export const killPostgres: Row = {
  n: 3,
  name: 'kill Postgres',
  fault: 'kill -9 Postgres, four times',
  bound: 'writes resume ≤ 10 s after it is back',
  run: (stage) =>
    within(stage.city(), async (city) => {
      await city.crowd.begin(stage.load);
      const resumed: number[] = [];
      for (let kill = 0; kill < stage.times(4, 1); kill += 1) {
        await stage.rest(stage.seconds(20, 2));
        await city.postgres.kill();
        // Screens that come while there is no database are refused for the moment, and have to come again by themselves.
        city.balancer.reset();
        await stage.rest(2_500);
        await city.postgres.start();
        resumed.push(await city.crowd.untilAccepted(60_000));
      }
      await stage.rest(stage.seconds(10, 1));
      return close(
        city,
        [figure('writes resume (the slowest)', Math.max(...resumed), 10_000)],
        [],
        [`resumed after ${resumed.map((ms) => ms.toFixed(0)).join(', ')} ms`],
      );
    }),
};
