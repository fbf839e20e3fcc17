import { close, figure, type Row } from '../row.ts';
import { within } from '../stage.ts';

export const reconnect: Row = {
  n: 10,
  name: 'everybody comes back at once',
  fault: '500 clients reconnect at once',
  bound: 'all current ≤ 15 s; ≤ 1.5 GB a process',
  run: (stage) =>
    within(stage.city({ screens: stage.times(500, 20) }), async (city) => {
      await city.crowd.begin(stage.load);
      await stage.rest(stage.seconds(15, 2));
      const took: number[] = [];
      for (let round = 0; round < stage.times(5, 1); round += 1) {
        city.balancer.reset();
        await stage.rest(20);
        took.push(await city.crowd.untilCurrent(60_000));
      }
      const peak = Math.max(...city.servers.map((server) => server.peakMb()));
      return close(city, [
        figure('all current (the slowest of the rounds)', Math.max(...took), 15_000),
        figure('memory of a process, at most', peak, 1_536, 'MB'),
      ]);
    }),
};
