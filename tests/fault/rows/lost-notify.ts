import { close, figure, type Row } from '../row.ts';
import { within } from '../stage.ts';

export const lostNotify: Row = {
  n: 5,
  name: 'every wake-up is lost',
  fault: 'every NOTIFY lost',
  bound: 'event to screen p99 ≤ 750 ms',
  run: (stage) =>
    within(stage.timed({ mute: true }), async (city) => {
      await city.crowd.begin(stage.load);
      await city.crowd.takeScreens();
      await stage.rest(stage.seconds(60, 4));
      const { delays } = await city.crowd.takeScreens();
      const heard = city.notificationsLost > 0 ? [] : ['no notification came by: nothing was tried'];
      return close(city, [figure('event to screen, p99', delays.p99, 750)], heard, [
        `${city.notificationsLost} notifications lost; ${delays.n} deliveries, p50 ${delays.p50.toFixed(0)} ms`,
      ]);
    }),
};
