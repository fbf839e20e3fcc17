import type { Spread } from '../../load/crowd/spread.ts';
import type { City } from '../city.ts';
import { close, figure, type Row } from '../row.ts';
import { within, type Stage } from '../stage.ts';

export const lostNotify: Row = {
  n: 5,
  name: 'every wake-up is lost',
  fault: 'every NOTIFY lost',
  bound: 'event to screen p99 ≤ 750 ms',
  run: async (stage) => {
    // What the machine takes for the same load where nothing is lost: only beside it can be told what the loss costs.
    const heard =
      stage.scale < 0.5 ? undefined : await within(stage.timed(), (city) => delaysOf(city, stage));
    return within(stage.timed({ mute: true }), async (city) => {
      const delays = await delaysOf(city, stage);
      const tried = city.notificationsLost > 0 ? [] : ['no notification came by: nothing was tried'];
      return close(city, [figure('event to screen, p99', delays.p99, 750)], tried, [
        `${city.notificationsLost} notifications lost; ${told(delays)}`,
        ...(heard ? [`the same load with every wake-up heard: ${told(heard)}`] : []),
      ]);
    });
  },
};

async function delaysOf(city: City, stage: Stage): Promise<Spread> {
  await city.crowd.begin(stage.load);
  await city.crowd.takeScreens();
  await stage.rest(stage.seconds(60, 4));
  return (await city.crowd.takeScreens()).delays;
}

const told = ({ n, p50, p99 }: Spread): string =>
  `${n} deliveries, p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms`;
