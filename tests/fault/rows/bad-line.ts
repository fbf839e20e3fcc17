import type { City } from '../city.ts';
import { close, figure, type Row } from '../row.ts';
import { within, type Stage } from '../stage.ts';

export const badLine: Row = {
  n: 4,
  name: 'a bad line',
  fault: 'a proxy: 300 ms latency; resets every 3 s; a black hole of 60 s',
  bound: 'stale banner ≤ 12 s; at most one snapshot a socket',
  run: (stage) =>
    within(stage.city(), async (city) => {
      const { crowd, balancer } = city;
      await crowd.begin(stage.load);
      balancer.latencyMs = 300;
      await stage.rest(stage.seconds(25, 3));
      // Over a slow line many answers are under way when it is cut: those commands are sent again.
      for (let resets = 0; resets < stage.times(4, 2); resets += 1) {
        balancer.reset();
        await stage.rest(3_000);
      }
      balancer.latencyMs = 0;
      for (let resets = 0; resets < stage.times(10, 2); resets += 1) {
        await stage.rest(3_000);
        balancer.reset();
      }
      await crowd.untilCurrent(30_000);
      const before = await crowd.takeScreens();
      const { bannerMs, unsaid } = await blackHole(city, stage);
      const snapshots = Math.max(before.mostSnapshotsASocket, unsaid.mostSnapshotsASocket);
      return close(
        city,
        [
          figure('stale banner on the last screen', bannerMs, 12_000),
          figure('snapshots a socket', snapshots, 1, ''),
        ],
        bannerMs > 16_000 ? ['a screen stood still and did not say so'] : [],
        [
          `${before.cuts} sockets cut; the longest silence that was not yet said ${unsaid.longestUnsaidMs.toFixed(0)} ms`,
        ],
      );
    }),
};

/** Open connections that carry nothing: every screen has to say itself that it stands still. */
async function blackHole({ crowd, balancer }: City, stage: Stage) {
  const begun = performance.now();
  balancer.blackHole = true;
  let bannerMs = Number.NaN;
  const lastsMs = stage.seconds(60, 17);
  while (performance.now() - begun < lastsMs) {
    const { live = 0, connecting = 0 } = await crowd.states();
    if (live + connecting === 0 && Number.isNaN(bannerMs)) bannerMs = performance.now() - begun;
    await stage.rest(50);
  }
  if (Number.isNaN(bannerMs)) bannerMs = lastsMs;
  balancer.blackHole = false;
  // What was swallowed is gone, so a connection that lived through it is no stream any more.
  balancer.reset();
  await crowd.untilCurrent(30_000);
  return { bannerMs, unsaid: await crowd.takeScreens() };
}
