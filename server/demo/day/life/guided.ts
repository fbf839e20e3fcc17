import { MINUTE } from '../hours.ts';
import { acceptMs } from '../pace.ts';
import { accept, report, type Play } from './begin.ts';
import { end, record, resolve } from './end.ts';
import type { Closing } from './closing.ts';

/** 引导至社区: the dispatcher guides it to the community, whose worker settles it. */
export function guided(play: Play, at: number, closing: Closing): void {
  const { random, life, staff, appeal } = play;
  const worker = staff.at('worker', appeal.spot.areaCode);
  const acceptedAt = accept(play, report(play, at) + acceptMs(random));
  const dispatcher = staff.dispatcher(appeal.spot.areaCode, random);
  const guidedAt = life.add(acceptedAt + random.between(1, 6) * MINUTE, dispatcher.id, {
    type: 'case.guide',
    body: {},
  });
  const visitedAt = record(play, guidedAt + random.lognormal(22, 0.5) * MINUTE, worker.id);
  end(play, resolve(play, closing.at(visitedAt, random.lognormal(55, 0.5) * MINUTE, random), worker.id));
}

/** 不予受理: with a reason that the resident is told. */
export function rejected(play: Play, at: number): void {
  const { random, life, staff, appeal } = play;
  const dispatcher = staff.dispatcher(appeal.spot.areaCode, random);
  const reason = random.pick(['not-public', 'in-court', 'no-facts', 'repeated'] as const);
  life.add(report(play, at) + acceptMs(random), dispatcher.id, { type: 'case.reject', body: { reason } });
}
